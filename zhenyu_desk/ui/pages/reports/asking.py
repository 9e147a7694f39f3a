"""What is asked before a report is issued: what it is, and all that speaks for a second look."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.pages.reports.gathering import Gathered
from zhenyu_desk.ui.pages.reports.issued import issued_at


def issue_question(gathered: Gathered, template: ReportTemplate, outdated: Sequence[str]) -> str:
    """The question; `outdated` are the parts changed by hand whose figures changed afterwards."""
    report = gathered.report
    month, number = gathered.month, report.texts.get(ReportPart.ISSUE_NUMBER, "")
    question = _(
        "Issue the report of {month} ({head}, {number}, figures as of {day})?\n"
        "Its text, figures and file are frozen, which can't be undone; later changes are listed as corrections."
    ).format(
        month=_("{month}/{year}").format(year=month.year, month=month.month),
        head=template.label,
        number=_("no. {number}").format(number=number) if number else _("without a number"),
        day=report.figures.current.as_of,
    )
    doubts = [_issued_before(gathered), _headless(report, template, number), _outdated(outdated)]
    return "\n\n".join([*filter(None, doubts), question])


def _issued_before(gathered: Gathered) -> str:
    if not gathered.issued:
        return ""
    last = gathered.issued[0]
    number = last.issue_number or _("without a number")
    if last.issue_number:
        number = _("no. {number}").format(number=last.issue_number)
    words = _("The report of this month was issued already, on {day} ({number}). This would be one more.")
    return words.format(day=issued_at(last), number=number)


def _headless(report: MonthReport, template: ReportTemplate, number: str) -> str:
    if template is not ReportTemplate.RED:
        return ""
    if not report.settings.document_code:
        return _("There is no document code under the red head: type it under Settings, Papers.")
    if "{number}" in report.settings.document_code and not number:
        return _("There is no document code under the red head, as the issue number is missing.")
    return ""


def _outdated(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    words = _("The figures changed after these parts were changed by hand, and their texts did not: {parts}.")
    return words.format(parts=_(", ").join(parts))
