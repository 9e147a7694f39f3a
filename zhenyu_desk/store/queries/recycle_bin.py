"""What lies in the recycle bin."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.rows import RemovedRow
from zhenyu_desk.domain.terms import RemovedKind
from zhenyu_desk.store.tables import (
    RECORD_TABLES,
    Attachment,
    Difficulty,
    Enterprise,
    Leader,
    Pairing,
    Record,
    SavedFilter,
    Visit,
)
from zhenyu_desk.store.unit_of_work import UnitOfWork

_FIRM, _LEADER = col(Enterprise.name), col(Leader.name)


def _of_firm(table: Any, *shown: Any) -> Any:
    return select(table.id, table.deleted_at, *shown, _FIRM).join(Enterprise, col(Enterprise.id) == table.enterprise_id)


TABLES: dict[RemovedKind, type[Record]] = {
    RemovedKind.ENTERPRISE: Enterprise,
    RemovedKind.VISIT: Visit,
    RemovedKind.DIFFICULTY: Difficulty,
    RemovedKind.PAIRING: Pairing,
    RemovedKind.ATTACHMENT: Attachment,
    RemovedKind.FILTER: SavedFilter,
}

# The id, the instant of removal, and the words that make up the name of a record.
_SELECTS: dict[RemovedKind, Any] = {
    RemovedKind.ENTERPRISE: select(col(Enterprise.id), col(Enterprise.deleted_at), _FIRM),
    RemovedKind.VISIT: _of_firm(Visit, col(Visit.number), col(Visit.on)),
    RemovedKind.DIFFICULTY: _of_firm(Difficulty, col(Difficulty.number), col(Difficulty.title)),
    RemovedKind.PAIRING: _of_firm(Pairing, _LEADER).join(Leader, col(Leader.id) == col(Pairing.leader_id)),
    RemovedKind.ATTACHMENT: select(col(Attachment.id), col(Attachment.deleted_at), col(Attachment.file_name)),
    RemovedKind.FILTER: select(col(SavedFilter.id), col(SavedFilter.deleted_at), col(SavedFilter.name)),
}


def removed(session: Session, limit: int) -> list[RemovedRow]:
    """What was removed last, the newest first, at most `limit` of each kind."""
    rows = []
    for kind, statement in _SELECTS.items():
        table = TABLES[kind]
        when = col(table.deleted_at)
        for key, at, *words in session.execute(
            statement.where(when.is_not(None)).order_by(when.desc(), col(table.id).desc()).limit(limit)
        ):
            rows.append(RemovedRow(kind, key, " · ".join(map(str, words)), at))
    return sorted(rows, key=lambda row: row.removed_at, reverse=True)


def removed_together(work: UnitOfWork, at: datetime) -> list[Record]:
    """Everything that one use case removed at this instant."""
    return [
        record
        for table in RECORD_TABLES.values()
        for record in work.all(select(table).where(col(table.deleted_at) == at))
    ]
