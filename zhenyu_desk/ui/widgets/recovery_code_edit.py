"""The field for a recovery code, typed from paper."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

GROUPS, GROUP = 7, 4


class RecoveryCodeEdit(QLineEdit):
    """Shows the form of a code while it is empty, and what is typed or pasted in capitals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("-".join(["X" * GROUP] * GROUPS))
        self.setValidator(_Capitals(self))


class _Capitals(QValidator):
    """Lets everything pass: what is wrong with a code is told in words once it is tried."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text.upper(), place
