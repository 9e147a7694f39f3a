"""A long work in the background that tells of its pages and can be stopped."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from zhenyu_desk.errors import Cancelled
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.jobs.jobs import Jobs


class PagedWork(QObject):
    """One piece of such work. `page` is what it is to call as its progress.

    It belongs to the jobs, which outlive whoever looks on: its thread may be telling of a page while that one goes.
    """

    page_done = Signal(int)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._is_stopped = False

    def stop(self) -> None:
        """End it at its next page."""
        self._is_stopped = True

    def page(self, number: int) -> None:
        """In the thread that works: so many pages are done. It ends with the window, too, which waits for it."""
        if self._is_stopped or self._jobs.is_closed:
            raise Cancelled(_("Stopped."))
        self.page_done.emit(number)
