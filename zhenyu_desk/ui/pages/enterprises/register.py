"""The register as a list: quick filter, keyset paging, and how complete each firm's card is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import EnterpriseRow
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.search import search
from zhenyu_desk.store.queries.register import count_enterprises, enterprise_page
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.models.table_model import TableModel
from zhenyu_desk.ui.pages.enterprises.columns import is_large, register_columns
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.folding_bar import FoldingBar
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table

PAGE = 200
_FOUND_AT_MOST = 200
_PAUSE_MS = 10
Listing = tuple[list[EnterpriseRow], int]


def read_register(context: AppContext, words: str, ids: Sequence[int] | None, after: int, limit: int) -> Listing:
    """The firms found by words, the firms `ids`, or the page behind a key; and the size of the register."""
    today = context.today()
    if words:
        hits = search(context, words, _FOUND_AT_MOST)
        ids = [hit.id for hit in hits if hit.kind == SearchKind.ENTERPRISE]
    rows = context.read(enterprise_page, today, ids=ids, after=after, limit=limit)
    return rows, context.read(count_enterprises)


class Register(QWidget):
    """`chosen` tells which firm is selected (None for none), `new_wanted` that one is to be added."""

    chosen = Signal(object)
    new_wanted = Signal()
    duplicates_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._ids: tuple[int, ...] | None = None
        self._job: Job | None = None
        self._wanted: int | None = None
        self._is_filling = False
        self.words = QLineEdit()
        self.words.setAccessibleName(_("Filter firms"))
        self.words.setPlaceholderText(_("Name, pinyin initials or credit code"))
        self.words.setClearButtonEnabled(True)
        self._count = label("", Token.SECONDARY)
        self._all = link(_("Show all again"), self._show_all)
        self._all.hide()
        self.model: TableModel[EnterpriseRow] = TableModel(register_columns(), key=lambda row: row.id)
        self.table = Table(self.model)
        self.table.set_widths(self.model.columns)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("Register of firms"))
        self.table.keep_columns(shell, "register_large" if is_large() else "register")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self.words.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self._narrow)
        self.model.wants_more.connect(self._load_more)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)

    def refresh(self) -> None:
        """Read the list anew."""
        limit = max(PAGE, len(self.model.rows))
        self._read(0, limit, partial(self._show, limit))

    def show_ids(self, ids: Sequence[int], title: str) -> None:
        """Narrow to the firms behind a figure."""
        self._ids = tuple(ids)
        self._wanted = None
        self.words.clear()
        self._all.setText(_("{title}: show all again").format(title=title))
        self._all.show()
        self.refresh()

    def select(self, key: int) -> None:
        """Select this firm, now or once the list is read; no row is selected while the list lacks it."""
        self._wanted = key
        place = self.model.position(key)
        if place is not None:
            choose_row(self.table, place)
            self._wanted = None
        else:
            self.table.selectionModel().clear()

    def _read(self, after: int, limit: int, done: object) -> None:
        context, words, ids = self._shell.context, self.words.text().strip(), self._ids
        if self._job is not None:
            self._job.cancel()
        assert callable(done)
        self._job = self._shell.jobs.read(
            lambda: read_register(context, words, ids, after, limit), done, self._shell.warn, owner=self
        )

    def _show(self, limit: int, listing: Listing) -> None:
        rows, count = listing
        self._is_filling = True
        self.model.set_rows(rows, has_more=self._is_whole() and len(rows) == limit)
        self._is_filling = False
        self._count.setText(_("{count} firms").format(count=count if self._is_whole() else len(rows)))
        self._stack.setCurrentIndex(0 if rows else 1 if self._is_whole() else 2)
        self._select_again()

    def _select_again(self) -> None:
        """The list is new: the firm asked for, else the row that was selected or the one in its place."""
        if self._wanted is not None:
            self.select(self._wanted)
        elif self.model.rows and not self.table.selected_rows():
            choose_row(self.table, max(0, self.table.currentIndex().row()))
        else:
            self._on_selection()

    def _on_selection(self) -> None:
        rows = self.table.selected_rows()
        if self._is_filling or (not rows and self._wanted is not None):
            return  # rows come and go, or the firm asked for is not in the list
        if rows:
            self._wanted = None
        current = self.table.current_row()
        self.chosen.emit(current if current in rows else rows[0] if rows else None)

    def _narrow(self) -> None:
        """Other words: the firm asked for before matters no more."""
        self._wanted = None
        self.refresh()

    def _is_whole(self) -> bool:
        return self._ids is None and not self.words.text().strip()

    def _load_more(self) -> None:
        self._read(self.model.rows[-1].id, PAGE, self._append)

    def _append(self, listing: Listing) -> None:
        rows, _count = listing
        self.model.append_rows(rows, len(rows) == PAGE)

    def _show_all(self) -> None:
        self._ids = None
        self._all.hide()
        self.refresh()

    def _lay_out(self) -> None:
        self.words.setMinimumWidth(theme.px(150))
        doings = [button(_("New enterprise…"), self.new_wanted.emit, tip="Ctrl+D", verb="add_enterprise")]
        if not is_large():
            doings.insert(0, button(_("Find duplicates…"), self.duplicates_wanted.emit, tip="Alt+7"))
        bar = FoldingBar([self.words, self._all, self._count], doings)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        advice = _("Add the first one with «New enterprise…», or import a list with the command line.")
        self._stack.addWidget(EmptyState(_("The register is empty"), advice))
        self._stack.addWidget(EmptyState(_("No firm found"), _("Try a shorter part of the name or its initials.")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
