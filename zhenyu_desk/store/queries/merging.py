"""Reads for the merge of two entries of one firm, and for finding such entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.store.tables import Attachment, Difficulty, Enterprise, FormerName, Record, Visit
from zhenyu_desk.store.tables.base import key_column

HistoryT = TypeVar("HistoryT", Visit, Difficulty)


@dataclass(frozen=True, slots=True)
class FirmNames:
    """By what the entries of one firm may be known from each other."""

    id: int
    names: tuple[str, ...]
    credit_code: str
    registration_no: str


def firm_names(session: Session) -> list[FirmNames]:
    """All firms, by key; the present name first."""
    former: defaultdict[int, list[str]] = defaultdict(list)
    for owner, name in session.execute(
        select(col(FormerName.enterprise_id), col(FormerName.name)).where(col(FormerName.deleted_at).is_(None))
    ):
        former[owner].append(name)
    statement = (
        select(
            key_column(Enterprise), col(Enterprise.name), col(Enterprise.credit_code), col(Enterprise.registration_no)
        )
        .where(col(Enterprise.deleted_at).is_(None))
        .order_by(col(Enterprise.id))
    )
    return [
        FirmNames(key, (name, *former[key]), code or "", registration)
        for key, name, code, registration in session.execute(statement)
    ]


def history_of(session: Session, table: type[HistoryT], enterprise_id: int) -> list[HistoryT]:
    """The visits or difficulties of a firm, those in the recycle bin too: they would come back to no firm."""
    statement = select(table).where(col(table.enterprise_id) == enterprise_id).order_by(col(table.id))
    return list(session.scalars(statement))


def count_removed(session: Session, enterprise_id: int) -> int:
    """How many visits and difficulties of a firm lie in the recycle bin; they move with it as well."""
    return sum(
        session.scalar(
            select(func.count())
            .select_from(table)
            .where(col(table.enterprise_id) == enterprise_id, col(table.deleted_at).is_not(None))
        )
        or 0
        for table in (Visit, Difficulty)
    )


def count_history(session: Session, enterprise_id: int) -> tuple[int, int, int]:
    """How many visits, difficulties and attachments a firm has."""
    visits = _count(session, Visit, col(Visit.enterprise_id) == enterprise_id)
    difficulties = _count(session, Difficulty, col(Difficulty.enterprise_id) == enterprise_id)
    owner = and_(col(Attachment.owner_kind) == Aggregate.ENTERPRISE.value, col(Attachment.owner_id) == enterprise_id)
    return visits, difficulties, _count(session, Attachment, owner)


def _count(session: Session, table: type[Record], condition: ColumnElement[bool]) -> int:
    statement = select(func.count()).select_from(table).where(condition, col(table.deleted_at).is_(None))
    return int(session.scalar(statement) or 0)
