"""Verbs on visits: one visit with the difficulties heard is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import AttachmentInput, DifficultyInput, VisitInput
from zhenyu_desk.domain.numbering import VISIT_PREFIX
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.attachments import write_attachments
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import write_difficulty
from zhenyu_desk.store import drafts
from zhenyu_desk.store.numbering import claim_number, next_number
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.tables import Difficulty, Enterprise, Leader, Promise, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork


class RefusedVisit(RuleBroken):
    """A visit of a pile was refused; `place` is its position from 0."""

    def __init__(self, place: int, problem: RuleBroken) -> None:
        super().__init__(problem.sentence, field=problem.field)
        self.place = place


def register_visit(
    context: AppContext,
    given: VisitInput,
    difficulties: Sequence[DifficultyInput] = (),
    attachments: Sequence[AttachmentInput] = (),
    draft: str = "",
) -> ChangeSet:
    """Write down a visit with its difficulties and files, all or nothing; the draft with the uid `draft` goes."""
    with context.write("register_visit") as work:
        calendar, today = load_calendar(work.session), context.today()
        visit = write_visit(work, None, given, today)
        _write_parts(work, visit, difficulties, attachments, calendar, today)
        drafts.drop(work, draft)
        return work.commit(visit.id)


def register_visits(
    context: AppContext, given: Sequence[tuple[VisitInput, Sequence[DifficultyInput]]], draft: str = ""
) -> ChangeSet:
    """Write down a pile of visits, all or nothing; RefusedVisit says which one was refused and why."""
    with context.write("register_visits") as work:
        calendar, today = load_calendar(work.session), context.today()
        for place, (visit_input, difficulties) in enumerate(given):
            try:
                visit = write_visit(work, None, visit_input, today)
                _write_parts(work, visit, difficulties, (), calendar, today)
            except RuleBroken as problem:
                raise RefusedVisit(place, problem) from None
        drafts.drop(work, draft)
        return work.commit()


def update_visit(
    context: AppContext,
    key: int,
    version: int,
    given: VisitInput,
    difficulties: Sequence[DifficultyInput] = (),
    attachments: Sequence[AttachmentInput] | None = None,
    draft: str = "",
) -> ChangeSet:
    """Change a visit; `difficulties` are further ones to register with it, None leaves the files as they are."""
    with context.write("update_visit") as work:
        calendar, today = load_calendar(work.session), context.today()
        visit = write_visit(work, work.get(Visit, key, version), given, today)
        _write_parts(work, visit, difficulties, attachments, calendar, today)
        drafts.drop(work, draft)
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


def _write_parts(
    work: UnitOfWork,
    visit: Visit,
    difficulties: Sequence[DifficultyInput],
    attachments: Sequence[AttachmentInput] | None,
    calendar: WorkCalendar,
    today: date,
) -> None:
    for difficulty in difficulties:
        write_difficulty(work, difficulty, visit, calendar, today)
    if attachments is not None:
        write_attachments(work, Aggregate.VISIT, visit.key, attachments)


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
