"""What the tabs of 设置 have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.shell import Shell


class Tab(QWidget):
    """One subject; put widgets into `lines`. Reads and writes go through its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, theme.px(16), 0, 0)
        self.lines.setSpacing(theme.px(12))

    @property
    def shell(self) -> Shell:
        """The window around the page."""
        return self.page.shell

    def refresh(self) -> None:
        """Read anew what is shown."""
        raise NotImplementedError

    def save(self) -> None:
        """Save what is being typed; tabs that save at once have nothing to do."""

    def may_leave(self) -> bool:
        """Whether nothing unsaved would be lost, or the user gives it up."""
        return True
