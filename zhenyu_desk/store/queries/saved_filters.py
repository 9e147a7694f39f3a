"""Reads of the saved filters."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.saved_filters import SavedFilterRow
from zhenyu_desk.store.tables import SavedFilter


def saved_filters(session: Session, page: str) -> list[SavedFilterRow]:
    """The filters kept for a page, in the order they were made."""
    statement = (
        select(SavedFilter)
        .where(col(SavedFilter.page) == page, col(SavedFilter.deleted_at).is_(None))
        .order_by(col(SavedFilter.id))
    )
    return [SavedFilterRow(row.key, row.version, row.name, row.content) for row in session.scalars(statement)]
