"""A picker or date field takes what was typed when it is left; a save by shortcut doesn't leave it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget


def leave_field(root: QWidget) -> None:
    """Let the field that has the focus under `root` take what was typed; the focus stays where it is."""
    focus = QApplication.focusWidget()
    if focus is not None and root.isAncestorOf(focus):
        focus.clearFocus()
        focus.setFocus()
