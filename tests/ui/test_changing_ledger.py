"""Another ledger is opened while this one can still be used."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.acting import settle
from zhenyu_desk.bootstrap import create_context
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.entrance import Entrance
from zhenyu_desk.ui.pages.visits import page as visits_page


@pytest.fixture
def other(tmp_path: Path) -> Path:
    create_context(tmp_path / "other", "别的镇", "李静").close()
    return tmp_path / "other"


def type_a_visit(desk: Desk) -> Any:
    """What is typed while the other ledger opens."""
    assert desk.window is not None
    page: Any = desk.window.page
    page.entry.fields.business.setPlainText("打开时又写的字")
    return page


@pytest.mark.parametrize("may_drop", [True, False])
def test_what_is_typed_while_it_opens_is_asked_about(
    desk: Desk, qtbot: QtBot, other: Path, monkeypatch: pytest.MonkeyPatch, may_drop: bool
) -> None:
    window = desk.window
    assert window is not None
    window.new_visit()
    settle(qtbot, desk)
    asked: list[str] = []

    def may_leave(_page: object) -> bool:
        asked.append("asked")
        return may_drop

    monkeypatch.setattr(visits_page.VisitsPage, "may_leave", may_leave)
    desk.change_ledger(other)
    page = type_a_visit(desk)
    if may_drop:
        qtbot.waitUntil(lambda: desk.window is not window and desk.window is not None and desk.window.is_open)
        assert desk.window is not None
        assert desk.window.context.ledger.folder == other
    else:
        qtbot.waitUntil(lambda: "未打开" in window.status.message.text(), timeout=10_000)
        assert desk.window is window
        assert page.entry.fields.business.toPlainText() == "打开时又写的字"
        desk.change_ledger(other)  # it was closed, and can be opened again
        monkeypatch.setattr(visits_page.VisitsPage, "may_leave", lambda _page: True)
        qtbot.waitUntil(lambda: desk.window is not window and desk.window is not None and desk.window.is_open)
    assert asked


def test_an_opening_that_is_over_leaves_nothing_behind(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window = desk.window
    assert window is not None
    for _time in range(3):
        desk.change_ledger(tmp_path / "nowhere")
        settle(qtbot, desk)
    qtbot.waitUntil(lambda: not window.findChildren(Entrance))
