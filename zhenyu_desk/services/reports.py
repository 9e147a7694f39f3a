"""Make the papers of the office as PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zhenyu_desk import paths
from zhenyu_desk.domain.months import Month
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.exporting import note_export
from zhenyu_desk.services.figures import month_report


def month_report_pdf(context: AppContext, month: Month, as_of: date | None = None) -> bytes:
    """The monthly report as PDF in memory, as of a day (by default the month's last, or today while it runs)."""
    from zhenyu_desk.reports.fonts import FontSet
    from zhenyu_desk.reports.monthly import month_paper

    return month_paper(month_report(context, month, as_of), FontSet(paths.resources() / "fonts"))


def write_month_report(context: AppContext, month: Month, as_of: date | None, target: Path) -> None:
    """Make the monthly report and write it to `target`, whole or not at all, audited before."""
    save_report(context, month, month_report_pdf(context, month, as_of), target)


def save_report(context: AppContext, month: Month, pdf: bytes, target: Path) -> None:
    """Write the report of a month, made already, to `target`, whole or not at all, audited before."""
    from zhenyu_desk.reports.document import write_pdf

    note_export(context, "export_report", target, month=str(month))
    write_pdf(target, pdf)


def note_printing(context: AppContext, month: Month) -> None:
    """Write into the audit log that the report of a month goes to a printer."""
    with context.write("print_report") as work:
        work.note("export", {"month": str(month), "printed": True})
        work.commit()
