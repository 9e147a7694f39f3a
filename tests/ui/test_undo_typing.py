"""Ctrl+Z and the form 登记走访: what was cancelled comes back first, and what is being typed is never passed over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.clerk import CTRL, Clerk, sit_down
from tests.ui.visit_form import FIRM, choose_firm, stored_visits
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.ui import drafts as drafts_module
from zhenyu_desk.ui.undoing import MOST_STEPS, LocalStep

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
LIANRUI = "周浜联瑞新材料有限公司"


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    """A visit to 恒信 is saved, the form is empty again."""
    monkeypatch.setattr(drafts_module, "PAUSE_MS", 50)
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        opened.press(Qt.Key.Key_N, CTRL)
        choose_firm(opened)
        opened.press(Qt.Key.Key_Return, CTRL)
        assert len(stored_visits(opened)) == 1
        yield opened


def undo(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_Z, CTRL)


def told(clerk: Clerk) -> str:
    return clerk.window.status.message.text()


def menu(clerk: Clerk) -> str:
    return next(a.text() for a in clerk.window.menus.commands() if a.shortcut().toString() == "Ctrl+Z")


def type_second(clerk: Clerk) -> None:
    """A visit to 联瑞 with some words."""
    clerk.keys("lrxcl")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("订单平稳")


def cancel(clerk: Clerk) -> None:
    clerk.page.entry.cancel_wanted.emit()
    clerk.settle()


def test_after_cancel_ctrl_z_brings_the_text_back_and_leaves_the_ledger_alone(clerk: Clerk) -> None:
    type_second(clerk)
    typed = clerk.page.entry.typed()
    cancel(clerk)
    assert menu(clerk) == f"撤销“取消录入 {LIANRUI} · 2026-11-20”"
    undo(clerk)
    assert clerk.page.entry.typed() == typed
    assert told(clerk) == f"已撤销：取消录入 {LIANRUI} · 2026-11-20"
    assert len(stored_visits(clerk)) == 1
    clerk.press(Qt.Key.Key_S, CTRL)
    assert len(stored_visits(clerk)) == 2
    assert waiting_drafts(clerk.context) == []


def test_a_second_ctrl_z_does_not_reach_past_what_came_back(clerk: Clerk) -> None:
    type_second(clerk)
    cancel(clerk)
    for _time in range(3):
        undo(clerk)
    assert len(stored_visits(clerk)) == 1
    assert told(clerk) == "正在录入，先保存或取消后再撤销。"


def test_the_draft_of_a_cancelled_form_goes_when_the_way_back_does(clerk: Clerk) -> None:
    type_second(clerk)
    cancel(clerk)
    assert len(waiting_drafts(clerk.context)) == 1
    for number in range(MOST_STEPS):
        clerk.window.tell("别的事。", LocalStep(str(number), lambda: None))
    clerk.settle()
    assert waiting_drafts(clerk.context) == []


def test_closing_the_window_drops_the_draft_of_a_cancelled_form(clerk: Clerk) -> None:
    type_second(clerk)
    cancel(clerk)
    clerk.window.close()
    assert waiting_drafts(clerk.context) == []


def test_what_was_set_aside_comes_back_by_ctrl_z(clerk: Clerk) -> None:
    type_second(clerk)
    typed = clerk.page.entry.typed()
    clerk.press(Qt.Key.Key_N, CTRL)
    assert menu(clerk) == f"撤销“搁置录入 {LIANRUI} · 2026-11-20”"
    undo(clerk)
    assert clerk.page.entry.typed() == typed
    assert len(waiting_drafts(clerk.context)) == 1


def test_what_was_saved_meanwhile_does_not_come_back_to_be_saved_twice(clerk: Clerk) -> None:
    type_second(clerk)
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.page.open_draft(waiting_drafts(clerk.context)[0])
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert len(stored_visits(clerk)) == 2
    clerk.window.undoing.pop()  # the save itself
    undo(clerk)
    assert told(clerk) == "该内容已另行保存或放弃，无可撤销。"
    assert not clerk.page.entry.is_changed


def test_ctrl_z_on_a_chip_of_a_form_being_typed_takes_nothing_back(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_Down, CTRL)
    clerk.keys("1")
    undo(clerk)
    assert len(stored_visits(clerk)) == 1
    assert told(clerk) == "正在录入，先保存或取消后再撤销。"
    clerk.keys("1")


def test_ctrl_z_in_a_field_takes_back_its_typing_only(clerk: Clerk) -> None:
    business = clerk.page.entry.fields.business
    clerk.tab_to(business)
    clerk.write("订单平稳")
    undo(clerk)
    assert business.text() == ""
    assert len(stored_visits(clerk)) == 1


def test_undoing_a_save_names_number_and_firm(clerk: Clerk) -> None:
    undo(clerk)
    assert stored_visits(clerk) == []
    assert told(clerk) == f"已撤销：登记走访 ZF-2026-0001 {FIRM}"
    assert clerk.page.entry.fields.firm.text() == FIRM, "what was typed stands in the form again"


def test_undoing_a_save_from_another_page_leaves_what_is_typed_and_makes_a_draft(clerk: Clerk) -> None:
    type_second(clerk)
    typed = clerk.page.entry.typed()
    clerk.open(1)
    undo(clerk)
    assert stored_visits(clerk) == []
    titles = {draft.title for draft in waiting_drafts(clerk.context)}
    assert titles == {f"{FIRM} · 2026-11-20", f"{LIANRUI} · 2026-11-20"}
    clerk.open(2)
    assert clerk.page.entry.typed() == typed
