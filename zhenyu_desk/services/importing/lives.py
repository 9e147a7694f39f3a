"""The life of a difficulty as a file tells it: from 办理记录, or from the dates of 诉求 in the order of
the life.

History comes in as it was: a reason that nobody wrote down is filled and warned of, a retired unit is no
obstacle.
What the life itself does not allow is refused (exchange.md, Standard workbook).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhenyu_desk.domain.lifecycle import Case, Step, check_step, replay
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store import case_log
from zhenyu_desk.store.tables import Difficulty
from zhenyu_desk.store.unit_of_work import UnitOfWork

NOT_WRITTEN_DOWN = "（历史数据未填）"
_NEED_REASON = frozenset(
    {Action.RETURN, Action.EXTEND, Action.STOP_CLOCK, Action.REOPEN, Action.CORRECT, Action.CLOSE, Action.END}
)
# Which column of 诉求 a step without a row of its own came from.
_COLUMNS = {
    Action.REGISTER: "reported_on",
    Action.ASSIGN: "assigned_on",
    Action.EXTEND: "deadline",
    Action.PARK: "parked_on",
    Action.UNPARK: "parked_on",
    Action.RESOLVE: "resolved_on",
    Action.FOLLOW_UP: "follow_up_on",
    Action.END: "ended_on",
}
_NOTES = frozenset({Action.PROGRESS, Action.SUPERVISE, Action.ESCALATE})
_STEP_FIELDS = (
    "on", "action", "text", "reason", "new_deadline", "result", "reached", "satisfaction", "end_kind",
    "condition",
    "review_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """A step to come, the working days of the rule behind its deadline, and who recorded it; `row` in its
    sheet.
    """

    step: Step
    days: int | None = None
    recorder: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Office:
    """What planning needs to know: the calendar, today, the rule's working days for this difficulty, and
    units.
    """

    calendar: WorkCalendar
    today: date
    rule_days: int
    unit_id: Callable[[str], int]


def from_log(
    rows: Sequence[tuple[int, Mapping[str, Any]]], reported_on: date, lead_unit: str, office: Office
) -> list[Planned]:
    """The steps of 办理记录 rows (row, values), by date, those of one day in the order of their rows."""
    ordered = sorted(rows, key=lambda item: item[1]["on"])
    planned = [_logged(row, values, lead_unit, office) for row, values in ordered]
    if planned[0].step.action is not Action.REGISTER:
        planned.insert(0, Planned(Step(on=reported_on, action=Action.REGISTER), row=planned[0].row))
    return planned


def from_dates(values: Mapping[str, Any], office: Office) -> list[Planned]:
    """The steps that the dates of a 诉求 row stand for; RuleBroken for a detail whose date is missing."""
    _check_dates(values)
    steps = [Step(on=values["reported_on"], action=Action.REGISTER)]
    assigned_on = values.get("assigned_on")
    if assigned_on:
        unit = values.get("lead_unit")
        if not unit:
            raise RuleBroken(_("Say which unit takes it on."), field="lead_unit")
        original = values.get("original_deadline")
        steps.append(Step(assigned_on, Action.ASSIGN, unit_id=office.unit_id(unit), new_deadline=original))
        original = original or office.calendar.add_workdays(assigned_on, office.rule_days)
        if values.get("deadline", original) != original:
            steps.append(Step(assigned_on, Action.EXTEND, new_deadline=values["deadline"]))
    if values.get("parked_on"):
        condition, review_on = values.get("condition", ""), values.get("review_on")
        steps.append(Step(values["parked_on"], Action.PARK, condition=condition, review_on=review_on))
    later = values.get("resolved_on") or values.get("ended_on")
    if values.get("parked_on") and later:
        # 诉求 has no column for 解挂; a case that was parked and still came to an end was taken up again by then.
        steps.append(Step(later, Action.UNPARK))
    if values.get("resolved_on"):
        text, result = values.get("result_text", ""), values.get("result")
        steps.append(Step(values["resolved_on"], Action.RESOLVE, result=result, text=text))
    if values.get("follow_up_on"):
        reached, rating = values.get("reached"), values.get("satisfaction")
        steps.append(Step(values["follow_up_on"], Action.FOLLOW_UP, reached=reached, satisfaction=rating))
    if values.get("ended_on"):
        kind, reason = values.get("end_kind"), values.get("end_reason", "")
        steps.append(Step(values["ended_on"], Action.END, end_kind=kind, reason=reason))
    return [Planned(step) for step in steps]


def check_life(
    planned: Sequence[Planned], known: Sequence[Step], office: Office, warn: Callable[[str], None]
) -> list[Planned]:
    """The planned steps, completed and each accepted after those before it; RuleBroken names the row and
    the reason.

    A 交办 without deadline has the one of the known step at its place, else that of the rules.
    """
    accepted: list[Planned] = []
    steps: list[Step] = []
    for index, plan in enumerate(planned):
        there = known[index] if index < len(known) else None
        complete = _with_deadline(_filled(plan, warn), there, office)
        try:
            check_step(steps, complete.step, office.calendar, office.today)
        except RuleBroken as error:
            if not plan.row:
                raise RuleBroken(error.sentence, field=_COLUMNS.get(plan.step.action)) from None
            raise RuleBroken(
                _("Handling record, row {row}: {reason}").format(row=plan.row, reason=error.sentence),
                field=error.field,
            ) from None
        accepted.append(complete)
        steps.append(complete.step)
    return accepted


def new_steps(planned: Sequence[Planned], known: Sequence[Step], *, whole: bool) -> Sequence[Planned]:
    """What the file knows beyond the known steps; RuleBroken when the two tell different stories.

    A file that tells the `whole` life must repeat the known steps; one with dates alone may leave out the
    notes.
    """
    told = [plan.step for plan in planned]
    compared = [*known] if whole else [step for step in known if step.action not in _NOTES]
    common = min(len(told), len(compared))
    if told[:common] != compared[:common]:
        first = next(i for i in range(common) if told[i] != compared[i])
        raise RuleBroken(
            _("The file tells another history than the ledger: {told} here, {known} there.").format(
                told=_shown(told[first]), known=_shown(compared[first])
            ),
            field="number",
        )
    return planned[common:]


def append_life(
    work: UnitOfWork,
    difficulty: Difficulty,
    planned: Sequence[Planned],
    known: Sequence[Step],
    calendar: WorkCalendar,
) -> None:
    """Write steps that `check_life` accepted behind the known ones."""
    taken = [*known]
    before = replay(taken, calendar) if taken else None
    for plan in planned:
        taken.append(plan.step)
        after = replay(taken, calendar)
        assert after is not None
        event = case_log.append(work, difficulty, len(taken), before, after, plan.step, plan.days)
        event.recorder = plan.recorder or event.recorder
        before = after


def states_nothing_new(
    values: Mapping[str, Any], case: Case, unit_name: str, today: date, calendar: WorkCalendar
) -> bool:
    """Whether every date and detail of a 诉求 row agrees with how the case stands."""
    stands: dict[str, tuple[Any, ...]] = {
        "lead_unit": (unit_name,),
        "assigned_on": (case.assigned_on, case.first_assigned_on),
        "deadline": (case.deadline, case.deadline_on(today, calendar)),
        "end_reason": (values.get("end_reason"),),
    }
    same = (
        "original_deadline", "resolved_on", "result", "result_text", "follow_up_on", "reached",
        "satisfaction",
        "parked_on", "condition", "review_on", "end_kind", "ended_on",
    )  # fmt: skip
    stands |= {key: (getattr(case, key),) for key in same}
    return all(values[key] in known for key, known in stands.items() if key in values)


def _logged(row: int, values: Mapping[str, Any], lead_unit: str, office: Office) -> Planned:
    fields = {key: values[key] for key in _STEP_FIELDS if key in values}
    unit = values.get("unit") or (lead_unit if values["action"] is Action.ASSIGN else "")
    step = Step(**fields, unit_id=office.unit_id(unit) if unit else None)
    return Planned(step, values.get("days"), values.get("recorder", ""), row)


def _filled(plan: Planned, warn: Callable[[str], None]) -> Planned:
    """The step with what old papers leave out."""
    step = plan.step
    if step.action in _NEED_REASON and not step.reason:
        warn(_("{action} has no reason; «{text}» was put in.").format(action=_shown(step), text=NOT_WRITTEN_DOWN))
        step = replace(step, reason=NOT_WRITTEN_DOWN)
    if step.action is Action.PARK and not step.condition:
        warn(_("{action} has no condition; «{text}» was put in.").format(action=_shown(step), text=NOT_WRITTEN_DOWN))
        step = replace(step, condition=NOT_WRITTEN_DOWN)
    if step.action is Action.PARK and step.review_on is None:
        warn(_("{action} without a day to look at it again; its own day was put in.").format(action=_shown(step)))
        step = replace(step, review_on=step.on)
    if step.action is Action.FOLLOW_UP and step.reached is None and step.satisfaction is not None:
        step = replace(step, reached=True)
    return replace(plan, step=step)


def _with_deadline(plan: Planned, there: Step | None, office: Office) -> Planned:
    step = plan.step
    if step.action is not Action.ASSIGN or step.new_deadline is not None:
        return plan
    if there is not None and there.action is Action.ASSIGN:
        return replace(plan, step=replace(step, new_deadline=there.new_deadline))
    deadline = office.calendar.add_workdays(step.on, office.rule_days)
    return replace(plan, step=replace(step, new_deadline=deadline), days=office.rule_days)


def _check_dates(values: Mapping[str, Any]) -> None:
    """A detail without the date it belongs to can't be placed in the life."""
    belongs = (
        ("assigned_on", ("original_deadline", "deadline")),
        ("parked_on", ("condition", "review_on")),
        ("resolved_on", ("result", "result_text")),
        ("follow_up_on", ("reached", "satisfaction")),
        ("ended_on", ("end_kind", "end_reason")),
    )
    for day, details in belongs:
        given = next((detail for detail in details if detail in values), None)
        if given is not None and day not in values:
            raise RuleBroken(_("This has no date it belongs to."), field=day)


def _shown(step: Step) -> str:
    return f"{step.on.isoformat()} {step.action.label}"
