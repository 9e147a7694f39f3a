"""The audit log: every change of a record, in the transaction that makes it, chained by SHA-256.

An entry's hash covers the entry and the hash before it, so that an edited, inserted or removed entry breaks the chain.

Personal values stand in it by their keyed hash only; what they were is kept apart (`personal_values`), so that they can
be erased on request while the chain stays whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from zhenyu_desk.store import personal_values
from zhenyu_desk.store.change_log import Flushed, values_of
from zhenyu_desk.store.tables import METADATA, Record

GENESIS = "0" * 64
_LOG = METADATA.tables["audit_entry"]
# Entries about no record: what left the ledger as a file or on paper.
NOTE_TABLES = ("backups", "export", "keys", "ledger")


class Auditor:
    """Writes the entries of one transaction; `actor` and `verb` say who did what."""

    def __init__(self, actor: str, verb: str, reason: str = "") -> None:
        self._actor, self._verb, self._reason = actor, verb, reason

    def record(self, connection: Connection, flushed: Flushed) -> None:
        """Write an entry for each record that was flushed."""
        changes = [
            *((record, _as_new(record)) for record in flushed.added),
            *((record, _as_changed(columns)) for record, columns in flushed.changed),
        ]
        self.write(
            connection, ((str(record.__tablename__), record.key, change) for record, change in changes if change)
        )

    def write(self, connection: Connection, entries: Iterable[tuple[str, int, Mapping[str, Any]]]) -> None:
        """Append entries (table, row id, change) to the chain."""
        rows = []
        kept: list[personal_values.Kept] = []
        previous = head(connection)
        for table_name, row_id, change in entries:
            row = {
                "at": datetime.now(UTC),
                "actor": self._actor,
                "verb": self._verb,
                "table_name": table_name,
                "row_id": row_id,
                "change": canonical(personal_values.hidden(table_name, change, kept)),
                "reason": self._reason,
                "previous_hash": previous,
            }
            previous = row["hash"] = entry_hash(row)
            rows.append(row)
        if rows:
            connection.execute(insert(_LOG), rows)
            personal_values.keep(connection, kept)


def head(connection: Connection) -> str:
    """The hash of the last entry; zeros for an empty log."""
    return connection.execute(select(_LOG.c.hash).order_by(_LOG.c.seq.desc()).limit(1)).scalar() or GENESIS


def anchor(connection: Connection) -> str:
    """The hash of the last entry that changed a record; printing and exporting leave it as it is."""
    statement = select(_LOG.c.hash).where(_LOG.c.table_name.not_in(NOTE_TABLES)).order_by(_LOG.c.seq.desc()).limit(1)
    return connection.execute(statement).scalar() or GENESIS


def first_break(connection: Connection) -> int | None:
    """The number of the first entry that doesn't fit the chain, or None when it is whole."""
    previous, expected = GENESIS, None
    # As it lies in the file: the time of an entry need not be one any more.
    rows = connection.execution_options(yield_per=1000).exec_driver_sql("SELECT * FROM audit_entry ORDER BY seq")
    for row in rows.mappings():
        gap = expected is not None and row["seq"] != expected
        if gap or row["previous_hash"] != previous or row["hash"] != _hash_of_stored(row):
            return int(row["seq"])
        previous, expected = row["hash"], row["seq"] + 1
    return None


def entry_hash(row: Mapping[str, Any] | RowMapping) -> str:
    """SHA-256 over an entry's content and the hash before it."""
    keys = ("actor", "verb", "table_name", "row_id", "change", "reason", "previous_hash")
    content = [row["at"].astimezone(UTC).isoformat(timespec="microseconds"), *(row[key] for key in keys)]
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _hash_of_stored(row: Mapping[str, Any] | RowMapping) -> str | None:
    """The hash of an entry as the file holds it; None where its time is none."""
    try:
        at = datetime.fromisoformat(row["at"])
    except (TypeError, ValueError):
        return None
    return entry_hash({**row, "at": at.replace(tzinfo=UTC)})


def _as_new(record: Record) -> dict[str, Any]:
    return {column: [None, value] for column, value in values_of(record).items() if value is not None}


def _as_changed(columns: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    return {column: list(values) for column, values in columns.items()}


def canonical(value: Any) -> str:
    """A value as the one JSON text that stands for it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
