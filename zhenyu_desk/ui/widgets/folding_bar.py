"""A bar of two groups: side by side where there is room, else the second one below the first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from zhenyu_desk.ui import theme

EDGES = (12, 10, 12, 10)
GAP = 8
_Direction = QBoxLayout.Direction


class FoldingBar(QFrame):
    """The first widget of the first group takes the room that is left."""

    def __init__(self, first: Sequence[QWidget], second: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._line = QBoxLayout(_Direction.LeftToRight, self)
        self._line.setContentsMargins(*map(theme.px, EDGES))
        self._line.setSpacing(theme.px(GAP))
        self._groups = (QHBoxLayout(), QHBoxLayout())
        for group, widgets in zip(self._groups, (first, second), strict=True):
            group.setSpacing(theme.px(GAP))
            for widget in widgets:
                group.addWidget(widget)
        self._groups[0].setStretch(0, 1)
        self._groups[1].addStretch()
        self._line.addLayout(self._groups[0], 1)
        self._line.addLayout(self._groups[1])

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider group."""
        widest = max(group.minimumSize().width() for group in self._groups) + 2 * theme.px(EDGES[0])
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(group.sizeHint().width() for group in self._groups) + theme.px(GAP) + 2 * theme.px(EDGES[0])
        is_narrow = event.size().width() < needed
        self._line.setDirection(_Direction.TopToBottom if is_narrow else _Direction.LeftToRight)
