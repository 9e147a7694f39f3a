"""A disk without room: the ledger's file may not grow by a single page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from zhenyu_desk.services.context import AppContext

_ROOM = 1_000_000_000


@contextmanager
def full_disk(context: AppContext) -> Iterator[None]:
    """Until the end of the block every write that needs room fails as on a full disk."""
    engine: Any = context.ledger._writer

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # SQLite takes the present size for it

    event.listen(engine, "begin", limit)
    try:
        yield
    finally:
        event.remove(engine, "begin", limit)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={_ROOM}")
