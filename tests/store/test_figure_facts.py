"""The figures are made from few rows; they must be those that all rows would give."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlmodel import col

from zhenyu_desk.domain.figure_facts import CaseFact
from zhenyu_desk.domain.figures import compute
from zhenyu_desk.domain.months import Month
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.queries.figures import month_facts
from zhenyu_desk.store.queries.office import categories, load_calendar
from zhenyu_desk.store.tables import Difficulty

TODAY = date(2026, 11, 24)


def all_cases(context: AppContext) -> list[CaseFact]:
    """Every difficulty of the ledger with its steps."""
    top = {row.id: row.top_name for row in context.read(categories)}
    with context.ledger.read() as session:
        records = list(session.scalars(select(Difficulty).order_by(col(Difficulty.id))))
        steps = steps_of(session, [record.key for record in records])
    return [
        CaseFact(record.key, record.reported_on, top[record.category_id], record.visit_id, steps[record.key])
        for record in records
    ]


@pytest.mark.parametrize("back", range(0, 24, 3))
def test_few_rows_give_the_figures_of_all_rows(demo: AppContext, back: int) -> None:
    cases = all_cases(demo)
    calendar = demo.read(load_calendar)
    month = Month.of(TODAY).minus(back)
    for as_of in (month.first + timedelta(days=9), min(month.last, TODAY), TODAY):
        few = demo.read(month_facts, month, as_of)
        whole = replace(few, settled=[], cases=[case for case in cases if case.reported_on <= as_of])
        found, expected = (compute(month, as_of, facts, calendar, Decimal(1)) for facts in (few, whole))
        rate, whole_rate = found.cumulative_resolved_rate, expected.cumulative_resolved_rate
        assert (set(rate.hits), set(rate.base)) == (set(whole_rate.hits), set(whole_rate.base))
        assert replace(found, cumulative_resolved_rate=whole_rate) == expected
        assert len(few.cases) <= len(cases)
