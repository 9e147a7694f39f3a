"""Surfaces that group what belongs together, and what stands there while there is nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import heading, label


class Card(QFrame):
    """A surface with an optional heading line; put widgets into `body`, links into `head`."""

    def __init__(self, title: str = "", *, margins: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(theme.px(16), theme.px(10), theme.px(12), theme.px(10))
        if title:
            self.heading = heading(title)
            self.head.addWidget(self.heading)
            self.head.addStretch()
            outer.addLayout(self.head)
            outer.addWidget(rule())
        self.body = QVBoxLayout()
        edge = theme.px(16) if margins else 0
        self.body.setContentsMargins(edge, theme.px(12) if margins else 0, edge, theme.px(12) if margins else 0)
        self.body.setSpacing(theme.px(8))
        outer.addLayout(self.body, 1)


class EmptyState(QWidget):
    """Says that there is nothing, and what to do next."""

    def __init__(
        self, title: str, advice: str = "", action: QPushButton | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        lines.setSpacing(theme.px(8))
        lines.addStretch()
        self.title = heading(title)
        self.advice = label(advice, Token.SECONDARY, wrap=True)
        self.title.setWordWrap(True)
        for line in (self.title, self.advice):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(line)
        self.advice.setVisible(bool(advice))
        if action is not None:
            lines.addWidget(action, 0, Qt.AlignmentFlag.AlignCenter)
        lines.addStretch()


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made
