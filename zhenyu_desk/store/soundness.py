"""Whether a ledger can be trusted from end to end: pages, links, the audit chain, records against their audit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, DateTime, Dialect, Table, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from zhenyu_desk.errors import Damaged
from zhenyu_desk.i18n import _
from zhenyu_desk.store import audit, personal_values
from zhenyu_desk.store.change_log import NOISE
from zhenyu_desk.store.engine import damage_told
from zhenyu_desk.store.tables import METADATA, RECORD_TABLES, Record
from zhenyu_desk.store.tables.base import Wan

_PORTION = 1000
_UNKNOWN = object()
_ERASING = "erase_contact"
# What reading raises where no day, number or word of ours stands.
UNREADABLE = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)


def refuse_unsound(session: Session, file: Path) -> None:
    """Damaged when the ledger is damaged or was changed outside the program. Reads all of it."""
    with damage_told(file):
        is_sound = _is_sound(session.connection())
    if not is_sound:
        raise _damaged(file)


def _is_sound(connection: Connection) -> bool:
    if damaged_pages(connection) or broken_links(connection) or unreadable_tables(connection):
        return False
    try:
        is_chained = audit.first_break(connection) is None and not personal_values.forged(connection)
        return is_chained and next(records_off_their_audit(connection), None) is None
    except UNREADABLE:
        return False


def damaged_pages(connection: Connection) -> list[str]:
    """What SQLite's integrity check finds; empty when the file is whole."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    return [str(row) for row in rows if row != "ok"]


def broken_links(connection: Connection) -> list[tuple[str, int]]:
    """Records that point to a record which is not there: table and row id."""
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [(str(row[0]), int(row[1])) for row in rows]


def unreadable_tables(connection: Connection) -> list[str]:
    """Tables in which something stands that is no value of its column, whether the audit log speaks of it or not."""
    return [table.name for table in METADATA.sorted_tables if not _is_readable(connection, table)]


def _is_readable(connection: Connection, table: Table) -> bool:
    try:
        with connection.execution_options(yield_per=_PORTION).execute(select(table)) as rows:
            for _row in rows:
                pass
    except UNREADABLE:
        return False
    return True


def records_off_their_audit(connection: Connection) -> Iterator[tuple[str, int]]:
    """Records that don't say what their audit entries say, or that have none, or are gone: table and row id.

    So are those of which the log names a personal value that is no longer kept, though nobody asked to erase it. Of a
    demo town, written past the log as a whole, only what was changed since is compared.
    """
    unlogged = _written_past_the_log(connection)
    for name, table in sorted(RECORD_TABLES.items()):
        free = unlogged.get(name, 0)
        records = _records(connection, name)
        record = next(records, None)
        for said, known in _said_with_values(connection, table):
            while record is not None and record["id"] < said.row_id:
                free -= 1
                if free < 0:
                    yield name, record["id"]
                record = next(records, None)
            if record is None or record["id"] != said.row_id:
                yield name, said.row_id
                continue
            free -= not said.is_new
            if free < 0 or said.lacks(known) or _differs(connection, table, record, said, known):
                yield name, said.row_id
            record = next(records, None)
        while record is not None:
            free -= 1
            if free < 0:
                yield name, record["id"]
            record = next(records, None)


def _written_past_the_log(connection: Connection) -> dict[str, int]:
    """How many records of each table one entry for all of them stands for."""
    counts: dict[str, int] = {}
    rows = connection.exec_driver_sql("SELECT change FROM audit_entry WHERE table_name = 'ledger' AND verb = 'demo'")
    for change in rows.scalars():
        for table, (_before, count) in personal_values.parsed(change).items():
            counts[table] = counts.get(table, 0) + count
    return counts


def _records(connection: Connection, table: str) -> Iterator[Mapping[str, Any]]:
    """The records of a table as they lie in the file, by key."""
    result = connection.execution_options(yield_per=_PORTION).exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")
    for row in result.mappings():
        yield dict(row)


