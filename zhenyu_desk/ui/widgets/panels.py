"""The small parts that panels and forms are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
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
from zhenyu_desk.ui.widgets.labels import label

_ROOM_AROUND = 80


def text_label(words: str) -> QLabel:
    """Plain text that wraps and can be copied."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # A long word without a blank must not widen the panel.
    made.setMinimumWidth(1)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


class FollowingArea(QScrollArea):
    """Scrolls to the field that gets the focus, be it by Tab or because its text is wrong.

    It looks again once the layout has settled, for a part that just unfolded has no place before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_focus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def hold(self, content: QWidget) -> None:
        """Scroll this, downwards only and without a frame."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def _follow(self, _former: QWidget | None, focus: QWidget | None) -> None:
        if focus is not None and self.widget().isAncestorOf(focus):
            self._show_focus()
            self._later.start()

    def _show_focus(self) -> None:
        focus, content, bar = QApplication.focusWidget(), self.widget(), self.verticalScrollBar()
        if focus is None or not content.isAncestorOf(focus):
            return
        top, room = focus.mapTo(content, QPoint(0, 0)).y(), self.viewport().height()
        around = min(theme.px(_ROOM_AROUND), (room - focus.height()) // 2)
        if around < 0:
            self.ensureWidgetVisible(focus)  # taller than the room: at least its cursor
        elif top < bar.value():
            bar.setValue(top - around)
        elif top + focus.height() > bar.value() + room:
            bar.setValue(top + focus.height() + around - room)


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a frame that scrolls downwards only."""
    area = FollowingArea()
    area.hold(content)
    return area


def fact_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Labels and values in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(6))
    for place, (name, value) in enumerate(facts):
        grid.addWidget(label(name, Token.SECONDARY), place, 0, Qt.AlignmentFlag.AlignTop)
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
