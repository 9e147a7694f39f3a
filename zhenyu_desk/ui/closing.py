"""How a window comes to its end: nothing is cut off while it is written, and nothing typed is lost unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.editing import commit_pending_edits

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow

SESSION_END_SECONDS = 60


class Closing:
    """Knows of a window whether it may go, and what it does once nothing is being written any more."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._once_written: Callable[[], object] | None = None
        self._in_vain: Callable[[], object] | None = None
        self._may_go = False
        self._has_broken_off = False
        self.is_session_ending = False

    def once_written(self, step: Callable[[], object], in_vain: Callable[[], object] | None = None) -> None:
        """Take a step that ends the window when no write is under way.

        A write that fails keeps the window, to be read; then `in_vain` is called instead.
        """
        if not self._window.jobs.is_writing:
            step()
            return
        self._once_written, self._in_vain = step, in_vain
        self._window.tell(_("Still saving, please wait."))

    def written(self, all_succeeded: bool) -> bool:
        """The last write ended: take the step that waited for it. False where it waited in vain."""
        step, self._once_written = self._once_written, None
        in_vain, self._in_vain = self._in_vain, None
        if step is not None and all_succeeded:
            step()
        elif in_vain is not None:
            in_vain()
        return step is None or all_succeeded

    def may_leave(self) -> bool:
        """Take over what is half typed and ask every page whether it can be closed, unless that is settled."""
        if self._may_go:
            return True
        pages = self._window.pages
        for page in pages:
            page.commit_pending_edits()
        may_leave = all(page.may_leave() for page in pages)
        if may_leave:
            self.keep_drafts()  # of a form that stands over the page
        return may_leave

    def settle(self) -> None:
        """The pages were asked: they are not asked again."""
        self._may_go = True

    def end_session(self) -> None:
        """The user logs off: keep what is being typed, and close without asking should Qt close the window now."""
        self.is_session_ending = True
        QTimer.singleShot(SESSION_END_SECONDS * 1000, self._window, self.stay)
        self.keep_drafts()

    def stay(self) -> None:
        """Another program kept the session from ending."""
        self.is_session_ending = False

    def keep_drafts(self) -> None:
        """Keep all that is being typed without asking anything."""
        for page in self._window.pages:
            page.commit_pending_edits()
        form = QApplication.activeModalWidget()
        if form is not None:
            commit_pending_edits(form)
        if self._window.is_open:
            from zhenyu_desk.ui.drafts import keep_all

            keep_all(self._window)

    def may_close(self) -> bool:
        """Whether the window can close now.

        A page that makes a mistake when asked keeps the window open only once, until that was read.
        """
        if self._has_broken_off or self.is_session_ending:
            self.keep_drafts()
            return True
        try:
            return self.may_leave()
        except BaseException:
            self._has_broken_off = True
            raise
