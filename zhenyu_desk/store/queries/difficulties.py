"""Reads of difficulties: pages of a list, chip counts, one case with its whole life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from zhenyu_desk.domain.case_filters import CHIP_STATES, DUE_SOON_WORKDAYS, CaseFilter, CaseOrder, Chip
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

_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class _View:
    """From where a row is looked at."""

    today: date
    calendar: WorkCalendar
    settings: OfficeSettings


def difficulty_page(session: Session, today: date, wanted: CaseFilter) -> list[DifficultyRow]:
    """One page of a list, by keyset: the rows after `wanted.after` in the order asked for."""
    view = _view(session, today)
    statement = _lines().where(*_conditions(wanted, view))
    if wanted.order is CaseOrder.DEADLINE:
        sort_day = func.coalesce(col(Difficulty.deadline), _NEVER)
        statement = statement.order_by(sort_day, col(Difficulty.id))
        if wanted.after:
            day, key = wanted.after
            statement = statement.where(or_(sort_day > day, and_(sort_day == day, col(Difficulty.id) > key)))
    else:
        statement = statement.order_by(col(Difficulty.reported_on).desc(), col(Difficulty.id).desc())
        if wanted.after:
            day, key = wanted.after
            older = and_(col(Difficulty.reported_on) == day, col(Difficulty.id) < key)
            statement = statement.where(or_(col(Difficulty.reported_on) < day, older))
    if wanted.limit is not None:
        statement = statement.limit(wanted.limit)
    return [_row(values, view) for values in session.execute(statement)]


def sort_key(row: DifficultyRow, order: CaseOrder) -> tuple[date, int]:
    """What to pass as `after` to get the page behind this row."""
    return (row.stored_deadline or _NEVER if order is CaseOrder.DEADLINE else row.reported_on), row.id


def difficulties_by_id(session: Session, today: date, ids: Sequence[int]) -> list[DifficultyRow]:
    """These difficulties, in this order; removed ones are left out."""
    view = _view(session, today)
    rows: dict[int, DifficultyRow] = {}
    for batch in batched_ids(ids):
        statement = _lines().where(col(Difficulty.id).in_(batch))
        rows.update((row.id, row) for row in (_row(values, view) for values in session.execute(statement)))
    return [rows[key] for key in ids if key in rows]


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
    view = _view(session, today)
    counts = {}
    for chip in Chip:
        chosen = CaseFilter(
            chip=chip,
            category_id=wanted.category_id,
            unit_id=wanted.unit_id,
            enterprise_id=wanted.enterprise_id,
            reported_from=wanted.reported_from,
            reported_to=wanted.reported_to,
        )
        statement = select(func.count()).select_from(Difficulty).where(*_conditions(chosen, view))
        counts[chip] = int(session.scalar(statement) or 0)
    return counts


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


def _lines() -> Any:
    top = aliased(Category)
    return (
        select(
            Difficulty,
            col(Category.name),
            func.coalesce(col(top.name), col(Category.name)),
            col(Enterprise.name),
            col(Unit.name),
            col(Leader.name),
        )
        .join(Category, col(Category.id) == col(Difficulty.category_id))
        .outerjoin(top, col(top.id) == col(Category.parent_id))
        .join(Enterprise, col(Enterprise.id) == col(Difficulty.enterprise_id))
        .outerjoin(Unit, col(Unit.id) == col(Difficulty.lead_unit_id))
        .outerjoin(Leader, col(Leader.id) == col(Difficulty.leader_id))
        .where(col(Difficulty.deleted_at).is_(None))
    )


def _conditions(wanted: CaseFilter, view: _View) -> list[Any]:
    conditions: list[Any] = [col(Difficulty.deleted_at).is_(None)]
    if wanted.chip is not Chip.ALL:
        conditions.append(col(Difficulty.state).in_(CHIP_STATES[wanted.chip]))
    running = col(Difficulty.stopped_on).is_(None)
    if wanted.chip is Chip.OVERDUE:
        conditions.append(col(Difficulty.deadline) < func.coalesce(col(Difficulty.stopped_on), view.today))
    if wanted.chip is Chip.DUE_SOON:
        last = view.calendar.add_workdays(view.today, DUE_SOON_WORKDAYS + 1) - timedelta(days=1)
        conditions += [col(Difficulty.deadline).between(view.today, last), running]
    if wanted.category_id is not None:
        below = select(col(Category.id)).where(col(Category.parent_id) == wanted.category_id)
        own = col(Difficulty.category_id) == wanted.category_id
        conditions.append(or_(own, col(Difficulty.category_id).in_(below)))
    for column, value in (
        (col(Difficulty.lead_unit_id), wanted.unit_id),
        (col(Difficulty.enterprise_id), wanted.enterprise_id),
        (col(Difficulty.visit_id), wanted.visit_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.reported_from is not None:
        conditions.append(col(Difficulty.reported_on) >= wanted.reported_from)
    if wanted.reported_to is not None:
        conditions.append(col(Difficulty.reported_on) <= wanted.reported_to)
    return conditions


def _row(values: Any, view: _View) -> DifficultyRow:
    record, category, top_category, enterprise_name, unit_name, leader_name = values
    deadline = record.deadline
    if deadline is not None and record.stopped_on is not None:
        stopped = view.calendar.workdays_after(record.stopped_on, view.today)
        deadline = view.calendar.add_workdays(deadline, stopped)
    seen_on = record.stopped_on or view.today
    amber_days = view.settings.amber_days
    quiet = (view.today - record.last_step_on).days >= view.settings.stale_days
    return DifficultyRow(
        id=record.key,
        version=record.version,
        number=record.number,
        title=record.title,
        category=category,
        top_category=top_category,
        enterprise_id=record.enterprise_id,
        enterprise_name=enterprise_name,
        lead_unit=unit_name or "",
        leader_name=leader_name or "",
        source=record.source,
        level=record.level,
        urgency=record.urgency,
        state=record.state,
        reported_on=record.reported_on,
        assigned_on=record.assigned_on,
        original_deadline=record.original_deadline,
        deadline=deadline,
        is_provisional=deadline is not None and view.calendar.is_provisional(deadline),
        light=light_of(record.state, record.deadline, record.resolved_on, seen_on, view.calendar, amber_days),
        days_left=_days_left(record.state, record.deadline, seen_on, view.calendar),
        is_stopped=record.stopped_on is not None,
        is_supervised=record.supervised_on is not None,
        is_stale=record.state.is_open and quiet,
        reopened=record.reopened,
        resolved_on=record.resolved_on,
        result=record.result,
        result_text=record.result_text,
        satisfaction=record.satisfaction,
        follow_up_on=record.follow_up_on,
        parked_condition=record.parked_condition,
        review_on=record.review_on,
        end_kind=record.end_kind,
        ended_on=record.ended_on,
        last_step_on=record.last_step_on,
        stored_deadline=record.deadline,
    )


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
