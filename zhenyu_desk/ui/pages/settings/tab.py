"""What the tabs of 设置 have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from zhenyu_desk.domain.history import OfficePart
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.history import Subject, history_action
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.panels import scrolled


class Tab(QWidget):
    """One subject; put widgets into `lines`. Reads and writes go through its page.

    Where `scrolls`, all of it does in a window that is too low for it.
    """

    scrolls = False

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        content = QWidget() if self.scrolls else self
        self.lines = QVBoxLayout(content)
        self.lines.setContentsMargins(0, theme.px(16), 0, 0)
        if self.scrolls:
            whole = QVBoxLayout(self)
            whole.setContentsMargins(0, 0, 0, 0)
            whole.addWidget(scrolled(content))
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

    def add_buttons(self, *buttons: QWidget) -> None:
        """A line of buttons, which goes on below where the window is too narrow."""
        row = QWidget()
        flow = FlowLayout(row, theme.px(8))
        for each in buttons:
            flow.addWidget(each)
        self.lines.addWidget(row)

    def history_button(self, kind: OfficePart, name: str) -> QPushButton:
        """For the changes of all that is set up here, which `name` names; the keys do the same."""
        shown = history_action(self, self.shell, lambda: Subject(kind, None, name))
        return button(shown.text(), shown.trigger)

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
