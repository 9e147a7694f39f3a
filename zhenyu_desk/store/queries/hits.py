"""What Ctrl+K shows: the records the search index names, as lines to choose from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.i18n import format_date
from zhenyu_desk.store import search
from zhenyu_desk.store.tables import Difficulty, Enterprise, Leader, Visit
from zhenyu_desk.store.tables.base import key_column


def search_hits(session: Session, words: str, limit: int) -> list[SearchHit]:
    """Up to `limit` hits of each kind: firms, then difficulties, then visits, newest first."""
    found = search.find(session.connection(), words, limit)
    return [
        *_enterprises(session, found.get(SearchKind.ENTERPRISE, [])),
        *_difficulties(session, found.get(SearchKind.DIFFICULTY, [])),
        *_visits(session, found.get(SearchKind.VISIT, [])),
    ]


def _enterprises(session: Session, ids: list[int]) -> list[SearchHit]:
    if not ids:
        return []
    statement = select(key_column(Enterprise), col(Enterprise.name), col(Enterprise.credit_code)).where(
        key_column(Enterprise).in_(ids)
    )
    hits = {
        key: SearchHit(kind=SearchKind.ENTERPRISE, id=key, title=name, detail=code or "")
        for key, name, code in session.execute(statement)
    }
    return [hits[key] for key in ids]


def _difficulties(session: Session, ids: list[int]) -> list[SearchHit]:
    if not ids:
        return []
    statement = (
        select(
            key_column(Difficulty),
            col(Difficulty.number),
            col(Difficulty.title),
            col(Difficulty.state),
            col(Enterprise.name),
        )
        .join(Enterprise, key_column(Enterprise) == col(Difficulty.enterprise_id))
        .where(key_column(Difficulty).in_(ids))
    )
    hits = {
        key: SearchHit(
            kind=SearchKind.DIFFICULTY, id=key, title=title, detail=f"{firm} · {state.label}", number=number
        )
        for key, number, title, state, firm in session.execute(statement)
    }
    return [hits[key] for key in ids]


def _visits(session: Session, ids: list[int]) -> list[SearchHit]:
    if not ids:
        return []
    statement = (
        select(key_column(Visit), col(Visit.number), col(Visit.on), col(Enterprise.name), col(Leader.name))
        .join(Enterprise, key_column(Enterprise) == col(Visit.enterprise_id))
        .join(Leader, key_column(Leader) == col(Visit.leader_id))
        .where(key_column(Visit).in_(ids))
    )
    hits = {
        key: SearchHit(
            kind=SearchKind.VISIT, id=key, title=firm, detail=f"{format_date(on)} · {leader}", number=number
        )
        for key, number, on, firm, leader in session.execute(statement)
    }
    return [hits[key] for key in ids]