@dataclass(slots=True)
class _Said:
    """What the audit log says of a record, folded from its entries."""

    row_id: int
    is_new: bool
    """Whether the log knows the record from its making on."""
    values: dict[str, Any] = field(default_factory=dict)
    """What it says last of each column."""
    hashes: dict[str, int] = field(default_factory=dict)
    """The personal values it names, each with the number of the entry."""
    erased_at: int = 0
    """The last entry that erased what was known."""

    def take(self, seq: int, verb: str, change: Mapping[str, Any]) -> None:
        """Add an entry."""
        self.values |= {column: after for column, (_before, after) in change.items()}
        self.hashes |= dict.fromkeys(personal_values.hashes_in(change), seq)
        if verb == _ERASING:
            self.erased_at = seq

    def lacks(self, known: Mapping[str, str]) -> bool:
        """Whether a personal value is gone that was not erased."""
        return any(seq > self.erased_at and name not in known for name, seq in self.hashes.items())


def _said_with_values(connection: Connection, table: type[Record]) -> Iterator[tuple[_Said, Mapping[str, str]]]:
    """What the log says of the records of a table, by row id, each with the personal values that are kept."""
    folded = _said(connection, table)
    while portion := list(islice(folded, _PORTION)):
        known = personal_values.known(connection, (name for said in portion for name in said.hashes))
        for said in portion:
            yield said, known


def _said(connection: Connection, table: type[Record]) -> Iterator[_Said]:
    result = connection.execution_options(yield_per=_PORTION).exec_driver_sql(
        "SELECT row_id, seq, verb, change FROM audit_entry WHERE table_name = ? ORDER BY row_id, seq",
        (str(table.__tablename__),),
    )
    required = required_columns(table)
    said: _Said | None = None
    for row_id, seq, verb, text in result:
        change = personal_values.parsed(text)
        if said is None or said.row_id != row_id:
            if said is not None:
                yield said
            said = _Said(row_id, is_new=_is_creation(change, required))
        said.take(seq, verb, change)
    if said is not None:
        yield said


def required_columns(table: type[Record]) -> frozenset[str]:
    """The columns that the entry of a record's making names in any schema: those never empty and without a default."""
    columns = table.metadata.tables[str(table.__tablename__)].columns
    return frozenset(
        name
        for name, of_model in table.model_fields.items()
        if name not in NOISE and not columns[name].nullable and (of_model.is_required() or of_model.default is None)
    )


def _is_creation(change: Mapping[str, Any], required: frozenset[str]) -> bool:
    return all(column in change and change[column][0] is None for column in required)


def _differs(
    connection: Connection, table: type[Record], record: Mapping[str, Any], said: _Said, known: Mapping[str, str]
) -> bool:
    columns = table.metadata.tables[str(table.__tablename__)].columns
    for name in record.keys() - NOISE:
        expected = _expected(table, name, said, known)
        if expected is not _UNKNOWN and not _agrees(columns[name].type, expected, record[name], connection.dialect):
            return True
    return False


def _expected(table: type[Record], name: str, said: _Said, known: Mapping[str, str]) -> Any:
    if name not in said.values:
        return _absent(table, name, is_new=said.is_new)
    return _whole(said.values[name], known)


def _whole(value: Any, known: Mapping[str, str]) -> Any:
    """A personal value that stands in the log by its hash; one that was erased can't be compared."""
    hashes = personal_values.hashes_in({"said": [value]})
    return known.get(hashes[0], _UNKNOWN) if hashes else value


def _absent(table: type[Record], name: str, *, is_new: bool) -> Any:
    """What a column holds that the log never named: nothing, or its default where it came with a later schema."""
    of_model = table.model_fields[name]
    return None if is_new and not of_model.is_required() and of_model.get_default() is None else _UNKNOWN


def _agrees(kind: TypeEngine[Any], said: Any, stored: Any, dialect: Dialect) -> bool:
    """Whether a value of the log is the one that the database keeps in its own form."""
    if said is None or stored is None:
        return said is stored
    if isinstance(kind, Wan):
        return bool(kind.process_bind_param(Decimal(said), dialect) == stored)
    if isinstance(kind, JSON):
        return bool(json.loads(stored) == said)
    if isinstance(kind, Boolean):
        return bool(int(said) == stored)
    if isinstance(getattr(kind, "impl", kind), DateTime):
        return datetime.fromisoformat(said).replace(tzinfo=None) == datetime.fromisoformat(stored)
    return bool(said == stored)


def _damaged(file: Path) -> Damaged:
    return Damaged(
        _(
            "The ledger file {path} is damaged or was changed outside the program. Nothing was changed now; "
            "restore the last backup."
        ).format(path=file)
    )
