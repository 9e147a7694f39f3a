"""The small parts that panels and forms are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
    QWidgetItem,
)

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.tokens import Token

_ROOM_AROUND = 64


def text_label(words: str) -> QLabel:
    """Plain text that wraps and can be copied."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # A long word without a blank must not widen the panel.
    label.setMinimumWidth(1)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


class FollowingArea(QScrollArea):
    """Scrolls to the field that gets the focus, be it by Tab or because its text is wrong."""

    def __init__(self) -> None:
        super().__init__()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _former: QWidget | None, focus: QWidget | None) -> None:
        content = self.widget()
        if focus is not None and content.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, theme.px(_ROOM_AROUND))


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a frame that scrolls downwards only."""
    area = FollowingArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def fact_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Labels and values in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(6))
    for place, (name, value) in enumerate(facts):
        label = QLabel(name)
        theme.tone(label, Token.SECONDARY)
        grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text_label(value), place, 1)
    grid.setColumnStretch(1, 1)
    return grid


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if isinstance(item, QLayout):
            clear_layout(item)
            item.deleteLater()
        elif isinstance(item, QWidgetItem):
            item.widget().hide()
            item.widget().deleteLater()
