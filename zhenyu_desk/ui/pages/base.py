"""What every page has: a name, the records it shows, and a refresh only when these changed and it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.editing import commit_pending_edits
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.shell import Shell

T = TypeVar("T")


class Page(QWidget):
    """Base of the pages. A page is built when it is first shown, and refreshed at that moment."""

    aggregates: ClassVar[frozenset[Aggregate]] = frozenset()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self._is_stale = True
        self._loading: Job | None = None
        shell.bus.changed.connect(self._on_change)

    def refresh(self) -> None:
        """Read anew what is shown; called when the page is seen and something it shows has changed."""
        raise NotImplementedError

    def open_record(self, kind: str, key: int) -> None:
        """Show one record; pages that have none ignore it."""

    def choose_undone(self, changes: ChangeSet) -> None:
        """A step was taken back while the page is seen: choose the record it was about, where the page lists it."""

    def take_focus(self) -> None:
        """The page was opened: put the focus where the user goes on; by default Tab enters the page."""
        self.setFocus()

    def commit_pending_edits(self) -> None:
        """Take over text that is still being typed; called before saving, changing the page and closing."""
        commit_pending_edits(self)

    @property
    def is_typing(self) -> bool:
        """Whether something is being typed here that is not saved: Ctrl+Z must not reach past it."""
        return False

    def may_leave(self) -> bool:
        """Whether the page can be closed now; False after the user chose to stay with what is not saved."""
        return True

    def find_in_page(self) -> None:
        """Ctrl+F: put the focus into the page's own search field, where it has one."""

    def save(self) -> None:
        """Ctrl+S: save what is being typed, where the page has something to save."""

    def print_page(self) -> None:
        """Ctrl+P: print, where the page has something to print; else say so."""
        self.shell.tell(_("There is nothing to print on this page."))

    def record_actions(self) -> Sequence[QAction]:
        """What can be done with the record chosen: the menu 记录, and the right click in the page's table.

        Make them once with `actions.action`, with F2 to change and Del to remove; called whenever a menu opens.
        """
        return ()

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """Keys and what they do, for F1: those that no action, button or `actions.shortcut` of the page names."""
        return ()

    def load(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Read in the background, then `done(result)` here. A newer load drops an older one still under way."""
        if self._loading is not None:
            self._loading.cancel()
        self._loading = self.shell.jobs.read(work, done, self.shell.warn, owner=self)

    def perform(
        self,
        work: Callable[[], ChangeSet],
        done: Callable[[ChangeSet], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        always: Callable[[], None] | None = None,
    ) -> None:
        """Write with a service on the writer; when it succeeded all pages hear of it, then `done(changes)`.

        A problem goes to `failed`, by default to a dialog; `always` runs in either case (to enable buttons again).
        """

        def succeeded(changes: ChangeSet) -> None:
            self.shell.announce(changes)
            if done is not None:
                done(changes)

        self.shell.jobs.write(work, succeeded, failed or self.shell.warn, always=always, owner=self)

    def mark_stale(self) -> None:
        """Refresh now if the page is seen, else when it is next shown."""
        self._is_stale = True
        self._refresh_if_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.touches(self.aggregates):
            self.mark_stale()

    def _refresh_if_seen(self) -> None:
        if self._is_stale and self.isVisible() and self.shell.is_open:
            self._is_stale = False
            self.refresh()
