"""What Ctrl+K shows: the records the search index names, as lines to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.domain.terms import State
from zhenyu_desk.i18n import format_date
from zhenyu_desk.store import search

_WANTED = "IN (SELECT value FROM json_each(?))"
_ENTERPRISES = f"SELECT id, name, credit_code FROM enterprise WHERE id {_WANTED}"
_DIFFICULTIES = f"""SELECT d.id, d.number, d.title, d.state, e.name
    FROM difficulty d JOIN enterprise e ON e.id = d.enterprise_id WHERE d.id {_WANTED}"""
_VISITS = f"""SELECT v.id, v.number, v."on", e.name, l.name
    FROM visit v JOIN enterprise e ON e.id = v.enterprise_id JOIN leader l ON l.id = v.leader_id
    WHERE v.id {_WANTED}"""


def search_hits(session: Session, words: str, limit: int) -> list[SearchHit]:
    """Up to `limit` hits of each kind: firms, then difficulties, then visits, newest first."""
    connection = session.connection()
    found = search.find(connection, words, limit)
    return [
        *_lines(connection, _ENTERPRISES, found[SearchKind.ENTERPRISE], _enterprise),
        *_lines(connection, _DIFFICULTIES, found[SearchKind.DIFFICULTY], _difficulty),
        *_lines(connection, _VISITS, found[SearchKind.VISIT], _visit),
    ]


def known_hits(session: Session, wanted: Sequence[tuple[SearchKind, int]]) -> list[SearchHit]:
    """The lines of records known by kind and id, in the order asked for; those no longer in use are left out."""
    connection, found = session.connection(), {}
    for kind, (statement, line) in _KINDS.items():
        ids = [key for one, key in wanted if one is kind]
        rows = search.read_rows(connection, f"{statement} AND {_IN_USE[kind]} IS NULL", (json.dumps(ids),))
        found.update({(kind, row[0]): line(*row) for row in rows})
    return [found[key] for key in wanted if key in found]


def _lines(connection: Connection, statement: str, ids: list[int], line: Callable[..., SearchHit]) -> list[SearchHit]:
    """The line of each id, in the order of the ids."""
    if not ids:
        return []
    rows: dict[int, Any] = {row[0]: row for row in search.read_rows(connection, statement, (json.dumps(ids),))}
    return [line(*rows[key]) for key in ids]


def _enterprise(key: int, name: str, code: str | None) -> SearchHit:
    return SearchHit(kind=SearchKind.ENTERPRISE, id=key, title=name, detail=code or "")


def _difficulty(key: int, number: str, title: str, state: str, firm: str) -> SearchHit:
    detail = f"{firm} · {State.from_code(state).label}"
    return SearchHit(kind=SearchKind.DIFFICULTY, id=key, title=title, detail=detail, number=number)


def _visit(key: int, number: str, on: str, firm: str, leader: str) -> SearchHit:
    detail = f"{format_date(date.fromisoformat(on))} · {leader}"
    return SearchHit(kind=SearchKind.VISIT, id=key, title=firm, detail=detail, number=number)


_KINDS: dict[SearchKind, tuple[str, Callable[..., SearchHit]]] = {
    SearchKind.ENTERPRISE: (_ENTERPRISES, _enterprise),
    SearchKind.DIFFICULTY: (_DIFFICULTIES, _difficulty),
    SearchKind.VISIT: (_VISITS, _visit),
}
_IN_USE = {
    SearchKind.ENTERPRISE: "deleted_at",
    SearchKind.DIFFICULTY: "d.deleted_at",
    SearchKind.VISIT: "v.deleted_at",
}
