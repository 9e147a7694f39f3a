"""The done cases that a new one is compared with: the newest of its category and of the ones beside it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.lifecycle import replay
from zhenyu_desk.domain.similar import PastCase
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.tables import Category, Difficulty, Unit
from zhenyu_desk.store.tables.base import key_column

_CANDIDATES = 300
_WORDS = 80  # what a difficulty is about stands at its beginning


def past_cases(session: Session, category_id: int) -> list[PastCase]:
    """Done cases among the newest of this category; those of its family too where it has few of its own."""
    own = _newest(session, category_id, _CANDIDATES)
    ids, relatives = list(own), _relatives(session, category_id)
    room = _CANDIDATES - len(own)
    if relatives and room > 0:
        for relative in relatives:
            ids += _newest(session, relative, -(-room // len(relatives)))
    return _done(session, ids, frozenset(own))


def proposed_unit(session: Session, category_id: int) -> int | None:
    """The unit in use that the office set down for a category, else for the one above."""
    category = session.get(Category, category_id)
    while category is not None:
        if category.unit_id is not None and category.unit_id in units_in_use(session):
            return category.unit_id
        category = session.get(Category, category.parent_id) if category.parent_id else None
    return None


def units_in_use(session: Session) -> frozenset[int]:
    """The units that can be given new cases."""
    statement = select(key_column(Unit)).where(col(Unit.deleted_at).is_(None), col(Unit.in_use) == InUse.ACTIVE)
    return frozenset(session.scalars(statement))


def handling_days(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Working days that cases took (平均办理时长 of product.md); cases that no unit handled are left out."""
    calendar = load_calendar(session)
    taken: dict[int, int] = {}
    for key, steps in steps_of(session, ids).items():
        case = replay(steps, calendar)
        if case is not None and case.first_assigned_on is not None and case.resolved_on is not None:
            start, end = case.first_assigned_on, case.resolved_on
            taken[key] = calendar.workdays_after(start, end) - case.stopped_workdays(start, end, calendar)
    return taken


def _newest(session: Session, category_id: int, count: int) -> Sequence[int]:
    """The newest difficulties of a category, by its index alone."""
    statement = (
        select(key_column(Difficulty))
        .where(col(Difficulty.category_id) == category_id, col(Difficulty.deleted_at).is_(None))
        .order_by(col(Difficulty.id).desc())
        .limit(count)
    )
    return session.scalars(statement).all()


def _done(session: Session, ids: Sequence[int], own: frozenset[int]) -> list[PastCase]:
    # The state is looked at here, so that the database is never tempted to go through all done cases of a great ledger.
    statement = select(
        key_column(Difficulty),
        col(Difficulty.title),
        func.substr(col(Difficulty.words), 1, _WORDS),
        col(Difficulty.lead_unit_id),
        col(Difficulty.level),
        col(Difficulty.state),
    ).where(col(Difficulty.id).in_(ids))
    return [
        PastCase(key, title, words, unit_id, level, is_own=key in own)
        for key, title, words, unit_id, level, state in session.execute(statement)
        if state.is_done
    ]


def _relatives(session: Session, category_id: int) -> list[int]:
    """The categories beside, above and below."""
    parent = session.scalar(select(col(Category.parent_id)).where(col(Category.id) == category_id))
    top = parent or category_id
    statement = select(key_column(Category)).where((col(Category.parent_id) == top) | (col(Category.id) == top))
    return [key for key in session.scalars(statement) if key != category_id]
