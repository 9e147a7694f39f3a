"""The common frame of dialogs: a body, and a line of buttons below."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.buttons import button


class Frame(QDialog):
    """Put widgets into `body`, buttons into `buttons` (right-aligned); Esc closes."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        edge = theme.px(20)
        outer.setContentsMargins(edge, edge, edge, theme.px(16))
        outer.setSpacing(theme.px(16))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(12))
        outer.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(8))
        self.buttons.addStretch()
        outer.addLayout(self.buttons)

    def open_once(self) -> None:
        """Show it over the window, and forget it when it is closed."""
        self.finished.connect(self.deleteLater)
        self.open()

    def add_close_button(self) -> None:
        """For dialogs that only show."""
        close = button(_("Close window"), self.accept)
        close.setDefault(True)
        self.buttons.addWidget(close)
