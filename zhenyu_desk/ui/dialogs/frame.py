"""The common frame of dialogs: a body, and a line of buttons below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.messages import is_refused
from zhenyu_desk.ui.widgets.buttons import button


class Frame(QDialog):
    """Put widgets into `body`, buttons into `buttons` (right-aligned); Esc closes.

    It is never larger than the screen, and grows where a sentence that is shown later needs more height.
    `verb` is what the dialog does with the ledger, where it is a form.
    """

    verb = ""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._outer = outer = QVBoxLayout(self)
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

    def open(self) -> None:
        """Show it over the window; whoever may not do what it is for is told so instead, before typing anything."""
        if is_refused(self.parentWidget(), self.verb):
            self.reject()
        else:
            super().open()

    def open_once(self) -> None:
        """Show it over the window, and forget it when it is closed."""
        self.finished.connect(self.deleteLater)
        self.open()

    def add_close_button(self) -> None:
        """For dialogs that only show."""
        close = button(_("Close window"), self.accept)
        close.setDefault(True)
        self.buttons.addWidget(close)

    def showEvent(self, event: QShowEvent) -> None:
        room = self._room()
        self.setMinimumWidth(min(self.minimumWidth(), room.width()))
        self.resize(self.size().boundedTo(room))
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """See that something inside needs another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._grow)
        return super().event(event)

    def _grow(self) -> None:
        """To the size without which something would be cut off, upwards where the screen ends."""
        if not self.isVisible():
            return
        width = max(self.width(), self._outer.totalMinimumSize().width())
        needed = QSize(width, max(self.height(), self._outer.totalMinimumHeightForWidth(width)))
        self.resize(needed.boundedTo(self._room().expandedTo(self.size())))
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if below > 0:
            self.move(self.x(), max(0, self.y() - below))

    def _room(self) -> QSize:
        """What the screen has room for, less the title that the system puts above."""
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        return self.screen().availableGeometry().size() - QSize(0, title)
