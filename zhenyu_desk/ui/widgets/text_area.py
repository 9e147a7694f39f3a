"""A field for longer text: Tab goes on to the next field, and it grows with what is typed."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from zhenyu_desk.ui import theme

_MOST_LINES = 8


class TextArea(QPlainTextEdit):
    """Plain text of `lines` lines at first, up to `most` before it scrolls."""

    def __init__(
        self, lines: int = 2, placeholder: str = "", parent: QWidget | None = None, *, most: int = _MOST_LINES
    ) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        # A plain-text document counts its height in lines, and knows of those alone that it has set.
        layout, block = self.document().documentLayout(), self.document().begin()
        pixels = 0.0
        while block.isValid():
            pixels += layout.blockBoundingRect(block).height()
            block = block.next()
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(max(self._lines * line, min(self._most * line, ceil(pixels))) + theme.px(20))
