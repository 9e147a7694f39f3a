"""Verbs on visits: one visit with the difficulties heard is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import DifficultyInput, VisitInput
from zhenyu_desk.domain.numbering import VISIT_PREFIX
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import write_difficulty
from zhenyu_desk.store.numbering import claim_number, next_number
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.tables import Difficulty, Enterprise, Leader, Promise, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork


def register_visit(context: AppContext, given: VisitInput, difficulties: Sequence[DifficultyInput] = ()) -> ChangeSet:
    """Write down a visit and its difficulties, all or nothing."""
    with context.write("register_visit") as work:
        calendar, today = load_calendar(work.session), context.today()
        visit = write_visit(work, None, given, today)
        for difficulty in difficulties:
            write_difficulty(work, difficulty, visit, calendar, today)
        return work.commit(visit.id)


def update_visit(
    context: AppContext,
    key: int,
    version: int,
    given: VisitInput,
    difficulties: Sequence[DifficultyInput] = (),
) -> ChangeSet:
    """Change a visit; `difficulties` are further ones to register with it."""
    with context.write("update_visit") as work:
        calendar, today = load_calendar(work.session), context.today()
        visit = write_visit(work, work.get(Visit, key, version), given, today)
        for difficulty in difficulties:
            write_difficulty(work, difficulty, visit, calendar, today)
        return work.commit(key)


def remove_visit(context: AppContext, key: int, version: int) -> ChangeSet:
    """Move a visit to the recycle bin; one with difficulties is kept."""
    with context.write("remove_visit") as work:
        visit = work.get(Visit, key, version)
        if work.exists(Difficulty, visit_id=key):
            raise RuleBroken(
                _("{number} has difficulties and can't be removed; remove or end these first.").format(
                    number=visit.number
                )
            )
        work.remove(visit)
        return work.commit(key)


def write_visit(work: UnitOfWork, visit: Visit | None, given: VisitInput, today: date, number: str = "") -> Visit:
    """Add or change a visit within a larger unit of work; a day in the future is refused."""
    if given.on > today:
        raise RuleBroken(
            _("The visit date {day} lies in the future; a visit is written down once it has taken place.").format(
                day=format_date(given.on)
            ),
            field="on",
        )
    work.get(Enterprise, given.enterprise_id)
    work.get(Leader, given.leader_id)
    values = given.model_dump(exclude={"promises", "moves", "warnings"})
    values["moves"] = [move.value for move in given.moves]
    values["warnings"] = [warning.value for warning in given.warnings]
    if visit is None:
        if number:
            claim_number(work, VISIT_PREFIX, number)
        number = number or next_number(work, VISIT_PREFIX, given.on.year)
        visit = work.add(Visit(number=number, recorder=work.actor, **values))
    else:
        _check_move(work, visit, given)
        for field, value in values.items():
            setattr(visit, field, value)
    _write_promises(work, visit, given)
    return visit


def _check_move(work: UnitOfWork, visit: Visit, given: VisitInput) -> None:
    """The firm and day of a visit whose difficulties were registered on it stay."""
    moved = visit.enterprise_id != given.enterprise_id or visit.on != given.on
    if moved and work.exists(Difficulty, visit_id=visit.id):
        raise RuleBroken(
            _("Difficulties were registered on {number}; its firm and date can't be changed any more.").format(
                number=visit.number
            ),
            field="enterprise_id" if visit.enterprise_id != given.enterprise_id else "on",
        )


def _write_promises(work: UnitOfWork, visit: Visit, given: VisitInput) -> None:
    present = work.where(Promise, visit_id=visit.key)
    wanted = [promise.model_dump() for promise in given.promises]
    for record, values in zip(present, wanted, strict=False):
        for field, value in values.items():
            setattr(record, field, value)
    for record in present[len(wanted) :]:
        work.remove(record)
    work.add_all([Promise(visit_id=visit.key, **values) for values in wanted[len(present) :]])
