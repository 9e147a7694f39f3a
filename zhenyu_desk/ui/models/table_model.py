"""A read-only table over rows: columns say how a row is shown; rows that stay keep their place and selection."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from zhenyu_desk.crash import surviving
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.roles import ROW_ROLE, TAG_ROLE
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """How a table shows one property of its rows. `width` in pixels of 14-pixel text; `stretch` takes what is left."""

    title: str
    text: Callable[[RowT], str]
    width: int = 120
    sort_key: Callable[[RowT], Any] | None = None
    tone: Callable[[RowT], Token | None] | None = None
    tip: Callable[[RowT], str] | None = None
    align_right: bool = False
    strong: bool = False
    tag: bool = False
    stretch: bool = False


class TableModel(QAbstractTableModel, Generic[RowT]):
    """Rows in columns. `key` tells rows apart across refreshes."""

    wants_more = Signal()

    def __init__(self, columns: Sequence[Column[RowT]], key: Callable[[RowT], Hashable]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.has_more = False
        self._key = key
        self._rows: list[RowT] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows in the order shown."""
        return self._rows

    def row(self, number: int) -> RowT:
        """The row shown at this place."""
        return self._rows[number]

    def position(self, key: Hashable) -> int | None:
        """Where the row with this key is shown, if it is."""
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), None)

    def set_rows(self, rows: Sequence[RowT], has_more: bool = False) -> None:
        """Show these rows; those that were there before stay selected and in view."""
        self.has_more = has_more
        new = self._in_order(list(rows))
        wanted = {self._key(row) for row in new}
        self._remove_all_but(wanted)
        known = {self._key(row) for row in self._rows}
        self._reorder([row for row in new if self._key(row) in known])
        self._insert_missing(new, known)

    def append_rows(self, rows: Sequence[RowT], has_more: bool) -> None:
        """Show further rows below the others (the next page of a long list)."""
        self.has_more = has_more
        if rows:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @surviving(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows) or index.column() >= len(self.columns):
            return None
        return self._value(self.columns[index.column()], self._rows[index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.align_right else _LEFT
        return column.title if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order) if 0 <= column < len(self.columns) else None
        self._reorder(self._in_order(list(self._rows)))

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self.has_more

    def fetchMore(self, parent: Index) -> None:
        if self.has_more and not parent.isValid():
            self.has_more = False  # asked for once; append_rows says whether there is still more
            self.wants_more.emit()

    def _value(self, column: Column[RowT], row: RowT, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.align_right else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            token = column.tone(row) if column.tone else None
            return theme.colour(token) if token else None
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(FontRole.STRONG) if column.strong else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        return {ROW_ROLE: row, TAG_ROLE: column.tag}.get(role)

    def _in_order(self, rows: list[RowT]) -> list[RowT]:
        if self._sorted_by is None:
            return rows
        number, order = self._sorted_by
        column = self.columns[number]
        value = column.sort_key or column.text
        filled = [row for row in rows if value(row) not in (None, "")]
        empty = [row for row in rows if value(row) in (None, "")]
        filled.sort(key=value, reverse=order is Qt.SortOrder.DescendingOrder)
        return filled + empty

    def _remove_all_but(self, wanted: set[Hashable]) -> None:
        end = len(self._rows)
        while end > 0:
            if self._key(self._rows[end - 1]) in wanted:
                end -= 1
                continue
            start = end - 1
            while start > 0 and self._key(self._rows[start - 1]) not in wanted:
                start -= 1
            self.beginRemoveRows(_ROOT, start, end - 1)
            del self._rows[start:end]
            self.endRemoveRows()
            end = start

    def _reorder(self, rows: list[RowT]) -> None:
        """Take the same rows, changed perhaps, in a new order."""
        former = {self._key(row): place for place, row in enumerate(self._rows)}
        places = {former[self._key(row)]: place for place, row in enumerate(rows)}
        if all(before == after for before, after in places.items()):
            changed = [place for place, row in enumerate(rows) if row != self._rows[place]]
            self._rows = rows
            for place in changed:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        self._rows = rows
        moved = [self.index(places[index.row()], index.column()) for index in kept]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _insert_missing(self, new: list[RowT], known: set[Hashable]) -> None:
        start = 0
        while start < len(new):
            end = start
            while end < len(new) and self._key(new[end]) not in known:
                end += 1
            if end > start:
                self.beginInsertRows(_ROOT, start, end - 1)
                self._rows[start:start] = new[start:end]
                self.endInsertRows()
            start = end + 1
