"""The PDF at the right of 报表: look at it, zoom, and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pdf_view import PdfView
from zhenyu_desk.ui.widgets.progress_strip import ProgressStrip
from zhenyu_desk.ui.widgets.zoom_bar import ZoomBar


class Paper(QWidget):
    """Keeps the PDF in memory only: no file with people's names is left behind."""

    stop_wanted = Signal()
    draft_wanted = Signal()

    def __init__(self, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.pdf = b""
        self._goes_to_top = False
        self.view = PdfView()
        self.view.setAccessibleName(_("Preview of the report"))
        self.zoom = ZoomBar(self.view)
        self.make_now = button(_("Make the report"), lambda: None)
        self.make_now.hide()
        self.empty = EmptyState(_("Making the report…"), action=self.make_now)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        self.strip = ProgressStrip()
        self.strip.stop_wanted.connect(self.stop_wanted)
        self.banner, self.banner_words = _banner(link(_("Back to the draft"), self.draft_wanted.emit))
        self.banner.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._bar(buttons))
        lines.addWidget(self.banner)
        lines.addWidget(self.strip)
        lines.addWidget(self._stack, 1)

    def begin_at_top(self) -> None:
        """What is shown next is another month: it begins at its first page."""
        self._goes_to_top = True

    def show_pdf(self, pdf: bytes) -> None:
        """Show a report; the place in it stays where it was, if it is of the same month."""
        is_first = not self.view.pages
        self.pdf = pdf
        self.end_progress()
        self._stack.setCurrentWidget(self.view)
        self.view.show_pdf(pdf)
        if self._goes_to_top:
            self.view.verticalScrollBar().setValue(0)
            self._goes_to_top = False
        if is_first:
            self.view.fit_width()

    def show_problem(self, sentence: str) -> None:
        """Say in the paper's place why there is none."""
        self.pdf = b""
        self.end_progress()
        self.empty.title.setText(_("The report could not be made"))
        self.empty.advice.setText(sentence)
        self.empty.advice.show()
        self._stack.setCurrentWidget(self.empty)

    def offer_making(self, rows: int) -> None:
        """Say that the report is long, and offer to make it."""
        self.pdf = b""
        self.end_progress()
        self.empty.title.setText(_("A long report"))
        self.empty.advice.setText(_("{count} visits and difficulties: making it takes a while.").format(count=rows))
        self.empty.advice.show()
        self.make_now.show()
        self._stack.setCurrentWidget(self.empty)

    def begin_progress(self) -> None:
        """A report is being made; told after a second."""
        self.make_now.hide()
        self.strip.begin(_("Making the report…"))

    def show_progress(self, page: int) -> None:
        """So many pages are done."""
        self.strip.go_on(_("Making the report… {page} pages done").format(page=page))

    def end_progress(self) -> None:
        """It is made, or given up."""
        self.strip.end()

    def show_banner(self, sentence: str) -> None:
        """What is shown here instead of the draft; nothing for the draft itself."""
        self.banner_words.setText(sentence)
        self.banner.setVisible(bool(sentence))

    def _bar(self, buttons: Sequence[QWidget]) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        groups = QWidget()
        line = FlowLayout(groups, theme.px(8))
        around = QVBoxLayout(bar)
        around.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        around.addWidget(groups)
        line.addWidget(self.zoom)
        for doing in buttons:
            line.addWidget(doing)
        return bar


def _banner(action: QWidget) -> tuple[QFrame, QLabel]:
    """A line across the paper: words, and what can be done about it."""
    strip = QFrame()
    strip.setProperty("kind", "bar")
    line = QHBoxLayout(strip)
    line.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(4))
    words = label("", wrap=True)
    line.addWidget(words, 1)
    line.addWidget(action)
    return strip, words
