"""The invented town is believable and lawful, the same for the same seed, as the verbs would write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.services.demo_by_verbs import fill_by_verbs
from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.lifecycle import replay
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.office import CATEGORIES
from zhenyu_desk.domain.pairings import overlaps
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.domain.terms import Action, EndKind, Ownership, PairingRole, ResultKind, Satisfaction, State
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.demo import Scale, Sizes, fill, issue_last_month
from zhenyu_desk.services.demo.fill import setting_of, sizes_of
from zhenyu_desk.services.demo.plan import Plan, make_plan
from zhenyu_desk.services.figures import differences_of, figures_of, month_report
from zhenyu_desk.services.issuing import issued_reports
from zhenyu_desk.store import bulk
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.difficulties import chip_counts
from zhenyu_desk.store.queries.office import categories, load_calendar
from zhenyu_desk.store.queries.register import leaders
from zhenyu_desk.store.tables import (
    METADATA,
    Contact,
    Difficulty,
    Enterprise,
    HandlingEvent,
    Pairing,
    Record,
    Visit,
)

TODAY = date(2026, 11, 24)
# Small enough for the verbs, with every kind of life in it.
VILLAGE = Sizes(firms=40, paired=30, leaders=6, units=14, visits=180, difficulties=200)
INSTANTS = {"created_at", "updated_at", "recorded_at"}


def open_empty(folder: Path, today: date = TODAY) -> AppContext:
    return AppContext(ledger=Ledger.create(folder, "青墩镇"), actor="李静", today=lambda: today)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """A ledger filled once for all tests that only read."""
    context = open_empty(tmp_path_factory.mktemp("demo") / "town")
    fill(context, "town", seed=1)
    yield context
    context.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that plans are made for and nothing is written to."""
    ledger = Ledger.create(tmp_path_factory.mktemp("demo") / "empty", "青墩镇")
    yield ledger
    ledger.close()


