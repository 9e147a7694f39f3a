"""Which key means what in the grid, in its cells and in an open editor alike."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NONE, _SHIFT, _CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Step(Enum):
    """What a key asks for."""

    NEXT = auto()
    BACK = auto()
    UP = auto()
    DOWN = auto()
    CANCEL = auto()
    FURTHER = auto()
    COPY_DOWN = auto()
    REMOVE = auto()


def step_of(event: QKeyEvent, *, in_editor: bool, has_list: bool = False) -> Step | None:
    """The step of a key; None for keys that an editor or the table deals with itself.

    Arrows up and down leave an editor unless they move in its list; Escape is an editor's only.
    """
    key = Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    found = {
        (Qt.Key.Key_Tab, _NONE): Step.NEXT,
        (Qt.Key.Key_Backtab, _SHIFT): Step.BACK,
        (Qt.Key.Key_Backtab, _NONE): Step.BACK,
        (Qt.Key.Key_D, _CTRL): Step.COPY_DOWN,
        (Qt.Key.Key_Delete, _CTRL): Step.REMOVE,
        **{(enter, _NONE): Step.NEXT for enter in _ENTER},
        **{(enter, _SHIFT): Step.BACK for enter in _ENTER},
        **{(enter, _CTRL): Step.FURTHER for enter in _ENTER},
    }.get((key, held))
    if found is None and in_editor and held == _NONE:
        found = {Qt.Key.Key_Escape: Step.CANCEL}.get(key)
        if found is None and not has_list:
            found = {Qt.Key.Key_Up: Step.UP, Qt.Key.Key_Down: Step.DOWN}.get(key)
    return found
