"""Locks the window of an encrypted ledger: by hand, or when nobody has touched key or mouse for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.attachments import forget_copies
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui.clearing import Clearing
from zhenyu_desk.ui.dialogs.messages import ask, warn
from zhenyu_desk.ui.dialogs.unlock import LockedDialog
from zhenyu_desk.ui.drafts import DraftKeeper
from zhenyu_desk.ui.editing import commit_pending_edits, watch_input_method

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow

LOOK_EVERY_MS = 1000
_SECONDS = 60
_Kind = QEvent.Type
_TOUCHED = frozenset(
    {
        _Kind.KeyPress, _Kind.MouseMove, _Kind.MouseButtonPress, _Kind.Wheel, _Kind.TouchBegin, _Kind.TouchUpdate,
        _Kind.TabletPress,
    }
)  # fmt: skip


class Locking(QObject):
    """Belongs to a window whose ledger is open. While it is locked all windows are hidden but the one that unlocks.

    The time away is taken from the clock on the wall, so that a computer that slept wakes up locked. Qt doesn't say
    when the session of the user is locked.
    """

    def __init__(self, window: MainWindow, now: Callable[[], float] = time.time) -> None:
        super().__init__(window)
        self._window = window
        self._now = now
        self._touched_at = now()
        self._in_system_dialog_since: float | None = None
        self._town = ""
        self._hidden: list[QWidget] = []
        self._active: QWidget | None = None
        self._problems: list[str] = []
        self._clearing = Clearing(window)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._application = application
        application.focusWindowChanged.connect(self._follow)
        self._follow(application.focusWindow())
        watch_input_method(application).used.connect(self._touch)
        window.bus.changed.connect(self._on_change)
        self._read_town()

    @property
    def cover(self) -> LockedDialog | None:
        """The window that unlocks, while the others are hidden."""
        return self._window.cover

    def look(self) -> None:
        """Lock when the time is over."""
        if self.cover is None:
            self._mind_system_dialog()
            if self._is_time_over():
                self.lock()

    def lock(self) -> None:
        """Hide everything, keep what is typed as a draft, and take readable copies of files away.

        It is hidden whatever goes wrong, also where the ledger can't be read any more; that is told after unlocking.
        """
        if self.cover is not None or self._window.context.ledger.secret is None:
            return
        self._active = QApplication.activeWindow()
        try:
            _end_typing()
        finally:
            self._cover_up()
            self._put_aside()

    def leave(self) -> None:
        """End the program from where it is locked, once nothing is being written any more. What is typed is kept."""
        if self._problems and self.cover is not None and not self._window.is_session_ending:
            question = _("Not everything that was typed could be kept: {problem} Quit all the same?")
            if not ask(self.cover, question.format(problem=self._problems[0]), _("Quit")):
                return
        window = self._window
        window.end_session()
        window.jobs.written.connect(self._go)
        window.jobs.go_on()
        self._go()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Somebody is there; but who comes too late finds it locked."""
        if self.cover is not None:
            if event.type() == _Kind.Quit:  # asked of the application, which closes only windows that are seen
                self.leave()
        elif event.type() in _TOUCHED:
            if self._is_time_over():
                self.lock()
                return True
            self._touched_at = self._now()
        return False

    def _touch(self) -> None:
        """Something was typed by an input method, whose keys reach no window of ours."""
        if self.cover is None and not self._is_time_over():
            self._touched_at = self._now()

    def _mind_system_dialog(self) -> None:
        """A dialog of the system, such as for files, gives no events: the time begins when it was open as long."""
        now = self._now()
        if not _is_in_system_dialog():
            self._in_system_dialog_since = None
        elif self._in_system_dialog_since is None:
            self._in_system_dialog_since = now
        since = self._in_system_dialog_since
        if since is not None and now - since < self._window.settings.lock_after_minutes * _SECONDS:
            self._touched_at = now

    def _is_time_over(self) -> bool:
        minutes, now = self._window.settings.lock_after_minutes, self._now()
        if now < self._touched_at:
            self._touched_at = now  # the clock was set back
        is_asked_for = bool(minutes) and self._window.context.ledger.secret is not None
        return is_asked_for and now - self._touched_at >= minutes * _SECONDS

    def _on_change(self, changes: ChangeSet) -> None:
        if Aggregate.OFFICE in changes:
            self._read_town()

    def _read_town(self) -> None:
        """The name is known before it is locked: then the ledger may not be there any more."""
        context = self._window.context
        self._window.jobs.read(
            lambda: context.read(load_settings).town, self._take_town, lambda _problem: None, owner=self
        )

    def _take_town(self, town: str) -> None:
        self._town = town

    def _follow(self, focus: QWindow | None) -> None:
        """Keys and mouse reach the window first. One that opens while all is locked is hidden as well."""
        if focus is not None:
            focus.installEventFilter(self)
        if self.cover is not None:
            QTimer.singleShot(0, self, self._hide_others)

    def _cover_up(self) -> None:
        """Nothing is read here. A window that is put aside stays so, and no other program is pushed back."""
        window = self._window
        window.cover = cover = LockedDialog(window.context.ledger.folder, window.context.actor, self._town)
        cover.unlocked.connect(self._unlock)
        cover.quit_wanted.connect(self.leave)
        cover.close_wanted.connect(self._on_close_wanted)
        is_in_front = self._active is not None
        cover.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not is_in_front)
        cover.showMinimized() if window.isMinimized() else cover.show()
        if is_in_front:
            cover.activateWindow()
        self._hide_others()
        window.jobs.rest()
        self._application.installEventFilter(self)

    def _put_aside(self) -> None:
        clipboard = self._application.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self._problems = [] if self._window.jobs.is_writing else _keep_drafts(self._window)
        forget_copies(self._window.context)

    def _on_close_wanted(self) -> None:
        cover = self.cover
        if cover is not None:
            self.leave() if self._window.is_session_ending else cover.reject()

    def _go(self) -> None:
        """A write that fails doesn't keep the window: what it was to save is kept as a draft."""
        cover = self.cover
        if cover is not None and self._window.close():
            self._application.removeEventFilter(self)
            cover.end()
            self._application.quit()

    def _hide_others(self) -> None:
        """Hide all windows, the innermost first. Questions that wait for an answer are taken as cancelled."""
        cover = self.cover
        if cover is None:
            return
        shown = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible() and _outermost(widget) is not cover
        ]
        for widget in sorted(shown, key=_depth, reverse=True):
            if not isValid(widget) or not widget.isVisible():
                continue
            if isinstance(widget, QDialog) and widget.windowModality() == Qt.WindowModality.ApplicationModal:
                widget.reject()  # somebody waits in exec(), which ends when the dialog is hidden
            else:
                widget.hide()
                self._hidden.append(widget)

    def _unlock(self) -> None:
        """Show everything as it was; for another official without the dialogs of the former one.

        Steps are recorded under the name of whoever unlocked.
        """
        cover, window = self.cover, self._window
        if cover is None:
            return
        is_another = cover.official != window.context.actor
        if is_another:
            self._hear_what_came()
        hidden, self._hidden = sorted((one for one in self._hidden if isValid(one)), key=_depth), []
        if is_another:
            hidden, problems = self._clearing.clear(hidden)
            self._problems += problems
        window.cover = None
        self._application.removeEventFilter(self)
        self._touched_at = self._now()
        if is_another:
            window.change_official(cover.official)
        self._show_again(hidden)
        if is_another:
            window.tell(_("Steps are now recorded under {name}.").format(name=cover.official))
        cover.finished.connect(cover.deleteLater)
        window.jobs.go_on()
        self._tell_problems()

    def _hear_what_came(self) -> None:
        """What was kept back was asked for by the former official: what it opens is closed with the rest."""
        self._window.jobs.go_on()
        QCoreApplication.sendPostedEvents(self._window.jobs, QEvent.Type.MetaCall.value)
        self._hide_others()

    def _show_again(self, hidden: Sequence[QWidget]) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        for widget in hidden:
            if isValid(widget):
                widget.show()
        active = self._active
        if active is not None and isValid(active) and active.isVisible():
            active.raise_()
            active.activateWindow()

    def _tell_problems(self) -> None:
        problems, self._problems = self._problems, []
        if problems:
            warn(self._window, "\n".join(dict.fromkeys(problems)))


def _end_typing() -> None:
    """Close open lists and menus, and take over what is half typed."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for window in QApplication.topLevelWidgets():
        commit_pending_edits(window)


def _keep_drafts(window: QObject) -> list[str]:
    """Keep what stands in every form; the sentences of what can't be kept."""
    problems = []
    for keeper in window.findChildren(DraftKeeper):
        try:
            keeper.keep_now()
        except AppError as problem:
            problems.append(problem.sentence)
    return problems


def _is_in_system_dialog() -> bool:
    """Whether a dialog is open that the system shows in Qt's place."""
    return any(
        isinstance(widget, QDialog)
        and widget.isVisible()
        and widget.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        for widget in QApplication.topLevelWidgets()
    )


def _depth(widget: QWidget) -> int:
    """How many windows a window belongs to, one within the other."""
    owner, depth = widget.parentWidget(), 0
    while owner is not None:
        owner, depth = owner.parentWidget(), depth + 1
    return depth


def _outermost(widget: QWidget) -> QWidget:
    """The outermost window that a dialog belongs to."""
    owner = widget
    while (above := owner.parentWidget()) is not None:
        owner = above.window()
    return owner
