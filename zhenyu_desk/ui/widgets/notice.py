"""A line above the page for what holds as long as it stands there."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.words = label("", Token.AMBER, wrap=True)
        line = QVBoxLayout(self)
        line.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), theme.px(6))
        line.addWidget(self.words)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say this, or nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))
