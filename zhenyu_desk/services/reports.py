"""Make the monthly report as PDF or .docx, and let it out: what is saved or printed is noted in the audit log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.exporting import note_export
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.fonts import font_set
from zhenyu_desk.store.tables import Attachment

Progress = Callable[[int], None]
"""Hears how many pages are done, none while the ledger is read; what it raises ends the work."""


def ignore(_page: int) -> None:
    """Nobody wants to hear of progress."""


def month_report_pdf(
    context: AppContext,
    month: Month,
    as_of: date | None = None,
    template: ReportTemplate | None = None,
    progress: Progress = ignore,
) -> bytes:
    """The monthly report as PDF in memory, as of a day (by default the month's last, or today while it runs).

    `progress` hears the number of each page done; what it raises ends the work.
    """
    return report_pdf(month_report(context, month, as_of), template, progress)


def report_pdf(report: MonthReport, template: ReportTemplate | None = None, progress: Progress = ignore) -> bytes:
    """The PDF of a report already gathered, under the office's head or another one."""
    from zhenyu_desk.reports.monthly import month_paper

    return month_paper(report, font_set(), template or report.settings.template, progress)


def write_month_report(
    context: AppContext, month: Month, as_of: date | None, target: Path, template: ReportTemplate | None = None
) -> None:
    """Make the monthly report and write it to `target`, whole or not at all, audited before."""
    save_report(context, month, month_report_pdf(context, month, as_of, template), target)


def month_report_docx(
    context: AppContext, month: Month, as_of: date | None = None, template: ReportTemplate | None = None
) -> bytes:
    """The same report as .docx in memory, to be changed by hand."""
    from zhenyu_desk.reports.monthly import month_docx

    report = month_report(context, month, as_of)
    return month_docx(report, font_set(), template or report.settings.template)


def write_month_docx(
    context: AppContext, month: Month, as_of: date | None, target: Path, template: ReportTemplate | None = None
) -> None:
    """Make the report as .docx and write it to `target`, whole or not at all, audited before."""
    save_report(context, month, month_report_docx(context, month, as_of, template), target)


def save_report(context: AppContext, month: Month, content: bytes, target: Path) -> None:
    """Write the report of a month, made already, to `target`, whole or not at all, audited before with its hash."""
    from zhenyu_desk.reports.document import write_file

    note_export(context, "export_report", target, month=str(month), sha256=hashlib.sha256(content).hexdigest())
    write_file(target, content)


def note_printing(context: AppContext, month: Month, pdf: bytes) -> None:
    """Write into the audit log that the report of a month goes to a printer: which, by its hash, and if it was issued.

    What is not the file of an issued report is a draft.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    with context.let_out("print_report") as work:
        is_issued = work.exists(Attachment, owner_kind=Aggregate.REPORT.value, sha256=digest)
        work.note("export", {"month": str(month), "printed": True, "sha256": digest, "issued": is_issued})
        work.commit()


def proposed_texts(report: MonthReport) -> dict[ReportPart, str]:
    """What the program would write for the parts that people may change."""
    from zhenyu_desk.reports.monthly.proposals import proposed_texts

    return proposed_texts(report)
