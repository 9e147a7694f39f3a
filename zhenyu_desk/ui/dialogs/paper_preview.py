"""A paper of the office before it is printed: look at it, zoom, show whole phone numbers, print, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QStyle, QWidget

from zhenyu_desk.domain.file_names import clean_name
from zhenyu_desk.domain.rights import SEE_PHONES
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.messages import warn
from zhenyu_desk.ui.dialogs.save_as import ask_target
from zhenyu_desk.ui.dialogs.shortcuts import Group, ShortcutsDialog
from zhenyu_desk.ui.jobs.paged import PagedWork
from zhenyu_desk.ui.printing import ask_for_printer, send
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets import pdf_view
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pdf_view import PdfPages, PdfView, add_zoom_keys
from zhenyu_desk.ui.widgets.progress_strip import ProgressStrip
from zhenyu_desk.ui.widgets.zoom_bar import ZoomBar

if TYPE_CHECKING:  # the services bring the ledger's packages, which a page can do without
    from zhenyu_desk.services.papers import Paper
    from zhenyu_desk.services.reports import Progress

MakePaper = Callable[[bool, "Progress"], "Paper"]
"""Makes the paper, with whole phone numbers or masked ones, telling of each page; called in the background."""
KEYS = (("Ctrl+P", N_("Print…")), ("Ctrl+S", N_("Save as PDF…")), *pdf_view.KEYS, ("Esc", N_("Stop, close")))
SIZE = (860, 760)


class PaperPreview(Frame):
    """Keeps the paper in memory only. `title` names it, also as the file it is saved as; `note` stands above it."""

    def __init__(
        self,
        shell: Shell,
        title: str,
        make: MakePaper,
        parent: QWidget | None = None,
        *,
        has_phones: bool = True,
        note: str = "",
    ) -> None:
        super().__init__(title, parent)
        self._shell = shell
        self._title = title
        self._make = make
        self._work: PagedWork | None = None
        self._is_leaving = False
        self._renumbered = ""
        self._shown: Paper | None = None
        self.paper: Paper | None = None
        self.note = label(note, Token.SECONDARY, wrap=True)
        self.note.setVisible(bool(note))
        self.view = PdfView()
        self.view.setAccessibleName(_("Preview of {paper}").format(paper=title))
        self.zoom = ZoomBar(self.view)
        self.whole_numbers = QCheckBox(_("Show whole phone numbers"))
        self.whole_numbers.setVisible(has_phones)
        guard(self.whole_numbers, SEE_PHONES)
        self.whole_numbers.toggled.connect(lambda _on: self._start())
        self.strip = ProgressStrip()
        self.strip.stop_wanted.connect(self.stop)
        self.make_button = button(_("Make the paper"), self._start)
        self.empty = EmptyState(_("Making the paper…"), action=self.make_button)
        self.empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        self.close_button = button(_("Close window"), self.reject)
        self.save_button = button(_("Save as PDF…"), self.save_pdf, keys="Ctrl+S")
        self.print_button = button(_("Print…"), self.print_pdf, "primary", keys="Ctrl+P")
        self._lay_out()
        self._order_by_tab()
        self._give_keys()
        self._start()
        self.empty.setFocus()

    @property
    def pdf(self) -> bytes:
        """The paper shown; nothing while it is being made."""
        return self.paper.pdf if self.paper else b""

    def print_pdf(self) -> None:
        """The system's print dialog, then the pages as shown."""
        from zhenyu_desk.services.papers import take_to_print

        if self.paper is None or self._is_leaving:
            return
        printer = ask_for_printer(self.view.pages, self, self._shell)
        if printer is not None:
            take = partial(take_to_print, self._shell.context, self.paper)
            self._let_out(take, partial(self._print, printer))

    def save_pdf(self) -> None:
        """Ask where, and save exactly what is shown."""
        from zhenyu_desk.services.papers import save_paper

        if self.paper is None or self._is_leaving:
            return
        target = ask_target(self, _("Save as PDF…"), clean_name(self._title), "pdf")
        if target is not None:
            self._let_out(partial(save_paper, self._shell.context, self.paper, target), partial(self._saved, target))

    def stop(self) -> None:
        """Make no paper; the one shown before stays."""
        self._stop_work()
        if self._shown is None:
            self._show_no_paper(_("The paper was not made"), _("You stopped it."))
            return
        if self.strip.stop.hasFocus():
            self.view.setFocus()
        self.strip.end()
        self._take(self._shown)
        self.whole_numbers.blockSignals(True)
        self.whole_numbers.setChecked(not self._shown.masked)
        self.whole_numbers.blockSignals(False)

    def reject(self) -> None:
        """Stop what is being made, and close; not while the paper is on its way out."""
        if not self._is_leaving:
            self._stop_work()
            super().reject()

    def _let_out(self, take: Callable[[], Paper], then: Callable[[Paper], object]) -> None:
        """Let the paper out by a verb of the ledger, then go on with it as it was let out."""

        def go_on(paper: Paper) -> None:
            self._renumbered = ""
            if self.paper and paper.pdf != self.paper.pdf:
                self._show(paper)
                self._renumbered = _("The numbers were given to others meanwhile; the forms bear new ones.")
            self._take(paper)
            then(paper)

        def fail(problem: AppError) -> None:
            self._stay()
            warn(self, problem.sentence)

        self._is_leaving = True
        self._shell.jobs.write(take, go_on, fail, owner=self)

    def _saved(self, target: Path, _paper: Paper) -> None:
        self._stay()
        self._tell(_("Saved: {file}").format(file=target))

    def _print(self, printer: QPrinter, paper: Paper) -> None:
        page = self.view.page_in_view()
        send(PdfPages(paper.pdf), printer, self, self._shell, page, paper.starts, tell=self._tell, always=self._stay)

    def _stay(self) -> None:
        self._is_leaving = False

    def _tell(self, sentence: str) -> None:
        """Say it here, where it is seen, and in the status bar, where it is found after this is closed."""
        words = " ".join(filter(None, (self._renumbered, sentence)))
        self.strip.tell(words)
        self._shell.tell(words)

    def _start(self) -> None:
        """Make the paper with the numbers as wanted now; until it is there nothing can be printed."""
        self._stop_work()
        self._take(None)
        self.empty.title.setText(_("Making the paper…"))
        self.empty.advice.hide()
        if self.make_button.hasFocus():
            self.empty.setFocus()
        self.make_button.hide()
        self.strip.begin(_("Making the paper…"))
        make, shows_phones = self._make, self.whole_numbers.isChecked()
        work = self._work = PagedWork(self._shell.jobs)
        work.page_done.connect(self._show_progress)
        work.start(lambda page: make(shows_phones, page), self._made, self._not_made, owner=self)

    def _stop_work(self) -> None:
        if self._work is not None:
            self._work.stop()
        self._work = None

    def _show_progress(self, pages: int) -> None:
        if pages:
            self.strip.go_on(_("Making the paper… {page} pages done").format(page=pages))

    def _made(self, paper: Paper) -> None:
        self._work = None
        self._show(paper)
        self._take(paper)

    def _show(self, paper: Paper) -> None:
        is_first = self._shown is None
        waits_for_paper = self.focusWidget() in (None, self.empty, self.make_button, self.strip.stop)
        self._shown = paper
        self.strip.end()
        self.view.show_pdf(paper.pdf)
        self._stack.setCurrentWidget(self.view)
        if is_first:
            self.view.fit_width()
        if waits_for_paper:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_made(self, problem: AppError) -> None:
        """Say in the paper's place why there is none."""
        self._work = None
        self._show_no_paper(_("The paper could not be made"), problem.sentence)

    def _show_no_paper(self, title: str, advice: str) -> None:
        self._shown = None
        self.empty.title.setText(title)
        self.empty.advice.setText(advice)
        self.empty.advice.show()
        self.make_button.show()
        self._stack.setCurrentWidget(self.empty)
        if self.strip.stop.hasFocus() or self.empty.hasFocus():
            self.make_button.setFocus()
        self.strip.end()

    def _take(self, paper: Paper | None) -> None:
        self.paper = paper
        for each in (self.print_button, self.save_button):
            each.setEnabled(paper is not None)

    def _give_keys(self) -> None:
        shortcut(self, "Ctrl+P", self.print_pdf, _("Print…"))
        shortcut(self, "Ctrl+S", self.save_pdf, _("Save as PDF…"))
        shortcut(self, "F1", self._help, _("Keyboard shortcuts"))
        add_zoom_keys(self, self.view)

    def _help(self) -> None:
        lines = [(keys, _(msgid)) for keys, msgid in KEYS]
        ShortcutsDialog([Group(_("In the preview of a paper"), lines)], self).open_once()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.zoom)
        line.addStretch()
        line.addWidget(self.whole_numbers)
        self.body.addLayout(line)
        self.body.addWidget(self.note)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._stack, 1)
        for each in (self.close_button, self.save_button, self.print_button):
            self.buttons.addWidget(each)
        self.resize(QSize(*map(theme.px, SIZE)).boundedTo(self._room()))

    def _room(self) -> QSize:
        """What the screen has room for inside a window's frame."""
        window = (self.parentWidget() or self).window()
        frame = window.frameSize() - window.size()
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        return window.screen().availableGeometry().size() - frame.expandedTo(QSize(0, title))

    def _order_by_tab(self) -> None:
        zoom = (self.zoom.smaller, self.zoom.larger, self.zoom.fit)
        above = (*zoom, self.whole_numbers, self.strip.stop, self.empty, self.make_button, self.view)
        order = (*above, self.close_button, self.save_button, self.print_button)
        for former, next_one in pairwise(order):
            self.setTabOrder(former, next_one)
