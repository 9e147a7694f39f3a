"""The life of a difficulty: which step is allowed when, and what the steps up to a day say.

A case is its list of steps and nothing else: state, deadline and result on a day are read from the steps up to that
day (product.md, Life of a difficulty). 纠正 takes back the latest step still in force; the log keeps both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from zhenyu_desk.domain.days import is_plausible
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction, State
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date

ON_THE_SPOT_RESULTS = frozenset({ResultKind.EXPLAINED, ResultKind.SOLVED})


@dataclass(frozen=True, slots=True)
class Step:
    """One step; only the fields its action needs are filled. `new_deadline` is the day approved or worked out."""

    on: date
    action: Action
    unit_id: int | None = None
    text: str = ""
    reason: str = ""
    new_deadline: date | None = None
    result: ResultKind | None = None
    reached: bool | None = None
    satisfaction: Satisfaction | None = None
    end_kind: EndKind | None = None
    condition: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A difficulty as its steps tell it. Stopped time is counted in working days."""

    state: State
    registered_on: date
    last_on: date
    unit_id: int | None = None
    first_assigned_on: date | None = None
    assigned_on: date | None = None
    original_deadline: date | None = None
    deadline: date | None = None
    stopped_on: date | None = None
    stops: tuple[tuple[date, date], ...] = ()
    resolved_on: date | None = None
    result: ResultKind | None = None
    result_text: str = ""
    follow_up_on: date | None = None
    reached: bool | None = None
    satisfaction: Satisfaction | None = None
    rated_on: date | None = None
    rated: Satisfaction | None = None
    reopened: int = 0
    supervised_on: date | None = None
    escalated_on: date | None = None
    parked_on: date | None = None
    condition: str = ""
    review_on: date | None = None
    closed_on: date | None = None
    ended_on: date | None = None
    end_kind: EndKind | None = None

    def deadline_on(self, day: date, calendar: WorkCalendar) -> date | None:
        """The current deadline as it stands on `day`; while the clock is stopped it moves on with the working days."""
        if self.deadline is None or self.stopped_on is None:
            return self.deadline
        return calendar.add_workdays(self.deadline, calendar.workdays_after(self.stopped_on, day))

    def is_overdue(self, day: date, calendar: WorkCalendar) -> bool:
        """Open and past the current deadline on `day`; while the clock stands, as it was on the day of the stop."""
        return self.state.is_open and self.deadline is not None and self.deadline < (self.stopped_on or day)

    def stopped_workdays(self, start: date, end: date, calendar: WorkCalendar) -> int:
        """Working days after `start` up to `end` during which the clock stood still."""
        stops = (*self.stops, (self.stopped_on, end)) if self.stopped_on else self.stops
        return sum(calendar.workdays_after(max(a, start), min(b, end)) for a, b in stops)


class Acted(Protocol):
    """A step as the rules or the log know it."""

    @property
    def action(self) -> Action:
        """What was done."""


ActedT = TypeVar("ActedT", bound=Acted)


def effective_steps(steps: Iterable[ActedT]) -> list[ActedT]:
    """The steps still in force: each 纠正 takes back the latest one before it, never the 登记."""
    kept: list[ActedT] = []
    for step in steps:
        if step.action is not Action.CORRECT:
            kept.append(step)
        elif len(kept) > 1:
            kept.pop()
    return kept


def replay(steps: Sequence[Step], calendar: WorkCalendar, until: date | None = None) -> Case | None:
    """Return the case as the steps up to and with `until` tell it (all steps when None); None before its 登记.

    `steps` are in order and were accepted by `check_step` one after another.
    """
    known = [step for step in steps if until is None or step.on <= until]
    if not known:
        return None
    kept = effective_steps(known)
    case = Case(state=State.REGISTERED, registered_on=kept[0].on, last_on=kept[0].on)
    for step in kept[1:]:
        case = _apply(case, step, calendar)
    return replace(case, last_on=known[-1].on)


def check_step(steps: Sequence[Step], step: Step, calendar: WorkCalendar, today: date) -> Case:
    """Return the case after `step`, or raise RuleBroken with the reason it can't be taken now."""
    for field, day in (("on", step.on), ("new_deadline", step.new_deadline), ("review_on", step.review_on)):
        if day is not None and not is_plausible(day):
            raise RuleBroken(_("The date {day} is not plausible.").format(day=day), field=field)
    if step.on > today:
        raise RuleBroken(
            _("The date {day} lies in the future; a step is dated today or earlier.").format(day=format_date(step.on)),
            field="on",
        )
    case = replay(steps, calendar)
    if case is None:
        if step.action is not Action.REGISTER:
            raise RuleBroken(_("A difficulty begins with its registration."))
    else:
        if step.on < case.last_on:
            raise RuleBroken(
                _("{action} on {day} lies before the step it follows, of {last}.").format(
                    action=step.action.label, day=format_date(step.on), last=format_date(case.last_on)
                ),
                field="on",
            )
        if step.action is Action.CORRECT:
            _check_correction(steps)
        elif step.action not in allowed_actions(case, step.on):
            raise RuleBroken(_refusal(case, step))
        _check_details(case, step)
    after = replay([*steps, step], calendar)
    assert after is not None
    return after


