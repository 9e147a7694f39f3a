"""The database driver: every connection to a ledger file, encrypted or not, begins here.

sqlcipher3 bundles a SQLite past the WAL-reset bug of 3.51.2 and older, and encrypts a file once a key is given.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from zhenyu_desk.store.secret import database_key

Error = dbapi2.Error
MODULE = dbapi2


def connect(file: Path, secret: bytes | None, *, check_same_thread: bool = True) -> Any:
    """A connection whose transactions are begun by hand; `secret` None for a ledger that is not encrypted."""
    # isolation_level=None: the driver's own transaction handling leaves half a failed migration behind.
    connection = dbapi2.connect(str(file), isolation_level=None, check_same_thread=check_same_thread)
    if secret is not None:
        connection.execute("PRAGMA cipher_log_level=NONE")  # it would write to stderr
        connection.execute(f"PRAGMA key=\"x'{database_key(secret).hex()}'\"")
    return connection
