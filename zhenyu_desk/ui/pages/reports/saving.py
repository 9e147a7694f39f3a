"""Writes the report and what belongs to it where the user wants: PDF, Word, annex tables, figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.file_names import clean_name
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportTemplate
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui.dialogs.save_as import ask_target
from zhenyu_desk.ui.pages.reports.head import Wanted
from zhenyu_desk.ui.shell import Shell


class ReportFiles:
    """Each asks for a file first; whoever can't be written to is told in a sentence, and the old file stays."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        self._shell = shell
        self._parent = parent

    def save_pdf(self, pdf: bytes, month: Month) -> None:
        """Exactly these bytes."""
        from zhenyu_desk.services.reports import save_report

        target = self._ask_target(_("Save the report"), month, "pdf")
        if target is not None:
            self._write(partial(save_report, self._shell.context, month, pdf, target), target)

    def save_docx(self, wanted: Wanted, template: ReportTemplate) -> None:
        """The same report, to be changed by hand; it is made while others go on saving."""
        from zhenyu_desk.services.reports import month_report_docx, save_report

        context, jobs = self._shell.context, self._shell.jobs
        target = self._ask_target(_("Save as Word"), wanted.month, "docx")
        if target is None:
            return
        self._shell.tell(_("Saving {file}…").format(file=target.name))
        jobs.read(
            partial(month_report_docx, context, wanted.month, wanted.as_of, template),
            lambda content: self._write(partial(save_report, context, wanted.month, content, target), target),
            self._not_saved,
            owner=self._parent,
            is_long=True,
            is_awaited=True,
        )

    def save_annex(self, wanted: Wanted) -> None:
        """The annex tables as a workbook."""
        from zhenyu_desk.services.exporting import export_annex

        target = self._ask_target(_("Save the annex"), wanted.month, "xlsx")
        if target is not None:
            context = self._shell.context
            self._write(partial(export_annex, context, wanted.month, wanted.as_of, target), target)

    def save_figures(self, wanted: Wanted) -> None:
        """The figures file of the month (JSON)."""
        from zhenyu_desk.services.exporting import write_figures_file

        target = self._ask_target(_("Save the figures"), wanted.month, "json")
        if target is not None:
            context = self._shell.context
            self._write(partial(write_figures_file, context, wanted.month, wanted.as_of, target), target)

    def _ask_target(self, title: str, month: Month, ending: str) -> Path | None:
        town = self._shell.context.read(load_settings).town
        name = clean_name(_("{town} {month} report").format(town=town, month=month))
        return ask_target(self._parent, title, name, ending)

    def _write(self, work: Callable[[], object], target: Path) -> None:
        self._shell.tell(_("Saving {file}…").format(file=target.name))
        saved = partial(self._tell_saved, target)
        self._shell.jobs.write(work, saved, self._not_saved, owner=self._parent)

    def _not_saved(self, problem: AppError) -> None:
        self._shell.tell(_("Nothing was saved."))
        self._shell.warn(problem)

    def _tell_saved(self, target: Path, _nothing: object) -> None:
        self._shell.tell(_("Saved: {file}").format(file=target))
