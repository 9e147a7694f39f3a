"""From a wish to take a step to its form: reads what the form needs, takes the step for one or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.lifecycle import Case, allowed_actions, effective_steps
from zhenyu_desk.domain.rows import CategoryRow, DifficultyDetail, DifficultyRow
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.i18n import _
from zhenyu_desk.services import difficulties
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.similar import usual_handling
from zhenyu_desk.store.queries.office import categories, load_calendar, working_days_for
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui.choices import unit_choices
from zhenyu_desk.ui.dialogs.step_facts import BY_THE_RULES, StepFacts, StepGiven
from zhenyu_desk.ui.dialogs.step_fields import TOGETHER
from zhenyu_desk.ui.models.case_log import log_entries

_NAMED = 5
_WITH_RULES = (*BY_THE_RULES, Action.EXTEND)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The unit proposed, and where it comes from."""

    id: int | None
    why: str


def offered(detail: DifficultyDetail) -> list[Action]:
    """The steps this difficulty allows today; 纠正 last."""
    return [*detail.actions, *([Action.CORRECT] if detail.can_correct else [])]


def offered_by_row(context: AppContext, row: DifficultyRow) -> list[Action]:
    """The same as far as a line of the list tells; whether a 纠正 is possible shows for certain in the log alone."""
    has_steps = row.state is not State.REGISTERED or row.is_supervised or row.last_step_on > row.reported_on
    return [*allowed_actions(_as_case(row), context.today()), *([Action.CORRECT] if has_steps else [])]


def offered_together(context: AppContext, rows: Sequence[DifficultyRow]) -> list[Action]:
    """The steps that every one of several difficulties allows today."""
    today = context.today()
    allowed = [set(allowed_actions(_as_case(row), today)) for row in rows]
    return [action for action in TOGETHER if all(action in each for each in allowed)]


def facts_of_one(context: AppContext, detail: DifficultyDetail, action: Action) -> StepFacts:
    """What the form of a step of this difficulty shows and proposes."""
    unit = _unit_of_one(context, detail) if action is Action.ASSIGN else _Unit(None, "")
    is_ruled = action in _WITH_RULES
    rule_days = context.read(working_days_for, detail.category_id, detail.row.level) if is_ruled else None
    return StepFacts(
        about=f"{detail.row.number}  {detail.row.title}",
        state=detail.row.state,
        today=context.today,
        units=unit_choices(context.read(units), in_use=True),
        unit_id=unit.id,
        unit_why=unit.why,
        supporting_unit_ids=detail.supporting_unit_ids,
        calendar=context.read(load_calendar),
        rule_days=rule_days,
        case=detail.case,
        takes_back=_takes_back(detail) if action is Action.CORRECT else "",
    )


def facts_of_several(context: AppContext, rows: Sequence[DifficultyRow], action: Action) -> StepFacts:
    """The same for several difficulties at a time."""
    numbers = "、".join(row.number for row in rows[:_NAMED]) + (" …" if len(rows) > _NAMED else "")
    unit = _unit_of_several(context, rows) if action is Action.ASSIGN else _Unit(None, "")
    return StepFacts(
        about=_("{count} difficulties: {numbers}").format(count=len(rows), numbers=numbers),
        state=State.REGISTERED,
        today=context.today,
        units=unit_choices(context.read(units), in_use=True),
        unit_id=unit.id,
        unit_why=unit.why,
        calendar=context.read(load_calendar),
    )


def take(context: AppContext, keys: Sequence[tuple[int, int]], given: StepGiven) -> ChangeSet:
    """Take the step for all of these (id, version), or for none."""
    return difficulties.take_steps(context, keys, given.step, given.supporting_unit_ids)


def _unit_of_one(context: AppContext, detail: DifficultyDetail) -> _Unit:
    """The unit that handled like cases, else that of its category; never the one that has just returned it."""
    usual = usual_handling(context, detail.category_id, f"{detail.row.title} {detail.words}").unit_id
    returned_by = _returned_by(detail)
    if returned_by is not None:
        name = next((row.name for row in context.read(units) if row.id == returned_by), "")
        return _Unit(usual if usual != returned_by else None, _("{unit} returned it.").format(unit=name))
    if usual is None:
        return _Unit(None, "")
    is_of_category = usual == _category_unit(context.read(categories), detail.category_id)
    return _Unit(usual, _why_of_category(detail.row.category) if is_of_category else _("It handled like cases."))


def _returned_by(detail: DifficultyDetail) -> int | None:
    steps = effective_steps(detail.steps)
    if not any(step.action is Action.RETURN for step in steps):
        return None
    return next((step.unit_id for step in reversed(steps) if step.action is Action.ASSIGN), None)


def _unit_of_several(context: AppContext, rows: Sequence[DifficultyRow]) -> _Unit:
    """That of their category, where they share one."""
    names = {row.category for row in rows}
    if len(names) > 1:
        return _Unit(None, "")
    known = context.read(categories)
    key = next((row.id for row in known if row.name in names), None)
    unit = _category_unit(known, key) if key is not None else None
    return _Unit(unit, _why_of_category(rows[0].category) if unit is not None else "")


def _category_unit(known: Sequence[CategoryRow], key: int) -> int | None:
    """The unit set down for a category, else for the one above."""
    by_id = {row.id: row for row in known}
    category = by_id.get(key)
    while category is not None and category.unit_id is None:
        category = by_id.get(category.parent_id or 0)
    return category.unit_id if category is not None else None


def _why_of_category(name: str) -> str:
    return _("Set down for the category {name}.").format(name=name)


def _takes_back(detail: DifficultyDetail) -> str:
    """The step that a 纠正 would take back: what it was, and what the difficulty will be again."""
    events = list(reversed(detail.events))
    for entry, event in zip(log_entries(detail), events, strict=True):
        if event.action is not Action.CORRECT and not event.corrected:
            text = " · ".join(filter(None, (entry.head, *entry.text.splitlines()[:3])))
            words = _("Takes back: {step}").format(step=text)
            former = event.from_state
            if former is None or former is event.to_state:
                return words
            return words + "\n" + _("It will be «{state}» again.").format(state=former.label)
    return ""


def _as_case(row: DifficultyRow) -> Case:
    """As much of a case as the list knows, enough to tell what its state allows."""
    return Case(
        state=row.state,
        registered_on=row.reported_on,
        last_on=row.last_step_on,
        first_assigned_on=row.assigned_on,
        stopped_on=row.last_step_on if row.is_stopped else None,
        follow_up_on=row.follow_up_on,
    )