def everything(context: AppContext, *, without: frozenset[str] = frozenset()) -> dict[str, list[dict[str, Any]]]:
    """All tables but the audit log, without the instants of writing and the columns named."""
    left_out = INSTANTS | without
    with context.ledger.read() as session:
        return {
            name: [
                {column: value for column, value in row.items() if column not in left_out}
                for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for name, table in METADATA.tables.items()
            if name not in ("audit_entry", "audit_value")
        }


def searchable(context: AppContext) -> dict[str, list[Any]]:
    """What the search index knows of each record: its text and the names it mentions."""
    with context.ledger.read() as session:
        names = {str(key): name for key, name in session.execute(text("SELECT id, name FROM search_name"))}
        return {
            kind: [
                (key, body, sorted(names[name] for name in mentioned.split()))
                for key, body, mentioned in session.execute(
                    text(f"SELECT id, body, names FROM search_{kind}_text ORDER BY id")
                )
            ]
            for kind in SearchKind
        }


def records(context: AppContext, table: type[Record]) -> list[Any]:
    with context.ledger.read() as session:
        return list(session.scalars(select(table)))


def plan_of(context: AppContext, seed: int) -> Plan:
    sizes = sizes_of("town")
    with context.write("plan") as work:
        return make_plan(setting_of(work, context.today(), sizes, bulk.next_keys(work.session)), sizes, seed)


def test_it_is_as_large_as_promised(town: AppContext) -> None:
    assert len(records(town, Enterprise)) == 160
    assert len(records(town, Visit)) == 1_000
    assert 380 <= len(records(town, Difficulty)) <= 520
    assert figures_of(town, Month.of(TODAY), TODAY).paired_enterprises.value == 120


def test_the_ledger_is_whole(town: AppContext) -> None:
    assert check_ledger(town) == []


def test_the_same_seed_gives_the_same_town(town: AppContext, tmp_path: Path) -> None:
    again = open_empty(tmp_path / "again")
    fill(again, Scale.TOWN, seed=1)
    made, first = everything(again), everything(town)
    for table in bulk.TABLES:
        assert made[str(table.__tablename__)] == first[str(table.__tablename__)]
    again.close()


def test_another_seed_gives_another_town(town: AppContext) -> None:
    first, second = plan_of(town, 1), plan_of(town, 2)
    assert [firm.given.name for firm in first.firms] != [firm.given.name for firm in second.firms]


def test_the_verbs_would_have_written_the_same(tmp_path: Path) -> None:
    by_verbs, by_fill = open_empty(tmp_path / "verbs"), open_empty(tmp_path / "fill")
    fill_by_verbs(by_verbs, VILLAGE, seed=1)
    fill(by_fill, VILLAGE, seed=1)
    # A record's version counts how often it was written, which the verbs do more than once.
    by_chance = frozenset({"uid", "version"})
    assert everything(by_verbs, without=by_chance) == everything(by_fill, without=by_chance)
    assert searchable(by_verbs) == searchable(by_fill)
    by_fill.close()
    by_verbs.close()


def test_every_code_is_valid_and_there_once(town: AppContext) -> None:
    codes = [firm.credit_code for firm in records(town, Enterprise)]
    assert len(set(codes)) == len(codes)
    assert {code: credit_code.examine(code) for code in codes if credit_code.examine(code).errors} == {}
    assert not any(credit_code.examine(code).warnings for code in codes)


def test_names_are_there_once_and_every_ownership_occurs(town: AppContext) -> None:
    firms = records(town, Enterprise)
    assert len({firm.name for firm in firms}) == len({firm.short_name for firm in firms}) == len(firms)
    assert {firm.ownership for firm in firms} == set(Ownership)
    assert not any("镇" in firm.name for firm in firms)


def test_mobiles_belong_to_nobody(town: AppContext) -> None:
    mobiles = [contact.mobile for contact in records(town, Contact)]
    assert all(mobile.startswith("1990000") and len(mobile) == 11 for mobile in mobiles)


def test_leaders_have_rare_characters_one_beyond_the_bmp(town: AppContext) -> None:
    names = "".join(row.name for row in town.read(leaders))
    assert set("赟昇堃玥祎𬱖") <= set(names)
    assert any(ord(character) > 0xFFFF for character in names)


def test_visits_are_on_working_days_up_to_today(town: AppContext) -> None:
    calendar = town.read(load_calendar)
    days = {visit.on for visit in records(town, Visit)}
    assert [day for day in days if not calendar.is_workday(day)] == []
    assert min(days).year == 2024
    assert max(days) <= TODAY
    assert (TODAY - max(days)).days < 7


def test_no_firm_is_visited_twice_a_day_and_texts_vary(town: AppContext) -> None:
    visits = records(town, Visit)
    assert len({(visit.on, visit.enterprise_id) for visit in visits}) == len(visits)
    assert len({visit.business for visit in visits}) > 0.95 * len(visits)


def test_one_main_leader_per_firm_and_day_some_handed_over(town: AppContext) -> None:
    pairings = [pairing for pairing in records(town, Pairing) if pairing.role is PairingRole.MAIN]
    clashes = [
        (one.id, other.id)
        for one in pairings
        for other in pairings
        if one.id < other.id
        and one.enterprise_id == other.enterprise_id
        and overlaps(one.start, one.end, other.start, other.end)
    ]
    assert clashes == []
    firms = Counter(pairing.enterprise_id for pairing in pairings)
    assert sum(count > 1 for count in firms.values()) > 5
    still_paired = {p.enterprise_id for p in pairings if p.end is None or p.end >= TODAY}
    assert len(set(firms) - still_paired) == 1


def test_every_category_has_difficulties_and_a_unit(town: AppContext) -> None:
    rows = {row.id: row for row in town.read(categories)}
    counts = Counter(rows[difficulty.category_id].name for difficulty in records(town, Difficulty))
    wanted = {*CATEGORIES, *(child for children in CATEGORIES.values() for child in children)}
    assert wanted <= set(counts)
    assert all(row.unit_id is not None for row in rows.values())


def test_amounts_come_with_their_unit(town: AppContext) -> None:
    difficulties = records(town, Difficulty)
    assert {"kVA", "亩", "吨/日", "人"} <= {difficulty.quantity_unit for difficulty in difficulties}
    assert all((d.quantity is None) == (not d.quantity_unit) for d in difficulties)
    assert all(f"{d.quantity:f}" in d.title for d in difficulties if d.quantity is not None)


def test_every_chip_of_the_handling_page_has_something_to_show(town: AppContext) -> None:
    counts = town.read(chip_counts, TODAY, CaseFilter())
    assert [chip for chip in Chip if not counts[chip]] == []


def test_every_step_result_rating_and_end_occurs(town: AppContext) -> None:
    events = records(town, HandlingEvent)
    assert {event.action for event in events} == set(Action)
    assert {event.result for event in events} >= set(ResultKind)
    assert {event.satisfaction for event in events} >= set(Satisfaction)
    assert {event.end_kind for event in events} >= set(EndKind)


@pytest.mark.parametrize("today", [TODAY, date(2026, 2, 22), date(2025, 1, 1), date(2027, 6, 30)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_state_is_there_today_whatever_day_and_seed(empty: Ledger, seed: int, today: date) -> None:
    plan = plan_of(AppContext(ledger=empty, actor="李静", today=lambda: today), seed)
    told = [difficulty for day in plan.days() for difficulty in day.difficulties]
    calendar = plan.setting.calendar
    cases = [replay(difficulty.steps, calendar) for difficulty in told]
    standing = [case for case in cases if case is not None]
    assert {case.state for case in standing} == set(State)
    assert any(case.stopped_on for case in standing)
    assert any(case.follow_up_on and case.reached is False for case in standing if not case.state.is_open)
    assert any(case.is_overdue(today, calendar) and case.supervised_on for case in standing)
    assert any(_is_due_soon(calendar, today, case.deadline) for case in standing if case.state is State.HANDLING)
    assert {case.end_kind for case in standing} >= set(EndKind)
    assert all(step.on <= today for difficulty in told for step in difficulty.steps)


def _is_due_soon(calendar: WorkCalendar, today: date, deadline: date | None) -> bool:
    return deadline is not None and 0 <= calendar.workdays_left(today, deadline) <= 2


def test_figures_of_every_month_look_like_an_office_that_works(town: AppContext) -> None:
    months = [Month.of(TODAY).minus(back) for back in range(1, 24)]
    figures = [figures_of(town, month, month.last) for month in months]
    assert all(figure.visits.value and figure.new.value and figure.resolved.value for figure in figures)
    assert 0.82 < _mean(figure.on_time_rate for figure in figures) < 0.97
    assert 0.88 < _mean(figure.satisfaction_rate for figure in figures) < 0.99
    assert _mean(figure.followed_up_rate for figure in figures) > 0.75
    assert all(figure.overdue.value < figure.to_handle.value for figure in figures)


def _mean(rates: Iterator[Any]) -> float:
    values = [float(rate.value) for rate in rates if rate.value is not None]
    return sum(values) / len(values)


def test_a_ledger_with_firms_is_left_alone(town: AppContext) -> None:
    before = everything(town)
    with pytest.raises(RuleBroken, match="企业"):
        fill(town)
    assert everything(town) == before


def test_an_unknown_scale_is_refused(tmp_path: Path) -> None:
    context = open_empty(tmp_path / "empty")
    with pytest.raises(RuleBroken, match="village"):
        fill(context, "village")
    context.close()


def test_progress_and_changes_tell_what_was_done(tmp_path: Path) -> None:
    context = open_empty(tmp_path / "empty")
    heard: list[tuple[int, int]] = []
    changes = fill(context, seed=3, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (1_000, 1_000)
    assert heard == sorted(heard)
    assert len(changes.touched[Aggregate.VISIT]) == 1_000
    not_invented = {Aggregate.FILTER, Aggregate.REPORT}  # what people keep for themselves, and write for a month
    assert {kind for kind in Aggregate if kind in changes} == set(Aggregate) - not_invented
    context.close()


def test_a_town_has_issued_last_month_and_has_something_to_correct(tmp_path: Path) -> None:
    context = open_empty(tmp_path / "town")
    fill(context, Scale.TOWN, seed=1)
    issue_last_month(context)
    last_month = Month.of(TODAY).minus(1)
    (issued,) = issued_reports(context, last_month)
    assert issued.as_of == last_month.last
    assert 2 <= len(month_report(context, last_month).typical) <= 3
    changed = {one.key: one for one in differences_of(context, last_month)}
    assert int(changed["visits"].now) == int(changed["visits"].reported) + 1
    assert {reason for one in changed.values() for reason in one.reasons} == set(changed["visits"].reasons)
    assert check_ledger(context) == []
    context.close()
