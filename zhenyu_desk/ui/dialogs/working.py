"""Shown while something long is done that can't be stopped half-way."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label


class WorkingDialog(Frame):
    """A moving bar; whoever did the work closes it with `accept`."""

    def __init__(self, title: str, advice: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setMinimumWidth(theme.px(440))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(title)
        self.body.addWidget(label(title, wrap=True))
        self.body.addWidget(bar)
        self.body.addWidget(label(advice, Token.SECONDARY, wrap=True))

    def reject(self) -> None:
        """Esc does nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
