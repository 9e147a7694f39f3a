"""A long work in the background that tells of its pages and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from zhenyu_desk.errors import AppError, Cancelled
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.jobs.jobs import Job, Jobs

T = TypeVar("T")


class PagedWork(QObject):
    """One piece of such work. `page` is what it is to call as its progress.

    It belongs to the jobs, which outlive whoever looks on: its thread may be telling of a page while that one goes.
    """

    page_done = Signal(int)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._job: Job | None = None
        self._is_stopped = False

    def start(
        self,
        work: Callable[[Callable[[int], None]], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None],
        owner: QObject,
    ) -> None:
        """Do it on the reader of long works, then `done(result)` or `failed(problem)`; neither once it was stopped."""
        self._job = self._jobs.read(
            lambda: work(self.page), done, failed, always=self.deleteLater, owner=owner, is_long=True
        )

    def stop(self) -> None:
        """End it at its next page; nobody hears any more of one that was started here."""
        self._is_stopped = True
        if self._job is not None:
            self._job.cancel()
            self.blockSignals(True)

    def page(self, number: int) -> None:
        """In the thread that works: so many pages are done. It ends with the window, too, which waits for it."""
        if self._is_stopped or self._jobs.is_closed:
            raise Cancelled(_("Stopped."))
        self.page_done.emit(number)
