"""From a wish to take a step to its form: reads what the form needs, takes the step for one or several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.i18n import _
from zhenyu_desk.services import difficulties
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui.choices import unit_choices
from zhenyu_desk.ui.dialogs.step_form import Proposal, StepFacts, StepGiven

_BY_THE_RULES = (Action.ASSIGN, Action.UNPARK, Action.REOPEN)


def facts_of_one(context: AppContext, detail: DifficultyDetail, action: Action) -> StepFacts:
    """What the form of a step of this difficulty shows and proposes."""

    def propose(on: date) -> Proposal:
        return difficulties.propose_deadline(context, detail.category_id, detail.row.level, on)

    unit_of = {row.id: row.unit_id for row in context.read(categories)}
    return StepFacts(
        about=f"{detail.row.number}  {detail.row.title}",
        state=detail.row.state,
        today=context.today,
        units=unit_choices(context.read(units), in_use=True),
        unit_id=detail.lead_unit_id or unit_of.get(detail.category_id),
        supporting_unit_ids=detail.supporting_unit_ids,
        deadline=detail.row.deadline,
        propose=propose if action in _BY_THE_RULES else None,
    )


def facts_of_several(context: AppContext, rows: Sequence[DifficultyRow]) -> StepFacts:
    """The same for several difficulties at a time."""
    return StepFacts(
        about=_("{count} difficulties").format(count=len(rows)),
        state=State.REGISTERED,
        today=context.today,
        units=unit_choices(context.read(units), in_use=True),
    )


def take(context: AppContext, keys: Sequence[tuple[int, int]], given: StepGiven) -> ChangeSet:
    """Take the step for all of these (id, version), or for none."""
    return difficulties.take_steps(context, keys, given.step, given.supporting_unit_ids)
