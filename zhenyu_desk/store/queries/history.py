"""Reads of the audit log for the history of one record with its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.history import HistoryKind, OfficePart
from zhenyu_desk.store import personal_values
from zhenyu_desk.store.queries.names import name_of
from zhenyu_desk.store.tables import (
    RECORD_TABLES,
    Attachment,
    AuditEntry,
    Contact,
    EnterpriseLabel,
    FormerName,
    HandlingEvent,
    Pairing,
    Promise,
    Record,
    SupportingUnit,
    YearlyFigure,
)
from zhenyu_desk.store.tables.base import key_column

# Aggregate → the tables of its parts, each with the column that names its owner.
_PARTS: Mapping[HistoryKind, tuple[tuple[type[Record], Any], ...]] = {
    Aggregate.ENTERPRISE: (
        (FormerName, FormerName.enterprise_id),
        (EnterpriseLabel, EnterpriseLabel.enterprise_id),
        (YearlyFigure, YearlyFigure.enterprise_id),
        (Contact, Contact.enterprise_id),
        (Pairing, Pairing.enterprise_id),
    ),
    Aggregate.LEADER: ((Pairing, Pairing.leader_id),),
    Aggregate.VISIT: ((Promise, Promise.visit_id),),
    Aggregate.DIFFICULTY: (
        (SupportingUnit, SupportingUnit.difficulty_id),
        (HandlingEvent, HandlingEvent.difficulty_id),
    ),
}
# Passwords lie outside the database; that one was set or taken away is noted under this name.
KEYS = "keys"
ERASED = object()
_PORTION = 500


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """An audit entry of a record or one of its parts; personal values are whole, or ERASED."""

    at: datetime
    actor: str
    verb: str
    reason: str
    table: str
    row_id: int
    change: Mapping[str, Any]


def changes_of(session: Session, kind: HistoryKind, key: int | None) -> list[LoggedChange]:
    """The audit entries about a record and its parts, the newest first; without a key about all of the kind."""
    of = [_entries(kind.value, [key])] if key is not None else [col(AuditEntry.table_name) == kind.value]
    for table, owner in _PARTS.get(kind, ()):
        of.append(_entries(str(table.__tablename__), _keys(session, table, col(owner) == key)))
    attached = and_(col(Attachment.owner_kind) == kind.value, col(Attachment.owner_id) == key)
    of.append(_entries("attachment", _keys(session, Attachment, attached)))
    if kind is OfficePart.OFFICIALS:
        of.append(col(AuditEntry.table_name) == KEYS)
    entries = list(session.scalars(select(AuditEntry).where(or_(*of)).order_by(col(AuditEntry.seq).desc())))
    changes = [personal_values.parsed(entry.change) for entry in entries]
    known = personal_values.shown(session.connection(), changes)
    return [
        LoggedChange(
            entry.at, entry.actor, entry.verb, entry.reason, entry.table_name, entry.row_id, _whole(change, known)
        )
        for entry, change in zip(entries, changes, strict=True)
    ]


def names_of(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What the records (table, id) are called."""
    return {(table, key): name_of(session, RECORD_TABLES[table], key) for table, key in set(wanted)}


def records_of(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Record]:
    """The records (table, id), those in the recycle bin too."""
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for name, key in wanted:
        keys[name].add(key)
    found: dict[tuple[str, int], Record] = {}
    for name, ids in keys.items():
        table, ordered = RECORD_TABLES[name], sorted(ids)
        for start in range(0, len(ordered), _PORTION):
            some = select(table).where(key_column(table).in_(ordered[start : start + _PORTION]))
            found |= {(name, record.key): record for record in session.scalars(some)}
    return found


def anchor_of(session: Session) -> str:
    """The hash of the last entry that changed a record."""
    from zhenyu_desk.store.audit import anchor

    return anchor(session.connection())


def _entries(table: str, keys: list[int]) -> ColumnElement[bool]:
    return and_(col(AuditEntry.table_name) == table, col(AuditEntry.row_id).in_(keys))


def _keys(session: Session, table: type[Record], condition: ColumnElement[bool]) -> list[int]:
    return list(session.scalars(select(key_column(table)).where(condition)))


def _whole(change: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """Values before and after; a note has only one."""
    return {
        column: [_value(value, known) for value in (values if isinstance(values, list) else (None, values))]
        for column, values in change.items()
    }


def _value(value: Any, known: Mapping[str, str]) -> Any:
    if not isinstance(value, dict):
        return value
    (found,) = personal_values.hashes_in({"": [value]})
    return known.get(found, ERASED)
