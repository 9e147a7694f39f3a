"""Half-typed text must not get lost: hand it over before saving, changing the page or closing."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


def commit_pending_edits(root: QWidget) -> None:
    """Take over what the input method still composes and what stands in an open cell editor under `root`."""
    focus = QApplication.focusWidget()
    if focus is None or not (focus is root or root.isAncestorOf(focus)):
        return
    QGuiApplication.inputMethod().commit()
    cell_editor = focus
    parent = focus.parentWidget()
    while parent is not None and parent is not root.parentWidget():
        if isinstance(parent, QAbstractItemView):
            if cell_editor is not parent:
                parent.setFocus()  # an editor that loses the focus hands its text to the model
            return
        cell_editor, parent = parent, parent.parentWidget()
