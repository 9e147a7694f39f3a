"""Choosing a row by program: Qt's selectRow looks at the keys held down, and Ctrl+Enter would add to the selection."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QTableView


def choose_row(table: QTableView, place: int) -> None:
    """Make this row the current and only selected one."""
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(table.model().index(place, 0), flags)
