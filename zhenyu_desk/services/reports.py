"""Make the papers of the office as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.exporting import note_export
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.fonts import font_set

Progress = Callable[[int], None]


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


def write_month_docx(
    context: AppContext, month: Month, as_of: date | None, target: Path, template: ReportTemplate | None = None
) -> None:
    """The same report as .docx, to be changed by hand."""
    from zhenyu_desk.reports.monthly import month_docx

    report = month_report(context, month, as_of)
    save_report(context, month, month_docx(report, font_set(), template or report.settings.template), target)


def save_report(context: AppContext, month: Month, content: bytes, target: Path) -> None:
    """Write the report of a month, made already, to `target`, whole or not at all, audited before."""
    from zhenyu_desk.reports.document import write_pdf

    note_export(context, "export_report", target, month=str(month))
    write_pdf(target, content)


def note_printing(context: AppContext, month: Month) -> None:
    """Write into the audit log that the report of a month goes to a printer."""
    with context.write("print_report") as work:
        work.note("export", {"month": str(month), "printed": True})
        work.commit()


def proposed_texts(report: MonthReport) -> dict[ReportPart, str]:
    """What the program would write for the parts that people may change."""
    from zhenyu_desk.reports.monthly.proposals import proposed_texts

    return proposed_texts(report)
