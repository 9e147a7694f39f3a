"""New and resolved difficulties month by month, by the definitions of the figures, all as of one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhenyu_desk.domain.figure_facts import CaseFact
from zhenyu_desk.domain.figures import NOT_NEW
from zhenyu_desk.domain.lifecycle import replay
from zhenyu_desk.domain.month_report import MonthBar
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.workdays import WorkCalendar


def month_bars(
    months: Sequence[Month], cases: Sequence[CaseFact], as_of: date, calendar: WorkCalendar
) -> tuple[MonthBar, ...]:
    """One bar per month, in the order given."""
    new, resolved = dict.fromkeys(months, 0), dict.fromkeys(months, 0)
    for fact in cases:
        case = replay(fact.steps, calendar, as_of)
        if case is None:
            continue
        if case.end_kind not in NOT_NEW and (month := Month.of(fact.reported_on)) in new:
            new[month] += 1
        if case.state.is_done and case.resolved_on is not None and (month := Month.of(case.resolved_on)) in resolved:
            resolved[month] += 1
    return tuple(MonthBar(month, new[month], resolved[month]) for month in months)
