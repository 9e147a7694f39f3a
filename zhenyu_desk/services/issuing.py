"""Verbs on issued reports: what was issued is frozen, with its figures, their rows, and the file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.frozen_figures import frozen
from zhenyu_desk.domain.issued import IssuedRow
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.services.attachments import attachments_of, content_of, stage_bytes, write_attachments
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.reports import Progress, ignore, report_pdf
from zhenyu_desk.store.queries.reports import issued
from zhenyu_desk.store.tables import IssuedReport


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that is ready to be issued: its contents and the PDF that was made from exactly these."""

    report: MonthReport
    template: ReportTemplate
    pdf: bytes


def make_report(
    context: AppContext,
    month: Month,
    as_of: date | None = None,
    template: ReportTemplate | None = None,
    progress: Progress = ignore,
) -> MadeReport:
    """Gather a month from one snapshot and lay it out; nothing is written, so others go on saving meanwhile.

    `progress` hears the number of each page done; what it raises ends the work.
    """
    report = month_report(context, month, as_of)
    chosen = template or report.settings.template
    return MadeReport(report, chosen, report_pdf(report, chosen, progress))


def issue(context: AppContext, made: MadeReport) -> ChangeSet:
    """Issue a report as it was made: from here on it stays, whatever is changed in the ledger."""
    from zhenyu_desk.reports.monthly import title_of

    report, current = made.report, made.report.figures.current
    title = title_of(report.settings.town, current.month)
    file = stage_bytes(context, made.pdf, f"{title}.pdf")
    with context.let_out("issue_report") as work:
        record = IssuedReport(
            month=str(current.month),
            as_of=current.as_of,
            issued_on=context.today(),
            template=made.template,
            issue_number=report.texts.get(ReportPart.ISSUE_NUMBER, ""),
            title=title,
            figures=json.dumps(frozen(current), ensure_ascii=False),
            anchor=report.anchor,
        )
        write_attachments(context, work, Aggregate.REPORT, work.add(record).key, [file])
        return work.commit(record.id)


def issue_report(
    context: AppContext,
    month: Month,
    as_of: date | None = None,
    template: ReportTemplate | None = None,
    progress: Progress = ignore,
) -> ChangeSet:
    """Make the report of a month as it is now and issue it."""
    return issue(context, make_report(context, month, as_of, template, progress))


def issued_reports(context: AppContext, month: Month) -> list[IssuedRow]:
    """The reports of a month that were issued, the newest first."""
    return context.read(issued, month)


def issued_pdf(context: AppContext, row: IssuedRow) -> bytes:
    """The file that was issued; EnvironmentProblem when it is gone, can't be read, or is no longer what was issued."""
    (file,) = attachments_of(context, Aggregate.REPORT, row.id)
    return content_of(context, file)
