"""A field for longer text: Tab goes on to the next field, and it grows with what is typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from zhenyu_desk.ui import theme

_MOST_LINES = 8


class TextArea(QPlainTextEdit):
    """Plain text of `lines` lines at first, up to eight before it scrolls."""

    def __init__(self, lines: int = 2, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show this text."""
        self.setPlainText(text)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ensureCursorVisible()

    def _fit(self) -> None:
        # A plain-text document counts its height in lines.
        lines = max(self._lines, min(_MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme.px(20))
