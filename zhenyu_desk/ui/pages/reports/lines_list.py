"""A list of a few lines of text each, opened by a click or Enter; says what to do while it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zhenyu_desk.crash import surviving
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.roles import ROW_ROLE
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.cards import EmptyState

ItemT = TypeVar("ItemT")
EDGE = 16
_WRAPPED = Qt.TextFlag.TextWordWrap
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LinesList(QStackedWidget, Generic[ItemT]):
    """`opened(item)` for what was clicked or entered."""

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setItemDelegate(_Ruled(self.list))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setCursor(Qt.CursorShape.PointingHandCursor)
        self.empty = EmptyState("")
        self.addWidget(self.empty)
        self.addWidget(self.list)
        for opening in (self.list.itemClicked, self.list.itemActivated):
            opening.connect(lambda item: self.opened.emit(item.data(ROW_ROLE)))

    def show_items(self, items: Sequence[tuple[ItemT, str]]) -> None:
        """Show items with their text; the place stays chosen."""
        chosen = self.list.currentRow()
        self.list.clear()
        for item, text in items:
            line = QListWidgetItem(text)
            line.setData(ROW_ROLE, item)
            self.list.addItem(line)
        self.list.setCurrentRow(min(max(chosen, 0), len(items) - 1))
        self.setCurrentWidget(self.list if items else self.empty)

    def say_empty(self, title: str, advice: str) -> None:
        """What stands there without items."""
        self.empty.title.setText(title)
        self.empty.advice.setText(advice)
        self.empty.advice.show()

    def texts(self) -> list[str]:
        """What the lines say."""
        return [self.list.item(place).text() for place in range(self.list.count())]


class _Ruled(QStyledItemDelegate):
    """The whole text with some air around it, and a line below."""

    def __init__(self, lines: QListWidget) -> None:
        super().__init__(lines)
        self._list = lines

    @surviving(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the text is at the width of the list, where Qt would cut it with … after some lines."""
        look: Any = option
        room = self._list.viewport().width() - 2 * theme.px(EDGE)
        box = look.fontMetrics.boundingRect(QRect(0, 0, room, 0), _WRAPPED, index.data())
        return QSize(room, box.height() + theme.px(16))

    @surviving(None)
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look: Any = option  # the stubs know nothing of the option's fields
        rect: QRect = look.rect
        if look.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, theme.colour(Token.TINT))
        painter.setFont(look.font)
        painter.setPen(theme.colour(Token.TEXT))
        painter.drawText(rect.adjusted(theme.px(EDGE), 0, -theme.px(EDGE), 0), _WRAPPED | _MIDDLE, index.data())
        painter.setPen(theme.colour(Token.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
