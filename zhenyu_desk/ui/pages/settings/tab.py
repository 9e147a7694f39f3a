"""What the tabs of 设置 have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.panels import scrolled


class Tab(QWidget):
    """One subject; put widgets into `lines`. Reads and writes go through its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, theme.px(16), 0, 0)
        self.lines.setSpacing(theme.px(12))

    def add_scrolled(self, card: QWidget) -> None:
        """Put a card at the top that scrolls where the window is too low for it."""
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        lines = QVBoxLayout(content)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)
        lines.addStretch()
        self.lines.addWidget(scrolled(content))

    @property
    def shell(self) -> Shell:
        """The window around the page."""
        return self.page.shell

    def refresh(self) -> None:
        """Read anew what is shown."""
        raise NotImplementedError

    def record_actions(self) -> Sequence[QAction]:
        """What can be done with the line chosen."""
        return ()

    def save(self) -> None:
        """Save what is being typed; tabs that save at once have nothing to do."""

    def may_leave(self) -> bool:
        """Whether nothing unsaved would be lost, or the user gives it up."""
        return True
