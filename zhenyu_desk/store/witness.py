"""Whether anybody else wrote to a ledger while it was open: what others wrote was not checked and can't be sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool

from zhenyu_desk.store import driver

_KEY = "data_version"


class Witness:
    """Watches by the one connection that writes: SQLite tells it when another connection has committed."""

    def __init__(self, writer: Engine) -> None:
        self._writer = writer

    def begin(self) -> None:
        """From here on others are noticed."""
        connection = self._writer.raw_connection()
        try:
            connection.info[_KEY] = _version(connection.driver_connection)
        finally:
            connection.close()

    def saw_nobody_else(self) -> bool:
        """Whether nobody else has written since; False too where the connection is no longer the one of then."""
        pool = self._writer.pool
        if not isinstance(pool, QueuePool) or not pool.checkedin():
            return False
        connection = self._writer.raw_connection()
        try:
            return bool(connection.info.get(_KEY) == _version(connection.driver_connection))
        except driver.Error:  # a file that can't be read any more
            return False
        finally:
            connection.close()


def _version(connection: Any) -> int:
    """Alike as long as no other connection commits (SQLite, PRAGMA data_version)."""
    (found,) = connection.execute("PRAGMA data_version").fetchone()
    return int(found)
