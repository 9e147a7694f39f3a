"""Which difficulties a list shows: the ids of a page by keyset, and the counts of its chips.

Both read nothing but the indexes of `Difficulty`, so that they take the same time however long the list is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op
from sqlmodel import col

from zhenyu_desk.domain.case_filters import (
    BY_DEADLINE,
    CHIP_STATES,
    DUE_SOON_WORKDAYS,
    CaseFilter,
    CaseOrder,
    Chip,
    Clock,
    Place,
)
from zhenyu_desk.domain.terms import State
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.store.tables import Category, Difficulty
from zhenyu_desk.store.tables.base import key_column

_BY_DAY: dict[CaseOrder, tuple[Any, bool]] = {
    CaseOrder.DEADLINE: (col(Difficulty.deadline), False),
    CaseOrder.LATEST_DEADLINE: (col(Difficulty.deadline), True),
    CaseOrder.NEWEST: (col(Difficulty.reported_on), True),
    CaseOrder.OLDEST: (col(Difficulty.reported_on), False),
}
_LIVE = tuple(state for state in State if any(state in CHIP_STATES[chip] for chip in Chip if chip is not Chip.ALL))
_IN_USE = col(Difficulty.deleted_at).is_(None)
# A clock stands only while a difficulty is handled, and by that state an index leads to the stopped ones in order.
_CLOCKS: dict[Clock, tuple[ColumnElement[bool], ...]] = {
    Clock.RUNNING: (col(Difficulty.deadline).is_not(None), col(Difficulty.stopped_on).is_(None)),
    Clock.STOPPED: (
        col(Difficulty.state) == State.HANDLING,
        col(Difficulty.deadline).is_not(None),
        col(Difficulty.stopped_on).is_not(None),
    ),
    Clock.NONE: (col(Difficulty.deadline).is_(None),),
}


def page_ids(session: Session, today: date, calendar: WorkCalendar, wanted: CaseFilter) -> list[int]:
    """The ids of one page, in its order: those after `wanted.after`, at most `wanted.limit`."""
    conditions = _conditions(today, calendar, wanted)
    after = wanted.after
    if wanted.order not in BY_DEADLINE:
        return list(session.scalars(_page(conditions, wanted, after, wanted.limit)))
    found: list[int] = []
    for clock in Clock if after is None else list(Clock)[after.clock :]:
        left = None if wanted.limit is None else wanted.limit - len(found)
        if left == 0:
            break
        behind = after if after is not None and after.clock is clock else None
        found += session.scalars(_page([*conditions, *_CLOCKS[clock]], wanted, behind, left))
    return found


def counts(session: Session, today: date, calendar: WorkCalendar, wanted: CaseFilter) -> dict[Chip, int]:
    """How many rows each chip would show with the other narrowing of `wanted`."""
    deadline = col(Difficulty.deadline)
    statement = (
        select(
            col(Difficulty.state),
            func.count(),
            func.sum(_one_where(_is_overdue(today))),
            func.sum(_one_where(deadline.between(today, _soon(today, calendar)), col(Difficulty.stopped_on).is_(None))),
        )
        .where(_IN_USE, col(Difficulty.state).in_(_LIVE), *_narrowing(wanted, is_walked=True))
        .group_by(col(Difficulty.state))
    )
    by_state = {state: (count, late or 0, soon or 0) for state, count, late, soon in session.execute(statement)}
    places = {Chip.OVERDUE: 1, Chip.DUE_SOON: 2}
    found: dict[Chip, int] = {
        chip: sum(by_state.get(state, (0, 0, 0))[places.get(chip, 0)] for state in CHIP_STATES[chip])
        for chip in Chip
        if chip is not Chip.ALL
    }
    return {**found, Chip.ALL: _count_all(session, wanted)}


def review_due(today: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a parked difficulty that is due for review."""
    return _IN_USE, col(Difficulty.state) == State.PARKED, col(Difficulty.review_on) <= today


def _count_all(session: Session, wanted: CaseFilter) -> int:
    everything = select(func.count()).select_from(Difficulty)
    # One narrowing has an index of its own, unit and category share one; all others are looked up in one of them all.
    narrowing = _narrowing(wanted, is_walked=False)
    if len(narrowing) > 1 and not _is_of_one(wanted) and not _has_unit_and_category_alone(narrowing, wanted):
        narrowing = _narrowing(replace(wanted, order=CaseOrder.NEWEST), is_walked=True)
    if narrowing:
        return session.scalar(everything.where(_IN_USE, *narrowing)) or 0
    # SQLite counts a whole table without looking at its rows, and few rows are in the recycle bin.
    removed = everything.where(col(Difficulty.deleted_at).is_not(None))
    return session.scalar(select(everything.scalar_subquery() - removed.scalar_subquery())) or 0


