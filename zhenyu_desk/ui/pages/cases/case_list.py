"""The list of difficulties: sorted by the database, read on as one scrolls, with a line that counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.case_filters import CaseOrder
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import State
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.cases.columns import HIDDEN_AT_FIRST, LIGHT, STATE, CaseModel, order_of
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.row_delegate import wanted_width
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class CaseList(QWidget):
    """`order_changed` by a click on a header, `chosen` when the selection changed, `opened(row)` by Enter."""

    order_changed = Signal()
    chosen = Signal()
    opened = Signal(object)
    new_wanted = Signal()
    export_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.order = CaseOrder.DEADLINE
        self.total: int | None = None
        self._sorted: tuple[int, Qt.SortOrder] = (LIGHT, _UP)
        self.model = CaseModel()
        self.table = Table(self.model)
        self.table.setAccessibleName(_("Difficulties"))
        self.count = label("", Token.SECONDARY, FontRole.SMALL)
        self.count.setMinimumHeight(theme.px(26))
        self._lay_out()
        self._set_up_columns(shell)
        self.model.sort_wanted.connect(self._sort)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.opened.connect(self.opened)

    def show_rows(self, rows: Sequence[DifficultyRow], has_more: bool) -> None:
        """Show these rows; those that stay keep their selection."""
        self.model.set_rows(rows, has_more)
        self._pages.setCurrentIndex(0 if rows else 1)
        self._say_count()

    def append(self, rows: Sequence[DifficultyRow], has_more: bool) -> None:
        """Show the next page below."""
        self.model.append_rows(rows, has_more)
        self._say_count()

    def show_total(self, total: int | None) -> None:
        """How many rows the filter has, once they are counted."""
        self.total = total
        self._say_count()

    def chosen_rows(self) -> list[DifficultyRow]:
        """The rows selected, in the order shown."""
        return self.table.selected_rows()

    def select(self, key: int) -> bool:
        """Select just this difficulty; whether it is in the list."""
        place = self.model.position(key)
        if place is None:
            self.table.selectionModel().clear()
        elif place != self.table.currentIndex().row() or not self.chosen_rows():
            choose_row(self.table, place)
        return place is not None

    def select_place(self, place: int) -> None:
        """Select the row at this place, or the last one."""
        if self.model.rows:
            choose_row(self.table, min(place, len(self.model.rows) - 1))

    def set_narrow(self, is_narrow: bool) -> None:
        """Offer below the list what the bar above it has no room for."""
        for done in self._links:
            done.setHidden(not is_narrow)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(
            EmptyState(
                _("No difficulty here"),
                _("Choose another chip, or take a new one down with «New difficulty…» (Ctrl+Shift+N)."),
                button(_("Take all narrowing away"), self.clear_wanted.emit),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(2), theme.px(12), theme.px(2))
        foot.addWidget(self.count, 1)
        self._links = (link(_("New difficulty…"), self.new_wanted.emit), link(_("Export"), self.export_wanted.emit))
        for done in self._links:
            foot.addWidget(done)
        column.addLayout(foot)
        self.set_narrow(False)

    def _set_up_columns(self, shell: Shell) -> None:
        header = self.table.horizontalHeader()
        header.setSortIndicatorClearable(False)
        self.table.set_widths(self.model.columns)
        widest = max(wanted_width(state.label, self.model.columns[STATE]) for state in State)
        self.table.setColumnWidth(STATE, max(widest, self.table.columnWidth(STATE)))
        header.setSortIndicator(*self._sorted)
        for number in HIDDEN_AT_FIRST:
            header.setSectionHidden(number, True)
        self.table.keep_columns(shell, "cases")
        kept = (header.sortIndicatorSection(), header.sortIndicatorOrder())
        order = order_of(*kept)
        if order is not None:
            self.order, self._sorted = order, kept

    def _sort(self, column: int, direction: Qt.SortOrder) -> None:
        order = order_of(column, direction)
        if order is None:
            # The database has no order by this column: the mark goes back to where it was.
            header = self.table.horizontalHeader()
            with QSignalBlocker(header):
                header.setSortIndicator(*self._sorted)
            header.viewport().update()
            return
        self._sorted = (column, direction)
        if order is not self.order:
            self.order = order
            self.order_changed.emit()

    def _on_selection(self) -> None:
        self._say_count()
        self.chosen.emit()

    def _say_count(self) -> None:
        loaded, chosen = len(self.model.rows), len(self.table.selectionModel().selectedRows())
        total = self.total if self.total is not None else loaded
        words = [_("{count} rows").format(count=max(total, loaded))]
        if self.model.has_more or loaded < total:
            words.append(_("{count} loaded, the others as you scroll").format(count=loaded))
        if chosen > 1:
            words.append(_("{count} chosen").format(count=chosen))
        self.count.setText(" · ".join(words))
