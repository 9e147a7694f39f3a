"""Shortcuts of buttons: Qt's own lets the button sink for a tenth of a second first; these act at once."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton


def give_key(button: QPushButton, keys: str) -> QPushButton:
    """Let these keys press the button while it is shown and enabled; its tip names them."""
    QShortcut(QKeySequence(keys), button, button.click)
    tip = button.toolTip()
    button.setToolTip(f"{tip} ({keys})" if tip else keys)
    return button
