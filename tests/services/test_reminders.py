"""Reminders: each event once, another day makes another event, what is settled is not told."""

from datetime import date, timedelta

import pytest

from tests.ledgers import TODAY, Town
from zhenyu_desk.domain.inputs import PromiseInput, VisitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.reminders import ReminderKind
from zhenyu_desk.domain.terms import Action, ResultKind
from zhenyu_desk.services import visits
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import register_difficulty
from zhenyu_desk.services.reminders import mark_told, untold_events
from zhenyu_desk.store.queries import today as today_lists
from zhenyu_desk.store.queries.visits import visit_detail

DUE, LATE, REVIEW, PROMISE, VISIT = ReminderKind


def on(town: Town, day: date) -> AppContext:
    """The ledger on another day."""
    return AppContext(town.context.ledger, "李静", lambda: day)


def case(town: Town, deadline: date) -> int:
    """A difficulty with the unit, due on a day."""
    key = register_difficulty(town.context, town.difficulty(date(2026, 11, 2))).id
    assert key is not None
    town.step(key, Step(on=date(2026, 11, 3), action=Action.ASSIGN, unit_id=town.unit, new_deadline=deadline))
    return key


def told(context: AppContext) -> list[tuple[ReminderKind, int]]:
    """What is told now, and noted."""
    events = untold_events(context)
    mark_told(context, events)
    return [(event.kind, event.record_id) for event in events]


@pytest.fixture
def quiet(town: Town) -> Town:
    """A town whose firm was visited yesterday, so that nothing waits."""
    town.visit(TODAY - timedelta(days=1))
    assert told(town.context) == []
    return town


def test_a_case_is_told_when_due_and_once_more_when_overdue(quiet: Town) -> None:
    key = case(quiet, TODAY)
    assert told(quiet.context) == [(DUE, key)]
    assert told(quiet.context) == []
    tomorrow = on(quiet, TODAY + timedelta(days=1))
    assert told(tomorrow) == [(LATE, key)]
    assert told(tomorrow) == []
    assert told(on(quiet, TODAY + timedelta(days=2))) == []


def test_what_is_due_later_or_done_is_not_told(quiet: Town) -> None:
    case(quiet, TODAY + timedelta(days=1))
    done = case(quiet, TODAY)
    quiet.step(done, Step(on=TODAY, action=Action.PROGRESS, text="已受理"))
    quiet.step(done, Step(on=TODAY, action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    assert told(quiet.context) == []


def test_a_case_is_told_however_many_are_overdue_already(quiet: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of 今日 end somewhere; the reminders do not."""
    monkeypatch.setattr(today_lists, "MOST_ROWS", 3)
    old = [case(quiet, TODAY - timedelta(days=9)) for _number in range(4)]
    assert told(quiet.context) == [(LATE, key) for key in old]
    new, parked = case(quiet, TODAY), []
    for _number in range(4):
        parked.append(case(quiet, TODAY + timedelta(days=9)))
        step = Step(on=TODAY, action=Action.PARK, condition="变电站建成", review_on=TODAY, reason="待建")
        quiet.step(parked[-1], step)
    assert told(quiet.context) == [(DUE, new), *((REVIEW, key) for key in parked)]
    assert told(on(quiet, TODAY + timedelta(days=1))) == [(LATE, new)]


def test_a_case_whose_clock_stands_since_its_last_day_is_not_told(quiet: Town) -> None:
    key = case(quiet, TODAY)
    quiet.step(key, Step(on=TODAY, action=Action.STOP_CLOCK, reason="等企业补材料"))
    for days in range(3):
        assert told(on(quiet, TODAY + timedelta(days=days))) == []


def test_a_new_deadline_is_a_new_event(quiet: Town) -> None:
    key = case(quiet, TODAY)
    assert told(quiet.context) == [(DUE, key)]
    later = date(2026, 11, 27)
    quiet.step(key, Step(on=TODAY, action=Action.EXTEND, new_deadline=later, reason="设备延期到货"))
    assert told(quiet.context) == []
    assert told(on(quiet, later)) == [(DUE, key)]


def test_a_stop_does_not_make_an_overdue_case_new_every_day(quiet: Town) -> None:
    key = case(quiet, TODAY - timedelta(days=4))
    assert told(quiet.context) == [(LATE, key)]
    quiet.step(key, Step(on=TODAY, action=Action.STOP_CLOCK, reason="等企业补材料"))
    for days in range(1, 6):
        assert told(on(quiet, TODAY + timedelta(days=days))) == []


def test_a_parked_one_is_told_at_its_review(quiet: Town) -> None:
    key = case(quiet, TODAY + timedelta(days=10))
    review = TODAY + timedelta(days=20)
    quiet.step(
        key,
        Step(on=TODAY, action=Action.PARK, condition="变电站建成", review_on=review, reason="待建"),
    )
    assert told(on(quiet, review - timedelta(days=1))) == []
    assert told(on(quiet, review)) == [(REVIEW, key)]
    assert told(on(quiet, review + timedelta(days=1))) == []


def test_a_promise_is_told_on_its_day_unless_it_was_kept(quiet: Town) -> None:
    promises = (
        PromiseInput(text="协调用电", due_on=TODAY),
        PromiseInput(text="已办好的", due_on=TODAY, kept_on=TODAY),
        PromiseInput(text="以后的", due_on=TODAY + timedelta(days=5)),
    )
    given = VisitInput(on=TODAY, enterprise_id=quiet.firm, leader_id=quiet.leader, promises=promises)
    visits.register_visit(quiet.context, given)
    assert [kind for kind, _key in told(quiet.context)] == [PROMISE]
    assert told(quiet.context) == []


def test_a_promise_told_once_is_not_told_again_when_another_of_the_visit_goes(quiet: Town) -> None:
    promises = (PromiseInput(text="协调用电", due_on=TODAY), PromiseInput(text="协调住房", due_on=TODAY))
    given = VisitInput(on=TODAY, enterprise_id=quiet.firm, leader_id=quiet.leader, promises=promises)
    key = visits.register_visit(quiet.context, given).id
    assert key is not None
    assert [kind for kind, _key in told(quiet.context)] == [PROMISE, PROMISE]
    row = quiet.context.read(visit_detail, key)
    new = PromiseInput(text="协调用地", due_on=TODAY)
    kept = PromiseInput(id=row.promises[1].id, text="协调住房", due_on=TODAY)
    visits.update_visit(quiet.context, key, row.version, given.model_copy(update={"promises": (new, kept)}))
    first, second = quiet.context.read(visit_detail, key).promises
    assert (first.text, second.text) == ("协调住房", "协调用地")
    assert told(quiet.context) == [(PROMISE, second.id)]


def test_a_firm_is_told_once_for_each_time_it_comes_due(town: Town) -> None:
    assert told(town.context) == [(VISIT, town.firm)]
    assert told(on(town, TODAY + timedelta(days=3))) == []
    town.visit(TODAY)
    assert told(on(town, TODAY + timedelta(days=30))) == []
    assert told(on(town, TODAY + timedelta(days=31))) == [(VISIT, town.firm)]


def test_noting_twice_does_no_harm(town: Town) -> None:
    events = untold_events(town.context)
    mark_told(town.context, [*events, *events])
    mark_told(town.context, events)
    assert untold_events(town.context) == []
