"""The chart's bars: new and resolved per month by the definitions of the figures, as of one day."""

from datetime import date, timedelta

from zhenyu_desk.domain.figure_facts import CaseFact
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.month_bars import month_bars
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind
from zhenyu_desk.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar()
MONTHS = [Month(2026, 8), Month(2026, 9), Month(2026, 10)]
LAST = date(2026, 10, 31)


def case(key: int, on: date, *steps: Step) -> CaseFact:
    """A difficulty reported on a day, handed to a unit the same day, with its later steps."""
    first = (
        Step(on=on, action=Action.REGISTER),
        Step(on=on, action=Action.ASSIGN, unit_id=1, new_deadline=on + timedelta(days=7)),
    )
    return CaseFact(key, on, "要素", None, (*first, *steps))


def resolved(on: date) -> Step:
    return Step(on=on, action=Action.RESOLVE, result=ResultKind.SOLVED, text="已办")


def bars(*cases: CaseFact, as_of: date = LAST) -> list[tuple[int, int]]:
    """New and resolved of each month."""
    found = month_bars(MONTHS, cases, as_of, CALENDAR)
    assert [bar.month for bar in found] == MONTHS
    return [(bar.new, bar.resolved) for bar in found]


def test_a_case_is_new_in_its_month_and_resolved_in_another() -> None:
    assert bars(case(1, date(2026, 8, 5), resolved(date(2026, 10, 9)))) == [(1, 0), (0, 0), (0, 1)]


def test_months_without_cases_have_empty_bars() -> None:
    assert bars() == [(0, 0)] * 3


def test_rejected_and_merged_cases_are_not_new_and_withdrawn_ones_are() -> None:
    def ended(key: int, kind: EndKind) -> CaseFact:
        return case(key, date(2026, 9, 1), Step(on=date(2026, 9, 2), action=Action.END, end_kind=kind, reason="重复"))

    assert bars(ended(1, EndKind.REJECTED), ended(2, EndKind.WITHDRAWN)) == [(0, 0), (1, 0), (0, 0)]


def test_only_the_last_resolution_counts_and_none_once_reopened() -> None:
    again = Step(on=date(2026, 9, 10), action=Action.REOPEN, reason="未解决")
    start = date(2026, 8, 5)
    first = resolved(date(2026, 9, 1))
    assert bars(case(1, start, first, again)) == [(1, 0), (0, 0), (0, 0)]
    assert bars(case(1, start, first, again, resolved(date(2026, 10, 1)))) == [(1, 0), (0, 0), (0, 1)]


def test_what_comes_after_the_day_is_not_known() -> None:
    late = case(1, date(2026, 8, 5), resolved(date(2026, 10, 9)))
    assert bars(late, case(2, date(2026, 10, 20)), as_of=date(2026, 10, 8)) == [(1, 0), (0, 0), (0, 0)]


def test_cases_of_months_that_are_not_shown_are_left_out() -> None:
    old = case(1, date(2026, 7, 1), resolved(date(2026, 7, 8)))
    assert bars(old) == [(0, 0)] * 3
