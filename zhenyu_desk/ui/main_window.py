"""The window around the pages: shell only. What it shows lies in the pages, what it can do in the menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk import settings as settings_file
from zhenyu_desk.errors import AppError, EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.bus import Bus
from zhenyu_desk.ui.dialogs.messages import ask, warn
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.menus import Menus
from zhenyu_desk.ui.page_list import PAGE_OF_KIND, PAGES, page_entry, waiting_counts
from zhenyu_desk.ui.widgets.rail import Rail
from zhenyu_desk.ui.widgets.status_line import StatusLine
from zhenyu_desk.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from zhenyu_desk.domain.changes import ChangeSet
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.pages.base import Page

FIRST_PAGE = "today"
DEFAULT_SIZE = (1440, 900)
LEAST_SIZE = (1024, 640)


class MainWindow(QMainWindow):
    """Implements `Shell`. It is shown before the ledger is open; `take_ledger` fills it."""

    painted = Signal()
    """The first time the window has been painted."""
    rebuild_wanted = Signal()
    """Language or text size changed: make the window anew."""
    other_ledger_wanted = Signal()
    """The user wants to open another ledger."""

    def __init__(self, settings: settings_file.Settings, page: str = FIRST_PAGE) -> None:
        super().__init__()
        self.setWindowTitle(_("Town enterprise service ledger"))
        self.settings = settings
        self.bus = Bus(self)
        self.jobs = Jobs(self)
        self.jobs.written.connect(self._on_written)
        self._once_written: Callable[[], object] | None = None
        self._may_go = False
        self._context: AppContext | None = None
        self._pages: dict[str, Page] = {}
        self._name = ""
        self._wanted: tuple[str, int | None] = (page, None)
        self._is_painted = False
        self._build()
        self._restore_geometry()
        self.open_page(FIRST_PAGE)

    @property
    def is_open(self) -> bool:
        """Whether the ledger is open."""
        return self._context is not None

    @property
    def context(self) -> AppContext:
        """The open ledger and who acts."""
        assert self._context is not None
        return self._context

    @property
    def page(self) -> Page:
        """The page shown."""
        return self._pages[self._name]

    @property
    def page_name(self) -> str:
        """The name of the page shown."""
        return self._name

    def take_ledger(self, context: AppContext) -> None:
        """Show this ledger from now on."""
        from zhenyu_desk.ui.upkeep import Upkeep

        self._context = context
        self._upkeep = Upkeep(self, self.status)
        self._upkeep.refresh_status()
        self.refresh_counts()
        self.page.mark_stale()
        self.open_page(*self._wanted)

    def change_official(self, name: str) -> None:
        """Record all further steps under another official's name, and remember it."""
        self._context = replace(self.context, actor=name)
        self.save_preferences(current_official=name)
        self._upkeep.refresh_status()

    def open_page(self, name: str, record: int | None = None) -> None:
        """Show a page, with one of its records if one is named; before the ledger is open it is kept for later."""
        if not self.is_open and name != FIRST_PAGE:
            self._wanted = (name, record)
            self.rail.mark(self._name)
            return
        if self._name and name != self._name:
            self.page.commit_pending_edits()
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = page_entry(name).build(self)
            self._stack.addWidget(page)
        self._name = name
        self._stack.setCurrentWidget(page)
        self.top.title.setText(page_entry(name).title)
        self.rail.mark(name)
        page.take_focus()
        if record is not None:
            kind = next((kind for kind, owner in PAGE_OF_KIND.items() if owner == name), name)
            page.open_record(kind, record)

    def open_record(self, kind: str, key: int) -> None:
        """Show a record of a kind on its page."""
        self.open_page(PAGE_OF_KIND[kind], key)

    def open_rows(self, kind: str, keys: Sequence[int], heading: str, others: Sequence[int] = ()) -> None:
        """Show exactly these records in a list; the one opened from it is shown on its page."""
        from zhenyu_desk.ui.dialogs.rows import RowsDialog

        dialog = RowsDialog(self, kind, {True: keys, False: others}, heading, self)
        dialog.opened.connect(self.open_record)
        dialog.open()

    def new_visit(self) -> None:
        """Open an empty visit form."""
        self.open_page("visits")
        start: Callable[[], None] | None = getattr(self.page, "new_visit", None)
        if start is not None:
            start()

    def search(self) -> None:
        """Search everything."""
        from zhenyu_desk.ui.dialogs.palette import Palette

        if self.is_open:
            Palette(self, self.menus.commands(), self).open()

    def tell(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """A quiet line in the status bar, with an offer to undo."""
        self.status.tell(sentence, undo)

    def ask(self, question: str, yes: str) -> bool:
        """A question that only the user can decide."""
        return ask(self, question, yes)

    def warn(self, problem: AppError) -> None:
        """Show a problem that belongs to no field."""
        warn(self, problem.sentence)

    def announce(self, changes: ChangeSet) -> None:
        """A write succeeded."""
        self.status.set_saved(datetime.now().astimezone())
        self.bus.publish(changes)
        self.refresh_counts()

    def refresh_counts(self) -> None:
        """Count anew what waits on the pages."""
        context = self.context
        self.jobs.read(lambda: waiting_counts(context), self._show_counts, self.warn, owner=self)

    def refresh_all(self) -> None:
        """Refresh the page seen now and the others when they are next shown, as after midnight."""
        for page in self._pages.values():
            page.mark_stale()
        self.refresh_counts()

    def save_preferences(self, **values: object) -> None:
        """Change and keep settings of this computer."""
        for name, value in values.items():
            setattr(self.settings, name, value)
        try:
            settings_file.save(self.settings)
        except EnvironmentProblem as problem:
            self.warn(problem)

    def prefer(self, **values: object) -> None:
        """Keep another language or text size and make the window anew, after asking what would be lost by it."""
        self.once_written(partial(self._prefer, values))

    def rebuild(self) -> None:
        """Make the window anew, once whatever asked for it is done."""
        self.rebuild_wanted.emit()

    def once_written(self, step: Callable[[], object]) -> None:
        """Take a step that ends this window when no write is under way; one that fails keeps the window, to be read."""
        if not self.jobs.is_writing:
            step()
            return
        self._once_written = step
        self.tell(_("Still saving, please wait."))

    def back_up(self) -> None:
        """Make a verified copy of the ledger now."""
        self._upkeep.back_up()

    def may_leave(self) -> bool:
        """Take over what is half typed and ask every page whether it can be closed, unless that is settled."""
        if self._may_go:
            return True
        for page in self._pages.values():
            page.commit_pending_edits()
        return all(page.may_leave() for page in self._pages.values())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.jobs.is_writing:
            self.once_written(self.close)
            return
        if not self.may_leave():
            return
        self.save_preferences(window_geometry=self.saveGeometry().toBase64().toStdString())
        self.jobs.close()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _build(self) -> None:
        self.menus = Menus(self)
        self.rail = Rail((entry.name, entry.title) for entry in PAGES)
        self.rail.picked.connect(self.open_page)
        self.top = TopBar(self.search, self.new_visit)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._stack, 1)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _restore_geometry(self) -> None:
        self.setMinimumSize(*LEAST_SIZE)
        saved = QByteArray.fromBase64(self.settings.window_geometry.encode())
        if saved.isEmpty() or not self.restoreGeometry(saved):
            room = self.screen().availableSize()
            self.resize(min(DEFAULT_SIZE[0], room.width()), min(DEFAULT_SIZE[1], room.height()))

    def _on_written(self, all_succeeded: bool) -> None:
        step, self._once_written = self._once_written, None
        if step is not None and all_succeeded:
            step()
        elif step is not None:
            self._show_preferences()

    def _prefer(self, values: Mapping[str, object]) -> None:
        if self.may_leave():
            self.save_preferences(**values)
            self._may_go = True
            self.rebuild()
        else:
            self._show_preferences()

    def _show_preferences(self) -> None:
        """Language and size stay: so do the marks at them in the menus and in 设置."""
        self.menus.show_preferences()
        self.page.mark_stale()

    def _show_counts(self, counts: dict[str, int]) -> None:
        for name, count in counts.items():
            self.rail.set_count(name, count)
