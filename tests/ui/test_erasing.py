"""删除联系人信息 in 企业档案."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk.domain.inputs import DifficultyInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Level, Role, Source
from zhenyu_desk.services.difficulties import register_difficulty
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.store.queries.register import contacts
from zhenyu_desk.store.queries.visits import visit_detail
from zhenyu_desk.ui.dialogs.erase_contact import EraseContactDialog
from zhenyu_desk.ui.dialogs.still_named import StillNamedDialog
from zhenyu_desk.ui.widgets.link_line import LinkLine

FIRST = 1


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        clerk.open(4)
        clerk.page.firm.tabs.setCurrentIndex(2)
        clerk.settle()
        yield clerk


def ask_to_erase(clerk: Clerk) -> EraseContactDialog:
    found = [b for b in clerk.page.firm.people.findChildren(QPushButton) if b.text() == "删除信息…" and b.isVisible()]
    assert found[0].accessibleName() == "删除信息… 张伟"
    found[0].click()
    dialog = open_dialog(EraseContactDialog)
    clerk.qtbot.waitUntil(lambda: dialog.isAncestorOf(clerk.focus))
    return dialog


def names(clerk: Clerk) -> set[str]:
    return {row.name for row in clerk.context.read(contacts, FIRST)}


def test_it_wants_a_reason_and_the_name_and_lists_where_texts_name_the_person(clerk: Clerk) -> None:
    hears_of(clerk, "请联系张伟 13812342201 核实。")
    dialog = ask_to_erase(clerk)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "原因" in dialog.form.fields["reason"].error
    clerk.write("本人书面申请")
    clerk.tab()
    clerk.write("张")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "姓名" in dialog.form.fields["name"].error
    assert "张伟" in names(clerk)
    clerk.write("伟")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert names(clerk) == {"（已按要求删除）", "徐慧"}
    assert clerk.window.undoing.label() == "", "it can't be taken back"
    listed = open_dialog(StillNamedDialog)
    clerk.settle()
    assert len(listed.lines) == 1
    listed.accept()
    shown = [label.text() for label in clerk.page.firm.people.findChildren(QLabel) if label.isVisible()]
    assert not any("张伟" in text or "2201" in text for text in shown)
    others = [b for b in clerk.page.firm.people.findChildren(QPushButton) if b.text() == "删除信息…" and b.isVisible()]
    assert [b.accessibleName() for b in others] == ["删除信息… 徐慧"]


def hears_of(clerk: Clerk, text: str) -> None:
    """A difficulty of the firm whose text names the person."""
    given = DifficultyInput(
        enterprise_id=FIRST,
        reported_on=date(2026, 11, 19),
        title="用水压力不足",
        words=text,
        category_id=clerk.town.categories["其他"],
        source=Source.CALL,
        level=Level.COORDINATE,
    )
    register_difficulty(clerk.context, given)


def test_texts_that_still_name_the_person_are_opened_from_the_list(clerk: Clerk) -> None:
    number = clerk.context.read(visit_detail, 1).number
    dialog = StillNamedDialog(clerk.window, [number, "ZF9999"], ["企业备注"], clerk.window)
    dialog.open_once()
    assert dialog.lines == [], "the window doesn't wait until they are found"
    clerk.settle()
    assert [line.text() for line in dialog.lines if isinstance(line, QLabel)] == ["ZF9999（在回收站中）"]
    links = [line for line in dialog.lines if isinstance(line, LinkLine)]
    assert len(links) == 1
    links[0].click()
    clerk.settle()
    assert clerk.window.page_name == "visits"
    assert clerk.page.entry.visit.id == 1
    assert open_dialogs(StillNamedDialog) == []


def test_only_who_manages_the_ledger_may(clerk: Clerk) -> None:
    save_official(clerk.context, OfficialInput(name="李静", role=Role.MANAGING))
    save_official(clerk.context, OfficialInput(name="王芳", role=Role.ENTRY))
    clerk.window.change_official("王芳")
    clerk.settle()
    found = [b for b in clerk.page.firm.people.findChildren(QPushButton) if b.text() == "删除信息…" and b.isVisible()]
    assert found
    assert not any(button.isEnabled() for button in found)
    assert "管理" in found[0].toolTip()
