"""The menu of a table by mouse and keys, and its columns: shown, hidden, moved, sorted and remembered."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.acting import press
from tests.ui.test_table import Row, columns, model_of
from zhenyu_desk import settings as settings_file
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.widgets.columns_kept import Arrangement
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Computer:
    """As much of the window as remembered columns need: settings that are kept in the file."""

    def __init__(self) -> None:
        self.settings = settings_file.load()

    def save_preferences(self, **values: object) -> None:
        """Change and keep settings."""
        for name, value in values.items():
            setattr(self.settings, name, value)
        settings_file.save(self.settings)


@pytest.fixture
def make_table(qtbot: QtBot) -> Callable[[], Table]:
    """Makes a table as a program that was just started does, with its columns remembered."""

    def make() -> Table:
        table = Table(model_of(Row(1, "甲", 3), Row(2, "0012345678901234567", 1)))
        table.set_widths(columns())
        shell: Any = Computer()
        table.keep_columns(shell, "rows")
        qtbot.addWidget(table)
        table.resize(600, 300)
        table.show()
        table.activateWindow()
        qtbot.waitUntil(table.isActiveWindow)
        table.setFocus()
        return table

    return make


def shown_menu(table: Table) -> QMenu:
    """The one menu that is open."""
    found = [menu for menu in table.findChildren(QMenu) if menu.isVisible() and isinstance(menu.parent(), Table)]
    assert len(found) == 1
    return found[0]


def titles(table: Table) -> list[str]:
    """The columns to be seen from left to right."""
    model = table.model()
    return [str(model.headerData(number, Qt.Orientation.Horizontal)) for number in table.shown_columns()]


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_Menu, None), (Qt.Key.Key_F10, SHIFT)])
def test_the_menu_key_shows_what_the_page_offers(
    make_table: Callable[[], Table], key: Qt.Key, modifier: Qt.KeyboardModifier | None
) -> None:
    table, done = make_table(), []
    offered = action(table, "修改…", lambda: done.append("修改"), "F2")
    table.set_menu(lambda: [offered])
    choose_row(table, 0)
    press(table, key, modifier or Qt.KeyboardModifier.NoModifier)
    menu = shown_menu(table)
    texts = [entry.text().split("\t")[0] for entry in menu.actions() if not entry.isSeparator()]
    assert texts == ["修改…", "复制", "连同表头复制", "列…"]
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    assert done == ["修改"]


def test_a_right_click_shows_the_same_and_copies(make_table: Callable[[], Table]) -> None:
    table = make_table()
    choose_row(table, 0)
    place = QPoint(20, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    menu = shown_menu(table)
    next(entry for entry in menu.actions() if entry.text().startswith("复制")).trigger()
    assert QApplication.clipboard().text() == "甲\t3"
    menu.close()


def test_nothing_chosen_is_nothing_to_copy(make_table: Callable[[], Table]) -> None:
    table = make_table()
    menu = table.menu()
    assert [entry.isEnabled() for entry in menu.actions() if entry.text().startswith("复制")] == [False]


def test_the_keys_of_the_page_work_from_the_table(make_table: Callable[[], Table]) -> None:
    table, done = make_table(), []
    action(table, "删除", lambda: done.append("删除"), "Del", inside=False)
    choose_row(table, 0)
    press(table, Qt.Key.Key_Delete)
    assert done == ["删除"]


def test_rows_are_copied_with_their_titles(make_table: Callable[[], Table]) -> None:
    table = make_table()
    press(table, Qt.Key.Key_A, CONTROL)
    press(table, Qt.Key.Key_C, CONTROL | SHIFT)
    assert QApplication.clipboard().text() == "名称\t数量\n甲\t3\n0012345678901234567\t1"


def test_a_spreadsheet_takes_codes_as_text_and_numbers_as_numbers(make_table: Callable[[], Table]) -> None:
    table = make_table()
    choose_row(table, 1)
    press(table, Qt.Key.Key_C, CONTROL)
    html = QApplication.clipboard().mimeData().html()
    assert "<td style=\"mso-number-format:'\\@'\">0012345678901234567</td><td>1</td>" in html


def test_columns_are_hidden_moved_and_sorted_and_stay_so(make_table: Callable[[], Table], qtbot: QtBot) -> None:
    table = make_table()
    table.horizontalHeader().moveSection(1, 0)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.setColumnWidth(1, 222)
    qtbot.waitUntil(lambda: "rows" in settings_file.load().column_states)
    again = make_table()
    assert titles(again) == ["数量", "名称"]
    assert again.columnWidth(1) == 222
    assert again.model().index(0, 0).data() == "甲"
    assert again.horizontalHeader().sortIndicatorSection() == 1


def test_a_column_is_hidden_by_the_menu_and_the_last_one_stays(make_table: Callable[[], Table], qtbot: QtBot) -> None:
    table = make_table()
    choices = QMenu(table)
    table.add_column_choices(choices)
    choices.actions()[1].trigger()
    assert titles(table) == ["名称"]
    qtbot.waitUntil(lambda: "rows" in settings_file.load().column_states)
    again = make_table()
    assert titles(again) == ["名称"]
    remaining = QMenu(again)
    again.add_column_choices(remaining)
    assert not remaining.actions()[0].isEnabled()
    remaining.actions()[-1].trigger()
    assert titles(again) == ["名称", "数量"]


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", '{"order":[0]}', '{"order":[0,1,2],"widths":[9,9,9],"hidden":[],"sorted_by":-1,"descending":0}',
     '{"order":[0,1],"widths":[9,9],"hidden":[0,1],"sorted_by":-1,"descending":false}'],
)  # fmt: skip
def test_what_cannot_be_of_this_table_is_not_taken(make_table: Callable[[], Table], kept: str) -> None:
    settings_file.save(Settings(column_states={"rows": kept}))
    assert titles(make_table()) == ["名称", "数量"]


def test_an_arrangement_is_read_again() -> None:
    made = Arrangement((1, 0), (0, 120), (1,), 0, True)
    assert Arrangement.from_text(made.as_text(), 2) == made
