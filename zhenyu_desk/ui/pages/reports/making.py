"""Makes what the paper shows, and knows whether it is what would be made now."""

from __future__ import annotations

from collections.abc import Callable

from zhenyu_desk.errors import AppError
from zhenyu_desk.ui.jobs.paged import PagedWork
from zhenyu_desk.ui.pages.reports.paper import Paper
from zhenyu_desk.ui.shell import Shell

MakePdf = Callable[[Callable[[int], None]], bytes]
"""Makes a PDF in the background, telling of each page done."""


class PaperMaker:
    """One PDF at a time: a newer wish ends the work on the one before.

    A step that needs the paper (to print it) waits until nothing is being saved and the paper shows all that was.
    """

    def __init__(self, shell: Shell, paper: Paper, outdated: Callable[[], None]) -> None:
        """`outdated` is called when a step waits for a paper that nobody makes."""
        self._shell = shell
        self._paper = paper
        self._outdated = outdated
        self._work: PagedWork | None = None
        self._is_current = False
        self._is_outdated = False
        self._saves = 0
        self._then: Callable[[], None] | None = None

    @property
    def is_saving(self) -> bool:
        """Whether something that will change the paper is being saved."""
        return self._saves > 0

    @property
    def is_awaited(self) -> bool:
        """Whether a step waits for the paper."""
        return self._then is not None

    def outdate(self) -> None:
        """What is shown, and what is being made, is from before a change."""
        self._is_current = False
        self._is_outdated = True

    def begin_save(self) -> None:
        """Something that changes the paper is being saved."""
        self._saves += 1
        self.outdate()

    def end_save(self) -> None:
        """It came back; the page then refreshes by itself, if it was saved."""
        self._saves -= 1

    def make(self, work: MakePdf) -> None:
        """Make a PDF and show it."""
        self.stop()
        self._is_outdated = False
        self._work = PagedWork(self._shell.jobs)
        self._work.page_done.connect(self._paper.show_progress)
        self._paper.begin_progress()
        self._work.start(work, self._show, self._refuse, owner=self._paper)

    def stop(self) -> None:
        """End the work under way; the former paper stays to be looked at."""
        self._paper.end_progress()
        self.outdate()
        if self._work is not None:
            self._work.stop()
        self._work = None

    def once_current(self, step: Callable[[], None]) -> None:
        """Take a step as soon as the paper shows all that was typed; the newest step counts."""
        if self._is_current:
            step()
            return
        self._then = step
        if not self.is_saving and self._work is None:
            self._outdated()

    def forget_step(self) -> None:
        """What waits for the paper is not done."""
        self._then = None

    def _show(self, pdf: bytes) -> None:
        self._work = None
        self._paper.show_pdf(pdf)
        self._is_current = not (self.is_saving or self._is_outdated)
        if self._is_current and self._then is not None:
            then, self._then = self._then, None
            then()

    def _refuse(self, problem: AppError) -> None:
        self._work = None
        self._then = None
        self._paper.show_problem(problem.sentence)
