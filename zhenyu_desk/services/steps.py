"""Take a step in the life of a difficulty: ask the rules, write the event, keep the deadline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from zhenyu_desk.domain.lifecycle import Step, check_step, replay
from zhenyu_desk.domain.terms import Action, InUse
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store import case_log
from zhenyu_desk.store.queries.difficulties import provisional_events
from zhenyu_desk.store.queries.office import working_days_for
from zhenyu_desk.store.tables import Difficulty, HandlingEvent, SupportingUnit, Unit
from zhenyu_desk.store.unit_of_work import UnitOfWork


def write_steps(
    work: UnitOfWork, difficulty: Difficulty, steps: Iterable[Step], calendar: WorkCalendar, today: date
) -> None:
    """Take steps one after another; the first one that the rules refuse raises RuleBroken.

    A 交办 without a deadline gets it from the rules: the working days of level and category from the next day on.
    """
    taken = case_log.steps_of(work.session, [difficulty.key]).get(difficulty.key, [])
    for given in steps:
        step, days = with_deadline(work, difficulty, given, calendar)
        if step.unit_id is not None:
            _check_unit(work, step)
        before = replay(taken, calendar)
        after = check_step(taken, step, calendar, today)
        case_log.append(work, difficulty, len(taken) + 1, before, after, step, days)
        taken = [*taken, step]


def with_deadline(
    work: UnitOfWork, difficulty: Difficulty, step: Step, calendar: WorkCalendar
) -> tuple[Step, int | None]:
    """The step with its deadline worked out where it needs one and names none, and the working days behind it."""
    if step.action is not Action.ASSIGN or step.new_deadline is not None:
        return step, None
    days = working_days_for(work.session, difficulty.category_id, difficulty.level)
    return replace(step, new_deadline=calendar.add_workdays(step.on, days)), days


def write_supporting_units(work: UnitOfWork, difficulty: Difficulty, unit_ids: Sequence[int]) -> None:
    """Bring the 协办单位 of a difficulty to these."""
    present = {record.unit_id: record for record in work.where(SupportingUnit, difficulty_id=difficulty.key)}
    for unit_id, record in present.items():
        if unit_id not in unit_ids:
            work.remove(record)
    work.add_all(
        [
            SupportingUnit(difficulty_id=difficulty.key, unit_id=unit_id)
            for unit_id in dict.fromkeys(unit_ids)
            if unit_id not in present
        ]
    )


def recompute_provisional(work: UnitOfWork, calendar: WorkCalendar, years: Iterable[int]) -> None:
    """Work out anew the deadlines that the rules placed into years whose holidays have just become known."""
    touched: set[int] = set()
    for key in provisional_events(work.session, years):
        event = work.get(HandlingEvent, key)
        assert event.days is not None
        event.new_deadline = calendar.add_workdays(event.on, event.days)
        touched.add(event.difficulty_id)
    work.session.flush()
    for key in touched:
        difficulty = work.get(Difficulty, key)
        case = replay(case_log.steps_of(work.session, [key])[key], calendar)
        assert case is not None
        case_log.mirror(difficulty, case)


def _check_unit(work: UnitOfWork, step: Step) -> None:
    assert step.unit_id is not None
    unit = work.get(Unit, step.unit_id)
    if unit.in_use is InUse.RETIRED and step.action is Action.ASSIGN:
        raise RuleBroken(
            _("The unit {name} is no longer in use; choose another one.").format(name=unit.name),
            field="unit_id",
        )
