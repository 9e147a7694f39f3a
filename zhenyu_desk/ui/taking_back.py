"""Taking steps back in the window: what was done is told with the way back, and Ctrl+Z goes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.undoing import LedgerStep, LocalStep, UndoSteps

if TYPE_CHECKING:
    from zhenyu_desk.domain.changes import ChangeSet, Undoable
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.main_window import MainWindow


class TakingBack:
    """Keeps the steps of this session for a window, and its status line tells of them."""

    def __init__(self, window: MainWindow) -> None:
        self.steps = UndoSteps(window)
        self._window = window
        self._can_offer = False

    def tell(self, sentence: str, undo: Callable[[], object] | LocalStep | None) -> None:
        """A quiet line in the status bar; right after `announce` it offers to take that step back by itself."""
        can_undo = undo is not None or self._can_offer
        self._can_offer = False
        if isinstance(undo, LocalStep):
            self.steps.keep(undo)
        elif undo is not None and undo != self._window.undo_last:
            self.steps.keep(LocalStep(sentence.rstrip("。."), undo, while_typing=True))
        self._window.status.tell(sentence, self._take_back if can_undo else None)

    def announce(self, changes: ChangeSet) -> None:
        """Keep what was written; unless the page tells of it, say what was done, with the way back."""
        about = partial(_about, self._window.context, changes.id)
        self._can_offer = self.steps.push(changes, about)
        if self._can_offer:
            QTimer.singleShot(0, self._window, self._offer)

    def undo_last(self) -> None:
        """Take the newest step back, but never reach past what is being typed on the page."""
        step = self.steps.newest()
        belongs_to_form = isinstance(step, LocalStep) and step.while_typing
        if self._window.page.is_typing and not belongs_to_form:
            self._window.status.tell(_("You are typing: save or cancel that first, then undo."), None)
        else:
            self._take_back()

    def withdraw(self) -> None:
        """The official or his role changed: what he may not take back is not offered any more, but kept."""
        if self.steps.refusal():
            self._window.status.withdraw()

    def _take_back(self) -> None:
        refusal = self.steps.refusal()
        if refusal:
            self._window.warn(RuleBroken(refusal))
            return
        step = self.steps.pop()
        if isinstance(step, LedgerStep):
            self._take_back_written(step)
        elif step is not None:
            is_back = step.take_back() is not False
            words = _("Undone: {step}").format(step=step.label)
            lost = _("This was saved or dropped meanwhile; nothing is undone.")
            self._window.status.tell(words if is_back else lost, None)

    def _take_back_written(self, step: LedgerStep) -> None:
        """On the writer; a step that can't be taken back any more is told and forgotten."""
        from zhenyu_desk.services.undo import take_back

        window, label, context = self._window, step.label, self._window.context

        def done(changes: ChangeSet) -> None:
            window.publish(changes)
            window.page.choose_undone(changes)
            if step.taken_back is not None:
                step.taken_back()
            window.status.tell(_("Undone: {step}").format(step=label), None)

        def failed(problem: AppError) -> None:
            if not isinstance(problem, RuleBroken):
                self.steps.keep(step)  # a full disk or a lock passes; the step can be taken back then
            window.warn(problem)

        window.jobs.write(lambda: take_back(context, step.step), done, failed, owner=window)

    def _offer(self) -> None:
        if self._can_offer:
            self.tell(self.steps.label(), None)


def _about(context: AppContext, key: int | None, step: Undoable) -> str:
    from zhenyu_desk.services.undo_names import about_step

    return about_step(context, key, step)
