"""The PDF of a month at the right of 报表: look at it, zoom, save, print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.months import Month
from zhenyu_desk.i18n import _
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.pdf_view import PdfView


class Paper(QWidget):
    """Keeps the PDF in memory only: no file with people's names is left behind."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.pdf = b""
        self._month: Month | None = None
        self._as_of: date | None = None
        self.view = PdfView()
        self.view.setAccessibleName(_("Preview of the report"))
        self.page = label("")
        self.zoom = label("100%")
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(lambda zoom: self.zoom.setText(f"{zoom}%"))
        self.make_now = button(_("Make the report"), self._make)
        self.make_now.hide()
        self._wanted: Callable[[], None] | None = None
        self._empty = EmptyState(_("Making the report…"), action=self.make_now)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._bar())
        lines.addWidget(self._stack, 1)

    def show_pdf(self, pdf: bytes, month: Month, as_of: date) -> None:
        """Show the report of a month."""
        is_first = not self.pdf
        self.pdf, self._month, self._as_of = pdf, month, as_of
        self._stack.setCurrentWidget(self.view)
        self.view.show_pdf(pdf)
        if is_first:
            self.view.fit_width()
        for each in self._buttons:
            each.setEnabled(True)

    def offer_making(self, rows: int, make: Callable[[], None]) -> None:
        """Say that the report is long, and offer to make it."""
        self._wanted = make
        self._show_none(
            _("A long report"), _("{count} visits and difficulties: making it takes a while.").format(count=rows)
        )
        self.make_now.show()

    def show_problem(self, sentence: str) -> None:
        """Say in the paper's place why there is none."""
        self._show_none(_("The report could not be made"), sentence)

    def _make(self) -> None:
        self.make_now.hide()
        self._empty.title.setText(_("Making the report…"))
        self._empty.advice.hide()
        if self._wanted is not None:
            self._wanted()

    def _show_none(self, title: str, sentence: str) -> None:
        self.pdf = b""
        self.make_now.hide()
        self._empty.title.setText(title)
        self._empty.advice.setText(sentence)
        self._empty.advice.show()
        self._stack.setCurrentWidget(self._empty)
        for each in self._buttons:
            each.setEnabled(False)

    def save_pdf(self) -> None:
        """Ask where, and save exactly what is shown."""
        from zhenyu_desk.services.reports import save_report

        context, month, pdf = self._shell.context, self._month, self.pdf
        if pdf and month and (target := self._ask_target(_("Save the report"), "pdf")):
            self._write(lambda: save_report(context, month, pdf, target), target)

    def save_figures(self) -> None:
        """Save the figures file of the month (JSON)."""
        from zhenyu_desk.services.exporting import write_figures_file

        context, month, as_of = self._shell.context, self._month, self._as_of
        if month and (target := self._ask_target(_("Save the figures"), "json")):
            self._write(lambda: write_figures_file(context, month, as_of, target), target)

    def save_annex(self) -> None:
        """Save the annex of the month as a workbook."""
        from zhenyu_desk.services.exporting import export_annex

        context, month, as_of = self._shell.context, self._month, self._as_of
        if month and (target := self._ask_target(_("Save the annex"), "xlsx")):
            self._write(lambda: export_annex(context, month, as_of, target), target)

    def print_pdf(self) -> None:
        """The system's print dialog, then the pages as shown, audited before."""
        from zhenyu_desk.services.reports import note_printing
        from zhenyu_desk.ui.pages.reports.printing import ask_printer, print_pages

        context, month = self._shell.context, self._month
        if not self.pdf or month is None:
            return
        asked = ask_printer(self.pdf, self)
        if asked is not None:
            self._shell.jobs.write(
                lambda: note_printing(context, month), lambda _done: print_pages(*asked), self._shell.warn, owner=self
            )

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        groups = QWidget()
        line = FlowLayout(groups, theme.px(8))
        around = QVBoxLayout(bar)
        around.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        around.addWidget(groups)
        smaller = button("−", lambda: self.view.step_zoom(-1), tip=_("Smaller"))
        larger = button("+", lambda: self.view.step_zoom(1), tip=_("Larger"))
        for each, name in ((smaller, _("Smaller")), (larger, _("Larger"))):
            each.setAccessibleName(name)
            each.setFixedWidth(theme.px(40))
        save = button(_("Save as PDF…"), self.save_pdf, keys="Ctrl+S")
        to_print = button(_("Print…"), self.print_pdf, "primary", keys="Ctrl+P")
        self._buttons = (save, to_print)
        for each in self._buttons:
            each.setEnabled(False)
        fit = button(_("Fit width"), self.view.fit_width)
        line.addWidget(_group(smaller, self.zoom, larger, fit, self.page))
        line.addWidget(_group(*self._buttons))
        return bar

    def _show_page(self, number: int, of: int) -> None:
        self.page.setText(_("Page {number} of {of}").format(number=number, of=of))

    def _ask_target(self, title: str, ending: str) -> Path | None:
        town = self._shell.context.read(load_settings).town
        name = _("{town} {month} report").format(town=town, month=self._month)
        chosen, _filter = QFileDialog.getSaveFileName(self, title, str(Path.home() / f"{name}.{ending}"), f"*.{ending}")
        if not chosen:
            return None
        target = Path(chosen)
        return target if target.suffix == f".{ending}" else target.with_name(f"{target.name}.{ending}")

    def _write(self, work: Callable[[], None], target: Path) -> None:
        self._shell.jobs.read(
            work,
            lambda _done: self._shell.tell(_("Saved: {file}").format(file=target)),
            self._shell.warn,
            owner=self,
        )


def _group(*parts: QWidget) -> QWidget:
    """Parts that stay in one line."""
    group = QWidget()
    line = QHBoxLayout(group)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    for part in parts:
        line.addWidget(part)
    return group
