"""Reads behind the page 今日."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import EndKind, PairingRole, State
from zhenyu_desk.domain.today import DueVisit, MonthBar
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.queries.difficulties import difficulties_by_id, difficulty_page
from zhenyu_desk.store.queries.register import pairings
from zhenyu_desk.store.tables import Difficulty, Visit
from zhenyu_desk.store.tables.base import key_column

MOST_ROWS = 200
_MONTHS = 12


def to_do(session: Session, today: date) -> list[DifficultyRow]:
    """Overdue, due within three working days, waiting for a call-back, parked and due for review; at most 200 each."""
    late = difficulty_page(session, today, CaseFilter(chip=Chip.OVERDUE, limit=MOST_ROWS))
    soon = difficulty_page(session, today, CaseFilter(chip=Chip.DUE_SOON, limit=MOST_ROWS))
    call_back = difficulty_page(session, today, CaseFilter(chip=Chip.TO_CALL_BACK, limit=MOST_ROWS))
    review = (
        select(key_column(Difficulty))
        .where(
            col(Difficulty.state) == State.PARKED,
            col(Difficulty.review_on) <= today,
            col(Difficulty.deleted_at).is_(None),
        )
        .order_by(col(Difficulty.review_on))
        .limit(MOST_ROWS)
    )
    parked = difficulties_by_id(session, today, list(session.scalars(review)))
    return [*late, *soon, *call_back, *parked]


def count_visits(session: Session, first: date, last: date) -> int:
    """How many visits took place between two days, both included."""
    statement = (
        select(func.count())
        .select_from(Visit)
        .where(col(Visit.on).between(first, last), col(Visit.deleted_at).is_(None))
    )
    return int(session.scalar(statement) or 0)


def due_visits(session: Session, today: date) -> list[DueVisit]:
    """Firms whose required frequency asks for a visit by today, by leader's rank, longest unvisited first."""
    paired = [
        row for row in pairings(session, on=today) if row.role is PairingRole.MAIN and row.frequency_days is not None
    ]
    last = _last_visits(session, [row.enterprise_id for row in paired], today)
    due = []
    for row in paired:
        assert row.frequency_days is not None
        seen = last.get(row.enterprise_id)
        days = (today - seen).days if seen else None
        if days is None or days > row.frequency_days:
            due.append(
                DueVisit(
                    leader_name=row.leader_name,
                    leader_post=row.leader_post,
                    enterprise_id=row.enterprise_id,
                    enterprise_name=row.enterprise_name,
                    last_visit_on=seen,
                    days=days,
                    frequency_days=row.frequency_days,
                )
            )
    leaders = {row.leader_name: position for position, row in enumerate(paired)}
    far = (today - date.min).days
    return sorted(due, key=lambda d: (leaders[d.leader_name], -(far if d.days is None else d.days)))


def month_bars(session: Session, today: date) -> list[MonthBar]:
    """New and resolved difficulties of the last twelve months, this month last."""
    months = [Month.of(today).minus(back) for back in reversed(range(_MONTHS))]
    first = months[0].first
    new = _by_month(session, col(Difficulty.reported_on), first, today)
    resolved = _by_month(session, col(Difficulty.resolved_on), first, today)
    return [MonthBar(month, new.get(str(month), 0), resolved.get(str(month), 0)) for month in months]


def _by_month(session: Session, day: Any, first: date, today: date) -> dict[str, int]:
    month = func.substr(day, 1, 7)
    statement = (
        select(month, func.count())
        .where(
            col(Difficulty.deleted_at).is_(None),
            day >= first,
            day <= today,
            func.coalesce(col(Difficulty.end_kind), "").not_in((EndKind.REJECTED.value, EndKind.MERGED.value)),
        )
        .group_by(month)
    )
    return dict(session.execute(statement).all())


def _last_visits(session: Session, enterprise_ids: list[int], today: date) -> dict[int, date]:
    found: dict[int, date] = {}
    for batch in batched_ids(enterprise_ids):
        statement = (
            select(col(Visit.enterprise_id), func.max(col(Visit.on)))
            .where(
                col(Visit.enterprise_id).in_(batch),
                col(Visit.on) <= today,
                col(Visit.deleted_at).is_(None),
            )
            .group_by(col(Visit.enterprise_id))
        )
        found.update(session.execute(statement).all())
    return found
