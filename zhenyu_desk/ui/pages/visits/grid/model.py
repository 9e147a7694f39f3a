"""The lines of the grid as a table: what is shown in each cell, every change as a step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from zhenyu_desk.crash import surviving
from zhenyu_desk.domain.line_words import read_trend
from zhenyu_desk.domain.visit_lines import (
    DAYS,
    LEFT_EMPTY,
    MOVE_SEPARATOR,
    TRENDS,
    Cell,
    Line,
    Place,
    day_of,
    head_row,
    moves_of,
)
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.pages.visits.grid.checking import Mark, MarkKind, Marks, check
from zhenyu_desk.ui.pages.visits.grid.filling import Filler
from zhenyu_desk.ui.roles import TAG_ROLE
from zhenyu_desk.ui.words import short_day

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MARK_ROLE = Qt.ItemDataRole.UserRole + 11
QUIET_ROLE = Qt.ItemDataRole.UserRole + 12
MOST_UNDONE = 200


class GridModel(QAbstractTableModel):
    """Always ends with a blank line, whose date is the one of the visit above. `filler` must be given before use."""

    changed = Signal()
    """Lines or marks are different now."""

    def __init__(self, today: date, filler: Filler) -> None:
        super().__init__()
        self.filler = filler
        self.today = today
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(MOST_UNDONE)
        self.lines: list[Line] = [blank_line(today)]
        self.marks: list[Marks] = [{}]

    def line(self, row: int) -> Line:
        """The line of a row."""
        return self.lines[row]

    def mark(self, row: int, place: Place) -> Mark | None:
        """The remark on a cell."""
        return self.marks[row].get(place)

    def put_text(self, row: int, place: Place, text: str) -> None:
        """Type a text into a cell; what follows from it is filled in."""
        self.put_cell(row, place, self.filler.read_cell(place, text))

    def put_cell(self, row: int, place: Place, cell: Cell) -> None:
        """Put a cell into a line; a new date goes on to the blank line below the last visit."""
        cells = [(row, place, cell)]
        last = len(self.lines) - 1
        if place is Place.ON and self._end(row) == last and day_of(cell.text):
            cells.append((last, place, cell))
        self.put_cells(cells, _("Change a cell"))

    def copy_down(self, row: int, place: Place) -> None:
        """Take over the cell of the line above that has this column."""
        above = next((number for number in range(row - 1, -1, -1) if self.lines[number].takes(place)), None)
        if above is not None and self.lines[row].takes(place):
            self.put_cell(row, place, self.lines[above][place]._replace(auto=False))

    def put_cells(self, cells: Iterable[tuple[int, Place, Cell]], words: str) -> None:
        """Put many cells, as one step; those a line does not have are left out."""
        lines, rows = [*self.lines], []
        for row, place, cell in cells:
            if lines[row].takes(place) and lines[row][place] != cell:
                head = head_row(lines, row)
                group = self.filler.put(lines, row, place, cell)
                lines[head : head + len(group)] = group
                rows += [head, head + len(group)]
        if rows:
            self.change(min(rows), max(rows) - min(rows), lines[min(rows) : max(rows)], words)

    def clear(self, cells: Iterable[tuple[int, Place]]) -> None:
        """Empty these cells, as one step."""
        filled = [(row, place, LEFT_EMPTY) for row, place in cells if self.lines[row][place].text]
        self.put_cells(filled, _("Empty cells"))

    def add_further(self, row: int) -> int:
        """A further difficulty below the visit of this row; returns its row."""
        place = self._end(head_row(self.lines, row))
        self.change(place, 0, [Line(further=True)], _("Add a difficulty"))
        return place

    def remove(self, row: int) -> None:
        """Remove a line; with a visit's own line go its further difficulties."""
        end = row + 1 if self.lines[row].further else self._end(row)
        self.change(row, end - row, [], _("Remove a line"))

    def change(self, start: int, removed: int, lines: Sequence[Line], words: str) -> None:
        """Put lines in the place of others, as one step that can be undone."""
        before, after = self.lines[start : start + removed], [*lines]
        if start + removed == len(self.lines):
            after += self._tail([*self.lines[:start], *lines])
        self.undo.push(_Replace(self, start, before, after, words))

    def replace_all(self, lines: Sequence[Line]) -> None:
        """Show other lines; what was done before can't be undone any more."""
        self.undo.clear()
        self.beginResetModel()
        self.lines = [*lines, *self._tail(lines)]
        self.marks = check(self.lines, self.filler.book, self.today)
        self.endResetModel()
        self.changed.emit()

    def take_lines(self, start: int, removed: int, lines: Sequence[Line]) -> None:
        """For the undo steps: put lines in the place of others."""
        common = min(removed, len(lines))
        self.lines[start : start + common] = lines[:common]
        if common:
            self.dataChanged.emit(self.index(start, 0), self.index(start + common - 1, len(Place) - 1))
        if removed > common:
            self.beginRemoveRows(_ROOT, start + common, start + removed - 1)
            del self.lines[start + common : start + removed]
            del self.marks[start + common : start + removed]
            self.endRemoveRows()
        elif len(lines) > common:
            self.beginInsertRows(_ROOT, start + common, start + len(lines) - 1)
            self.lines[start + common : start + common] = lines[common:]
            self.marks[start + common : start + common] = [{} for _line in lines[common:]]
            self.endInsertRows()
        self.check()

    def leave(self, row: int) -> None:
        """The user went on from this row: from now on what is missing is marked as well."""
        if row < len(self.lines) and not self.lines[row].checked and not self._is_untouched(row):
            self.lines[row] = replace(self.lines[row], checked=True)
            self.check()

    def check_all(self) -> None:
        """Look at every line as if it had been left, before saving."""
        last = len(self.lines) - 1
        self.lines = [
            line if row == last and line.is_blank else replace(line, checked=True)
            for row, line in enumerate(self.lines)
        ]
        self.check()

    def check(self) -> None:
        """Work out all marks anew."""
        former, self.marks = self.marks, check(self.lines, self.filler.book, self.today)
        rows = [row for row, marks in enumerate(self.marks) if row >= len(former) or marks != former[row]]
        if rows:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], len(Place) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.lines) - 1)
        self.changed.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Place)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        takes = self.lines[index.row()].takes(Place(index.column()))
        return usual | Qt.ItemFlag.ItemIsEditable if takes else usual

    @surviving(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        row, place = index.row(), Place(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row, place)
        if role == Qt.ItemDataRole.EditRole:
            return self.lines[row][place].text
        mark = self.marks[row].get(place)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return mark.sentence if mark else self._long_text(row, place)
        if role == MARK_ROLE:
            return mark.kind if mark else None
        if role == TAG_ROLE:
            return place is Place.CATEGORY and self.lines[row][place].id is not None
        if role == QUIET_ROLE:
            return not self.lines[row][place].text
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.put_text(index.row(), Place(index.column()), str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return titles()[Place(section)] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return self._number(section) if role == Qt.ItemDataRole.DisplayRole else None

    def shown(self, row: int, place: Place) -> str:
        """The text of a cell as it is shown."""
        line = self.lines[row]
        text = line[place].text
        day = line.day(place) if place in DAYS else None
        if day is not None:
            return short_day(day, self.today.year)
        if place in TRENDS:
            trend = read_trend(text)
            return trend.label if trend else text
        if place is Place.MOVES:
            moves = moves_of(text)
            return text if moves is None else MOVE_SEPARATOR.join(move.label for move in moves)
        if self._has_no_difficulty(row) and place in (Place.CATEGORY, Place.TITLE):
            return "—" if place is Place.CATEGORY else _("No difficulty")
        return text

    def edit_text(self, row: int, place: Place) -> str:
        """The text of a cell as its editor starts with it."""
        return self.shown(row, place) if self.lines[row][place].text else ""

    def day_of_row(self, row: int) -> date:
        """The day of the visit that a row belongs to, today while it has none."""
        return self.lines[head_row(self.lines, row)].day(Place.ON) or self.today

    def name_of(self, row: int) -> str:
        """What to call the visit of a row in a sentence: its firm, else its number."""
        head = head_row(self.lines, row)
        firm = self.lines[head][Place.FIRM]
        return firm.text if firm.id is not None else self.row_name(row)

    def row_name(self, row: int) -> str:
        """The number that stands at the left of a row's visit, in words."""
        return _("row {number}").format(number=self._number(head_row(self.lines, row)).lstrip("● "))

    def count_wrong(self) -> int:
        """On how many visits something must be mended."""
        wrong = (row for row, marks in enumerate(self.marks) if any(m.kind is MarkKind.WRONG for m in marks.values()))
        return len({head_row(self.lines, row) for row in wrong})

    def copied(self, row: int, place: Place) -> str:
        """The text of a cell for a spreadsheet: whole days, and words as they are pasted back."""
        return self.lines[row][place].text

    def _end(self, head: int) -> int:
        """The row after a visit's further difficulties."""
        rows = range(head + 1, len(self.lines))
        return next((row for row in rows if not self.lines[row].further), len(self.lines))

    def _tail(self, lines: Sequence[Line]) -> list[Line]:
        """The blank line that must follow these, unless there is one already."""
        if lines and lines[-1].is_blank and not lines[-1].further:
            return []
        on = lines[head_row(lines, len(lines) - 1)].day(Place.ON) if lines else None
        return [blank_line(on or self.today)]

    def _is_untouched(self, row: int) -> bool:
        return row == len(self.lines) - 1 and self.lines[row].is_blank

    def _has_no_difficulty(self, row: int) -> bool:
        line = self.lines[row]
        return line.checked and not line.further and not line.is_blank and not line.has_difficulty

    def _long_text(self, row: int, place: Place) -> str | None:
        text = self.lines[row][place].text
        return text if place in (Place.BUSINESS, Place.TITLE, Place.FIRM, Place.MOVES) and text else None

    def _number(self, row: int) -> str:
        if self.lines[row].further:
            return ""
        number = str(1 + sum(not line.further for line in self.lines[:row]))
        is_wrong = any(mark.kind is MarkKind.WRONG for mark in self.marks[row].values())
        return f"● {number}" if is_wrong else number


class _Replace(QUndoCommand):
    """Puts lines in the place of others, and back."""

    def __init__(self, model: GridModel, start: int, before: list[Line], after: list[Line], words: str) -> None:
        super().__init__(words)
        self._model = model
        self._start = start
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._model.take_lines(self._start, len(self._before), self._after)

    def undo(self) -> None:
        self._model.take_lines(self._start, len(self._after), self._before)


def blank_line(on: date) -> Line:
    """A line on which nothing but the date stands."""
    return Line().put(Place.ON, Cell(on.isoformat()))


def titles() -> dict[Place, str]:
    """The headings of the columns."""
    return {
        Place.ON: _("Date"),
        Place.FIRM: _("Enterprise"),
        Place.LEADER: _("Led by"),
        Place.OUTPUT: _("Output"),
        Place.ORDERS: _("Orders"),
        Place.STAFF: _("Staff"),
        Place.BUSINESS: _("How business goes"),
        Place.MOVES: _("Moves"),
        Place.CATEGORY: _("Category"),
        Place.TITLE: _("What is difficult"),
        Place.UNIT: _("Lead unit"),
        Place.DEADLINE: _("Time limit"),
    }
