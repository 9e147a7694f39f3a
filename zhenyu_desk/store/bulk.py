"""Insert very many records at once, past the ORM but as it would have stored them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.search_text import Document, SearchKind
from zhenyu_desk.store import indexing, search
from zhenyu_desk.store.audit import Auditor
from zhenyu_desk.store.tables import (
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    HandlingEvent,
    Leader,
    NumberSeries,
    Pairing,
    Promise,
    Record,
    SupportingUnit,
    Unit,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.tables.base import key_column, utc_now
from zhenyu_desk.store.unit_of_work import UnitOfWork

# Parents come before the records that point to them.
TABLES: tuple[type[Record], ...] = (
    Unit,
    Leader,
    Enterprise,
    FormerName,
    EnterpriseLabel,
    YearlyFigure,
    Contact,
    Pairing,
    Visit,
    Promise,
    Difficulty,
    SupportingUnit,
    HandlingEvent,
)
_ROWS_AT_ONCE = 50_000
_ROOMY_CACHE_KIB = 400 * 1024
_DIFFERENT_VALUES = 10_000


def next_keys(session: Session) -> dict[type[Record], int]:
    """The key that the next record of each of these tables gets."""
    return {table: (session.scalar(select(func.max(key_column(table)))) or 0) + 1 for table in TABLES}


def last_numbers(session: Session) -> dict[tuple[str, int], int]:
    """The last readable number given, by prefix and year."""
    rows = session.execute(select(col(NumberSeries.prefix), col(NumberSeries.year), col(NumberSeries.last)))
    return {(prefix, year): last for prefix, year, last in rows}


class Uids:
    """Uids that follow from a seed, a table and a key, so that the same story gets the same ones.

    They are UUIDs of version 8 (RFC 9562, 5.8) and rise with the key, which keeps their index quick to fill.
    """

    def __init__(self, seed: int) -> None:
        self._head = f"{seed & 0xFFFFFFFF:08x}"

    def template(self, table: type[Record]) -> str:
        """A printf template that makes the uid of a record of this table from its key."""
        return f"{self._head}-{TABLES.index(table):04x}-8000-8000-%012x"

    def stamp(self, session: Session, first_keys: Mapping[type[Record], int]) -> None:
        """Give their uids to all records from these keys on."""
        for table in TABLES:
            key = key_column(table)
            session.execute(
                update(table).where(key >= first_keys[table]).values(uid=func.printf(self.template(table), key)),
                execution_options={"synchronize_session": False},
            )


class BulkWriter:
    """Takes records one by one and stores them by the thousand, with what the search index knows of them.

    Nobody else writes meanwhile, so keys are counted on from `first_keys`.
    """

    def __init__(self, work: UnitOfWork, uids: Uids, first_keys: Mapping[type[Record], int]) -> None:
        self._session = work.session
        self._connection = work.session.connection()
        self._uids, self._next_keys = uids, dict(first_keys)
        self._tables: dict[type[Record], _Table] = {}
        self._documents: defaultdict[SearchKind, list[tuple[int, Document]]] = defaultdict(list)
        self._waiting = 0

    def add(self, table: type[Record], values: Mapping[str, Any]) -> int:
        """Take a record; columns that are not named get their defaults. Returns its key."""
        known = self._tables.get(table)
        if known is None:
            known = self._tables[table] = _Table(self._connection, table, self._uids.template(table))
        key = self._next_keys[table]
        self._next_keys[table] = key + 1
        known.add(key, values)
        self._waiting += 1
        return key

    def index(self, kind: SearchKind, key: int, document: Document) -> None:
        """What a visit or difficulty should be found by."""
        self._documents[kind].append((key, document))

    def flush_if_many(self) -> None:
        """Store what has come together, if it is worth it; to be called when no parent is missing."""
        if self._waiting >= _ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Store all that has been taken so far."""
        for table in TABLES:
            if table in self._tables:
                self._tables[table].insert(self._connection)
        for kind, documents in self._documents.items():
            search.put_many(self._connection, kind, documents)
        self._documents.clear()
        self._waiting = 0

    def finish(self) -> None:
        """Store the rest, and bring the index, which came in many pieces, into one that is quick to search."""
        self.flush()
        search.optimise(self._connection)

    def index_enterprises(self, keys: range) -> None:
        """Put stored firms into the search index."""
        for batch in indexing.batched_ids(keys):
            documents = indexing.documents(self._session, SearchKind.ENTERPRISE, batch)
            search.put_many(self._connection, SearchKind.ENTERPRISE, documents.items())


class _Table:
    """The waiting rows of one table, in the form the driver takes."""

    def __init__(self, connection: Connection, table: type[Record], uid_template: str) -> None:
        columns = table.metadata.tables[str(table.__tablename__)].columns
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{column.name}"' for column in columns)
        self._statement = f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})"
        self._uid_template = uid_template
        processors = {c.name: _processor(c.type.dialect_impl(connection.dialect), connection) for c in columns}
        now = utc_now()
        self._defaults: dict[str, Any] = {"created_at": now, "updated_at": now, "recorded_at": now}
        for name, field in table.model_fields.items():
            if name not in self._defaults and not field.is_required():
                self._defaults[name] = field.get_default(call_default_factory=True)
        self._columns = [(name, self._defaults.get(name), processors[name]) for name in processors]
        self._rows: list[tuple[Any, ...]] = []

    def add(self, key: int, values: Mapping[str, Any]) -> None:
        """Take a row."""
        given = {**values, "id": key, "uid": self._uid_template % key}
        find = given.get
        self._rows.append(
            tuple([bind(find(name, default)) if bind else find(name, default) for name, default, bind in self._columns])
        )

    def insert(self, connection: Connection) -> None:
        """Store the rows."""
        if self._rows:
            connection.exec_driver_sql(self._statement, self._rows)
            self._rows = []


def _processor(kind: Any, connection: Connection) -> Callable[[Any], Any] | None:
    """How a value of this type is handed to the driver; the few different ones are worked out once."""
    bind = kind.bind_processor(connection.dialect)
    return lru_cache(_DIFFERENT_VALUES)(bind) if bind else None


@contextmanager
def roomy(session: Session) -> Iterator[None]:
    """Let the database keep much in memory meanwhile, so that indexes in no order fill quickly."""
    driver = session.connection().connection.driver_connection
    assert driver is not None
    (former,) = driver.execute("PRAGMA cache_size").fetchone()
    driver.execute(f"PRAGMA cache_size=-{_ROOMY_CACHE_KIB}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size={former}")


def note(work: UnitOfWork, verb: str, counts: Mapping[str, int]) -> None:
    """One entry in the audit log for everything written past the ORM: how many records of each table."""
    change = {table: [None, count] for table, count in counts.items()}
    Auditor(work.actor, verb).write(work.session.connection(), [("ledger", 0, change)])
