"""A figure on a tile: its name, its value large, what it is made of; a press shows the rows behind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from zhenyu_desk.i18n import NO_VALUE
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label


class FigureTile(QPushButton):
    """Name above, value, detail below."""

    def __init__(self, name: str, on_click: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())
        self._name = label(name, Token.SECONDARY)
        self.value = label(NO_VALUE, role=FontRole.FIGURE)
        self.share = label("", Token.SECONDARY, FontRole.STRONG)
        self.detail = label("", Token.SECONDARY, FontRole.SMALL)
        self._lines = lines = QVBoxLayout(self)
        lines.setContentsMargins(theme.px(14), theme.px(12), theme.px(8), theme.px(12))
        lines.setSpacing(theme.px(2))
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(6))
        middle.addWidget(self.value)
        middle.addWidget(self.share, 0, Qt.AlignmentFlag.AlignBottom)
        middle.addStretch()
        lines.addWidget(self._name)
        lines.addLayout(middle)
        lines.addWidget(self.detail)
        # The style sheet gives every button a least height, which goes before the size hint: set the tile's own.
        self.setStyleSheet(f"QPushButton {{ padding: 0; min-height: {self._height() - 2}px; }}")
        for part in (self._name, self.value, self.share, self.detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_figure(self, value: str, share: str, detail: str) -> None:
        """Show the value, «/ 60» behind it and a line below."""
        self.value.setText(value)
        self.share.setText(share)
        self.detail.setText(detail)
        self.setAccessibleName(f"{self._name.text()} {value} {share}")
        self.setAccessibleDescription(detail)

    def sizeHint(self) -> QSize:
        return QSize(self._lines.sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self._height())

    def _height(self) -> int:
        """Asked of the fonts: labels that were not shown yet don't know their own, and the tile would be too low."""
        roles = (FontRole.BASE, FontRole.FIGURE, FontRole.SMALL)
        text = sum(QFontMetrics(theme.font(role)).height() for role in roles)
        margins = self._lines.contentsMargins()
        return text + 2 * self._lines.spacing() + margins.top() + margins.bottom()