def _page(
    conditions: Sequence[ColumnElement[bool]], wanted: CaseFilter, after: Place | None, limit: int | None
) -> Select[int]:
    day, is_falling = _BY_DAY[wanted.order]
    key = key_column(Difficulty)
    if wanted.chip is not Chip.ALL or _is_of_one(wanted):
        day = _not_walked(day)  # the few rows are found and sorted, instead of walking all the days
    statement = select(key).where(*conditions).limit(limit)
    if after is not None and after.clock is Clock.NONE:
        statement = statement.where(key < after.id if is_falling else key > after.id)
    elif after is not None:
        here, there = tuple_(day, key), tuple_(after.day, after.id)
        statement = statement.where(here < there if is_falling else here > there)
    return statement.order_by(day.desc(), key.desc()) if is_falling else statement.order_by(day, key)


def _conditions(today: date, calendar: WorkCalendar, wanted: CaseFilter) -> list[ColumnElement[bool]]:
    conditions = [_IN_USE, *_narrowing(wanted, is_walked=True)]
    if wanted.chip is not Chip.ALL:
        conditions.append(col(Difficulty.state).in_(CHIP_STATES[wanted.chip]))
    if wanted.chip is Chip.OVERDUE:
        conditions.append(_is_overdue(today))
    if wanted.chip is Chip.DUE_SOON:
        conditions.append(col(Difficulty.deadline).between(today, _soon(today, calendar)))
        conditions.append(col(Difficulty.stopped_on).is_(None))
    return conditions


def _is_overdue(today: date) -> ColumnElement[bool]:
    return col(Difficulty.deadline) < func.coalesce(col(Difficulty.stopped_on), today)


def _soon(today: date, calendar: WorkCalendar) -> date:
    """The last day that is due soon."""
    return calendar.add_workdays(today, DUE_SOON_WORKDAYS + 1) - timedelta(days=1)


def _narrowing(wanted: CaseFilter, *, is_walked: bool) -> list[ColumnElement[bool]]:
    """The conditions beside the chip. In a list that is walked in its order, category, unit and leader only filter."""
    filtered = _not_walked if is_walked else (lambda column: column)
    conditions: list[ColumnElement[bool]] = []
    if wanted.category_id is not None:
        whole = select(col(Category.id)).where(
            or_(col(Category.id) == wanted.category_id, col(Category.parent_id) == wanted.category_id)
        )
        conditions.append(filtered(col(Difficulty.category_id)).in_(whole))
    for column, value in (
        (filtered(col(Difficulty.lead_unit_id)), wanted.unit_id),
        (filtered(col(Difficulty.leader_id)), wanted.leader_id),
        (col(Difficulty.enterprise_id), wanted.enterprise_id),
        (col(Difficulty.visit_id), wanted.visit_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.ids is not None:
        ids = func.json_each(json.dumps(wanted.ids)).table_valued("value")
        conditions.append(col(Difficulty.id).in_(select(ids.c.value)))
    reported_on = col(Difficulty.reported_on)
    if is_walked and wanted.order in BY_DEADLINE:
        reported_on = _not_walked(reported_on)
    if wanted.reported_from is not None:
        conditions.append(reported_on >= wanted.reported_from)
    if wanted.reported_to is not None:
        conditions.append(reported_on <= wanted.reported_to)
    return conditions


def _has_unit_and_category_alone(narrowing: Sequence[object], wanted: CaseFilter) -> bool:
    return len(narrowing) == len((wanted.unit_id, wanted.category_id)) and None not in (
        wanted.unit_id,
        wanted.category_id,
    )


def _is_of_one(wanted: CaseFilter) -> bool:
    """Whether the list is that of one firm or visit, or of the finds of a search."""
    return wanted.enterprise_id is not None or wanted.visit_id is not None or wanted.ids is not None


def _not_walked(column: Any) -> Any:
    """The column with a unary plus, by which SQLite chooses no index (sqlite.org, Query Planner, 6)."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _one_where(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return case((conditions[0] if len(conditions) == 1 else conditions[0] & conditions[1], 1), else_=0)
