"""Verbs on difficulties: register, change what was written down, and take the steps of their life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import DifficultyInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.numbering import DIFFICULTY_PREFIX
from zhenyu_desk.domain.taking import check_words
from zhenyu_desk.domain.terms import Action, InUse, Level
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.steps import write_steps, write_supporting_units
from zhenyu_desk.store.numbering import claim_number, next_number
from zhenyu_desk.store.queries.office import load_calendar, working_days_for
from zhenyu_desk.store.tables import Category, Difficulty, Enterprise, Leader, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork

# What can be changed after registration; the firm's own words and the origin stay as they were taken down.
_EDITABLE = ("title", "category_id", "level", "urgency", "contact", "leader_id", "quantity", "quantity_unit")


def register_difficulty(context: AppContext, given: DifficultyInput) -> ChangeSet:
    """Take down a difficulty that came by phone, hotline or meeting; see `register_visit` for those of a visit."""
    with context.write("register_difficulty") as work:
        calendar = load_calendar(work.session)
        return work.commit(write_difficulty(work, given, None, calendar, context.today()).id)


def update_difficulty(context: AppContext, key: int, version: int, given: DifficultyInput) -> ChangeSet:
    """Change title, category, level and the like; the steps taken so far and their deadlines stay."""
    with context.write("update_difficulty") as work:
        write_changes(work, work.get(Difficulty, key, version), given)
        return work.commit(key)


def take_step(
    context: AppContext,
    key: int,
    version: int | None,
    step: Step,
    supporting_unit_ids: Sequence[int] | None = None,
) -> ChangeSet:
    """Take one step with a difficulty; RuleBroken tells why it can't be taken now. None leaves 协办单位 as they are."""
    return take_steps(context, [(key, version)], step, supporting_unit_ids)


def take_steps(
    context: AppContext,
    keys: Sequence[tuple[int, int | None]],
    step: Step,
    supporting_unit_ids: Sequence[int] | None = None,
) -> ChangeSet:
    """Take the same step with several difficulties, (id, version) each: all of them or none."""
    check_words(step)
    _check_any(keys)
    with context.write(step.action.value.lower(), step.reason) as work:
        calendar = load_calendar(work.session)
        for key, version in keys:
            difficulty = work.get(Difficulty, key, version)
            try:
                write_steps(work, difficulty, [step], calendar, context.today())
            except RuleBroken as error:
                if len(keys) == 1:
                    raise
                raise RuleBroken(f"{difficulty.number}: {error.sentence}", field=error.field) from None
            if supporting_unit_ids is not None:
                write_supporting_units(work, difficulty, supporting_unit_ids)
        return work.commit(keys[0][0])


def mark_typical(context: AppContext, key: int, version: int, is_typical: bool) -> ChangeSet:
    """Name a difficulty as 典型案例 of the monthly report, or take the mark away."""
    with context.write("mark_typical") as work:
        work.get(Difficulty, key, version).is_typical = is_typical
        return work.commit(key)


def propose_deadline(context: AppContext, category_id: int, level: Level, on: date) -> tuple[int, date, bool]:
    """The working days the rules give, the deadline they lead to, and whether that day is provisional."""
    with context.ledger.read() as session:
        days = working_days_for(session, category_id, level)
        calendar = load_calendar(session)
    deadline = calendar.add_workdays(on, days)
    return days, deadline, calendar.is_provisional(deadline)


def remove_difficulty(context: AppContext, key: int, version: int) -> ChangeSet:
    """Move a difficulty that was typed in by mistake to the recycle bin; one that was handed out is ended instead."""
    return remove_difficulties(context, [(key, version)])


def remove_difficulties(context: AppContext, keys: Sequence[tuple[int, int]]) -> ChangeSet:
    """The same for several, (id, version) each: all of them or none."""
    _check_any(keys)
    with context.write("remove_difficulty") as work:
        for key, version in keys:
            difficulty = work.get(Difficulty, key, version)
            if difficulty.assigned_on is not None:
                raise RuleBroken(
                    _("{number} was already assigned and can't be removed; end it with a reason instead.").format(
                        number=difficulty.number
                    )
                )
            work.remove(difficulty)
        return work.commit(keys[0][0])


def _check_any(keys: Sequence[object]) -> None:
    if not keys:
        raise RuleBroken(_("No difficulty is chosen; choose at least one in the list."))


def write_difficulty(
    work: UnitOfWork,
    given: DifficultyInput,
    visit: Visit | None,
    calendar: WorkCalendar,
    today: date,
    number: str = "",
    steps: Sequence[Step] | None = None,
) -> Difficulty:
    """Register a difficulty within a larger unit of work, with its number and its first steps.

    `steps`, where given, are its whole life and replace the ones that `given` would lead to (history brought in).
    """
    work.get(Enterprise, given.enterprise_id)
    if given.leader_id is not None:
        work.get(Leader, given.leader_id)
    if steps is None:
        _check_category(work, given.category_id, None)
        steps = first_steps(given)
    difficulty = Difficulty(
        number=number or next_number(work, DIFFICULTY_PREFIX, given.reported_on.year),
        source=given.source,
        visit_id=visit.id if visit else None,
        reported_on=given.reported_on,
        enterprise_id=given.enterprise_id,
        words=given.words,
        last_step_on=given.reported_on,
        **{field: getattr(given, field) for field in _EDITABLE},
    )
    if number:
        claim_number(work, DIFFICULTY_PREFIX, number)
    work.add(difficulty)
    write_supporting_units(work, difficulty, given.supporting_unit_ids)
    write_steps(work, difficulty, steps, calendar, today)
    return difficulty


def write_changes(work: UnitOfWork, difficulty: Difficulty, given: DifficultyInput) -> None:
    """Bring what can be changed of a difficulty to what is given, within a larger unit of work."""
    _check_category(work, given.category_id, difficulty.category_id)
    for field in _EDITABLE:
        setattr(difficulty, field, getattr(given, field))
    write_supporting_units(work, difficulty, given.supporting_unit_ids)


def first_steps(given: DifficultyInput) -> list[Step]:
    """登记, and at once 办结 for an answer on the spot or 交办 where a unit is named."""
    on = given.reported_on
    steps = [Step(on=on, action=Action.REGISTER)]
    if given.spot_result is not None:
        steps.append(Step(on=on, action=Action.RESOLVE, result=given.spot_result, text=given.spot_text))
    elif given.assign_unit_id is not None:
        steps.append(Step(on=on, action=Action.ASSIGN, unit_id=given.assign_unit_id, new_deadline=given.deadline))
    return steps


def _check_category(work: UnitOfWork, category_id: int, former_id: int | None) -> None:
    category = work.get(Category, category_id)
    if category.in_use is InUse.RETIRED and category_id != former_id:
        raise RuleBroken(
            _("The category {name} is no longer in use; choose another one.").format(name=category.name),
            field="category_id",
        )
