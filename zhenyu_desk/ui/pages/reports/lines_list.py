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
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.roles import ROW_ROLE
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.cards import EmptyState

ItemT = TypeVar("ItemT")


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
    """Some air around each item, and a line below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(0, theme.px(16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        look: Any = option  # the stubs know nothing of the option's fields
        rect: QRect = look.rect
        painter.setPen(theme.colour(Token.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
