"""Whole tables, for exports and for matching what is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.tables import Difficulty, Promise, Record, Visit
from zhenyu_desk.store.tables.base import key_column

RecordT = TypeVar("RecordT", bound=Record)
NumberedT = TypeVar("NumberedT", Visit, Difficulty)
_PORTION = 500


def records(session: Session, table: type[RecordT]) -> list[RecordT]:
    """All records of a table that are in use, by key."""
    return list(session.scalars(select(table).where(col(table.deleted_at).is_(None)).order_by(col(table.id))))


def stream(session: Session, table: type[RecordT]) -> Iterator[RecordT]:
    """The same, a portion at a time, so that a table of any length fits into memory."""
    statement = select(table).where(col(table.deleted_at).is_(None)).order_by(col(table.id))
    yield from session.scalars(statement.execution_options(yield_per=_PORTION))


def stream_promises(session: Session) -> Iterator[tuple[str, Promise]]:
    """Every promise with the number of its visit, in the order of the visits."""
    statement = (
        select(col(Visit.number), Promise)
        .join(Visit, col(Visit.id) == col(Promise.visit_id))
        .where(col(Promise.deleted_at).is_(None), col(Visit.deleted_at).is_(None))
        .order_by(col(Visit.id), col(Promise.id))
    )
    rows = session.execute(statement.execution_options(yield_per=_PORTION))
    return ((number, promise) for number, promise in rows)


def visit_numbers(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The numbers of these visits."""
    found: dict[int, str] = {}
    for batch in batched_ids(ids):
        statement = select(key_column(Visit), col(Visit.number)).where(col(Visit.id).in_(batch))
        found.update((key, number) for key, number in session.execute(statement))
    return found


def by_number(session: Session, table: type[NumberedT], number: str) -> NumberedT | None:
    """The visit or difficulty of a readable number, one in the recycle bin too."""
    return session.scalars(select(table).where(col(table.number) == number)).one_or_none()
