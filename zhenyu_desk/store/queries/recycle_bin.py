"""What lies in the recycle bin."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.rows import RemovedRow
from zhenyu_desk.domain.terms import RemovedKind
from zhenyu_desk.store.tables import (
    Attachment,
    AuditEntry,
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    Leader,
    Pairing,
    Promise,
    Record,
    SavedFilter,
    SupportingUnit,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.unit_of_work import UnitOfWork

_OWNERS: tuple[type[Record], ...] = (Visit, Difficulty, Enterprise)
_FIRM, _LEADER = col(Enterprise.name), col(Leader.name)
# A firm that was merged into another has its name among the other's former ones; only the merge can be undone.
_NOT_MERGED = ~(
    select(col(FormerName.id))
    .where(col(FormerName.match_name) == col(Enterprise.match_name), col(FormerName.deleted_at).is_(None))
    .where(col(FormerName.enterprise_id) != col(Enterprise.id))
    .exists()
)


# Of a pairing, a file or a filter that a step brought or replaced, only the step itself can be taken back.
_BY_STEPS = ("undo", "hand_over_pairing")


def _apart(table: type[Record]) -> ColumnElement[bool]:
    """Whether a record was removed for its own sake: the last that was done with it was no undo or hand-over.

    A restoring that was undone leaves it in the bin as it lay there before.
    """
    is_back_in_bin = (col(AuditEntry.verb) == "undo") & (col(AuditEntry.reason) == "restore")
    verb = (
        select(case((is_back_in_bin, "restore"), else_=col(AuditEntry.verb)))
        .where(col(AuditEntry.row_id) == col(table.id), col(AuditEntry.table_name) == table.__tablename__)
        .order_by(col(AuditEntry.seq).desc())
        .limit(1)
    )
    return func.coalesce(verb.scalar_subquery(), "").not_in(_BY_STEPS)


def _without(part: type[Record], owner: type[Record], *pointing: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a record did not go along with its owner, with which it comes back."""
    return ~(
        select(col(owner.id)).where(*pointing, col(owner.deleted_at) == col(part.deleted_at)).correlate(part).exists()
    )


def _is_file_of(owner: type[Record]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Attachment.owner_kind) == owner.__tablename__, col(Attachment.owner_id) == col(owner.id)


def _of_firm(table: Any, *shown: Any) -> Any:
    statement = select(table.id, table.deleted_at, *shown, _FIRM)
    return statement.join(Enterprise, col(Enterprise.id) == table.enterprise_id).where(_NOT_MERGED)


TABLES: dict[RemovedKind, type[Record]] = {
    RemovedKind.ENTERPRISE: Enterprise,
    RemovedKind.VISIT: Visit,
    RemovedKind.DIFFICULTY: Difficulty,
    RemovedKind.LEADER: Leader,
    RemovedKind.PAIRING: Pairing,
    RemovedKind.ATTACHMENT: Attachment,
    RemovedKind.FILTER: SavedFilter,
}

# The id, the instant of removal, and the words that make up the name of a record.
_SELECTS: dict[RemovedKind, Any] = {
    RemovedKind.ENTERPRISE: select(col(Enterprise.id), col(Enterprise.deleted_at), _FIRM).where(_NOT_MERGED),
    RemovedKind.VISIT: _of_firm(Visit, col(Visit.number), col(Visit.on)),
    RemovedKind.DIFFICULTY: _of_firm(Difficulty, col(Difficulty.number), col(Difficulty.title)).where(
        _without(Difficulty, Visit, col(Visit.id) == col(Difficulty.visit_id))
    ),
    RemovedKind.LEADER: select(col(Leader.id), col(Leader.deleted_at), _LEADER),
    RemovedKind.PAIRING: _of_firm(Pairing, _LEADER)
    .join(Leader, col(Leader.id) == col(Pairing.leader_id))
    .where(_apart(Pairing)),
    RemovedKind.ATTACHMENT: select(col(Attachment.id), col(Attachment.deleted_at), col(Attachment.file_name)).where(
        _apart(Attachment), *(_without(Attachment, owner, *_is_file_of(owner)) for owner in _OWNERS)
    ),
    RemovedKind.FILTER: select(col(SavedFilter.id), col(SavedFilter.deleted_at), col(SavedFilter.name)).where(
        _apart(SavedFilter)
    ),
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


def parts_removed_with(work: UnitOfWork, record: Record) -> list[Record]:
    """What belongs to a record and went in the same use case; parts of its parts too."""
    found: list[Record] = []
    for table, pointer in _PARTS.get(type(record), ()):
        found += work.all(select(table).where(col(table.deleted_at) == record.deleted_at, pointer == record.key))
    kind = str(record.__tablename__)
    found += work.all(
        select(Attachment).where(
            col(Attachment.deleted_at) == record.deleted_at,
            col(Attachment.owner_kind) == kind,
            col(Attachment.owner_id) == record.key,
        )
    )
    return [*found, *(part for one in found for part in parts_removed_with(work, one))]


_OF_FIRM = (FormerName, EnterpriseLabel, YearlyFigure, Contact)
_PARTS: dict[type[Record], tuple[tuple[type[Record], Any], ...]] = {
    Enterprise: tuple((table, col(table.enterprise_id)) for table in _OF_FIRM),
    Visit: ((Promise, col(Promise.visit_id)), (Difficulty, col(Difficulty.visit_id))),
    Difficulty: ((SupportingUnit, col(SupportingUnit.difficulty_id)),),
}
