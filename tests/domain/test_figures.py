"""The figures against a second computation, and what they must keep whatever happens later."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain import figures_oracle
from tests.domain.histories import CALENDAR, START, histories
from zhenyu_desk.domain.figure_facts import CaseFact, LeaderFact, MonthFacts, PairingFact, VisitFact
from zhenyu_desk.domain.figures import Count, Days, Figures, Rate, compute, share_out
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action

OCTOBER = Month(2026, 10)
K = Decimal("0.8")
DAYS = st.integers(0, 130).map(lambda n: START + timedelta(days=n))


@st.composite
def facts(draw: st.DrawFn) -> MonthFacts:
    """A town's month: visits, pairings and cases by chance."""
    cases = [
        CaseFact(
            i,
            steps[0].on,
            draw(st.sampled_from(["审批", "要素"])),
            draw(st.none() | st.integers(1, 5)),
            steps,
        )
        for i, steps in enumerate(draw(st.lists(histories(), max_size=6)), start=1)
    ]
    visits = [
        VisitFact(i, draw(DAYS), draw(st.integers(1, 6)), draw(st.integers(1, 2)))
        for i in range(1, draw(st.integers(0, 8)))
    ]
    paired = draw(st.sets(st.integers(1, 6)))
    return MonthFacts(
        visits=visits,
        last_visits={firm: draw(DAYS) for firm in paired if draw(st.booleans())},
        pairings=[
            PairingFact(firm, draw(st.integers(1, 2)), draw(st.sampled_from([None, 30, 90]))) for firm in sorted(paired)
        ],
        cases=cases,
        settled=[],
        leaders=[LeaderFact(1, "甲"), LeaderFact(2, "乙")],
        categories=["审批", "要素"],
        units={1: "一", 2: "二", 3: "三"},
    )


def plain(figures: Figures, key: str) -> Any:
    """A figure as the oracle writes it."""
    match getattr(figures, key):
        case Count() as count:
            return count.value
        case Rate() as rate:
            return rate.numerator, rate.denominator
        case Days() as days:
            return days.value
        case other:
            return other


@settings(max_examples=300)
@given(facts(), st.sampled_from([Month(2026, 8), Month(2026, 9), OCTOBER, Month(2026, 11)]), st.integers(0, 45))
def test_figures_equal_a_second_computation(given_facts: MonthFacts, month: Month, later: int) -> None:
    day = month.first + timedelta(days=later)
    figures = compute(month, day, given_facts, CALENDAR, K)
    for key, expected in figures_oracle.figures(month, day, given_facts, CALENDAR, K).items():
        found = plain(figures, key)
        if key == "mean_handling_days" and expected is not None:
            assert abs(Fraction(found) - expected) <= Fraction(1, 20), key
        else:
            assert found == expected, key


@given(facts(), st.integers(0, 100))
def test_figures_of_a_day_do_not_change_through_later_steps(given_facts: MonthFacts, days: int) -> None:
    day = START + timedelta(days=days)
    month = Month.of(day)
    known = [
        replace(case, steps=[step for step in case.steps if step.on <= day])
        for case in given_facts.cases
        if case.reported_on <= day
    ]
    then = replace(given_facts, cases=known, visits=[visit for visit in given_facts.visits if visit.on <= day])
    assert compute(month, day, given_facts, CALENDAR, K) == compute(month, day, then, CALENDAR, K)


@given(facts())
def test_tables_add_up_to_their_totals(given_facts: MonthFacts) -> None:
    figures = compute(OCTOBER, OCTOBER.last, given_facts, CALENDAR, K)
    assert sum(line.new for line in figures.by_category) == figures.new.value
    assert sum(line.resolved for line in figures.by_category) == figures.resolved.value
    assert sum(line.open for line in figures.by_category) == figures.open.value
    assert sum(line.share for line in figures.by_category) == (100 if figures.new.value else 0)
    assert sum(len(line.paired) for line in figures.by_leader) == figures.paired_enterprises.value
    assert sum(line.visits for line in figures.by_leader) == figures.visits.value
    assert sum(line.overdue for line in figures.by_unit) <= figures.overdue.value
    assert sum(count.value for count in figures.ended_by_kind.values()) == figures.ended.value
    assert set(figures.on_time_rate.hits) <= set(figures.due_resolved_rate.hits)


@given(st.lists(st.integers(0, 500), max_size=14))
def test_shares_add_up_to_a_hundred_and_stay_near_the_truth(counts: list[int]) -> None:
    shares = share_out(counts)
    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    for count, share in zip(counts, shares, strict=True):
        assert total == 0 or abs(share - Decimal(count) * 100 / total) < Decimal("0.1")


def test_largest_remainders_are_lifted() -> None:
    assert share_out([1, 1, 1]) == [Decimal("33.4"), Decimal("33.3"), Decimal("33.3")]
    assert share_out([3, 20]) == [Decimal("13.0"), Decimal("87.0")]


def test_a_rate_has_four_decimals_and_none_without_rows() -> None:
    assert Rate((), (), Decimal(0)).value is None
    assert Rate((1,) * 38, (1,) * 118, Decimal(38)).value == Decimal("0.3220")


def test_a_later_extension_does_not_save_the_month_that_is_over() -> None:
    steps = [
        Step(on=date(2026, 10, 8), action=Action.REGISTER),
        Step(on=date(2026, 10, 8), action=Action.ASSIGN, unit_id=1, new_deadline=date(2026, 10, 14)),
        Step(on=date(2026, 11, 2), action=Action.EXTEND, new_deadline=date(2026, 11, 20), reason="批准"),
    ]
    case = CaseFact(1, date(2026, 10, 8), "审批", None, steps)
    october = compute(OCTOBER, OCTOBER.last, figures_oracle.facts_of([case]), CALENDAR, K)
    assert (october.overdue.value, october.due.value) == (1, 1)
    seen_later = compute(OCTOBER, date(2026, 11, 3), figures_oracle.facts_of([case]), CALENDAR, K)
    assert (seen_later.overdue.value, seen_later.due.value) == (0, 0)


@pytest.mark.parametrize("text", ["2026-13", "2026", "十月", "2026-00", "", "0000-01", "0001-01"])
def test_a_month_that_is_none_is_named(text: str) -> None:
    from zhenyu_desk.errors import RuleBroken

    with pytest.raises(RuleBroken) as error:
        Month.parse(text)
    assert text in error.value.sentence
