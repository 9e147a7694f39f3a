"""The figures file: keys and numbers exactly as exchange.md has them."""

import json
from datetime import date
from decimal import Decimal

from tests.ledgers import Town
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.office import CATEGORIES, OfficeSettings
from zhenyu_desk.domain.terms import Action, ResultKind, Satisfaction
from zhenyu_desk.exchange.figures_file import figures_document
from zhenyu_desk.exchange.files import to_json
from zhenyu_desk.services import office
from zhenyu_desk.services.exporting import figures_json
from zhenyu_desk.services.figures import month_figures

KEYS = [
    "visits", "visited_enterprises", "paired_enterprises", "coverage", "frequency_met", "carried_over",
    "new", "to_handle",
    "resolved", "due", "due_resolved_rate", "on_time_rate", "cumulative_resolved_rate", "solved_rate",
    "followed_up_rate",
    "satisfaction_rate", "mean_handling_days", "median_handling_days", "open", "overdue", "parked", "ended",
]  # fmt: skip
RATES = [key for key in KEYS if key.endswith("_rate") or key in ("coverage", "frequency_met")]
OCTOBER = Month(2026, 10)


def resolved(town: Town, key: int, on: date, rating: Satisfaction) -> None:
    town.step(key, Step(on=on, action=Action.RESOLVE, result=ResultKind.SOLVED))
    town.step(key, Step(on=on, action=Action.FOLLOW_UP, reached=True, satisfaction=rating))


def test_the_keys_stand_in_the_order_of_the_interface(town: Town) -> None:
    document = figures_json(town.context, OCTOBER, None)
    assert list(document) == [
        "month", "as_of", "town", "definitions", "figures", "former_month", "former_year", "by_category",
        "by_leader",
        "by_unit",
    ]  # fmt: skip
    assert list(document["figures"]) == KEYS
    for former, month, as_of in (
        ("former_month", "2026-09", "2026-09-30"),
        ("former_year", "2025-10", "2025-10-31"),
    ):
        assert list(document[former]) == ["month", "as_of", *KEYS]
        assert (document[former]["month"], document[former]["as_of"]) == (month, as_of)
    assert document["definitions"] == 1
    assert list(document["by_category"]) == list(CATEGORIES)


def test_an_empty_month_has_zeros_and_nulls(town: Town) -> None:
    figures = figures_json(town.context, OCTOBER, None)["figures"]
    assert {key: figures[key] for key in RATES if figures[key]["denominator"] == 0} == {
        key: {"numerator": 0, "denominator": 0, "value": None}
        for key in RATES
        if key not in ("coverage", "frequency_met")
    }
    assert (figures["mean_handling_days"], figures["median_handling_days"]) == (None, None)
    assert figures["coverage"] == {"numerator": 0, "denominator": 1, "value": 0.0}


def test_the_numbers_of_a_month(town: Town) -> None:
    day = date(2026, 10, 8)
    given = [town.difficulty(day, title, assign_unit_id=town.unit) for title in ("甲", "乙", "丙")]
    town.visit(day, *given)
    resolved(town, 1, date(2026, 10, 9), Satisfaction.SATISFIED)
    resolved(town, 2, date(2026, 10, 12), Satisfaction.FAIRLY)
    document = figures_json(town.context, OCTOBER, None)
    figures = document["figures"]
    assert figures["solved_rate"] == {"numerator": 2, "denominator": 2, "value": 1.0}
    assert figures["due_resolved_rate"] == {"numerator": 2, "denominator": 3, "value": 0.6667}
    assert figures["mean_handling_days"] == 2  # 10 October is a working Saturday
    assert document["by_category"]["要素"] == {"new": 3, "resolved": 2, "open": 1, "share": 100.0}
    assert document["by_leader"] == [{"name": "王建国", "paired": 1, "visited": 1, "visits": 1, "difficulties": 3}]
    assert document["by_unit"] == [{"name": "供电所", "assigned": 3, "resolved": 2, "on_time": 2, "overdue": 1}]


def test_a_weighed_numerator_is_a_decimal(town: Town) -> None:
    office.save_settings(town.context, OfficeSettings(town="周市镇", fairly_weight=Decimal("0.6")))
    day = date(2026, 10, 8)
    town.visit(day, *(town.difficulty(day, title, assign_unit_id=town.unit) for title in ("甲", "乙", "丙")))
    resolved(town, 1, day, Satisfaction.SATISFIED)
    resolved(town, 2, day, Satisfaction.FAIRLY)
    resolved(town, 3, day, Satisfaction.DISSATISFIED)
    rate = figures_json(town.context, OCTOBER, None)["figures"]["satisfaction_rate"]
    assert rate == {"numerator": 1.6, "denominator": 3, "value": 0.5333}


def test_whole_numbers_are_printed_as_such(town: Town) -> None:
    day = date(2026, 10, 8)
    town.visit(day, *(town.difficulty(day, title, assign_unit_id=town.unit) for title in ("甲", "乙")))
    resolved(town, 1, date(2026, 10, 9), Satisfaction.SATISFIED)
    resolved(town, 2, date(2026, 10, 10), Satisfaction.SATISFIED)
    text = to_json(figures_document(month_figures(town.context, OCTOBER), "周市镇"))
    assert '"mean_handling_days": 1.5' in text
    assert '"median_handling_days": 1.5' in text
    assert '"numerator": 2,' in text
    assert "周市镇" in text
    assert json.loads(text)["figures"]["resolved"] == 2
