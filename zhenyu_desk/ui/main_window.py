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
from zhenyu_desk.errors import AppError, EnvironmentProblem, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.bus import Bus
from zhenyu_desk.ui.dialogs.messages import ask, warn
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.menus import Menus
from zhenyu_desk.ui.page_list import PAGE_OF_KIND, PAGES, page_entry, waiting_counts
from zhenyu_desk.ui.undoing import FieldUndo, LedgerStep, LocalStep, UndoSteps
from zhenyu_desk.ui.widgets.rail import Rail
from zhenyu_desk.ui.widgets.status_line import StatusLine
from zhenyu_desk.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from zhenyu_desk.domain.changes import ChangeSet, Undoable
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
        self.undoing = UndoSteps(self)
        self._can_offer_undo = False
        self._follow_focus()
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
        from zhenyu_desk.ui.draft_offer import offer_drafts
        from zhenyu_desk.ui.upkeep import Upkeep

        self._context = context
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
        self._upkeep.refresh_status()

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
        can_undo = undo is not None or self._can_offer_undo
        self._can_offer_undo = False
        if isinstance(undo, LocalStep):
            self.undoing.keep(undo)
        elif undo is not None and undo != self.undo_last:
            self.undoing.keep(LocalStep(sentence.rstrip("。."), undo, while_typing=True))
        self.status.tell(sentence, self._take_back if can_undo else None)

    def ask(self, question: str, yes: str) -> bool:
        """A question that only the user can decide."""
        return ask(self, question, yes)

    def warn(self, problem: AppError) -> None:
        """Show a problem that belongs to no field."""
        warn(self, problem.sentence)

    def announce(self, changes: ChangeSet) -> None:
        """A write succeeded; unless the page tells of it, the window says what was done, with the way back."""
        about = partial(_about, self.context, changes.id)
        self._can_offer_undo = self.undoing.push(changes, about)
        if self._can_offer_undo:
            QTimer.singleShot(0, self, self._offer_undo)
        self._publish(changes)

    def when_undone(self, changes: ChangeSet, then: Callable[[], object]) -> None:
        """Call `then` once what was just announced is taken back."""
        self.undoing.when_taken_back(changes.undoable, then)

    def undo_last(self) -> None:
        """Ctrl+Z: take the newest step back, but never reach past what is being typed on the page."""
        step = self.undoing.newest()
        belongs_to_form = isinstance(step, LocalStep) and step.while_typing
        if self.page.is_typing and not belongs_to_form:
            self.status.tell(_("You are typing: save or cancel that first, then undo."), None)
        else:
            self._take_back()

    def _take_back(self) -> None:
        step = self.undoing.pop()
        if isinstance(step, LedgerStep):
            self._take_back_written(step)
        elif step is not None:
            is_back = step.take_back() is not False
            words = _("Undone: {step}").format(step=step.label)
            self.status.tell(words if is_back else _("This was saved or dropped meanwhile; nothing is undone."), None)

    def _take_back_written(self, step: LedgerStep) -> None:
        """On the writer; a step that can't be taken back any more is told and forgotten."""
        from zhenyu_desk.services.undo import take_back

        label, context = step.label, self.context

        def done(changes: ChangeSet) -> None:
            self._publish(changes)
            self.page.choose_undone(changes)
            if step.taken_back is not None:
                step.taken_back()
            self.status.tell(_("Undone: {step}").format(step=label), None)

        def failed(problem: AppError) -> None:
            if not isinstance(problem, RuleBroken):
                self.undoing.keep(step)  # a full disk or a lock passes; the step can be taken back then
            self.warn(problem)

        self.jobs.write(lambda: take_back(context, step.step), done, failed, owner=self)

    def _offer_undo(self) -> None:
        if self._can_offer_undo:
            self.tell(self.undoing.label())

    def _publish(self, changes: ChangeSet) -> None:
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


def _about(context: AppContext, key: int | None, step: Undoable) -> str:
    from zhenyu_desk.services.undo_names import about_step

    return about_step(context, key, step)