def allowed_actions(case: Case, on: date) -> list[Action]:
    """The steps that the state allows on a day, in the order of the life; 纠正 is offered apart."""
    actions = list(_ALLOWED[case.state])
    if case.state is State.REGISTERED and not _may_answer_on_the_spot(case, on):
        actions.remove(Action.RESOLVE)
    if case.state is State.HANDLING:
        actions.remove(Action.STOP_CLOCK if case.stopped_on else Action.RESUME_CLOCK)
    if case.state is State.RESOLVED and case.follow_up_on is None:
        actions.remove(Action.CLOSE)
    return actions


def can_correct(steps: Sequence[Step]) -> bool:
    """Whether there is a step after the 登记 that a 纠正 could take back."""
    return len(effective_steps(steps)) > 1


_NOTES = (Action.PROGRESS, Action.SUPERVISE, Action.ESCALATE)
_ALLOWED: dict[State, tuple[Action, ...]] = {
    State.REGISTERED: (Action.ASSIGN, Action.RESOLVE, *_NOTES, Action.END),
    State.HANDLING: (
        Action.RESOLVE,
        Action.PROGRESS,
        Action.EXTEND,
        Action.STOP_CLOCK,
        Action.RESUME_CLOCK,
        Action.SUPERVISE,
        Action.ESCALATE,
        Action.PARK,
        Action.RETURN,
        Action.END,
    ),
    State.RESOLVED: (Action.FOLLOW_UP, Action.REOPEN, Action.CLOSE),
    State.CLOSED: (),
    State.PARKED: (Action.UNPARK, *_NOTES),
    State.ENDED: (),
}


def _may_answer_on_the_spot(case: Case, on: date) -> bool:
    return case.first_assigned_on is None and on == case.registered_on


def _refusal(case: Case, step: Step) -> str:
    if step.action is Action.RESOLVE and case.state is State.REGISTERED:
        return _(
            "It must be assigned to a unit before it can be resolved (an answer on the spot is given the same day)."
        )
    if step.action is Action.CLOSE and case.state is State.RESOLVED:
        return _("It can be closed by hand only after a call-back has been recorded.")
    return _("{action} is not possible while the difficulty is «{state}».").format(
        action=step.action.label, state=case.state.label
    )


def _check_correction(steps: Sequence[Step]) -> None:
    if not can_correct(steps):
        raise RuleBroken(_("There is no step left to correct; to drop the difficulty, end it with a reason."))


def _check_details(case: Case, step: Step) -> None:
    """Refuse a step that lacks what its action needs, or whose dates can't be."""
    for field, needed, sentence in _needs(case, step):
        if needed:
            raise RuleBroken(sentence, field=field)


def _needs(case: Case, step: Step) -> list[tuple[str, bool, str]]:
    action = step.action
    reason = ("reason", not step.reason.strip(), _("{action} needs a reason.").format(action=action.label))
    deadline_early = step.new_deadline is not None and step.new_deadline < step.on
    needs = [("new_deadline", deadline_early, _("The new deadline lies before the step itself."))]
    if action in (
        Action.RETURN,
        Action.EXTEND,
        Action.STOP_CLOCK,
        Action.REOPEN,
        Action.CORRECT,
        Action.CLOSE,
    ):
        needs.append(reason)
    if action is Action.ASSIGN:
        needs.append(("unit_id", step.unit_id is None, _("Say which unit takes it on.")))
        needs.append(("new_deadline", step.new_deadline is None, _("Give the deadline.")))
    if action is Action.EXTEND:
        needs.append(("new_deadline", step.new_deadline is None, _("Give the new deadline.")))
    if action is Action.RESOLVE:
        needs.append(("result", step.result is None, _("Say how it was resolved.")))
        spot = case.state is State.REGISTERED and step.result not in ON_THE_SPOT_RESULTS
        sentence = _("An answer on the spot is «Explained» or «Solved»; anything else is assigned first.")
        needs.append(("result", spot, sentence))
    if action is Action.PARK:
        needs.append(("condition", not step.condition.strip(), _("Say what it waits for.")))
        needs.append(("review_on", step.review_on is None, _("Give the day to look at it again.")))
        early = step.review_on is not None and step.review_on < step.on
        needs.append(("review_on", early, _("The review day lies before the day of parking.")))
    if action is Action.FOLLOW_UP:
        needs.append(("reached", step.reached is None, _("Say whether the firm was reached.")))
        unreached = step.reached is False and step.satisfaction is not None
        needs.append(("satisfaction", unreached, _("A firm that was not reached can't have given a rating.")))
    if action is Action.END:
        needs.append(("end_kind", step.end_kind is None, _("Say how it ended.")))
        needs.append(reason)
    return needs


