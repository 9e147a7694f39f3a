"""Twelve months of new and resolved difficulties, painted as pairs of bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token


@dataclass(frozen=True)
class Pair:
    """One month: its name and two counts."""

    name: str
    new: int
    resolved: int


class PairedBars(QWidget):
    """Pale bars are new ones, dark bars resolved ones; the numbers stand above the bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: Sequence[Pair] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(150))

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these months, the newest last."""
        self._pairs = tuple(pairs)
        told = [
            _("{month}: {new} new, {resolved} resolved").format(month=p.name, new=p.new, resolved=p.resolved)
            for p in pairs
        ]
        self.setToolTip("\n".join(told))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(190))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(FontRole.SMALL))
        line = painter.fontMetrics().height()
        self._paint_legend(painter, line)
        if not self._pairs:
            return
        area = QRectF(0, 2.4 * line, self.width(), self.height() - 3.8 * line)
        painter.setPen(theme.colour(Token.BORDER))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        most = max(1, *(max(pair.new, pair.resolved) for pair in self._pairs))
        room = area.width() / len(self._pairs)
        for place, pair in enumerate(self._pairs):
            left = area.left() + place * room
            self._paint_pair(painter, QRectF(left, area.top(), room, area.height()), pair, most)
            painter.setFont(theme.font(FontRole.SMALL))
            painter.setPen(theme.colour(Token.SECONDARY))
            name = QRectF(left, area.bottom() + 2, room, line * 1.3)
            painter.drawText(name, Qt.AlignmentFlag.AlignCenter, pair.name)

    def _paint_pair(self, painter: QPainter, within: QRectF, pair: Pair, most: int) -> None:
        painter.setFont(_small_digits())
        width = min(theme.px(16), within.width() * 0.36)
        left = within.center().x() - width - 1
        counts = ((pair.new, Token.PRIMARY_PALE), (pair.resolved, Token.PRIMARY))
        for number, (count, token) in enumerate(counts):
            height = within.height() * count / most
            bar = QRectF(left + number * (width + 2), within.bottom() - height, width, height)
            painter.fillRect(bar, theme.colour(token))
            if count and painter.fontMetrics().horizontalAdvance(str(count)) <= width:
                painter.setPen(theme.colour(Token.SECONDARY))
                above = QRectF(bar.left() - 4, bar.top() - theme.px(18), width + 8, theme.px(18))
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_legend(self, painter: QPainter, line: int) -> None:
        x = float(self.width())
        for text, token in ((_("Resolved"), Token.PRIMARY), (_("New"), Token.PRIMARY_PALE)):
            width = painter.fontMetrics().horizontalAdvance(text)
            x -= width
            painter.setPen(theme.colour(Token.SECONDARY))
            painter.drawText(QRectF(x, 0, width + 1, line), Qt.AlignmentFlag.AlignCenter, text)
            x -= theme.px(18)
            painter.fillRect(QRectF(x, line * 0.2, theme.px(12), line * 0.65), theme.colour(token))
            x -= theme.px(16)


def _small_digits() -> QFont:
    """Numbers of two digits fit a bar, so that those of neighbours stay apart."""
    font = theme.font(FontRole.SMALL)
    font.setPixelSize(theme.px(11))
    return font
