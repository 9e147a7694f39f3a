"""Frozen figures: what counts as a difference, corrections of one reason together, shares read back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figure_facts import MonthFacts
from zhenyu_desk.domain.figures import Count, Figures, Rate, compute
from zhenyu_desk.domain.frozen_figures import MOVED_BY, by_reason, differences, frozen, share_in
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.workdays import WorkCalendar

OCTOBER = Month(2026, 10)


@pytest.fixture
def figures() -> Figures:
    """A month without anything."""
    nothing = MonthFacts([], {}, [], [], [], [], [], {})
    return compute(OCTOBER, date(2026, 10, 25), nothing, WorkCalendar({}), Decimal(1))


def rate(hits: tuple[int, ...], base: tuple[int, ...]) -> Rate:
    return Rate(hits, base, Decimal(len(hits)))


def test_the_same_figures_differ_in_nothing(figures: Figures) -> None:
    assert differences(frozen(figures), figures) == []
    assert differences(frozen(figures), figures, figures) == []


def test_a_row_that_only_the_base_gained_is_added(figures: Figures) -> None:
    then = frozen(replace(figures, due_resolved_rate=rate((1,), (1, 2))))
    (found,) = differences(then, replace(figures, due_resolved_rate=rate((1,), (1, 2, 3))))
    assert (found.reported, found.now, found.added, found.gone) == ("1/2", "1/3", (3,), ())
    assert found.ids == (1, 2, 3)
    assert found.is_rate


def test_other_definitions_are_compared_with_nothing(figures: Figures) -> None:
    then = {**frozen(figures), "definitions": 0}
    assert differences(then, replace(figures, visits=Count((1,)))) == []


def test_a_figure_younger_than_the_report_is_passed_over(figures: Figures) -> None:
    then = frozen(figures)
    del then["figures"]["visits"]
    assert differences(then, replace(figures, visits=Count((1,)))) == []


def test_the_whole_month_tells_only_what_the_next_report_compares(figures: Figures) -> None:
    whole = replace(figures, visits=Count((1, 2)), open=Count((7,)))
    (found,) = differences(frozen(figures), figures, whole)
    assert (found.key, found.reported, found.now, found.whole, found.is_correction) == ("visits", "0", "0", "2", False)
    assert by_reason([found]) == []


def test_corrections_of_one_reason_stand_together(figures: Figures) -> None:
    now = replace(figures, visits=Count((1,)), new=Count((5,)), to_handle=Count((5,)))
    reasons = {"visits": ("甲",), "new": ("乙",), "to_handle": ("乙",)}
    found = [replace(one, reasons=reasons[one.key]) for one in differences(frozen(figures), now)]
    grouped = [(why, [one.key for one in group]) for why, group in by_reason(found)]
    assert grouped == [(("甲",), ["visits"]), (("乙",), ["new", "to_handle"])]


def test_shares_are_read_back() -> None:
    assert share_in("25/27") == Decimal("0.9259")
    assert share_in("1.5/2") == Decimal("0.7500")
    assert share_in("0/0") is None


def test_every_figure_of_difficulties_says_what_moves_it() -> None:
    assert {one.key for one in DEFINITIONS if one.rows == "difficulty"} == set(MOVED_BY)
