"""A paper of the office before it is printed: look at it, zoom, show whole phone numbers, print, save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from zhenyu_desk.domain.file_names import clean_name
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.printing import ask_and_print
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pdf_view import PdfView

MakePaper = Callable[[bool], bytes]
"""Makes the PDF, with whole phone numbers or masked ones; called in the background."""
SIZE = (860, 760)


class PaperPreview(Frame):
    """Keeps the PDF in memory only. `title` names the paper, also as the file it is saved as."""

    def __init__(
        self, shell: Shell, title: str, make: MakePaper, parent: QWidget | None = None, *, has_phones: bool = True
    ) -> None:
        super().__init__(title, parent)
        self._shell = shell
        self._title = title
        self._make = make
        self._making: Job | None = None
        self.pdf = b""
        self.view = PdfView()
        self.view.setAccessibleName(_("Preview of {paper}").format(paper=title))
        self.whole_numbers = QCheckBox(_("Show whole phone numbers"))
        self.whole_numbers.setVisible(has_phones)
        self.whole_numbers.toggled.connect(lambda _on: self._start())
        self._page, self._zoom = label(""), label("100%")
        self._empty = EmptyState(_("Making the paper…"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.print_button = button(_("Print…"), self.print_pdf, "primary", keys="Ctrl+P")
        self.save_button = button(_("Save as PDF…"), self.save_pdf, keys="Ctrl+S")
        self._lay_out()
        self._connect()
        self._start()

    def print_pdf(self) -> None:
        """The system's print dialog, then the pages as shown."""
        if self.pdf:
            ask_and_print(self.pdf, self, self._shell, self.view.page_in_view())

    def save_pdf(self) -> None:
        """Ask where, and save exactly what is shown."""
        if not self.pdf:
            return
        proposed = str(Path.home() / f"{clean_name(self._title)}.pdf")
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as PDF…"), proposed, "*.pdf")
        if chosen:
            target = Path(chosen)
            self._write(target if target.suffix == ".pdf" else target.with_name(f"{target.name}.pdf"))

    def _write(self, target: Path) -> None:
        from zhenyu_desk.reports.document import write_pdf

        pdf, told = self.pdf, _("Saved: {file}").format(file=target)
        self._shell.jobs.read(
            lambda: write_pdf(target, pdf), lambda _none: self._shell.tell(told), self._shell.warn, owner=self
        )

    def _start(self) -> None:
        """Make the paper with the numbers as wanted now; until it is there nothing can be printed."""
        if self._making is not None:
            self._making.cancel()
        self._take(b"")
        make, shows_phones = self._make, self.whole_numbers.isChecked()
        self._making = self._shell.jobs.read(
            lambda: make(shows_phones), self._show, self._not_made, owner=self, is_long=True
        )

    def _show(self, pdf: bytes) -> None:
        is_first = not self.view.pages
        self._take(pdf)
        self.view.show_pdf(pdf)
        self._stack.setCurrentWidget(self.view)
        if is_first:
            self.view.fit_width()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_made(self, problem: AppError) -> None:
        """Say in the paper's place why there is none."""
        self._empty.title.setText(_("The paper could not be made"))
        self._empty.advice.setText(problem.sentence)
        self._empty.advice.show()
        self._stack.setCurrentWidget(self._empty)

    def _take(self, pdf: bytes) -> None:
        self.pdf = pdf
        for each in (self.print_button, self.save_button):
            each.setEnabled(bool(pdf))

    def _connect(self) -> None:
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(lambda zoom: self._zoom.setText(f"{zoom}%"))
        shortcut(self, "Ctrl+P", self.print_pdf, _("Print…"))
        shortcut(self, "Ctrl+S", self.save_pdf, _("Save as PDF…"))
        for keys in ("Ctrl++", "Ctrl+="):
            shortcut(self, keys, lambda: self.view.step_zoom(1), _("Larger"))
        shortcut(self, "Ctrl+-", lambda: self.view.step_zoom(-1), _("Smaller"))

    def _show_page(self, number: int, of: int) -> None:
        self._page.setText(_("Page {number} of {of}").format(number=number, of=of))

    def _lay_out(self) -> None:
        smaller = button("−", lambda: self.view.step_zoom(-1), tip=_("Smaller"))
        larger = button("+", lambda: self.view.step_zoom(1), tip=_("Larger"))
        for each, name in ((smaller, _("Smaller")), (larger, _("Larger"))):
            each.setAccessibleName(name)
            each.setFixedWidth(theme.px(40))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for part in (smaller, self._zoom, larger, button(_("Fit width"), self.view.fit_width), self._page):
            line.addWidget(part)
        line.addStretch()
        line.addWidget(self.whole_numbers)
        self.body.addLayout(line)
        self.body.addWidget(self._stack, 1)
        self.buttons.addWidget(button(_("Close window"), self.reject))
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.print_button)
        parent, size = self.parentWidget(), QSize(*map(theme.px, SIZE))
        self.resize(size.boundedTo(parent.window().size()) if parent else size)
