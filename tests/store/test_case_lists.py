"""Lists of difficulties: every filter and order gives the rows it should, page by page, from an index alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from tests.ledgers import TODAY, Town
from zhenyu_desk.domain.case_filters import CHIP_STATES, CaseFilter, CaseOrder, Chip, Clock, Place
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import State
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.services import difficulties
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.board import board_figures, month_bars
from zhenyu_desk.store.queries.difficulties import chip_counts, difficulty_page, sort_key
from zhenyu_desk.store.queries.office import categories, load_calendar
from zhenyu_desk.store.queries.register import enterprise_page, leaders, units
from zhenyu_desk.store.queries.today import due_visits, to_do, waiting
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.store.tables import Difficulty

EVERYTHING = CaseFilter(chip=Chip.ALL, limit=None)


def ids(rows: list[DifficultyRow]) -> list[int]:
    return [row.id for row in rows]


def every_row(context: AppContext) -> list[DifficultyRow]:
    """All difficulties, of which the tests below pick by themselves."""
    return context.read(difficulty_page, TODAY, EVERYTHING)


def expected(rows: list[DifficultyRow], chip: Chip, calendar: WorkCalendar) -> set[int]:
    """Which of all rows a chip shows, read off the rows."""
    soon = calendar.add_workdays(TODAY, 4) - timedelta(days=1)
    rows = [row for row in rows if row.state in CHIP_STATES[chip]]
    if chip is Chip.OVERDUE:
        rows = [row for row in rows if row.days_left is not None and row.days_left < 0]
    if chip is Chip.DUE_SOON:
        rows = [row for row in rows if not row.is_stopped and row.deadline and TODAY <= row.deadline <= soon]
    return {row.id for row in rows}


def in_order(rows: list[DifficultyRow], order: CaseOrder) -> list[int]:
    """The ids as the order wants them; by deadline the stopped ones come behind, and last those without one."""
    by_deadline = order in (CaseOrder.DEADLINE, CaseOrder.LATEST_DEADLINE)
    falls = order in (CaseOrder.LATEST_DEADLINE, CaseOrder.NEWEST)

    def group(row: DifficultyRow) -> int:
        return (2 if row.stored_deadline is None else int(row.is_stopped)) if by_deadline else 0

    def day(row: DifficultyRow) -> tuple[date | None, int]:
        return (row.stored_deadline if by_deadline else row.reported_on), row.id

    groups = [[row for row in rows if group(row) == wanted] for wanted in range(3)]
    return ids([row for rows in groups for row in sorted(rows, key=day, reverse=falls)])


def test_each_chip_counts_and_shows_its_rows(demo: AppContext) -> None:
    counts = demo.read(chip_counts, TODAY, CaseFilter())
    for chip in Chip:
        rows = demo.read(difficulty_page, TODAY, CaseFilter(chip=chip, limit=None))
        assert set(ids(rows)) == expected(every_row(demo), chip, demo.read(load_calendar)), chip
        assert counts[chip] == len(rows), chip


def test_pages_follow_one_another_without_gap_in_any_order(demo: AppContext) -> None:
    calendar = demo.read(load_calendar)
    rows = every_row(demo)
    for chip, order in product((Chip.ALL, Chip.OPEN, Chip.TO_CALL_BACK), CaseOrder):
        wanted = CaseFilter(chip=chip, order=order, limit=23)
        found: list[DifficultyRow] = []
        while page := demo.read(difficulty_page, TODAY, wanted):
            found += page
            wanted = replace(wanted, after=sort_key(page[-1], order))
        chosen = expected(rows, chip, calendar)
        assert ids(found) == in_order([row for row in rows if row.id in chosen], order), (chip, order)


Clocks = list[tuple[int | None, bool]]


@given(
    clocks=st.lists(st.tuples(st.none() | st.integers(-9, 9), st.booleans()), min_size=9, max_size=9),
    order=st.sampled_from([CaseOrder.DEADLINE, CaseOrder.LATEST_DEADLINE]),
    chip=st.sampled_from([Chip.OPEN, Chip.ALL]),
    size=st.integers(1, 5),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stopped_ones_come_behind_those_that_run_however_it_is_paged(
    town: Town, clocks: Clocks, order: CaseOrder, chip: Chip, size: int
) -> None:
    while len(every_row(town.context)) < len(clocks):
        difficulties.register_difficulty(town.context, town.difficulty(TODAY, assign_unit_id=town.unit))
    with town.context.write("test") as work:
        for key, (days, is_stopped) in enumerate(clocks, start=1):
            record = work.get(Difficulty, key)
            record.state = State.REGISTERED if days is None else State.HANDLING
            record.deadline = None if days is None else TODAY + timedelta(days=days)
            record.stopped_on = TODAY if is_stopped and days is not None else None
        work.commit()
    wanted = CaseFilter(chip=chip, order=order, limit=size)
    found: list[DifficultyRow] = []
    while page := town.context.read(difficulty_page, TODAY, wanted):
        found += page
        wanted = replace(wanted, after=sort_key(page[-1], order))
    assert ids(found) == in_order(every_row(town.context), order)


def test_whatever_narrows_the_list_narrows_the_counts(demo: AppContext) -> None:
    rows, calendar = every_row(demo), demo.read(load_calendar)
    row = next(row for row in rows if row.lead_unit and row.leader_name and row.category == row.top_category)
    unit = next(unit.id for unit in demo.read(units) if unit.name == row.lead_unit)
    leader = next(leader.id for leader in demo.read(leaders) if leader.name == row.leader_name)
    upper = next(kind for kind in demo.read(categories) if any(k.parent_id == kind.id for k in demo.read(categories)))
    own = next(kind.id for kind in demo.read(categories) if kind.name == row.category)
    day = row.reported_on
    same: dict[str, Callable[[DifficultyRow], bool]] = {
        "unit_id": lambda other: other.lead_unit == row.lead_unit,
        "leader_id": lambda other: other.leader_name == row.leader_name,
        "enterprise_id": lambda other: other.enterprise_id == row.enterprise_id,
        "category_id": lambda other: other.category == row.category,
        "reported_from": lambda other: other.reported_on >= day,
        "reported_to": lambda other: other.reported_on <= day,
        "ids": lambda other: other.id % 3 == 0,
    }
    values: dict[str, Any] = {
        "unit_id": unit,
        "leader_id": leader,
        "enterprise_id": row.enterprise_id,
        "category_id": own,
        "reported_from": day,
        "reported_to": day,
        "ids": tuple(other.id for other in rows if other.id % 3 == 0),
    }
    for names in (*((name,) for name in same), ("unit_id", "category_id"), ("unit_id", "leader_id"), tuple(same)[4:]):
        wanted = replace(EVERYTHING, **{name: values[name] for name in names})
        matching = {other.id for other in rows if all(same[name](other) for name in names)}
        assert set(ids(demo.read(difficulty_page, TODAY, wanted))) == matching, names
        assert demo.read(chip_counts, TODAY, wanted)[Chip.ALL] == len(matching), names
        for chip, count in demo.read(chip_counts, TODAY, wanted).items():
            assert count == len(matching & expected(rows, chip, calendar)), (names, chip)
    below = {other.id for other in rows if other.top_category == upper.name}
    assert set(ids(demo.read(difficulty_page, TODAY, replace(EVERYTHING, category_id=upper.id)))) == below


def test_what_lies_in_the_recycle_bin_is_neither_counted_nor_shown(demo: AppContext) -> None:
    before = demo.read(chip_counts, TODAY, CaseFilter())
    gone = demo.read(difficulty_page, TODAY, CaseFilter(chip=Chip.OPEN, limit=2))
    with demo.write("remove") as work:
        for row in gone:
            work.remove(work.get(Difficulty, row.id))
        work.commit()
    after = demo.read(chip_counts, TODAY, CaseFilter())
    assert (after[Chip.OPEN], after[Chip.ALL]) == (before[Chip.OPEN] - 2, before[Chip.ALL] - 2)
    assert not {row.id for row in gone} & {row.id for row in every_row(demo)}


def test_what_waits_is_what_is_listed(demo: AppContext) -> None:
    rows = demo.read(to_do, TODAY)
    counts = demo.read(chip_counts, TODAY, CaseFilter())
    assert demo.read(waiting, TODAY) == (len(rows), counts[Chip.TO_ASSIGN])


@contextmanager
def plans(context: AppContext) -> Iterator[list[str]]:
    """How the database went about what is asked meanwhile."""
    seen: list[tuple[str, Any]] = []
    found: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        seen.append((statement, parameters))

    engine = context.ledger._reader
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    with engine.connect() as connection:
        for statement, parameters in seen:
            if statement.startswith(("SELECT", "WITH")):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                found += [str(row[3]) for row in rows]


def read_through(steps: list[str]) -> list[str]:
    """The steps that go through a whole table of many rows, and not just along an index that answers by itself."""
    large = ("difficulty", "visit", "handling_event", "promise", "enterprise")
    scans = [step for step in steps if step.split()[0] == "SCAN" and step.split()[1] in large]
    return [step for step in scans if "COVERING INDEX" not in step]


@pytest.mark.parametrize(
    "narrowed",
    [{}, {"category_id": 8}, {"unit_id": 1}, {"leader_id": 1}, {"enterprise_id": 1}, {"ids": (1, 2)}],
    ids=lambda narrowed: next(iter(narrowed), "whole"),
)
def test_a_page_is_found_in_an_index(context: AppContext, narrowed: dict[str, Any]) -> None:
    afters = (None, *(Place(clock, date(2026, 3, 1), 40) for clock in Clock))
    for chip, order, after in product((Chip.ALL, Chip.OPEN, Chip.OVERDUE), CaseOrder, afters):
        with plans(context) as steps:
            context.read(difficulty_page, TODAY, CaseFilter(chip=chip, order=order, after=after, **narrowed))
        assert read_through(steps) == []
        sorts = any("TEMP B-TREE" in step for step in steps)
        assert sorts is (chip is not Chip.ALL or "enterprise_id" in narrowed or "ids" in narrowed)


def test_counts_and_lists_of_the_pages_read_through_no_table(context: AppContext) -> None:
    with plans(context) as steps:
        context.read(chip_counts, TODAY, CaseFilter())
        context.read(chip_counts, TODAY, CaseFilter(unit_id=1))
        context.read(visit_page)
        context.read(visit_page, enterprise_id=1, before=(TODAY, 100))
        context.read(visit_page, leader_id=1, start=date(2026, 1, 1))
        context.read(visit_page, before=(date(2026, 5, 1), 100))
        context.read(due_visits, TODAY)
        context.read(enterprise_page, TODAY, after=3)
        board = context.read(board_figures, TODAY, context.read(load_calendar), Decimal(1))
        context.read(month_bars, TODAY)
    assert board.visits == 0
    assert read_through(steps) == []
