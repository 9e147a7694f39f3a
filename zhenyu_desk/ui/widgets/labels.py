"""Small labels: tags, headings, secondary text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token


def label(text: str, tone: Token | None = None, role: FontRole = FontRole.BASE, wrap: bool = False) -> QLabel:
    """A line of plain text in one of the fonts and tones; text never is read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(role))
    made.setWordWrap(wrap)
    if tone is not None:
        made.setProperty("tone", tone.value)
    return made


def heading(text: str) -> QLabel:
    """The title of a card or section."""
    return label(text, role=FontRole.STRONG)


def tag(text: str) -> QLabel:
    """A word on a pale ground, such as a category."""
    made = label(text, role=FontRole.SMALL)
    made.setProperty("kind", "tag")
    return made
