"""关于 and 应急副本."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

import zhenyu_desk
from tests.ui.acting import open_dialog
from tests.ui.clerk import Clerk, sit_down
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.history import audit_anchor
from zhenyu_desk.services.rescue import read_rescue
from zhenyu_desk.ui import rescuing
from zhenyu_desk.ui.dialogs.about import AboutDialog, grouped


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        yield clerk


def trigger(clerk: Clerk, name: str) -> None:
    next(action for action in clerk.window.menus.commands() if action.objectName() == name).trigger()
    clerk.settle()


def test_about_tells_program_ledger_and_fingerprint(clerk: Clerk) -> None:
    back_up(clerk.context)
    anchor = audit_anchor(clerk.context)
    trigger(clerk, "about")
    dialog = open_dialog(AboutDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    told = "\n".join(texts)
    assert zhenyu_desk.__version__ in told
    assert "Apache-2.0" in told
    assert str(clerk.town.folder) in texts
    assert "未加密" in texts
    assert "尚未备份" not in told
    assert dialog.anchor.text() == grouped(anchor)
    assert "".join(dialog.anchor.text().split()) == anchor
    dialog.copy_anchor()
    assert QApplication.clipboard().text() == " ".join(grouped(anchor).split())
    layout = dialog.layout()
    assert layout is not None
    clerk.qtbot.waitUntil(lambda: dialog.height() >= layout.totalHeightForWidth(dialog.width()))
    dialog.accept()


def test_a_hash_stands_in_groups_of_four() -> None:
    assert grouped("0123456789abcdef" * 3) == "0123 4567 89ab cdef 0123 4567 89ab cdef\n0123 4567 89ab cdef"


def test_the_rescue_export_is_asked_about_and_reads_back(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    asked: list[str] = []

    def yes(_parent: object, question: str, _word: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(rescuing, "ask", yes)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(stick))
    trigger(clerk, "rescue")
    assert "不加密" in asked[0]
    made = next(stick.iterdir())
    assert made.name.startswith("台账应急副本")
    assert str(made) in clerk.told()
    assert read_rescue(made, tmp_path / "again").town == "周浜镇"


def test_a_rescue_export_that_fails_is_told(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr(rescuing, "ask", lambda *_asked: True)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(blocked))
    trigger(clerk, "rescue")
    assert "台账应急副本" in clerk.told()
