"""Tags that lists paint: a word on a pale ground, such as a category."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token


def paint_tag(painter: QPainter, within: QRect, text: str) -> int:
    """Paint a tag at the left of `within`, centred upright; returns its width."""
    painter.setFont(theme.font(FontRole.SMALL))
    metrics = painter.fontMetrics()
    pad, height = theme.px(8), metrics.height() + theme.px(4)
    width = min(tag_width(text), within.width())
    box = QRect(within.left(), within.center().y() - height // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Token.TAG))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour(Token.TEXT))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - pad)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    return width


def tag_width(text: str) -> int:
    """How wide a tag with this text is."""
    return QFontMetrics(theme.font(FontRole.SMALL)).horizontalAdvance(text) + 2 * theme.px(8)