def _apply(case: Case, step: Step, calendar: WorkCalendar) -> Case:
    change = _CHANGES.get(step.action)
    return change(case, step, calendar) if change else case


def _restart_clock(case: Case, on: date, calendar: WorkCalendar) -> Case:
    """End a stop on the day `on`: the deadline moves by the working days after the stop up to and with that day."""
    if case.stopped_on is None:
        return case
    return replace(
        case,
        deadline=case.deadline_on(on, calendar),
        stops=(*case.stops, (case.stopped_on, on)),
        stopped_on=None,
    )


def _assign(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    return replace(
        case,
        state=State.HANDLING,
        unit_id=step.unit_id,
        first_assigned_on=case.first_assigned_on or step.on,
        assigned_on=step.on,
        original_deadline=case.original_deadline or step.new_deadline,
        deadline=step.new_deadline,
    )


def _return(case: Case, step: Step, calendar: WorkCalendar) -> Case:
    return replace(_restart_clock(case, step.on, calendar), state=State.REGISTERED, unit_id=None)


def _extend(case: Case, step: Step, calendar: WorkCalendar) -> Case:
    if case.stopped_on is None:
        return replace(case, deadline=step.new_deadline)
    # The approved day replaces what the stop added so far; the stop goes on from here.
    restarted = _restart_clock(case, step.on, calendar)
    return replace(restarted, deadline=step.new_deadline, stopped_on=step.on)


def _stop(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    return replace(case, stopped_on=step.on)


def _resume(case: Case, step: Step, calendar: WorkCalendar) -> Case:
    return _restart_clock(case, step.on, calendar)


def _supervise(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    return replace(case, supervised_on=step.on)


def _escalate(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    return replace(case, escalated_on=step.on)


def _park(case: Case, step: Step, calendar: WorkCalendar) -> Case:
    return replace(
        _restart_clock(case, step.on, calendar),
        state=State.PARKED,
        parked_on=step.on,
        condition=step.condition,
        review_on=step.review_on,
    )


def _unpark(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    return replace(
        case,
        state=State.HANDLING,
        deadline=step.new_deadline or case.deadline,
        parked_on=None,
        condition="",
        review_on=None,
    )


def _resolve(case: Case, step: Step, calendar: WorkCalendar) -> Case:
    return replace(
        _restart_clock(case, step.on, calendar),
        state=State.RESOLVED,
        resolved_on=step.on,
        result=step.result,
        result_text=step.text,
        follow_up_on=None,
        reached=None,
        satisfaction=None,
    )


def _follow_up(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    called = replace(case, follow_up_on=step.on, reached=step.reached, satisfaction=step.satisfaction)
    if not step.reached or step.satisfaction is None:
        return called
    rated = replace(called, rated_on=step.on, rated=step.satisfaction)
    if step.satisfaction is Satisfaction.DISSATISFIED:
        return rated
    return replace(rated, state=State.CLOSED, closed_on=step.on)


def _reopen(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    """Back to the unit that had it; one that was answered on the spot had none and waits to be assigned."""
    return replace(
        case,
        state=State.REGISTERED if case.unit_id is None else State.HANDLING,
        reopened=case.reopened + 1,
        deadline=step.new_deadline or case.deadline,
    )


def _close(case: Case, step: Step, _calendar: WorkCalendar) -> Case:
    return replace(case, state=State.CLOSED, closed_on=step.on)


def _end(case: Case, step: Step, calendar: WorkCalendar) -> Case:
    return replace(_restart_clock(case, step.on, calendar), state=State.ENDED, ended_on=step.on, end_kind=step.end_kind)


_CHANGES: dict[Action, Callable[[Case, Step, WorkCalendar], Case]] = {
    Action.ASSIGN: _assign,
    Action.RETURN: _return,
    Action.EXTEND: _extend,
    Action.STOP_CLOCK: _stop,
    Action.RESUME_CLOCK: _resume,
    Action.SUPERVISE: _supervise,
    Action.ESCALATE: _escalate,
    Action.PARK: _park,
    Action.UNPARK: _unpark,
    Action.RESOLVE: _resolve,
    Action.FOLLOW_UP: _follow_up,
    Action.REOPEN: _reopen,
    Action.CLOSE: _close,
    Action.END: _end,
}
