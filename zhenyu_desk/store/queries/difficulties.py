"""Reads of difficulties: pages of a list, chip counts, one case with its whole life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from zhenyu_desk.domain.case_filters import BY_DEADLINE, CaseFilter, CaseOrder, Chip, Clock, Place
from zhenyu_desk.domain.lifecycle import Case, allowed_actions, can_correct, replay
from zhenyu_desk.domain.lights import light_of
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow, HandlingRow
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.queries.case_lists import counts, page_ids
from zhenyu_desk.store.queries.office import load_calendar, load_settings
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.store.tables import (
    Category,
    Difficulty,
    Enterprise,
    HandlingEvent,
    Leader,
    SupportingUnit,
    Unit,
    Visit,
)
from zhenyu_desk.store.tables.base import key_column


@dataclass(frozen=True, slots=True)
class _View:
    """From where a row is looked at."""

    today: date
    calendar: WorkCalendar
    settings: OfficeSettings


def difficulty_page(session: Session, today: date, wanted: CaseFilter) -> list[DifficultyRow]:
    """One page of a list, by keyset: the rows after `wanted.after` in the order asked for."""
    view = _view(session, today)
    return _rows(session, page_ids(session, today, view.calendar, wanted), view)


def difficulty_ids(session: Session, today: date, wanted: CaseFilter) -> list[int]:
    """All difficulties of a list in its order, however many."""
    return page_ids(session, today, load_calendar(session), replace(wanted, after=None, limit=None))


def sort_key(row: DifficultyRow, order: CaseOrder) -> Place:
    """What to pass as `after` to get the page behind this row."""
    if order not in BY_DEADLINE:
        return Place(Clock.RUNNING, row.reported_on, row.id)
    if row.stored_deadline is None:
        return Place(Clock.NONE, row.reported_on, row.id)
    return Place(Clock.STOPPED if row.is_stopped else Clock.RUNNING, row.stored_deadline, row.id)


def difficulties_by_id(session: Session, today: date, ids: Sequence[int]) -> list[DifficultyRow]:
    """These difficulties, in this order; removed ones are left out."""
    return _rows(session, ids, _view(session, today))


def difficulties_as_of(session: Session, day: date, ids: Sequence[int]) -> list[DifficultyRow]:
    """These difficulties as they stood at the end of `day`: state, unit, deadline and result of that day."""
    view = _view(session, day)
    unit_names = {row.id: row.name for row in units(session)}
    steps = steps_of(session, ids)
    rows = []
    for row in difficulties_by_id(session, day, ids):
        case = replay(steps[row.id], view.calendar, day)
        if case is not None:
            rows.append(_as_of(row, case, unit_names.get(case.unit_id or 0, ""), view))
    return rows


def _as_of(row: DifficultyRow, case: Case, unit_name: str, view: _View) -> DifficultyRow:
    deadline = case.deadline_on(view.today, view.calendar)
    seen_on = case.stopped_on or view.today  # while the clock stands, nothing comes nearer
    done = case.state.is_done
    amber_days = view.settings.amber_days
    return replace(
        row,
        lead_unit=unit_name,
        state=case.state,
        assigned_on=case.assigned_on,
        original_deadline=case.original_deadline,
        deadline=deadline,
        is_provisional=deadline is not None and view.calendar.is_provisional(deadline),
        light=light_of(case.state, case.deadline, case.resolved_on, seen_on, view.calendar, amber_days),
        days_left=_days_left(case.state, case.deadline, seen_on, view.calendar),
        is_stopped=case.stopped_on is not None,
        is_supervised=case.supervised_on is not None,
        is_stale=case.state.is_open and (view.today - case.last_on).days >= view.settings.stale_days,
        reopened=case.reopened,
        resolved_on=case.resolved_on if done else None,
        result=case.result if done else None,
        result_text=case.result_text if done else "",
        satisfaction=case.satisfaction,
        follow_up_on=case.follow_up_on,
        parked_condition=case.condition,
        review_on=case.review_on,
        end_kind=case.end_kind,
        ended_on=case.ended_on,
        last_step_on=case.last_on,
    )


def chip_counts(session: Session, today: date, wanted: CaseFilter) -> dict[Chip, int]:
    """How many rows each chip would show with the other narrowing of `wanted`."""
    return counts(session, today, load_calendar(session), wanted)


def difficulty_detail(session: Session, today: date, difficulty_id: int) -> DifficultyDetail:
    """One difficulty with its steps; RuleBroken when it is gone."""
    rows = difficulties_by_id(session, today, [difficulty_id])
    if not rows:
        raise RuleBroken(_("This difficulty no longer exists; refresh the page."))
    record = session.get_one(Difficulty, difficulty_id)
    steps = steps_of(session, [difficulty_id])[difficulty_id]
    case = replay(steps, load_calendar(session))
    assert case is not None
    supporting = session.execute(
        select(key_column(Unit), col(Unit.name))
        .join(SupportingUnit, col(SupportingUnit.unit_id) == col(Unit.id))
        .where(col(SupportingUnit.difficulty_id) == difficulty_id, col(SupportingUnit.deleted_at).is_(None))
        .order_by(col(SupportingUnit.id))
    ).all()
    unit = session.get(Unit, record.lead_unit_id) if record.lead_unit_id else None
    visit_number = session.scalar(select(col(Visit.number)).where(col(Visit.id) == record.visit_id))
    return DifficultyDetail(
        row=rows[0],
        visit_id=record.visit_id,
        visit_number=visit_number or "",
        words=record.words,
        contact=record.contact,
        leader_id=record.leader_id,
        category_id=record.category_id,
        quantity=record.quantity,
        quantity_unit=record.quantity_unit,
        lead_unit_id=record.lead_unit_id,
        lead_unit_contact=" ".join(part for part in (unit.contact, unit.phone) if part) if unit else "",
        supporting_units=tuple(name for _id, name in supporting),
        supporting_unit_ids=tuple(key for key, _name in supporting),
        steps=tuple(steps),
        events=tuple(handling_rows(session, [difficulty_id])[difficulty_id]),
        case=case,
        actions=tuple(allowed_actions(case, today)),
        can_correct=can_correct(steps),
        is_typical=record.is_typical,
    )


def handling_rows(session: Session, difficulty_ids: Sequence[int]) -> dict[int, list[HandlingRow]]:
    """办理记录 of these difficulties, each in order."""
    found: dict[int, list[HandlingRow]] = {key: [] for key in difficulty_ids}
    for batch in batched_ids(difficulty_ids):
        statement = (
            select(HandlingEvent, col(Unit.name))
            .outerjoin(Unit, col(Unit.id) == col(HandlingEvent.unit_id))
            .where(col(HandlingEvent.difficulty_id).in_(batch))
            .order_by(col(HandlingEvent.difficulty_id), col(HandlingEvent.position))
        )
        for event, unit_name in session.execute(statement):
            found[event.difficulty_id].append(_handling_row(event, unit_name))
    return {key: _mark_corrected(rows) for key, rows in found.items()}


def provisional_events(session: Session, years: Iterable[int]) -> list[int]:
    """The events whose deadline the rules placed into one of these years."""
    keys: list[int] = []
    for year in years:
        statement = (
            select(HandlingEvent)
            .where(col(HandlingEvent.new_deadline).between(date(year, 1, 1), date(year, 12, 31)))
            .where(col(HandlingEvent.days).is_not(None))
        )
        keys.extend(event.key for event in session.scalars(statement))
    return keys


def _view(session: Session, today: date) -> _View:
    return _View(today, load_calendar(session), load_settings(session))


def _rows(session: Session, ids: Sequence[int], view: _View) -> list[DifficultyRow]:
    rows: dict[int, DifficultyRow] = {}
    for batch in batched_ids(ids):
        statement = _LINES.where(col(Difficulty.id).in_(batch))
        rows.update((values[0], _row(values, view)) for values in session.execute(statement))
    return [rows[key] for key in ids if key in rows]


_TOP = aliased(Category)
# Columns, not records: a record of the session costs several times as much as the line made from it. They come in
# the order of the fields of DifficultyRow, with three in the middle from which its state today is worked out.
_LINES: Any = (
    select(
        key_column(Difficulty),
        col(Difficulty.version),
        col(Difficulty.number),
        col(Difficulty.title),
        col(Category.name),
        func.coalesce(col(_TOP.name), col(Category.name)),
        col(Difficulty.enterprise_id),
        col(Enterprise.name),
        func.coalesce(col(Unit.name), ""),
        func.coalesce(col(Leader.name), ""),
        col(Difficulty.source),
        col(Difficulty.level),
        col(Difficulty.urgency),
        col(Difficulty.state),
        col(Difficulty.reported_on),
        col(Difficulty.assigned_on),
        col(Difficulty.original_deadline),
        col(Difficulty.deadline),
        col(Difficulty.stopped_on),
        col(Difficulty.supervised_on),
        col(Difficulty.reopened),
        col(Difficulty.resolved_on),
        col(Difficulty.result),
        col(Difficulty.result_text),
        col(Difficulty.satisfaction),
        col(Difficulty.follow_up_on),
        col(Difficulty.parked_condition),
        col(Difficulty.review_on),
        col(Difficulty.end_kind),
        col(Difficulty.ended_on),
        col(Difficulty.last_step_on),
    )
    .join(Category, col(Category.id) == col(Difficulty.category_id))
    .outerjoin(_TOP, col(_TOP.id) == col(Category.parent_id))
    .join(Enterprise, col(Enterprise.id) == col(Difficulty.enterprise_id))
    .outerjoin(Unit, col(Unit.id) == col(Difficulty.lead_unit_id))
    .outerjoin(Leader, col(Leader.id) == col(Difficulty.leader_id))
    .where(col(Difficulty.deleted_at).is_(None))
)


def _row(values: Any, view: _View) -> DifficultyRow:
    head, (stored, stopped_on, supervised_on), tail = values[:17], values[17:20], values[20:]
    state, resolved_on, last_step_on = head[13], tail[1], tail[-1]
    deadline = stored
    if stored is not None and stopped_on is not None:
        deadline = view.calendar.add_workdays(stored, view.calendar.workdays_after(stopped_on, view.today))
    seen_on = stopped_on or view.today
    fields: tuple[Any, ...] = (
        *head,
        deadline,
        deadline is not None and view.calendar.is_provisional(deadline),
        light_of(state, stored, resolved_on, seen_on, view.calendar, view.settings.amber_days),
        _days_left(state, stored, seen_on, view.calendar),
        stopped_on is not None,
        supervised_on is not None,
        state.is_open and (view.today - last_step_on).days >= view.settings.stale_days,
        *tail,
        stored,
    )
    return DifficultyRow(*fields)


def _days_left(state: State, deadline: date | None, seen_on: date, calendar: WorkCalendar) -> int | None:
    return calendar.workdays_left(seen_on, deadline) if state.is_open and deadline else None


def _handling_row(event: HandlingEvent, unit_name: str | None) -> HandlingRow:
    return HandlingRow(
        id=event.key,
        position=event.position,
        on=event.on,
        recorded_at=event.recorded_at,
        recorder=event.recorder,
        action=event.action,
        from_state=event.from_state,
        to_state=event.to_state,
        unit_name=unit_name or "",
        person=event.person,
        text=event.text,
        reason=event.reason,
        days=event.days,
        new_deadline=event.new_deadline,
        result=event.result,
        reached=event.reached,
        satisfaction=event.satisfaction,
        end_kind=event.end_kind,
        condition=event.condition,
        review_on=event.review_on,
    )


def _mark_corrected(rows: list[HandlingRow]) -> list[HandlingRow]:
    kept: list[int] = []
    for index, row in enumerate(rows):
        if row.action is not Action.CORRECT:
            kept.append(index)
        elif len(kept) > 1:
            rows[kept[-1]] = replace(rows[kept[-1]], corrected=True)
            kept.pop()
    return rows
