"""What a page wants of its parts outlives a change of official, and so does what can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.clerk import Clerk, sit_down
from tests.ui.protecting import ROLES
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.officials import OfficialInput, OfficialRow
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.services.officials import officials, save_official
from zhenyu_desk.settings import Settings
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.rights import explain_in, rights
from zhenyu_desk.ui.widgets.buttons import button

MANAGER, READER = "李静", "吴磊"


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        for name, role in ROLES:
            save_official(opened.context, OfficialInput(name=name, role=role))
        opened.window.take_rights()
        yield opened


def sit(clerk: Clerk, name: str) -> None:
    clerk.window.change_official(name)
    clerk.settle()


@pytest.mark.parametrize("wish", [True, False])
def test_a_button_is_as_its_page_wanted_it_while_it_was_held(clerk: Clerk, wish: bool) -> None:
    sit(clerk, READER)
    made = button("x", lambda: None, tip="自己的提示", verb="save_unit")
    made.setEnabled(not wish)
    assert not made.isEnabled()
    made.setEnabled(wish)
    assert not made.isEnabled()
    assert "管理" in made.toolTip()
    sit(clerk, MANAGER)
    assert made.isEnabled() is wish
    assert made.toolTip() == "自己的提示"
    sit(clerk, READER)
    sit(clerk, MANAGER)
    assert made.isEnabled() is wish


@pytest.mark.parametrize("wish", [True, False])
def test_an_action_is_as_its_page_wanted_it_while_it_was_held(clerk: Clerk, wish: bool) -> None:
    sit(clerk, READER)
    made = action(clerk.window, "x", lambda: None, verb="save_unit")
    made.setEnabled(not wish)
    made.setEnabled(wish)
    assert not made.isEnabled()
    sit(clerk, MANAGER)
    assert made.isEnabled() is wish


def test_what_it_stands_in_does_not_turn_a_held_part_on(clerk: Clerk, qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    made = button("x", lambda: None, verb="save_unit")
    sit(clerk, READER)
    QVBoxLayout(whole).addWidget(made)
    assert not made.isEnabled()
    whole.setEnabled(False)
    whole.setEnabled(True)
    assert not made.isEnabled()
    whole.setEnabled(False)
    sit(clerk, MANAGER)
    assert not made.isEnabled()
    whole.setEnabled(True)
    assert made.isEnabled()


def test_a_new_window_refuses_nothing_before_its_ledger_is_open(clerk: Clerk, qtbot: QtBot) -> None:
    sit(clerk, READER)
    assert rights.refusal("save_unit")
    qtbot.addWidget(MainWindow(Settings(current_official=READER)))
    assert rights.refusal("save_unit") == ""


def row_of(clerk: Clerk, name: str) -> OfficialRow:
    return next(row for row in officials(clerk.context) if row.name == name)


def test_ones_own_new_role_takes_effect_at_once(clerk: Clerk) -> None:
    save_official(clerk.context, OfficialInput(name="钱主任", role=Role.MANAGING))
    sit(clerk, MANAGER)
    new_visit = next(made for made in clerk.window.menus.commands() if made.objectName() == "new_visit")
    assert new_visit.isEnabled()
    row = row_of(clerk, MANAGER)
    lower = OfficialInput(name=row.name, role=Role.READING)
    clerk.window.announce(save_official(clerk.window.context, lower, row.id, row.version))
    clerk.settle()
    assert not new_visit.isEnabled()
    assert clerk.window.notice.isVisible()
    assert "只读" in clerk.window.status.who.text()


def write_unit(clerk: Clerk) -> None:
    clerk.window.announce(save_unit(clerk.window.context, UnitInput(name="新设办公室")))
    clerk.settle()


def names(clerk: Clerk) -> set[str]:
    return {row.name for row in clerk.context.read(units) if row.in_use.value == "ACTIVE"}


def test_a_step_of_another_official_is_neither_offered_nor_lost(clerk: Clerk) -> None:
    sit(clerk, MANAGER)
    write_unit(clerk)
    undo = next(made for made in clerk.window.menus.commands() if made.objectName() == "undo")
    assert undo.isEnabled()
    assert clerk.window.status.undo.isVisible()
    sit(clerk, READER)
    assert not undo.isEnabled()
    assert not clerk.window.status.undo.isVisible()
    menu = QMenu()
    menu.addAction(undo)
    explain_in(menu)
    assert menu.toolTipsVisible()
    assert "管理" in undo.toolTip()
    clerk.window.undo_last()
    assert "管理" in clerk.told()
    sit(clerk, MANAGER)
    assert undo.isEnabled()
    assert "新设办公室" in undo.text()
    clerk.window.undo_last()
    clerk.settle()
    assert "新设办公室" not in names(clerk)
