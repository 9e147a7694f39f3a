"""The audit log: every change of a record, in the transaction that makes it, chained by SHA-256.

An entry's hash covers the entry and the hash before it, so that an edited, inserted or removed entry breaks the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from zhenyu_desk.store.change_log import Flushed, values_of
from zhenyu_desk.store.tables import METADATA, Record

GENESIS = "0" * 64
_LOG = METADATA.tables["audit_entry"]


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
        previous = head(connection)
        for table_name, row_id, change in entries:
            row = {
                "at": datetime.now(UTC),
                "actor": self._actor,
                "verb": self._verb,
                "table_name": table_name,
                "row_id": row_id,
                "change": _canonical(change),
                "reason": self._reason,
                "previous_hash": previous,
            }
            previous = row["hash"] = entry_hash(row)
            rows.append(row)
        if rows:
            connection.execute(insert(_LOG), rows)


def head(connection: Connection) -> str:
    """The hash of the last entry; zeros for an empty log."""
    return connection.execute(select(_LOG.c.hash).order_by(_LOG.c.seq.desc()).limit(1)).scalar() or GENESIS


def first_break(connection: Connection) -> int | None:
    """The number of the first entry that doesn't fit the chain, or None when it is whole."""
    previous, expected = GENESIS, None
    rows = connection.execution_options(yield_per=1000).execute(select(_LOG).order_by(_LOG.c.seq)).mappings()
    for row in rows:
        gap = expected is not None and row["seq"] != expected
        if gap or row["previous_hash"] != previous or row["hash"] != entry_hash(row):
            return int(row["seq"])
        previous, expected = row["hash"], row["seq"] + 1
    return None


def entry_hash(row: Mapping[str, Any] | RowMapping) -> str:
    """SHA-256 over an entry's content and the hash before it."""
    keys = ("actor", "verb", "table_name", "row_id", "change", "reason", "previous_hash")
    content = [row["at"].astimezone(UTC).isoformat(timespec="microseconds"), *(row[key] for key in keys)]
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _as_new(record: Record) -> dict[str, Any]:
    return {column: [None, value] for column, value in values_of(record).items() if value is not None}


def _as_changed(columns: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    return {column: list(values) for column, values in columns.items()}


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
