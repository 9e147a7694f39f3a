"""The program's icon, painted: a ledger with lines and a tick, sharp at every size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from zhenyu_desk.ui.tokens import LIGHT, Token

SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def app_icon() -> QIcon:
    """For windows and the tray, in the light colours whatever the look, as icons stand on foreign grounds."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_picture(size))
    return icon


def _picture(size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 32, size / 32)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT[Token.PRIMARY]))
    painter.drawRoundedRect(QRectF(2, 1, 28, 30), 5, 5)
    pen = QPen(QColor(LIGHT[Token.ON_PRIMARY]), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for height in (9, 15):
        painter.drawLine(QPointF(8, height), QPointF(24, height))
    painter.drawPolyline([QPointF(11, 22), QPointF(15, 26), QPointF(23, 19)])
    painter.end()
    return picture
