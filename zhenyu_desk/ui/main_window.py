"""The window around the pages: shell only. What it shows lies in the pages, what it can do in the menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk import settings as settings_file
from zhenyu_desk.crash import surviving
from zhenyu_desk.errors import AppError, EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.bus import Bus
from zhenyu_desk.ui.closing import Closing
from zhenyu_desk.ui.dialogs.messages import ask, warn
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.menus import Menus
from zhenyu_desk.ui.page_list import PAGE_OF_KIND, PAGES, page_entry, waiting_counts
from zhenyu_desk.ui.rights import rights
from zhenyu_desk.ui.taking_back import TakingBack
from zhenyu_desk.ui.undoing import FieldUndo, LocalStep
from zhenyu_desk.ui.widgets.notice import Notice
from zhenyu_desk.ui.widgets.rail import Rail
from zhenyu_desk.ui.widgets.status_line import StatusLine
from zhenyu_desk.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from zhenyu_desk.domain.changes import ChangeSet
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.dialogs.unlock import LockedDialog
    from zhenyu_desk.ui.ledger_wishes import Conversion, Restoration
    from zhenyu_desk.ui.locking import Locking
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
    conversion_wanted = Signal(object)
    """The ledger is to be closed, encrypted or made plain, and opened again: a Conversion."""
    restore_wanted = Signal(object)
    """The ledger is to be closed, and a backup to take its place: a Restoration."""

    def __init__(self, settings: settings_file.Settings, page: str = FIRST_PAGE) -> None:
        super().__init__()
        rights.forget()
        self.setWindowTitle(_("Town enterprise service ledger"))
        self.settings = settings
        self.bus = Bus(self)
        self.jobs = Jobs(self)
        self.jobs.written.connect(self._on_written)
        self._taking_back = TakingBack(self)
        self.undoing = self._taking_back.steps
        self.closing = Closing(self)
        self._follow_focus()
        self._context: AppContext | None = None
        self.cover: LockedDialog | None = None
        self.locking: Locking | None = None
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
    def is_session_ending(self) -> bool:
        """Whether the user logs off."""
        return self.closing.is_session_ending

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

    @property
    def pages(self) -> Sequence[Page]:
        """Those made so far."""
        return list(self._pages.values())

    def take_ledger(self, context: AppContext) -> None:
        """Show this ledger from now on."""
        from zhenyu_desk.ui.draft_offer import offer_drafts
        from zhenyu_desk.ui.locking import Locking
        from zhenyu_desk.ui.upkeep import Upkeep

        self._context = context
        self.take_rights()
        self.locking = Locking(self)
        self._upkeep = Upkeep(self, self.status)
        self._upkeep.refresh_status()
        self.refresh_counts()
        self.page.mark_stale()
        self.open_page(*self._wanted)
        offer_drafts(self)

    def change_official(self, name: str) -> None:
        """Record all further steps under another official's name, and remember it."""
        self._context = replace(self.context, actor=name)
        self.save_preferences(current_official=name)
        self.take_rights()
        self._upkeep.refresh_status()
        self.refresh_all()

    def take_rights(self) -> bool:
        """What the official's role doesn't cover is off, and who may only read is told so; whether that is new."""
        are_new = rights.take(self.context)
        self.menus.show_undo()
        self._taking_back.withdraw()
        self.menus.show_protection(is_encrypted=self.context.ledger.secret is not None)
        refusal = rights.refusal("register_visit")
        if refusal and not rights.refusal("own_password"):
            words = _("{name} may only read this ledger: nothing can be entered or changed. Ask one who manages it.")
            refusal = words.format(name=self.context.actor)
        self.notice.show_words(refusal)
        return are_new

    def convert(self, conversion: Conversion) -> None:
        """Close the ledger, encrypt it or make it plain again, and open it."""
        self.once_written(partial(self.conversion_wanted.emit, conversion), self._tell_not_begun)

    def restore(self, restoration: Restoration) -> None:
        """Close the ledger, put a backup in its place, and open that."""
        self.once_written(partial(self.restore_wanted.emit, restoration), self._tell_not_begun)

    def lock(self) -> None:
        """Hide everything until the password is given; only for an encrypted ledger."""
        if self.locking is not None:
            self.locking.lock()

    def open_page(self, name: str, record: int | None = None) -> None:
        """Show a page, with one of its records if one is named; before the ledger is open it is kept for later."""
        if not self.is_open and name != FIRST_PAGE:
            self._wanted = (name, record)
            self.rail.mark(self._name)
            return
        if self._name and name != self._name:
            self.status.leave_page()
            self.page.commit_pending_edits()
        page = self.built_page(name)
        self._name = name
        self._stack.setCurrentWidget(page)
        self.top.title.setText(page_entry(name).title)
        self.rail.mark(name)
        page.take_focus()
        if record is not None:
            kind = next((kind for kind, owner in PAGE_OF_KIND.items() if owner == name), name)
            page.open_record(kind, record)

    def built_page(self, name: str) -> Page:
        """A page by name, made if it was never shown."""
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = page_entry(name).build(self)
            self._stack.addWidget(page)
        return page

    def open_record(self, kind: str, key: int) -> None:
        """Show a record of a kind on its page."""
        self.remember(f"{kind}:{key}")
        self.open_page(PAGE_OF_KIND[kind], key)

    def open_rows(self, kind: str, keys: Sequence[int], heading: str, others: Sequence[int] = ()) -> None:
        """Show exactly these records in a list; the one opened from it is shown on its page."""
        from zhenyu_desk.ui.dialogs.rows import RowsDialog

        dialog = RowsDialog(self, kind, {True: keys, False: others}, heading, self)
        dialog.opened.connect(self.open_record)
        dialog.open_once()

    def new_visit(self, firm_id: int | None = None) -> None:
        """Open an empty visit form, with the firm filled in where one is named."""
        self.open_page("visits")
        start: Callable[..., None] | None = getattr(self.page, "new_visit", None)
        if start is not None:
            start() if firm_id is None else start(firm_id)

    def search(self) -> None:
        """Search everything."""
        from zhenyu_desk.ui.dialogs.palette import Palette

        if self.is_open:
            Palette(self, [*self.page.record_actions(), *self.menus.commands()], self).open_once()

    def remember(self, key: str) -> None:
        """What was opened last stands first in the search; a nameless action is not remembered."""
        recent = self.settings.recent
        if key and recent[:1] != [key]:
            others = [known for known in recent if known != key]
            self.save_preferences(recent=[key, *others][: settings_file.MOST_RECENT])

    def tell(self, sentence: str, undo: Callable[[], object] | LocalStep | None = None) -> None:
        """A quiet line in the status bar; right after `announce` it offers to take that step back by itself."""
        self._taking_back.tell(sentence, undo)

    def ask(self, question: str, yes: str) -> bool:
        """A question that only the user can decide."""
        return ask(self, question, yes)

    def warn(self, problem: AppError) -> None:
        """Show a problem that belongs to no field."""
        warn(self, problem.sentence)

    def announce(self, changes: ChangeSet) -> None:
        """A write succeeded; unless the page tells of it, the window says what was done, with the way back."""
        self._taking_back.announce(changes)
        self.publish(changes)

    def when_undone(self, changes: ChangeSet, then: Callable[[], object]) -> None:
        """Call `then` once what was just announced is taken back."""
        self.undoing.when_taken_back(changes.undoable, then)

    def undo_last(self) -> None:
        """Ctrl+Z: take the newest step back, but never reach past what is being typed on the page."""
        self._taking_back.undo_last()

    def publish(self, changes: ChangeSet) -> None:
        """The ledger changed: say that it is saved, and let every page know."""
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

    def once_written(self, step: Callable[[], object], in_vain: Callable[[], object] | None = None) -> None:
        """Take a step that ends this window when no write is under way; `in_vain` if that fails and it stays."""
        self.closing.once_written(step, in_vain)

    def back_up(self) -> None:
        """Make a verified copy of the ledger now."""
        self._upkeep.back_up()

    def may_leave(self) -> bool:
        """Take over what is half typed and ask every page whether it can be closed, unless that is settled."""
        return self.closing.may_leave()

    def end_session(self) -> None:
        """The user logs off: keep what is being typed, and close without asking should Qt close the window now."""
        self.closing.end_session()

    def keep_drafts(self) -> None:
        """Keep all that is being typed without asking anything."""
        self.closing.keep_drafts()

    @surviving(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.jobs.is_writing:
            self.once_written(self.close)
            return
        if not self.closing.may_close():
            return
        self.save_preferences(window_geometry=self.saveGeometry().toBase64().toStdString())
        self.undoing.clear()
        self.jobs.close()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _build(self) -> None:
        self.menus = Menus(self)
        self.undoing.changed.connect(self.menus.show_undo)
        self.rail = Rail((entry.name, entry.title) for entry in PAGES)
        self.rail.picked.connect(self.open_page)
        self.top = TopBar(self.search, self.new_visit)
        self.notice = Notice()
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.notice)
        right.addWidget(self._stack, 1)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _follow_focus(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(FieldUndo(self).follow)

    def _restore_geometry(self) -> None:
        self.setMinimumSize(*LEAST_SIZE)
        saved = QByteArray.fromBase64(self.settings.window_geometry.encode())
        if saved.isEmpty() or not self.restoreGeometry(saved):
            room = self.screen().availableSize()
            self.resize(min(DEFAULT_SIZE[0], room.width()), min(DEFAULT_SIZE[1], room.height()))

    def _tell_not_begun(self) -> None:
        words = _("What was being saved failed, so the ledger was left as it is. See to that first, then try again.")
        warn(self, words)

    def _on_written(self, all_succeeded: bool) -> None:
        if not self.closing.written(all_succeeded):
            self._show_preferences()

    def _prefer(self, values: Mapping[str, object]) -> None:
        if self.may_leave():
            self.save_preferences(**values)
            self.closing.settle()
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
