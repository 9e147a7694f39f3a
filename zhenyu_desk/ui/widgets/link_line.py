"""A link of one line that gives way to a narrow panel: what doesn't fit is cut with … and told by the tip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zhenyu_desk.ui import theme


class LinkLine(QPushButton):
    """Looks and works like `link`, but never widens its panel."""

    def __init__(self, words: str, on_click: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setProperty("kind", "link")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self._words) + theme.px(16)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(48), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - theme.px(12)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))
