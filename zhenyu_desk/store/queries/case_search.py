"""The difficulties that contain a text: what narrows a list by what was typed above it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.store import search


def difficulties_with(session: Session, text: str, limit: int | None = None) -> tuple[int, ...]:
    """The difficulties with every word of a text, newest first; of very many no more than `limit`."""
    return tuple(search.find_of(session.connection(), SearchKind.DIFFICULTY, text, limit))
