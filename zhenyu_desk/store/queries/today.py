"""The lists of the page 今日: what is to be done, and who is due for a visit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.domain.today import DueVisit
from zhenyu_desk.store.queries.case_lists import counts, page_ids, review_due
from zhenyu_desk.store.queries.difficulties import difficulties_by_id
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.queries.register import pairing_in_force
from zhenyu_desk.store.tables import Difficulty, Enterprise, Leader, Pairing, Visit
from zhenyu_desk.store.tables.base import key_column

MOST_ROWS = 100
_CHIPS = (Chip.OVERDUE, Chip.DUE_SOON, Chip.TO_CALL_BACK)


def to_do(session: Session, today: date) -> list[DifficultyRow]:
    """Overdue, due within three working days, waiting for a call-back, parked and due for review; at most 100 each."""
    calendar = load_calendar(session)
    ids: list[int] = []
    for chip in _CHIPS:
        ids += page_ids(session, today, calendar, CaseFilter(chip=chip, limit=MOST_ROWS))
    review = select(key_column(Difficulty)).where(*review_due(today)).order_by(col(Difficulty.review_on))
    ids += session.scalars(review.limit(MOST_ROWS))
    return difficulties_by_id(session, today, ids)


def waiting(session: Session, today: date) -> tuple[int, int]:
    """How much is to be done today, however much that is, and how many difficulties wait to be assigned."""
    found = counts(session, today, load_calendar(session), CaseFilter())
    reviews = session.scalar(select(func.count()).select_from(Difficulty).where(*review_due(today))) or 0
    return sum(found[chip] for chip in _CHIPS) + reviews, found[Chip.TO_ASSIGN]


def due_visits(session: Session, today: date) -> list[DueVisit]:
    """Firms whose required frequency asks for a visit by today, by leader's rank, longest unvisited first."""
    asked = (
        pairing_in_force(today),
        col(Pairing.role) == PairingRole.MAIN,
        col(Pairing.frequency_days).is_not(None),
    )
    shortest = session.scalar(select(func.min(col(Pairing.frequency_days))).where(*asked))
    if shortest is None:
        return []
    # Most firms were visited within the shortest frequency asked of any: only for the others the last day matters.
    lately = select(col(Visit.enterprise_id)).where(
        col(Visit.deleted_at).is_(None), col(Visit.on).between(today - timedelta(days=shortest), today)
    )
    last = (
        select(func.max(col(Visit.on)))
        .where(
            col(Visit.enterprise_id) == col(Pairing.enterprise_id),
            col(Visit.deleted_at).is_(None),
            col(Visit.on) <= today,
        )
        .scalar_subquery()
    )
    columns: Any = (
        col(Leader.name),
        col(Leader.post),
        col(Pairing.enterprise_id),
        col(Enterprise.name),
        last,
        col(Pairing.frequency_days),
    )
    statement = (
        select(*columns)
        .join(Enterprise, col(Enterprise.id) == col(Pairing.enterprise_id))
        .join(Leader, col(Leader.id) == col(Pairing.leader_id))
        .where(*asked, col(Enterprise.deleted_at).is_(None), col(Pairing.enterprise_id).not_in(lately))
        .order_by(col(Leader.rank), col(Leader.id), last, col(Pairing.enterprise_id))
    )
    due = []
    for leader, post, key, name, seen, frequency in session.execute(statement):
        days = (today - seen).days if seen else None
        if days is None or days > frequency:
            due.append(DueVisit(leader, post, key, name, seen, days, frequency))
    return due
