"""Reads of who works with the ledger."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.officials import OfficialRow
from zhenyu_desk.store.tables import Official


def officials(session: Session) -> list[OfficialRow]:
    """All officials, in the order listed; the retired too."""
    statement = select(Official).where(col(Official.deleted_at).is_(None)).order_by(col(Official.id))
    return [OfficialRow(row.key, row.version, row.name, row.role, row.in_use) for row in session.scalars(statement)]
