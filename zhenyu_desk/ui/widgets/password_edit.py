"""A field for a password: never shown, never remembered, with a word when Caps Lock seems to be on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_SHIFT = Qt.KeyboardModifier.ShiftModifier


class PasswordEdit(QLineEdit):
    """Qt doesn't tell of Caps Lock; a letter typed large without Shift, or small with it, does."""

    caps_lock_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            self.caps_lock_seen.emit(letter.isupper() != bool(event.modifiers() & _SHIFT))
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock_seen.emit(False)
        super().keyPressEvent(event)
