"""The grid as it is worked: typing starts at once, Enter and Tab go on, blocks are copied and pasted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from zhenyu_desk.domain.line_words import read_trend
from zhenyu_desk.domain.pasted_block import write_block
from zhenyu_desk.domain.visit_lines import DAYS, TRENDS, Line, Place, first_stop, next_stop
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.visits.grid.delegate import GridDelegate
from zhenyu_desk.ui.pages.visits.grid.model import GridModel, Index, titles
from zhenyu_desk.ui.pages.visits.grid.steps import Step, step_of
from zhenyu_desk.ui.theme import FontRole

_WIDTHS = {
    Place.ON: 62,
    Place.FIRM: 200,
    Place.LEADER: 66,
    Place.OUTPUT: 50,
    Place.ORDERS: 50,
    Place.STAFF: 50,
    Place.BUSINESS: 144,
    Place.MOVES: 86,
    Place.CATEGORY: 76,
    Place.TITLE: 156,
    Place.UNIT: 98,
    Place.DEADLINE: 62,
}
_NUMBER_WIDTH, _HEADING_EDGES = 60, 22
# Here letters mean keys, not sounds: the input method keeps out.
_WITHOUT_INPUT_METHOD = (*TRENDS, *DAYS)
_Keys = QKeySequence.StandardKey


class GridView(QTableView):
    """`moved` when another cell is current, `paste_wanted(text)` for what lies on the clipboard."""

    moved = Signal()
    paste_wanted = Signal(str)

    def __init__(self, model: GridModel, delegate: GridDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self._delegate = delegate
        delegate.setParent(self)
        delegate.stepped.connect(self.take_step)
        self._steps: dict[Step, Callable[[], object]] = {
            Step.NEXT: self.go_on,
            Step.BACK: self.go_back,
            Step.UP: lambda: self._go_by(-1),
            Step.DOWN: lambda: self._go_by(1),
            Step.CANCEL: lambda: None,
            Step.FURTHER: self._add_further,
            Step.COPY_DOWN: self._copy_down,
            Step.REMOVE: self._remove,
        }
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(_("Visits to enter"))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # `focusNextPrevChild` decides where Tab goes
        self.setWordWrap(False)
        self._set_up_headers()
        self.go_to(0, Place.FIRM)

    @property
    def place(self) -> tuple[int, Place]:
        """The row and column of the current cell."""
        index = self.currentIndex()
        return (index.row(), Place(index.column())) if index.isValid() else (0, Place.FIRM)

    def go_to(self, row: int, place: Place) -> None:
        """Make a cell the current one."""
        self.setCurrentIndex(self._lines.index(row, place))

    def go_on(self) -> bool:
        """To the next empty cell of the row, else to the next row; False on the blank last row, at the end."""
        row, place = self.place
        line = self._lines.line(row)
        if self._is_blank_end(row):
            if place >= Place.FIRM:
                return False
            self.go_to(row, Place.FIRM)
            return True
        stop = next_stop(line, place)
        if stop is not None:
            self.go_to(row, stop)
        else:
            self.go_to(row + 1, first_stop(self._lines.line(row + 1)))
        return True

    def go_back(self) -> bool:
        """To the cell before; False on the first one."""
        row, place = self.place
        before = [(row, known) for known in Place if known < place] if place else []
        if row > 0:
            before = [*((row - 1, known) for known in Place), *before]
        takes = [(number, known) for number, known in before if self._lines.line(number).takes(known)]
        if takes:
            self.go_to(*takes[-1])
        return bool(takes)

    def take_step(self, step: Step) -> None:
        """Do what a key asks for."""
        self._steps[step]()

    def copy(self) -> None:
        """Put the selected block on the clipboard, tab-separated."""
        cells = self.selected()
        rows = sorted({row for row, _place in cells})
        block = [[self._lines.copied(row, place) for number, place in cells if number == row] for row in rows]
        QGuiApplication.clipboard().setText(write_block(block))

    def selected(self) -> list[tuple[int, Place]]:
        """The selected cells, row by row."""
        indexes = self.selectionModel().selectedIndexes()
        return sorted((index.row(), Place(index.column())) for index in indexes)

    def clear_selected(self) -> None:
        """Empty the selected cells."""
        self._lines.clear(self.selected())

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.go_on() if forward else self.go_back():
            return True
        return super().focusNextPrevChild(forward)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of(event, in_editor=False)
        if step is not None:
            self.take_step(step)
        elif not self._take_own_key(event) and not self._take_trend(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text that comes without having been composed, such as a Chinese comma, opens the editor, too."""
        is_whole = bool(event.commitString()) and not event.preeditString() and self._delegate.editor is None
        if is_whole and self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AllEditTriggers, event):
            QApplication.sendEvent(self._delegate.editor or self, event)
        else:
            super().inputMethodEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._keep_input_method_out()
        if previous.isValid() and previous.row() != current.row():
            self._lines.leave(previous.row())
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._keep_input_method_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        others = sum(self.columnWidth(place) for place in Place if place is not Place.TITLE)
        self.setColumnWidth(Place.TITLE, max(theme.px(_WIDTHS[Place.TITLE]), self.viewport().width() - others))

    def _is_own_key(self, event: QKeyEvent) -> bool:
        own = (_Keys.Copy, _Keys.Cut, _Keys.Paste, _Keys.Delete)
        if step_of(event, in_editor=False) is not None or any(event.matches(key) for key in own):
            return True
        # With nothing on the grid the window's own undo has its turn.
        is_undo = event.matches(_Keys.Undo) or event.matches(_Keys.Redo)
        return is_undo and (self._lines.rowCount() > 1 or self._lines.undo.canUndo() or self._lines.undo.canRedo())

    def _take_own_key(self, event: QKeyEvent) -> bool:
        if event.matches(_Keys.Copy):
            self.copy()
        elif event.matches(_Keys.Cut):
            self.copy()
            self.clear_selected()
        elif event.matches(_Keys.Paste):
            self.paste_wanted.emit(QGuiApplication.clipboard().text())
        elif event.matches(_Keys.Delete):
            self.clear_selected()
        elif event.matches(_Keys.Undo):
            self._lines.undo.undo()
        elif event.matches(_Keys.Redo):
            self._lines.undo.redo()
        else:
            return False
        return True

    def _take_trend(self, event: QKeyEvent) -> bool:
        """In a trend one key says it all; other letters do nothing there."""
        row, place = self.place
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        is_letter = held == Qt.KeyboardModifier.NoModifier and event.text().isprintable() and bool(event.text())
        if place not in TRENDS or not is_letter or not self._lines.line(row).takes(place):
            return False
        if read_trend(event.text(), by_keys=True) is not None:
            self._lines.put_text(row, place, event.text())
            self.go_on()
        return True

    def _add_further(self) -> None:
        row, _place = self.place
        if not self._is_blank_end(row):
            self.go_to(self._lines.add_further(row), Place.CATEGORY)

    def _copy_down(self) -> None:
        self._lines.copy_down(*self.place)

    def _remove(self) -> None:
        row, place = self.place
        if not self._is_blank_end(row):
            self._lines.remove(row)
            self.go_to(min(row, self._lines.rowCount() - 1), place)

    def _go_by(self, rows: int) -> None:
        row, place = self.place
        self.go_to(max(0, min(row + rows, self._lines.rowCount() - 1)), place)

    def _is_blank_end(self, row: int) -> bool:
        line: Line = self._lines.line(row)
        return row == self._lines.rowCount() - 1 and line.is_blank

    def _keep_input_method_out(self) -> None:
        row, place = self.place
        takes_text = self._lines.line(row).takes(place) and place not in _WITHOUT_INPUT_METHOD
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, takes_text)

    def _set_up_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setDefaultSectionSize(theme.row_height())
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setFixedWidth(theme.px(_NUMBER_WIDTH))
        for header in (rows, columns):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        columns.setMinimumHeight(theme.px(34))
        metrics = QFontMetrics(theme.font(FontRole.STRONG))
        for place, title in titles().items():
            heading = metrics.horizontalAdvance(title) + theme.px(_HEADING_EDGES)
            self.setColumnWidth(place, max(theme.px(_WIDTHS[place]), heading))
