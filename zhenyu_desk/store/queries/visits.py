"""Reads of visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.rows import PromiseRow, VisitRow
from zhenyu_desk.domain.terms import Move, VisitWarning
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.queries.register import OPEN_STATES
from zhenyu_desk.store.tables import Difficulty, Enterprise, Leader, Promise, Visit
from zhenyu_desk.store.tables.base import key_column


def visit_page(
    session: Session,
    *,
    enterprise_id: int | None = None,
    leader_id: int | None = None,
    start: date | None = None,
    end: date | None = None,
    before: tuple[date, int] | None = None,
    limit: int | None = 200,
) -> list[VisitRow]:
    """Visits, newest first; of one firm or leader, between two days (both included).

    `before` is the (day, id) of the last visit of the page before.
    """
    day, key = col(Visit.on), key_column(Visit)
    statement = select(key).where(col(Visit.deleted_at).is_(None)).order_by(day.desc(), key.desc()).limit(limit)
    if enterprise_id is not None:
        statement = statement.where(col(Visit.enterprise_id) == enterprise_id)
    if leader_id is not None:
        statement = statement.where(col(Visit.leader_id) == leader_id)
    if start is not None:
        statement = statement.where(day >= start)
    if end is not None:
        statement = statement.where(day <= end)
    if before is not None:
        statement = statement.where(tuple_(day, key) < tuple_(*before))
    return visits_by_id(session, list(session.scalars(statement)))


def visits_by_id(session: Session, ids: Sequence[int]) -> list[VisitRow]:
    """These visits, in this order; removed ones are left out."""
    rows: dict[int, VisitRow] = {}
    for batch in batched_ids(ids):
        found = session.execute(_LINES.where(col(Visit.id).in_(batch)))
        rows.update((values[0], _visit_row(values)) for values in found)
    return _with_promises(session, [rows[key] for key in ids if key in rows])


def visit_detail(session: Session, visit_id: int) -> VisitRow:
    """One visit; RuleBroken when it is gone."""
    found = visits_by_id(session, [visit_id])
    if not found:
        raise RuleBroken(_("This visit no longer exists; refresh the page."))
    return found[0]


def same_day_visits(session: Session, enterprise_id: int, on: date) -> list[str]:
    """The numbers of visits to this firm on this day."""
    statement = select(col(Visit.number)).where(
        col(Visit.enterprise_id) == enterprise_id, col(Visit.on) == on, col(Visit.deleted_at).is_(None)
    )
    return list(session.scalars(statement))


def open_promises(session: Session, enterprise_id: int, limit: int = 5) -> list[tuple[int, date, PromiseRow]]:
    """What leaders promised a firm and have not kept yet, with id and day of the visit, newest first."""
    statement = (
        select(col(Promise.visit_id), col(Visit.on), Promise)
        .join(Promise, col(Promise.visit_id) == col(Visit.id))
        .where(
            col(Visit.enterprise_id) == enterprise_id,
            col(Visit.deleted_at).is_(None),
            col(Promise.deleted_at).is_(None),
            col(Promise.kept_on).is_(None),
        )
        .order_by(col(Visit.on).desc(), col(Promise.id).desc())
        .limit(limit)
    )
    rows = session.execute(statement)
    return [(key, on, PromiseRow(made.key, made.text, made.due_on, made.kept_on)) for key, on, made in rows]


_HEARD = (
    select(func.count())
    .select_from(Difficulty)
    .where(col(Difficulty.visit_id) == col(Visit.id), col(Difficulty.deleted_at).is_(None))
)
# Columns, not records, in the order of the fields of VisitRow.
_LINES: Any = (
    select(
        key_column(Visit),
        col(Visit.version),
        col(Visit.number),
        col(Visit.trip_no),
        col(Visit.on),
        col(Visit.way),
        col(Visit.enterprise_id),
        col(Enterprise.name),
        col(Visit.leader_id),
        col(Leader.name),
        col(Visit.companions),
        col(Visit.host),
        col(Visit.output_trend),
        col(Visit.output_figure),
        col(Visit.order_trend),
        col(Visit.order_figure),
        col(Visit.staff_trend),
        col(Visit.staff_figure),
        col(Visit.business),
        col(Visit.moves),
        col(Visit.investment),
        col(Visit.warnings),
        col(Visit.answered),
        col(Visit.policy),
        col(Visit.remark),
        col(Visit.recorder),
        _HEARD.scalar_subquery(),
        _HEARD.where(col(Difficulty.state).in_(OPEN_STATES)).scalar_subquery(),
    )
    .join(Enterprise, col(Enterprise.id) == col(Visit.enterprise_id))
    .join(Leader, col(Leader.id) == col(Visit.leader_id))
    .where(col(Visit.deleted_at).is_(None))
)
_MOVES, _INVESTMENT, _WARNINGS = 19, 20, 21


def _visit_row(values: Any) -> VisitRow:
    fields: tuple[Any, ...] = (
        *values[:_MOVES],
        tuple(Move.from_code(code) for code in values[_MOVES]),
        values[_INVESTMENT],
        tuple(VisitWarning.from_code(code) for code in values[_WARNINGS]),
        *values[_WARNINGS + 1 :],
    )
    return VisitRow(*fields)


def _with_promises(session: Session, rows: list[VisitRow]) -> list[VisitRow]:
    promises: defaultdict[int, list[PromiseRow]] = defaultdict(list)
    keys = [row.id for row in rows]
    for batch in batched_ids(keys):
        statement = (
            select(Promise)
            .where(col(Promise.visit_id).in_(batch), col(Promise.deleted_at).is_(None))
            .order_by(col(Promise.id))
        )
        for promise in session.scalars(statement):
            promises[promise.visit_id].append(PromiseRow(promise.key, promise.text, promise.due_on, promise.kept_on))
    return [replace(row, promises=tuple(promises[row.id])) if row.id in promises else row for row in rows]
