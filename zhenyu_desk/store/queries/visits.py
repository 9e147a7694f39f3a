"""Reads of visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.rows import PromiseRow, VisitRow
from zhenyu_desk.domain.terms import Move, VisitWarning
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.queries.register import OPEN_STATES
from zhenyu_desk.store.tables import Difficulty, Enterprise, Leader, Promise, Visit


def visit_page(
    session: Session,
    *,
    enterprise_id: int | None = None,
    start: date | None = None,
    end: date | None = None,
    before: tuple[date, int] | None = None,
    limit: int | None = 200,
) -> list[VisitRow]:
    """Visits, newest first; of one firm, between two days (both included), or older than (day, id) for a next page."""
    statement = _visit_lines().order_by(col(Visit.on).desc(), col(Visit.id).desc())
    if enterprise_id is not None:
        statement = statement.where(col(Visit.enterprise_id) == enterprise_id)
    if start is not None:
        statement = statement.where(col(Visit.on) >= start)
    if end is not None:
        statement = statement.where(col(Visit.on) <= end)
    if before is not None:
        on, key = before
        statement = statement.where(or_(col(Visit.on) < on, and_(col(Visit.on) == on, col(Visit.id) < key)))
    if limit is not None:
        statement = statement.limit(limit)
    return _with_promises(session, [_visit_row(values) for values in session.execute(statement)])


def visits_by_id(session: Session, ids: Sequence[int]) -> list[VisitRow]:
    """These visits, in this order; removed ones are left out."""
    statement = _visit_lines().where(col(Visit.id).in_(list(ids)))
    rows = {row.id: row for row in (_visit_row(values) for values in session.execute(statement))}
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


def _visit_lines() -> Any:
    counted = (
        select(func.count())
        .select_from(Difficulty)
        .where(col(Difficulty.visit_id) == col(Visit.id), col(Difficulty.deleted_at).is_(None))
    )
    return (
        select(
            Visit,
            col(Enterprise.name),
            col(Leader.name),
            counted.scalar_subquery(),
            counted.where(col(Difficulty.state).in_(OPEN_STATES)).scalar_subquery(),
        )
        .join(Enterprise, col(Enterprise.id) == col(Visit.enterprise_id))
        .join(Leader, col(Leader.id) == col(Visit.leader_id))
        .where(col(Visit.deleted_at).is_(None))
    )


def _visit_row(values: Any) -> VisitRow:
    visit, enterprise_name, leader_name, difficulties, open_difficulties = values
    return VisitRow(
        id=visit.key,
        version=visit.version,
        number=visit.number,
        trip_no=visit.trip_no,
        on=visit.on,
        way=visit.way,
        enterprise_id=visit.enterprise_id,
        enterprise_name=enterprise_name,
        leader_id=visit.leader_id,
        leader_name=leader_name,
        companions=visit.companions,
        host=visit.host,
        output_trend=visit.output_trend,
        output_figure=visit.output_figure,
        order_trend=visit.order_trend,
        order_figure=visit.order_figure,
        staff_trend=visit.staff_trend,
        staff_figure=visit.staff_figure,
        business=visit.business,
        moves=tuple(Move.from_code(code) for code in visit.moves),
        investment=visit.investment,
        warnings=tuple(VisitWarning.from_code(code) for code in visit.warnings),
        answered=visit.answered,
        policy=visit.policy,
        remark=visit.remark,
        recorder=visit.recorder,
        difficulties=difficulties,
        open_difficulties=open_difficulties,
    )


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
