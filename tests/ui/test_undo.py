"""Taking back: Ctrl+Z and the status bar, typing before steps, fifty of them, and the recycle bin."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, press
from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import EnterpriseInput, UnitInput, VisitInput
from zhenyu_desk.domain.rows import UnitRow
from zhenyu_desk.services import enterprises, office, visits
from zhenyu_desk.store.queries.register import enterprise_detail, enterprise_page, units
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.ui.dialogs.recycle_bin import RecycleBinDialog


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """A window on the small town."""
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


def write(clerk: Clerk, changes: ChangeSet) -> None:
    """What a page does after a service wrote."""
    clerk.window.announce(changes)
    clerk.settle()


def unit(clerk: Clerk, name: str) -> UnitRow:
    return next(row for row in clerk.context.read(units) if row.name == name)


def call(clerk: Clerk, phone: str) -> None:
    """Write down another phone number of a unit."""
    row = unit(clerk, "供电所")
    given = UnitInput(name=row.name, contact=row.contact, phone=phone)
    write(clerk, office.save_unit(clerk.context, given, row.id, row.version))


def undo_text(clerk: Clerk) -> tuple[str, bool]:
    """The line in the menu 编辑, and whether it can be chosen."""
    entry = next(a for a in clerk.window.menus.commands() if a.shortcut().toString() == "Ctrl+Z")
    return entry.text(), entry.isEnabled()


def test_steps_are_taken_back_one_by_one(clerk: Clerk) -> None:
    first = unit(clerk, "供电所").phone
    assert undo_text(clerk) == ("撤销", False)
    call(clerk, "1")
    call(clerk, "2")
    assert undo_text(clerk)[1]
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert unit(clerk, "供电所").phone == "1"
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert unit(clerk, "供电所").phone == first
    assert undo_text(clerk) == ("撤销", False)


def test_the_menu_and_the_status_bar_name_the_step(clerk: Clerk) -> None:
    firm, leader = clerk.town.firms["三立食品有限公司"], clerk.town.leaders["王建国"]
    before = len(clerk.context.read(visit_page))
    given = VisitInput(on=date(2026, 11, 19), enterprise_id=firm, leader_id=leader)
    write(clerk, visits.register_visit(clerk.context, given))
    (visit,) = (row for row in clerk.context.read(visit_page) if row.on == date(2026, 11, 19))
    named = f"登记走访 {visit.number} 三立食品有限公司"
    assert undo_text(clerk) == (f"撤销“{named}”", True)
    assert clerk.window.status.message.text() == named
    clerk.window.status.undo.click()
    clerk.settle()
    assert len(clerk.context.read(visit_page)) == before
    assert clerk.window.status.message.text() == f"已撤销：{named}"


def test_a_sentence_of_the_page_is_shown_with_the_way_back(clerk: Clerk) -> None:
    row = unit(clerk, "供电所")
    given = UnitInput(name=row.name, contact="新人", phone=row.phone)
    clerk.window.announce(office.save_unit(clerk.context, given, row.id, row.version))
    clerk.window.tell("联系人已更换。")
    clerk.settle()
    assert (clerk.window.status.message.text(), clerk.window.status.undo.isVisible()) == ("联系人已更换。", True)
    clerk.window.tell("别的事。")
    assert not clerk.window.status.undo.isVisible(), "what changed nothing offers no way back"


def test_typing_is_taken_back_before_a_step(clerk: Clerk) -> None:
    first = unit(clerk, "供电所").phone
    call(clerk, "1")
    clerk.open(2)
    page: Any = clerk.page
    field: QLineEdit = page.entry.fields.firm
    field.setFocus()
    clerk.keys("x")
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert unit(clerk, "供电所").phone == "1"
    field.setText("")
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert unit(clerk, "供电所").phone == first


def test_what_was_changed_since_is_told_and_left_alone(clerk: Clerk) -> None:
    call(clerk, "1")
    row = unit(clerk, "供电所")
    office.save_unit(clerk.context, UnitInput(name=row.name, phone="9"), row.id, row.version)  # at another place
    clerk.press(Qt.Key.Key_Z, CTRL)
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert ["不能" in box.text() or "无法" in box.text() for box in boxes] == [True]
    boxes[0].close()
    assert unit(clerk, "供电所").phone == "9"


def test_fifty_steps_are_kept(clerk: Clerk) -> None:
    for number in range(52):
        call(clerk, str(number))
    for _step in range(52):
        clerk.press(Qt.Key.Key_Z, CTRL)
    assert unit(clerk, "供电所").phone == "1"


def test_a_removed_firm_comes_back_from_the_bin_by_keys(clerk: Clerk) -> None:
    name = "新迁入食品有限公司"
    key = enterprises.add_enterprise(clerk.context, EnterpriseInput(name=name, code_reason="筹建")).id
    assert key is not None
    firm = clerk.context.read(enterprise_detail, key)
    write(clerk, enterprises.remove_enterprise(clerk.context, key, firm.version))
    next(a for a in clerk.window.menus.commands() if a.text() == "回收站…").trigger()
    clerk.settle()
    bin_dialog = open_dialog(RecycleBinDialog)
    assert [row.name for row in bin_dialog.model.rows] == [name]
    press(bin_dialog.table, Qt.Key.Key_Return)
    clerk.settle()
    assert bin_dialog.empty.isVisible()
    assert name in clerk.window.status.message.text()
    assert name in {row.name for row in clerk.context.read(enterprise_page, clerk.context.today())}
    bin_dialog.close()


def test_several_are_found_in_the_bin_and_come_back_with_one_undo(clerk: Clerk) -> None:
    names = ["新迁入食品有限公司", "新迁入机械有限公司", "另一家有限公司"]
    for name in names:
        key = enterprises.add_enterprise(clerk.context, EnterpriseInput(name=name, code_reason="筹建")).id
        assert key is not None
        write(clerk, enterprises.remove_enterprise(clerk.context, key, 1))
    clerk.window.menus._recycle_bin()
    clerk.settle()
    bin_dialog = open_dialog(RecycleBinDialog)
    clerk.tab_to(bin_dialog.kind)
    clerk.press(Qt.Key.Key_3)
    assert bin_dialog.no_match.isVisible()
    clerk.press(Qt.Key.Key_1)
    clerk.tab_to(bin_dialog.words)
    clerk.write("迁入")
    assert {row.name for row in bin_dialog.model.rows} == set(names[:2])
    clerk.tab_to(bin_dialog.table)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.press(Qt.Key.Key_Return)
    assert clerk.window.status.message.text() == "已恢复 2 条"
    assert {row.name for row in clerk.context.read(enterprise_page, clerk.context.today())} >= set(names[:2])
    assert bin_dialog.no_match.isVisible()
    bin_dialog.close()
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert not {row.name for row in clerk.context.read(enterprise_page, clerk.context.today())} & set(names)


def test_an_empty_bin_says_so(clerk: Clerk) -> None:
    clerk.window.menus._recycle_bin()
    clerk.settle()
    bin_dialog = open_dialog(RecycleBinDialog)
    assert bin_dialog.empty.isVisible()
    assert not bin_dialog.restore.isEnabled()
    bin_dialog.close()
