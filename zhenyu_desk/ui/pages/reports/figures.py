"""The list of a month's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zhenyu_desk.crash import surviving
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.figure_lines import FigureLine
from zhenyu_desk.ui.roles import ROW_ROLE
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token

LINE_PX = 46


class FigureList(QListWidget):
    """One line per figure: word and what it is made of at the left, value at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName(_("Figures"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: Sequence[FigureLine]) -> None:
        """Show these figures; the line chosen stays chosen."""
        chosen = self.currentRow()
        self.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.name} {line.value} {line.detail}")
            item.setData(ROW_ROLE, line)
            self.addItem(item)
        self.setCurrentRow(chosen)

    def line(self, index: QModelIndex) -> FigureLine | None:
        """The figure at an index."""
        found: FigureLine | None = index.data(ROW_ROLE)
        return found

    def lines(self) -> list[FigureLine]:
        """All figures shown."""
        return [self.item(place).data(ROW_ROLE) for place in range(self.count())]


class _LineDelegate(QStyledItemDelegate):
    """Two lines of text and the value."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.px(LINE_PX))

    @surviving(None)
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look: Any = option  # the stubs know nothing of the option's fields
        rect: QRect = look.rect
        line: FigureLine = index.data(ROW_ROLE)
        painter.save()
        if look.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour(Token.TINT))
        painter.setPen(theme.colour(Token.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(theme.px(16), theme.px(4), -theme.px(16), -theme.px(4))
        value = theme.font(FontRole.STRONG)
        value.setPixelSize(theme.px(17))
        painter.setFont(value)
        painter.setPen(theme.colour(Token.TEXT))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.value)
        painter.setFont(theme.font(FontRole.BASE))
        where = Qt.AlignmentFlag.AlignTop if line.detail else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | where, line.name)
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(theme.colour(Token.SECONDARY))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, line.detail)
        painter.restore()
