"""The table of every list: 38-pixel rows, movable columns that are remembered, tags, copy for Excel and WPS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QLine, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.models.table_model import TableModel
from zhenyu_desk.ui.rights import explain_in
from zhenyu_desk.ui.roles import ROW_ROLE
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.clipboard import copy_rows
from zhenyu_desk.ui.widgets.columns_kept import STRETCHING, KeptColumns, Remembering
from zhenyu_desk.ui.widgets.row_delegate import RowDelegate
from zhenyu_desk.ui.widgets.selecting import choose_row

COPY_WITH_TITLES = "Ctrl+Shift+C"
LEAST_STRETCHED = 160
KEYS = (
    ("Enter", N_("Open the chosen line")),
    ("Ctrl+A", N_("Choose all lines")),
    ("Ctrl+C", N_("Copy the chosen lines for Excel or WPS")),
    (COPY_WITH_TITLES, N_("Copy with titles")),
    ("Shift+F10", N_("What can be done with the line")),
)
_ALIGNED = Qt.ItemDataRole.TextAlignmentRole
_MENU_KEYS = (QKeySequence("Shift+F10"), QKeySequence("Menu"))


class Table(QTableView):
    """Shows a TableModel. Enter or double click on a row emits `opened(row)`, a change of row `chosen(row or None)`."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: TableModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: Callable[[], Sequence[QAction]] = list
        self._kept: KeptColumns | None = None
        self.setModel(model)
        self.setItemDelegate(RowDelegate(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_up_headers()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def set_widths(self, columns: Any) -> None:
        """Take widths and the stretching column from the model's columns; none is narrower than its title."""
        for number, column in enumerate(columns):
            self.setColumnWidth(number, max(theme.px(column.width), self._title_width(column.title)))
            if column.stretch:
                self.horizontalHeader().setProperty(STRETCHING, number)
        self._stretch()

    def _title_width(self, title: str) -> int:
        """The header's font and edges are those of the style sheet."""
        return theme.metrics(FontRole.STRONG).horizontalAdvance(title) + 2 * theme.px(12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and a line under each row."""
        super().paintEvent(event)
        header, across = self.verticalHeader(), self.horizontalHeader()
        first, last = header.visualIndexAt(event.rect().top()), header.visualIndexAt(event.rect().bottom())
        if first < 0:
            return
        left = -across.offset()
        right = left + across.length() - 1
        last = last if last >= 0 else header.count() - 1
        bottoms = [self.rowViewportPosition(row) + self.rowHeight(row) - 1 for row in range(first, last + 1)]
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour(Token.LINE))
        painter.drawLines([QLine(left, bottom, right, bottom) for bottom in bottoms])
        painter.end()

    def _stretch(self) -> None:
        """One column takes what the others leave, but never so little that it says nothing: then the list scrolls."""
        header = self.horizontalHeader()
        number = header.property(STRETCHING)
        if number is None:
            return
        others = sum(header.sectionSize(other) for other in self.shown_columns() if other != number)
        least, modes = theme.px(LEAST_STRETCHED), QHeaderView.ResizeMode
        is_tight = self.viewport().width() - others < least
        header.setSectionResizeMode(number, modes.Interactive if is_tight else modes.Stretch)
        if is_tight:
            header.resizeSection(number, least)

    def row_at(self, index: QModelIndex) -> Any:
        """The row object at an index, or None."""
        return index.data(ROW_ROLE) if index.isValid() else None

    def current_row(self) -> Any:
        """The row object the cursor is on, or None."""
        return self.row_at(self.currentIndex())

    def selected_rows(self) -> list[Any]:
        """The selected row objects in the order shown."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self.row_at(index) for index in indexes]

    def set_menu(self, actions: Callable[[], Sequence[QAction]]) -> None:
        """Right click, the menu key and Shift+F10 show these actions, asked for anew each time, above copy and columns.

        Give the page's `record_actions`, so that the right click offers what the menu 记录 does.
        """
        self._actions = actions

    def keep_columns(self, shell: Remembering, name: str) -> None:
        """Remember order, widths, hidden columns and sorting on this PC under a name; call it after `set_widths`."""
        self._kept = KeptColumns(self.horizontalHeader(), shell, name)

    def copy(self, *, titles: bool = False) -> None:
        """Put the selected rows on the clipboard, with the columns' titles above them if wanted."""
        model = self.model()
        alignments = (model.headerData(n, Qt.Orientation.Horizontal, _ALIGNED) for n in self.shown_columns())
        numbers = [bool(Qt.AlignmentFlag(given or 0) & Qt.AlignmentFlag.AlignRight) for given in alignments]
        copy_rows(self._cells(titles), numbers)

    def shown_columns(self) -> list[int]:
        """The columns that are not hidden, as they stand from left to right."""
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        return [number for number in columns if not header.isSectionHidden(number)]

    def menu(self) -> QMenu:
        """The menu of the rows: what can be done with them, copying, and the columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offered = list(self._actions())
        menu.addActions(offered)
        explain_in(menu)
        if offered:
            menu.addSeparator()
        has_choice = self.selectionModel().hasSelection()
        copies = ((_("Copy"), "Ctrl+C", self.copy), (_("Copy with titles"), COPY_WITH_TITLES, self._copy_with_titles))
        for text, keys, run in copies:
            copying = menu.addAction(f"{text}\t{keys}", run)
            copying.setEnabled(has_choice)
        if not self.horizontalHeader().isHidden():
            menu.addSeparator()
            self.add_column_choices(menu.addMenu(_("Columns…")))
        return menu

    def add_column_choices(self, menu: QMenu) -> None:
        """A line per column that shows or hides it; the last one to be seen stays."""
        header, shown = self.horizontalHeader(), self.shown_columns()
        for number in range(header.count()):
            title = str(self.model().headerData(number, Qt.Orientation.Horizontal) or "")
            choice = menu.addAction(title)
            choice.setCheckable(True)
            choice.setChecked(number in shown)
            choice.setEnabled(shown != [number])
            choice.toggled.connect(lambda wanted, number=number: header.setSectionHidden(number, not wanted))
        if self._kept is not None:
            menu.addSeparator()
            menu.addAction(_("Usual columns"), self._kept.reset)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif pressed == QKeySequence(COPY_WITH_TITLES):
            self._copy_with_titles()
        elif pressed in _MENU_KEYS:
            self._pop_up(self._below_current())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by Tab stands on a line, and sees which."""
        super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and not self.selectionModel().hasSelection() and self.model().rowCount():
            choose_row(self, max(0, self.currentIndex().row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self._pop_up(self._below_current() if by_key else event.globalPos())

    def _pop_up(self, place: QPoint) -> None:
        """Some systems report the menu key twice, as a key and as a wish for the menu: it opens once."""
        if not any(menu.isVisible() for menu in self.findChildren(QMenu)):
            self.menu().popup(place)

    def _pop_up_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_column_choices(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _below_current(self) -> QPoint:
        index = self.currentIndex()
        cell = self.visualRect(index).bottomLeft() if index.isValid() else QPoint(0, 0)
        return self.viewport().mapToGlobal(QPoint(max(0, cell.x()), cell.y()))

    def _copy_with_titles(self) -> None:
        self.copy(titles=True)

    def _cells(self, titles: bool) -> list[list[str]]:
        model, shown = self.model(), self.shown_columns()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        cells = [[_cell(model.index(row, number).data()) for number in shown] for row in rows]
        heads = [_cell(model.headerData(number, Qt.Orientation.Horizontal)) for number in shown]
        return [heads, *cells] if titles else cells

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.verticalHeader().setMinimumSectionSize(theme.row_height())
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumHeight(theme.px(34))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up_columns)
        self.setSortingEnabled(True)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.row_at(index))

    def _choose(self, index: QModelIndex, _former: QModelIndex) -> None:
        self.chosen.emit(self.row_at(index))


def _cell(value: Any) -> str:
    """A cell's text without what would break the line or the column in a spreadsheet."""
    return " ".join(str(value if value is not None else "").split())
