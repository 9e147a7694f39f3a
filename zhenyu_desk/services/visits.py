"""Verbs on visits: one visit with the difficulties heard is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import AttachmentInput, DifficultyInput, PromiseInput, VisitInput
from zhenyu_desk.domain.numbering import VISIT_PREFIX, make_number, read_number, typed_number
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.attachments import write_attachments
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import write_difficulty
from zhenyu_desk.store import drafts
from zhenyu_desk.store.numbering import claim_number, holder_of, next_number, was_printed
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
    number: str = "",
) -> ChangeSet:
    """Write down a visit with its difficulties and files, all or nothing; the draft with the uid `draft` goes.

    `number` is the one that a printed 走访登记表 bears («ZF-2026-0012», or just «12»); "" takes the next one.
    """
    with context.write("register_visit") as work:
        calendar, today = load_calendar(work.session), context.today()
        visit = write_visit(work, None, given, today, _form_number(work, number, given.on) if number else "")
        _write_parts(context, work, visit, difficulties, attachments, calendar)
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
                _write_parts(context, work, visit, difficulties, (), calendar)
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
        _write_parts(context, work, visit, difficulties, attachments, calendar)
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
    """Add or change a visit within a larger unit of work; it can't lie in the future or before the firm was founded."""
    if given.on > today:
        raise RuleBroken(
            _("The visit date {day} lies in the future; a visit is written down once it has taken place.").format(
                day=format_date(given.on)
            ),
            field="on",
        )
    _check_founded(work.get(Enterprise, given.enterprise_id), given.on)
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


def _form_number(work: UnitOfWork, typed: str, on: date) -> str:
    """The number of a printed form whole; RuleBroken where no form that is still empty can bear it."""
    number = typed_number(typed, VISIT_PREFIX, on.year)
    parts, holder = read_number(number, VISIT_PREFIX), holder_of(work, number)
    if parts is None:
        problem = _("{number} is not a form number; one reads like {example}.")
    elif parts[0] != on.year:
        problem = _("The form {number} is of {form_year}, but the visit was in {year}; correct one of them.")
    elif holder is not None and holder.deleted_at is not None:
        problem = _("The form {number} was entered before and its visit lies in the recycle bin; restore it there.")
    elif holder is not None:
        problem = _("The form {number} was entered already: it is the number of another visit.")
    elif not was_printed(work, number):
        problem = _("No form with the number {number} was printed; look at the paper again, or leave this empty.")
    else:
        return number
    example, form_year = make_number(VISIT_PREFIX, on.year, 12), parts[0] if parts else on.year
    sentence = problem.format(number=number, example=example, form_year=form_year, year=on.year)
    raise RuleBroken(sentence, field="number")


def _check_founded(firm: Enterprise, on: date) -> None:
    if firm.founded is not None and on < firm.founded:
        raise RuleBroken(
            _("The visit date {day} lies before the firm was founded ({founded}); correct one of them.").format(
                day=format_date(on), founded=format_date(firm.founded)
            ),
            field="on",
        )


def _write_parts(
    context: AppContext,
    work: UnitOfWork,
    visit: Visit,
    difficulties: Sequence[DifficultyInput],
    attachments: Sequence[AttachmentInput] | None,
    calendar: WorkCalendar,
) -> None:
    for difficulty in difficulties:
        write_difficulty(work, difficulty, visit, calendar, context.today())
    if attachments is not None:
        write_attachments(context, work, Aggregate.VISIT, visit.key, attachments)


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
    matched = _match_promises(visit, {record.key: record for record in present}, given.promises)
    for lost in present:
        if lost not in matched:
            work.remove(lost)
    for record, promise in zip(matched, given.promises, strict=True):
        values = promise.model_dump(exclude={"id"})
        if record is None:
            work.add(Promise(visit_id=visit.key, **values))
            continue
        for field, value in values.items():
            setattr(record, field, value)


def _match_promises(visit: Visit, present: dict[int, Promise], given: Sequence[PromiseInput]) -> list[Promise | None]:
    """The promise of the visit that each of those given is: by its id, else by the same text; None for a new one."""
    for promise in given:
        if promise.id is not None and promise.id not in present:
            raise RuleBroken(
                _(
                    "A promise of {number} was removed meanwhile; look at the visit again and repeat your change."
                ).format(number=visit.number),
                field="promises",
            )
    left = present.copy()
    matched = [left.pop(promise.id, None) if promise.id is not None else None for promise in given]
    for place, promise in enumerate(given):
        if promise.id is None:
            alike = next((key for key, record in left.items() if record.text == promise.text), None)
            matched[place] = left.pop(alike) if alike is not None else None
    return matched
