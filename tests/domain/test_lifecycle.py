"""The life of a difficulty: what is allowed, what the steps say, and what never changes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.histories import CALENDAR, START, TODAY, histories
from zhenyu_desk.domain.lifecycle import (
    Case,
    Step,
    allowed_actions,
    can_correct,
    check_step,
    effective_steps,
    replay,
)
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction, State
from zhenyu_desk.errors import RuleBroken

REGISTER = Step(on=date(2026, 10, 8), action=Action.REGISTER)
ASSIGN = Step(on=date(2026, 10, 9), action=Action.ASSIGN, unit_id=1, new_deadline=date(2026, 10, 15))
RESOLVE = Step(on=date(2026, 10, 13), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已办好")


def life(*steps: Step) -> Case:
    """Take the steps one by one as the program would."""
    taken: list[Step] = []
    for step in steps:
        check_step(taken, step, CALENDAR, TODAY)
        taken.append(step)
    case = replay(taken, CALENDAR)
    assert case is not None
    return case


def refused(*steps: Step) -> RuleBroken:
    """The refusal of the last step after the others."""
    life(*steps[:-1])
    with pytest.raises(RuleBroken) as error:
        check_step(steps[:-1], steps[-1], CALENDAR, TODAY)
    return error.value


def step(day: int, action: Action, **details: Any) -> Step:
    """A step on a day of October 2026."""
    return replace(Step(on=date(2026, 10, day), action=action), **details)


@given(histories())
def test_what_the_steps_say_agrees_with_itself(steps: list[Step]) -> None:
    case = replay(steps, CALENDAR)
    assert case is not None
    kept = [s.action for s in effective_steps(steps)]
    assert (case.state is State.PARKED) == (case.parked_on is not None)
    assert (case.state is State.ENDED) == (kept[-1] is Action.END)
    assert not case.state.is_done or case.resolved_on is not None
    assert case.stopped_on is None or case.state is State.HANDLING
    assert case.state is not State.HANDLING or case.unit_id is not None
    assert (case.original_deadline is None) == (Action.ASSIGN not in kept)
    assert case.reopened == kept.count(Action.REOPEN)
    assert case.last_on == steps[-1].on
    for day in (case.last_on, TODAY):
        deadline = case.deadline_on(day, CALENDAR)
        if case.is_overdue(day, CALENDAR):
            assert case.state.is_open
            assert deadline is not None
            assert deadline < day or case.stopped_on is not None


@given(histories())
def test_the_original_deadline_is_the_one_of_the_first_assignment_in_force(steps: list[Step]) -> None:
    case = replay(steps, CALENDAR)
    assert case is not None
    given_days = [s.new_deadline for s in effective_steps(steps) if s.action is Action.ASSIGN]
    assert case.original_deadline == (given_days[0] if given_days else None)


@given(histories(), st.integers(0, 120))
def test_what_a_day_shows_does_not_change_through_later_steps(steps: list[Step], days: int) -> None:
    day = START + timedelta(days=days)
    assert replay(steps, CALENDAR, day) == replay([s for s in steps if s.on <= day], CALENDAR)


@given(histories())
def test_a_correction_takes_the_latest_step_back(steps: list[Step]) -> None:
    if not can_correct(steps):
        assert refused(*steps, Step(on=TODAY, action=Action.CORRECT, reason="误录")).sentence
        return
    corrected = [*steps, Step(on=TODAY, action=Action.CORRECT, reason="误录")]
    before = replay(effective_steps(steps)[:-1], CALENDAR)
    after = replay(corrected, CALENDAR)
    assert before is not None
    assert after is not None
    assert replace(after, last_on=before.last_on) == before
    assert len(corrected) == len(steps) + 1


@given(histories(), st.sampled_from(Action), st.integers(0, 5))
def test_only_allowed_actions_are_taken(steps: list[Step], action: Action, days: int) -> None:
    case = replay(steps, CALENDAR)
    assert case is not None
    on = min(TODAY, case.last_on + timedelta(days=days))
    if action is Action.CORRECT or action in allowed_actions(case, on):
        return
    bare = Step(on=on, action=action, reason="理由", unit_id=1, new_deadline=on, result=ResultKind.SOLVED)
    with pytest.raises(RuleBroken):
        check_step(steps, bare, CALENDAR, TODAY)


def test_the_straight_way_to_the_end() -> None:
    call = step(14, Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.SATISFIED)
    case = life(REGISTER, ASSIGN, RESOLVE, call)
    assert (case.state, case.closed_on, case.result) == (State.CLOSED, date(2026, 10, 14), ResultKind.SOLVED)


def test_an_answer_on_the_spot_needs_no_unit() -> None:
    case = life(REGISTER, step(8, Action.RESOLVE, result=ResultKind.EXPLAINED))
    assert case.state is State.RESOLVED
    assert case.deadline is None


@pytest.mark.parametrize(
    ("resolve", "field"),
    [
        (step(9, Action.RESOLVE, result=ResultKind.SOLVED), None),
        (step(8, Action.RESOLVE, result=ResultKind.PARTLY), "result"),
    ],
)
def test_a_resolve_before_an_assignment_is_refused(resolve: Step, field: str | None) -> None:
    assert refused(REGISTER, resolve).field == field


def test_dissatisfied_stays_to_call_back_until_reopened_or_explained() -> None:
    unhappy = step(14, Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.DISSATISFIED)
    assert life(REGISTER, ASSIGN, RESOLVE, unhappy).state is State.RESOLVED
    again = life(REGISTER, ASSIGN, RESOLVE, unhappy, step(15, Action.REOPEN, reason="诉求合理"))
    assert (again.state, again.reopened, again.result) == (State.HANDLING, 1, ResultKind.SOLVED)
    closed = life(REGISTER, ASSIGN, RESOLVE, unhappy, step(15, Action.CLOSE, reason="已解释政策"))
    assert closed.state is State.CLOSED


def test_not_reached_stays_to_call_back_and_cannot_be_closed_without_a_call() -> None:
    missed = step(14, Action.FOLLOW_UP, reached=False)
    assert life(REGISTER, ASSIGN, RESOLVE, missed).state is State.RESOLVED
    refused(REGISTER, ASSIGN, RESOLVE, step(14, Action.CLOSE, reason="x"))
    refused(
        REGISTER,
        ASSIGN,
        RESOLVE,
        step(14, Action.FOLLOW_UP, reached=False, satisfaction=Satisfaction.SATISFIED),
    )


def test_a_stopped_clock_moves_the_deadline_by_the_working_days_it_stood() -> None:
    stop, resume = step(12, Action.STOP_CLOCK, reason="等企业补材料"), step(19, Action.RESUME_CLOCK)
    stopped = life(REGISTER, ASSIGN, stop)
    assert stopped.deadline_on(date(2026, 10, 12), CALENDAR) == date(2026, 10, 15)
    assert stopped.deadline_on(date(2026, 12, 1), CALENDAR) == CALENDAR.add_workdays(date(2026, 10, 15), 36)
    assert not stopped.is_overdue(date(2026, 12, 1), CALENDAR)
    resumed = life(REGISTER, ASSIGN, stop, resume)
    # 13, 14, 15, 16 and 19 October: five working days after the 12th up to and with the 19th.
    assert resumed.deadline == date(2026, 10, 22)
    assert resumed.original_deadline == date(2026, 10, 15)
    assert resumed.stopped_workdays(date(2026, 10, 9), date(2026, 10, 22), CALENDAR) == 5


def test_what_was_late_when_the_clock_was_stopped_stays_late() -> None:
    late = life(REGISTER, ASSIGN, step(16, Action.STOP_CLOCK, reason="等企业补材料"))
    assert late.is_overdue(date(2026, 10, 30), CALENDAR)
    on_its_last_day = life(REGISTER, ASSIGN, step(15, Action.STOP_CLOCK, reason="等企业补材料"))
    assert not any(on_its_last_day.is_overdue(date(2026, 10, day), CALENDAR) for day in range(15, 32))


@pytest.mark.parametrize("year", [1066, 9026, 9999])
def test_days_that_cannot_be_are_refused(year: int) -> None:
    far = Step(on=date(2026, 10, 9), action=Action.ASSIGN, unit_id=1, new_deadline=date(year, 10, 15))
    assert refused(REGISTER, far).field == "new_deadline"


def test_resolving_a_stopped_case_ends_the_stop_that_day() -> None:
    case = life(REGISTER, ASSIGN, step(12, Action.STOP_CLOCK, reason="等"), replace(RESOLVE, on=date(2026, 10, 16)))
    assert case.stopped_on is None
    assert case.deadline == CALENDAR.add_workdays(date(2026, 10, 15), 4)


def test_an_extension_moves_the_current_deadline_only() -> None:
    case = life(REGISTER, ASSIGN, step(12, Action.EXTEND, new_deadline=date(2026, 10, 30), reason="批准"))
    assert (case.original_deadline, case.deadline) == (date(2026, 10, 15), date(2026, 10, 30))


def test_returned_and_handed_out_again() -> None:
    back = step(10, Action.RETURN, reason="非本单位职责")
    again = step(12, Action.ASSIGN, unit_id=2, new_deadline=date(2026, 10, 19))
    case = life(REGISTER, ASSIGN, back, again)
    assert (case.unit_id, case.first_assigned_on, case.original_deadline) == (
        2,
        date(2026, 10, 9),
        date(2026, 10, 15),
    )
    assert case.deadline == date(2026, 10, 19)


def test_parked_is_neither_open_nor_done() -> None:
    park = step(12, Action.PARK, condition="等土地指标", review_on=date(2026, 12, 1))
    case = life(REGISTER, ASSIGN, park)
    assert not case.state.is_open
    assert not case.state.is_done
    assert not case.is_overdue(TODAY, CALENDAR)
    assert life(REGISTER, ASSIGN, park, step(20, Action.UNPARK)).state is State.HANDLING


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (Step(on=date(2026, 10, 9), action=Action.ASSIGN, new_deadline=date(2026, 10, 20)), "unit_id"),
        (Step(on=date(2027, 1, 4), action=Action.ASSIGN, unit_id=1, new_deadline=date(2027, 1, 9)), "on"),
        (Step(on=date(2026, 10, 7), action=Action.ASSIGN, unit_id=1, new_deadline=date(2026, 10, 9)), "on"),
        (
            Step(on=date(2026, 10, 9), action=Action.ASSIGN, unit_id=1, new_deadline=date(2026, 10, 8)),
            "new_deadline",
        ),
        (Step(on=date(2026, 10, 9), action=Action.END, reason="重复"), "end_kind"),
        (Step(on=date(2026, 10, 9), action=Action.END, end_kind=EndKind.MERGED), "reason"),
    ],
)
def test_a_step_names_the_field_that_is_wrong(bad: Step, field: str) -> None:
    assert refused(REGISTER, bad).field == field


def test_nothing_happens_after_the_end() -> None:
    over = step(9, Action.END, end_kind=EndKind.WITHDRAWN, reason="企业撤回")
    error = refused(REGISTER, over, step(10, Action.ASSIGN, unit_id=1, new_deadline=date(2026, 10, 20)))
    assert "已终止" in error.sentence or "Ended" in error.sentence
