"""Lists: rows that stay keep their selection, sorting and copying work, nothing in data() can raise."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.acting import press
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.widgets.table import Table


@dataclass(frozen=True)
class Row:
    """A row to show."""

    id: int
    name: str
    count: int | None = None


def columns() -> list[Column[Row]]:
    return [
        Column("名称", lambda row: row.name, stretch=True),
        Column(
            "数量",
            lambda row: str(row.count if row.count is not None else "—"),
            sort_key=lambda row: row.count,
            align_right=True,
        ),
    ]


def model_of(*rows: Row) -> TableModel[Row]:
    model: TableModel[Row] = TableModel(columns(), key=lambda row: row.id)
    model.set_rows(rows)
    return model


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    """Three rows."""
    table = Table(model_of(Row(1, "甲", 3), Row(2, "乙"), Row(3, "丙\t丁\n戊", 1)))
    qtbot.addWidget(table)
    table.show()
    return table


def names(table: Table) -> list[str]:
    model: Any = table.model()
    return [row.name for row in model.rows]


def test_the_chosen_row_stays_chosen_when_others_come_and_go(table: Table) -> None:
    model: Any = table.model()
    table.selectRow(1)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.set_rows([Row(9, "新"), Row(3, "丙", 5), Row(2, "乙乙")])
    assert names(table) == ["新", "丙", "乙乙"]
    assert table.current_row() == Row(2, "乙乙")
    assert resets == []


def test_sorting_puts_what_has_no_value_last(table: Table) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(table) == ["丙\t丁\n戊", "甲", "乙"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["甲", "丙\t丁\n戊", "乙"]


def test_new_rows_fall_into_the_order_chosen(table: Table) -> None:
    model: Any = table.model()
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    model.set_rows([Row(1, "甲", 3), Row(4, "戊", 2)])
    assert names(table) == ["戊", "甲"]


def test_copied_rows_paste_into_a_spreadsheet(table: Table) -> None:
    table.selectAll()
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "甲\t3\n乙\t—\n丙 丁 戊\t1"


def test_enter_opens_the_row(table: Table, qtbot: QtBot) -> None:
    table.selectRow(0)
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args == [Row(1, "甲", 3)]


def test_more_rows_are_asked_for_once(qtbot: QtBot) -> None:
    model = model_of()
    asked: list[bool] = []
    model.wants_more.connect(lambda: asked.append(True))
    model.set_rows([Row(1, "甲")], has_more=True)
    root = QModelIndex()
    assert model.canFetchMore(root)
    model.fetchMore(root)
    assert not model.canFetchMore(root)
    model.append_rows([Row(2, "乙")], has_more=False)
    assert (asked, model.rowCount()) == ([True], 2)


ROWS = st.lists(st.builds(Row, st.integers(1, 12), st.sampled_from("甲乙丙丁")), unique_by=lambda row: row.id)


@given(st.lists(ROWS, min_size=2, max_size=5), st.booleans())
def test_any_change_of_rows_keeps_to_qts_rules(lists: list[list[Row]], is_sorted: bool) -> None:
    model = model_of()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    if is_sorted:
        model.sort(0, Qt.SortOrder.AscendingOrder)
    for rows in lists:
        model.set_rows(rows)
        expected = sorted(rows, key=lambda row: row.name) if is_sorted else rows
        assert list(model.rows) == expected
        assert model.data(model.index(len(rows), 0)) is None
    tester.deleteLater()


def test_the_column_that_matters_keeps_some_room(table: Table) -> None:
    table.set_widths(columns())
    table.resize(900, 200)
    QApplication.processEvents()
    assert table.columnWidth(0) + table.columnWidth(1) >= table.viewport().width() - 1
    table.setColumnWidth(1, 400)
    table.resize(420, 200)
    QApplication.processEvents()
    assert table.columnWidth(0) == 160
    assert table.horizontalScrollBar().maximum() > 0, "what does not fit is scrolled to"
