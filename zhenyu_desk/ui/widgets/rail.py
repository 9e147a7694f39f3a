"""The rail of pages at the left, with a count where something waits."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.theme import FontRole


class Rail(QFrame):
    """One button per (name, title); `picked(name)` when one is pressed."""

    picked = Signal(str)

    def __init__(self, pages: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName(_("Pages"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(theme.px(8), theme.px(10), theme.px(8), theme.px(10))
        lines.setSpacing(theme.px(2))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        for name, title in pages:
            button = self._buttons[name] = RailButton(title)
            button.clicked.connect(lambda _checked, name=name: self.picked.emit(name))
            self._group.addButton(button)
            lines.addWidget(button)
        lines.addStretch()
        self.setFixedWidth(max(theme.px(156), *(button.room() for button in self._buttons.values())))

    def button(self, name: str) -> RailButton:
        """The button of a page."""
        return self._buttons[name]

    def mark(self, name: str) -> None:
        """Show that this page is open."""
        self._buttons[name].setChecked(True)

    def set_count(self, name: str, count: int) -> None:
        """How many things wait on a page; none shows nothing."""
        self._buttons[name].set_count(count)


class RailButton(QPushButton):
    """A page's name, and the number of what waits there."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setAutoDefault(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, theme.px(10), 0)
        line.addStretch()
        self.count = QLabel()
        self.count.setFont(theme.font(FontRole.SMALL))
        self.count.setProperty("kind", "count")
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.count.hide()
        line.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_count(self, count: int) -> None:
        """Show the number, or nothing for 0."""
        self.count.setText(str(count))
        self.count.setVisible(count > 0)
        self.setAccessibleDescription(_("{n} waiting").format(n=count) if count else "")

    def room(self) -> int:
        """The width of a rail in which the name and a number of two digits stand apart."""
        return self.fontMetrics().horizontalAdvance(self.text()) + theme.px(84)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(38))
