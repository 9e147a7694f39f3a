"""Reads all that the page shows of a month, in the background."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.issued import IssuedRow
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import differences_of, month_report
from zhenyu_desk.services.fonts import font_problems
from zhenyu_desk.services.issuing import issued_reports
from zhenyu_desk.store.queries.reports import parts_changed_since, proposals_then
from zhenyu_desk.ui.figure_lines import figure_name


@dataclass(frozen=True)
class Gathered:
    """What the page shows of a month: the report's contents, what the program would write, what was issued."""

    report: MonthReport
    proposed: dict[ReportPart, str]
    proposed_then: dict[ReportPart, str]
    """What the program wrote when a part was changed by hand."""
    issued: list[IssuedRow]
    changed_since: tuple[str, ...]
    """What is another by now than in the report issued last: figures by their names, and parts."""
    former_was_issued: bool
    font_problems: list[str]

    @property
    def month(self) -> Month:
        """The month reported on."""
        return self.report.figures.current.month


def gather(context: AppContext, month: Month, as_of: date) -> Gathered:
    """Read all of a month; in the background."""
    from zhenyu_desk.services.reports import proposed_texts

    report = month_report(context, month, as_of)
    issued = issued_reports(context, month)
    return Gathered(
        report,
        proposed_texts(report),
        context.read(proposals_then, month),
        issued,
        _changed_since(context, issued[0]) if issued else (),
        bool(issued_reports(context, month.minus(1))),
        font_problems(),
    )


def _changed_since(context: AppContext, issued: IssuedRow) -> tuple[str, ...]:
    month = Month.parse(issued.month)
    figures = [figure_name(one.key) for one in differences_of(context, month) if one.is_correction]
    parts = context.read(parts_changed_since, month, issued.issued_at)
    return (*figures, *(part.label for part in parts if part is not ReportPart.ISSUE_NUMBER))
