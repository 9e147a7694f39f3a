"""Fields that take the height they need, and scroll only where the screen has less."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.panels import FollowingArea


class GrowingArea(FollowingArea):
    """As high as its content, as far as the screen has room beside `others`, pixels of 14-pixel text."""

    def __init__(self, content: QWidget, others: int) -> None:
        super().__init__()
        self._others = theme.px(others)
        self.hold(content)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        content = self.widget()
        least = content.minimumSizeHint()
        edges = self.contentsMargins()
        height = max(least.height(), content.heightForWidth(max(self.width(), content.sizeHint().width())))
        height += edges.top() + edges.bottom()
        room = self.screen().availableGeometry().height() - self._others
        return QSize(least.width(), min(height, room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See that the content needs another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
