"""Figures on tiles: a name, the value large, what it is made of; a press shows the rows behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from zhenyu_desk.i18n import NO_VALUE
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label

MOST_DETAIL_LINES = 2


class FigureTile(QPushButton):
    """Name above, value, detail below, which goes on in a second line where the tile is narrow."""

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
        self.detail = label("", Token.SECONDARY, FontRole.SMALL, wrap=True)
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
        lines.addStretch()
        # The style sheet gives every button a least height and a padding, which go before what the tile asks for.
        self.setStyleSheet("QPushButton { padding: 0; min-height: 0; }")
        for part in (self._name, self.value, self.share, self.detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_figure(self, value: str, share: str, detail: str) -> None:
        """Show the value, «/ 60» behind it and a line below."""
        self.value.setText(value)
        self.share.setText(share)
        self.share.setVisible(bool(share))
        self.detail.setText(detail)
        self.setAccessibleName(f"{self._name.text()} {value} {share}".rstrip())
        self.setAccessibleDescription(detail)
        self.updateGeometry()

    def least_width(self) -> int:
        """The width below which the value or the name would be cut."""
        figure = _width(FontRole.FIGURE, self.value.text())
        if self.share.text():
            figure += theme.px(6) + _width(FontRole.STRONG, self.share.text())
        return max(figure, _width(FontRole.BASE, self._name.text()), self._detail_width() // 2) + self._edges()

    def detail_lines(self, width: int) -> int:
        """How many lines the detail takes in a tile of this width."""
        return 1 if self._detail_width() <= width - self._edges() else MOST_DETAIL_LINES

    def height_for(self, detail_lines: int) -> int:
        """Asked of the fonts: labels that were not shown yet don't know their own."""
        name, value, detail = (_height(role) for role in (FontRole.BASE, FontRole.FIGURE, FontRole.SMALL))
        margins = self._lines.contentsMargins()
        gaps = 2 * self._lines.spacing() + margins.top() + margins.bottom()
        return name + value + detail * detail_lines + gaps + 2

    def sizeHint(self) -> QSize:
        return QSize(self._detail_width() + self._edges(), self.height_for(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least_width(), self.height_for(1))

    def _detail_width(self) -> int:
        return _width(FontRole.SMALL, self.detail.text()) + theme.px(4)

    def _edges(self) -> int:
        margins = self._lines.contentsMargins()
        return margins.left() + margins.right() + 2


class TileRow(QWidget):
    """Tiles of the same size side by side; where they would be cut they go on in a second row."""

    def __init__(self, tiles: Sequence[FigureTile]) -> None:
        super().__init__()
        self._tiles = tiles
        self._gap = theme.px(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for tile in tiles:
            tile.setParent(self)
            tile.installEventFilter(self)
        self._arrange()

    def columns(self) -> int:
        """How many tiles stand side by side."""
        least = max(tile.least_width() for tile in self._tiles)
        fitting = (self.width() + self._gap) // (least + self._gap)
        if fitting >= len(self._tiles):
            return len(self._tiles)
        rows = -(-len(self._tiles) // max(1, fitting))
        return -(-len(self._tiles) // rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return False

    def minimumSizeHint(self) -> QSize:
        return QSize(max(tile.least_width() for tile in self._tiles), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns, gap = self.columns(), self._gap
        width = (self.width() - gap * (columns - 1)) / columns
        lines = max(tile.detail_lines(int(width)) for tile in self._tiles)
        height = self._tiles[0].height_for(lines)
        for number, tile in enumerate(self._tiles):
            row, column = divmod(number, columns)
            left = round(column * (width + gap))
            tile.setGeometry(left, row * (height + gap), round((column + 1) * (width + gap)) - gap - left, height)
        rows = -(-len(self._tiles) // columns)
        self.setFixedHeight(rows * (height + gap) - gap)


def _width(role: FontRole, text: str) -> int:
    return QFontMetrics(theme.font(role)).horizontalAdvance(text)


def _height(role: FontRole) -> int:
    return QFontMetrics(theme.font(role)).lineSpacing() + 1
