"""Verbs on issued reports: what was issued is frozen, with its figures, their rows, and the file."""

from __future__ import annotations

import json
from datetime import date

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.frozen_figures import frozen
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import IssuedRow
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.services.attachments import attachments_of, file_of, stage_image, write_attachments
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.reports import Progress, ignore, report_pdf
from zhenyu_desk.store.queries.reports import issued
from zhenyu_desk.store.tables import IssuedReport


def issue_report(
    context: AppContext,
    month: Month,
    as_of: date | None = None,
    template: ReportTemplate | None = None,
    progress: Progress = ignore,
) -> ChangeSet:
    """Issue the report of a month as it is now: from here on it stays, whatever is changed in the ledger.

    `progress` hears the number of each page done; what it raises ends the work, and nothing was issued.
    """
    from zhenyu_desk.reports.monthly import title_of

    report = month_report(context, month, as_of)
    pdf = report_pdf(report, template, progress)
    current = report.figures.current
    title = title_of(report.settings.town, month)
    file = stage_image(context, pdf, f"{title}.pdf")
    with context.write("issue_report") as work:
        record = IssuedReport(
            month=str(month),
            as_of=current.as_of,
            issued_on=context.today(),
            template=template or report.settings.template,
            issue_number=report.texts.get(ReportPart.ISSUE_NUMBER, ""),
            title=title,
            figures=json.dumps(frozen(current), ensure_ascii=False),
        )
        write_attachments(context, work, Aggregate.REPORT, work.add(record).key, [file])
        return work.commit(record.id)


def issued_reports(context: AppContext, month: Month) -> list[IssuedRow]:
    """The reports of a month that were issued, the newest first."""
    return context.read(issued, month)


def issued_pdf(context: AppContext, row: IssuedRow) -> bytes:
    """The file that was issued; EnvironmentProblem when it is gone or can't be read."""
    (file,) = attachments_of(context, Aggregate.REPORT, row.id)
    path = file_of(context, file)
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(
            _("The issued report {path} can't be read: {reason}.").format(path=path, reason=reason_of(error))
        ) from error
