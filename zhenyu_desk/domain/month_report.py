"""What the monthly report is made from: the figures of the month and its comparisons, and the rows of the annexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from zhenyu_desk.domain.figures import Figures
from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.phones import mask_phones_in
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseRow, LeaderRow, VisitRow
from zhenyu_desk.domain.terms import ReportPart


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The figures of a month beside those of the month before and of the same month last year, each on its last day."""

    current: Figures
    former_month: Figures
    former_year: Figures


@dataclass(frozen=True, slots=True)
class MonthBar:
    """New and resolved difficulties of one month, by the definitions of the figures."""

    month: Month
    new: int
    resolved: int


@dataclass(frozen=True, slots=True)
class TypicalCase:
    """A difficulty marked for 典型案例, with what the firm said and how it ended."""

    row: DifficultyRow
    words: str


@dataclass(frozen=True, slots=True)
class MonthReport:
    """Everything the report prints. Difficulty rows show the cases as of the report's day, not of today.

    `made_on` is the day it is made or issued, which signs it; the figures' as-of day only says what they count.
    `texts` are the parts as people wrote them, `differences` what the former month's issued report would say
    otherwise by now, `bars` the last twelve months, this one last. `anchor` is the hash of the audit log as it was
    then, by which it can be seen later that nothing was cut out of it.
    """

    settings: OfficeSettings
    figures: MonthFigures
    made_on: date
    leaders: tuple[LeaderRow, ...]
    visits: tuple[VisitRow, ...]
    difficulties: tuple[DifficultyRow, ...]
    open: tuple[DifficultyRow, ...]
    overdue: tuple[DifficultyRow, ...]
    parked: tuple[DifficultyRow, ...]
    unvisited: tuple[EnterpriseRow, ...]
    bars: tuple[MonthBar, ...] = ()
    typical: tuple[TypicalCase, ...] = ()
    texts: Mapping[ReportPart, str] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    anchor: str = ""

    @property
    def open_late_first(self) -> tuple[DifficultyRow, ...]:
        """The open difficulties, those overdue first."""
        late = {row.id for row in self.overdue}
        return (*self.overdue, *(row for row in self.open if row.id not in late))


def masked(report: MonthReport) -> MonthReport:
    """The report with every mobile number in the records' free texts masked, as papers show them."""
    return replace(
        report,
        visits=tuple(_masked_visit(row) for row in report.visits),
        difficulties=_masked_cases(report.difficulties),
        open=_masked_cases(report.open),
        overdue=_masked_cases(report.overdue),
        parked=_masked_cases(report.parked),
        typical=tuple(TypicalCase(_masked_case(one.row), mask_phones_in(one.words)) for one in report.typical),
    )


def _masked_visit(row: VisitRow) -> VisitRow:
    return replace(row, business=mask_phones_in(row.business))


def _masked_cases(rows: tuple[DifficultyRow, ...]) -> tuple[DifficultyRow, ...]:
    return tuple(_masked_case(row) for row in rows)


def _masked_case(row: DifficultyRow) -> DifficultyRow:
    return replace(
        row,
        title=mask_phones_in(row.title),
        result_text=mask_phones_in(row.result_text),
        parked_condition=mask_phones_in(row.parked_condition),
    )
