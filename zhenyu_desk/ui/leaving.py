"""Leaving a field: a save by shortcut takes what is half typed, and nothing is typed while it runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def leave_field(root: QWidget) -> None:
    """Let the field that has the focus under `root` take what was typed; the focus stays where it is."""
    focus = QApplication.focusWidget()
    if focus is not None and root.isAncestorOf(focus):
        focus.clearFocus()
        focus.setFocus()


def hold_still(root: QWidget) -> Callable[[], None]:
    """Let nothing be typed under `root` until what this returns is called; the focus comes back where it was."""
    focus = QApplication.focusWidget()
    field = focus if focus is not None and root.isAncestorOf(focus) else None
    root.setEnabled(False)

    def let_go() -> None:
        root.setEnabled(True)
        if field is not None and isValid(field) and QApplication.focusWidget() is None:
            field.setFocus()

    return let_go
