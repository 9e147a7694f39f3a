"""How the rows of a list are painted: straight from the row, as Qt's own way asks the model eight times per cell."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zhenyu_desk.crash import surviving
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.tags import paint_tag, tag_width

_FRAME = 3  # what Qt's styles leave beside the text of a cell, within its padding
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SELECTED = QStyle.StateFlag.State_Selected


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a TableModel: text in its tone, tag columns as tags, no focus frame per cell."""

    def __init__(self, model: TableModel[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    @surviving(None)
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        column, row = self._model.columns[index.column()], self._model.row(index.row())
        look: Any = option  # the stubs know nothing of the option's fields
        rect: QRect = look.rect
        if look.state & _SELECTED:
            painter.fillRect(rect, theme.colour(Token.TINT))
        text = column.text(row)
        if column.tag:
            if text:
                painter.save()
                paint_tag(painter, rect.adjusted(theme.px(8), 0, -theme.px(4), 0), text)
                painter.restore()
            return
        tone = column.tone(row) if column.tone else None
        paint_text(painter, rect, text, column, tone or Token.TEXT)


def paint_text(painter: QPainter, rect: QRect, text: str, column: Column[Any], tone: Token) -> None:
    """Paint the text of a cell, cut with … where it is too long."""
    role = FontRole.STRONG if column.strong else FontRole.BASE
    edge = theme.px(8) + _FRAME
    room = rect.adjusted(edge, 0, -edge, 0)
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(tone))
    shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _RIGHT if column.align_right else _LEFT, shown)


def wanted_width(text: str, column: Column[Any]) -> int:
    """How wide a column must be for this text."""
    if column.tag:
        return tag_width(text) + theme.px(16)
    role = FontRole.STRONG if column.strong else FontRole.BASE
    return ceil(QFontMetricsF(theme.font(role)).horizontalAdvance(text)) + 2 * (theme.px(8) + _FRAME)
