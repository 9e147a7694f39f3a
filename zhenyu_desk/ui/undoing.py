"""The last steps of this session that can be taken back, and Ctrl+Z where a text field has nothing to take back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from zhenyu_desk.ui.rights import rights

if TYPE_CHECKING:
    from zhenyu_desk.domain.changes import ChangeSet, Undoable

MOST_STEPS = 50


@dataclass(frozen=True)
class LedgerStep:
    """A use case that wrote into the ledger; `about` names the record, `taken_back` is called once it is undone."""

    step: Undoable
    about: str = ""
    taken_back: Callable[[], object] | None = None

    @property
    def label(self) -> str:
        """What it did and to what, in words."""
        from zhenyu_desk.services.verb_names import verb_name

        return " ".join(part for part in (verb_name(self.step.verb), self.about) if part)

    @property
    def refusal(self) -> str:
        """Why the official at work, who may be another one by now, can't take it back; "" where he can."""
        return rights.refusal(self.step.right_of or self.step.verb)


@dataclass(frozen=True)
class LocalStep:
    """Something done on the screen alone, such as a form that was emptied.

    `take_back` returns False where there is nothing to bring back any more. `forget` is called when the step is left
    behind without having been taken back. `while_typing`: it belongs to the form being typed, as a file taken off it.
    """

    label: str
    take_back: Callable[[], object]
    forget: Callable[[], object] | None = None
    while_typing: bool = False


Step = LedgerStep | LocalStep


class UndoSteps(QObject):
    """The newest step is taken back first; the 51st pushes the oldest out."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[Step] = deque()

    def push(self, changes: ChangeSet, about: Callable[[Undoable], str]) -> bool:
        """Keep what a use case did, named by `about`; False where it can't be taken back."""
        from zhenyu_desk.services.undo import can_undo

        step = changes.undoable
        if step is None or not can_undo(step):
            return False
        self.keep(LedgerStep(step, about(step)))
        return True

    def keep(self, step: Step) -> None:
        """Keep a step as the newest one."""
        self._steps.append(step)
        if len(self._steps) > MOST_STEPS:
            _forget(self._steps.popleft())
        self.changed.emit()

    def pop(self) -> Step | None:
        """The newest step, which is no longer kept; None when there is none."""
        if not self._steps:
            return None
        step = self._steps.pop()
        self.changed.emit()
        return step

    def newest(self) -> Step | None:
        """The newest step."""
        return self._steps[-1] if self._steps else None

    def when_taken_back(self, step: Undoable | None, then: Callable[[], object]) -> None:
        """Call `then` once this step, if it is the newest one, is undone."""
        newest = self.newest()
        if isinstance(newest, LedgerStep) and newest.step is step:
            self._steps[-1] = replace(newest, taken_back=then)

    def take_over(self, steps: Iterable[LedgerStep]) -> None:
        """Go on with the steps of the window before this one; its screen is gone, and so is what hung on it."""
        for step in steps:
            self.keep(replace(step, taken_back=None))

    def steps(self) -> tuple[LedgerStep, ...]:
        """All steps of the ledger, the newest last."""
        return tuple(step for step in self._steps if isinstance(step, LedgerStep))

    def clear(self) -> None:
        """Leave all steps behind, as the window closes."""
        while self._steps:
            _forget(self._steps.pop())

    def refusal(self) -> str:
        """Why the official at work can't take the newest step back; "" where he can, or where there is none."""
        newest = self.newest()
        return newest.refusal if isinstance(newest, LedgerStep) else ""

    def label(self) -> str:
        """What the newest step was, in words; "" when there is none."""
        newest = self.newest()  # the services are not loaded yet at the first paint, nor is there a step
        return newest.label if newest is not None else ""


def _forget(step: Step) -> None:
    if isinstance(step, LocalStep) and step.forget is not None:
        step.forget()


class FieldUndo(QObject):
    """Lets Ctrl+Z go on to the window's own undo where the field with the focus has no typing to take back.

    Qt's text fields claim the key for themselves in any case.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None

    def follow(self, _former: QWidget | None, focus: QWidget | None) -> None:
        """The focus moved: watch the keys of the field that has it now."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
            self._watched = None
        if isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit):
            self._watched = focus
            focus.installEventFilter(self)
            focus.destroyed.connect(self._forget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        return event.matches(QKeySequence.StandardKey.Undo) and not _has_typing(watched)

    def _forget(self) -> None:
        self._watched = None


def _has_typing(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit | QTextEdit) and field.document().isUndoAvailable()
