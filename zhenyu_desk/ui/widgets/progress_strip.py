"""A line over what is shown: what is being done and can be stopped, or what was done last."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.labels import label

SHOW_AFTER_MS = 1000


class ProgressStrip(QFrame):
    """Seen while work takes more than a second, and when there is something to tell."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.words = label("", wrap=True)
        self.stop = link(_("Stop"), self.stop_wanted.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        line.addWidget(self.words, 1)
        line.addWidget(self.stop)
        self._patience = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    def begin(self, words: str) -> None:
        """Work began; where the work before is still told of, this one is at once."""
        self.words.setText(words)
        if self.isVisible() and self.stop.isVisible():
            return
        self.hide()
        self.stop.show()
        self._patience.start()

    def go_on(self, words: str) -> None:
        """How far it is."""
        self.words.setText(words)

    def end(self) -> None:
        """It ended, or was given up."""
        self._patience.stop()
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self._patience.stop()
        self.words.setText(sentence)
        self.stop.hide()
        self.show()
