"""The table of every list: 38-pixel rows, movable columns that are remembered, tags, copy for Excel and WPS."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.roles import ROW_ROLE, TAG_ROLE
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token


class Table(QTableView):
    """Shows a TableModel. Enter or double click on a row emits `opened(row)`, a change of row `chosen(row or None)`."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_up_headers()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def set_widths(self, columns: Any) -> None:
        """Take widths and the stretching column from the model's columns; sortable where they have a sort key."""
        header = self.horizontalHeader()
        for number, column in enumerate(columns):
            self.setColumnWidth(number, theme.px(column.width))
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def row_at(self, index: QModelIndex) -> Any:
        """The row object at an index, or None."""
        return index.data(ROW_ROLE) if index.isValid() else None

    def current_row(self) -> Any:
        """The row object the cursor is on, or None."""
        return self.row_at(self.currentIndex())

    def selected_rows(self) -> list[Any]:
        """The selected row objects in the order shown."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self.row_at(index) for index in indexes]

    def copy_text(self) -> str:
        """The selected rows as tab-separated lines, columns in the order shown, hidden ones left out."""
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        shown = [number for number in columns if not header.isSectionHidden(number)]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        model = self.model()
        return "\n".join("\t".join(_cell(model.index(row, number).data()) for number in shown) for row in rows)

    def copy(self) -> None:
        """Put `copy_text` on the clipboard."""
        QGuiApplication.clipboard().setText(self.copy_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.verticalHeader().setMinimumSectionSize(theme.row_height())
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumHeight(theme.px(34))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.row_at(index))

    def _choose(self, index: QModelIndex, _former: QModelIndex) -> None:
        self.chosen.emit(self.row_at(index))


class _RowDelegate(QStyledItemDelegate):
    """Draws a line under each row, no focus frame per cell, and tag columns as tags."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        look: Any = option  # the stubs know nothing of the option's fields
        look.state &= ~QStyle.StateFlag.State_HasFocus
        if index.data(TAG_ROLE):
            look.text = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        look: Any = option
        rect: QRect = look.rect
        painter.save()
        painter.setPen(theme.colour(Token.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.data(TAG_ROLE) and index.data():
            paint_tag(painter, rect.adjusted(theme.px(8), 0, -theme.px(4), 0), str(index.data()))
        painter.restore()


def paint_tag(painter: QPainter, within: QRect, text: str) -> int:
    """Paint a tag at the left of `within`, centred upright; returns its width."""
    painter.setFont(theme.font(FontRole.SMALL))
    metrics = painter.fontMetrics()
    pad, height = theme.px(8), metrics.height() + theme.px(4)
    width = min(metrics.horizontalAdvance(text) + 2 * pad, within.width())
    box = QRect(within.left(), within.center().y() - height // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Token.TAG))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour(Token.TEXT))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - pad)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    return width


def _cell(value: Any) -> str:
    """A cell's text without what would break the line or the column in a spreadsheet."""
    return " ".join(str(value if value is not None else "").split())
