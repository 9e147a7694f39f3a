"""How far printing is; the user can stop it there."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.jobs.paged import PagedWork
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.labels import label

SHOW_AFTER_MS = 1000
WIDTH = 360


class PrintProgress(Frame):
    """Seen when printing takes more than a second; Esc stops it, too."""

    def __init__(self, work: PagedWork, count: int, parent: QWidget) -> None:
        super().__init__(_("Printing…"), parent)
        self._work = work
        self.words = label(_("Printing…"))
        self.bar = QProgressBar()
        self.bar.setRange(0, count)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Printing…"))
        self.stop = button(_("Stop"), self.reject)
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self.buttons.addWidget(self.stop)
        self.setMinimumWidth(theme.px(WIDTH))
        work.page_done.connect(self._show_page)
        self._patience = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._patience.timeout.connect(self.open)
        self._patience.start()

    def reject(self) -> None:
        """Stop at the next page; it closes when that is done."""
        self._work.stop()
        self.stop.setEnabled(False)

    def close_for_good(self) -> None:
        """The printing ended."""
        self._patience.stop()
        self.done(0)
        self.deleteLater()

    def _show_page(self, done: int) -> None:
        self.bar.setValue(done)
        self.words.setText(_("Printing page {number} of {count}…").format(number=done + 1, count=self.bar.maximum()))
