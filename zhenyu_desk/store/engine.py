"""Connections to a ledger file: driver, pragmas, transactions, and the checks at opening.

The driver is sqlcipher3, which bundles a SQLite past the WAL-reset bug of 3.51.2 and older and can encrypt later.
Settings are those of trust.md and are read back, since SQLite ignores an unknown pragma without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from zhenyu_desk.errors import AppError, EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _

APPLICATION_ID = 0x5A594454  # "ZYDT"
_HEADER = b"SQLite format 3\x00"
_HEADER_SIZE = 100
_ID_IN_HEADER = slice(68, 72)  # SQLite file format, 1.3: application id, big-endian
_BUSY_MS = 5000
# Per connection: enough for the pages of one list and its indexes, and little beside the window itself.
_CACHE_KIB = 10 * 1024
_PRAGMAS: dict[str, tuple[str, object]] = {
    "busy_timeout": (str(_BUSY_MS), _BUSY_MS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "cache_size": (f"-{_CACHE_KIB}", -_CACHE_KIB),
}


def write_engine(file: Path) -> Engine:
    """The engine for the one writer: every transaction takes the write lock at its start."""
    return _engine(file, begin="BEGIN IMMEDIATE", pool_size=1, read_only=False)


def read_engine(file: Path) -> Engine:
    """The engine for readers: snapshots that can't write and never wait for the writer."""
    return _engine(file, begin="BEGIN", pool_size=5, read_only=True)


def _engine(file: Path, *, begin: str, pool_size: int, read_only: bool) -> Engine:
    def connect() -> Any:
        # isolation_level=None: the driver's own transaction handling leaves half a failed migration behind.
        connection = dbapi2.connect(str(file), isolation_level=None, check_same_thread=False)
        _apply_pragmas(connection)
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=pool_size, max_overflow=0
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _apply_pragmas(connection: Any) -> None:
    for name, (value, read_back) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != read_back:
            raise EnvironmentProblem(
                _("The ledger can't be opened safely: the setting {name} could not be made ({found}).").format(
                    name=name, found=found
                )
            )


def check_file(file: Path) -> None:
    """Refuse what is not a ledger file at all, before SQLite could create or change anything."""
    folder = file.parent
    if folder.is_file():
        raise EnvironmentProblem(_("{path} is a file; a ledger is a folder. Name the folder.").format(path=folder))
    if not folder.exists():
        raise EnvironmentProblem(
            _("There is no folder {path}. Check the name, or make a ledger with «init».").format(path=folder)
        )
    if not file.is_file():
        raise EnvironmentProblem(
            _(
                "The folder {path} holds no ledger (ledger.db is missing). Make one with «init» or restore a backup."
            ).format(path=folder)
        )
    with _reading_file(file), file.open("rb") as stream:
        head = stream.read(_HEADER_SIZE)
    if not head:
        raise EnvironmentProblem(
            _("The ledger file {path} is empty; it was damaged. Restore a backup.").format(path=file)
        )
    if not head.startswith(_HEADER):
        raise EnvironmentProblem(
            _(
                "{path} is not a ledger of this program, or it is damaged. Choose another one or restore a backup."
            ).format(path=file)
        )
    # Connecting would already turn another program's file to WAL; only with a log beside it may the header be old.
    own = int.from_bytes(head[_ID_IN_HEADER], "big") == APPLICATION_ID
    if not own and not file.with_name(file.name + "-wal").exists():
        raise _foreign(file)


def _foreign(file: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        _("{path} is a database of another program, not a ledger. Choose another folder.").format(path=file)
    )


@contextmanager
def _reading_file(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(
            _("{path} can't be read: {reason}.").format(path=file, reason=reason_of(error))
        ) from error


def check_identity(connection: Connection, file: Path, schema: int) -> int:
    """Return the schema number of the file; refuse a foreign file and one newer than `schema`."""
    application_id = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if application_id != APPLICATION_ID:
        raise _foreign(file)
    if found > schema:
        raise EnvironmentProblem(
            _(
                "This ledger was made by a newer version of the program (schema {found}, this one knows {known}). "
                "Update the program; the ledger was left as it is."
            ).format(found=found, known=schema)
        )
    return found


def quick_check(connection: Connection, file: Path) -> None:
    """Refuse a file whose pages are damaged. Reads the whole file."""
    verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if verdict != "ok":
        raise _damaged(file)


def _damaged(file: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        _("The ledger file {path} is damaged. Nothing was changed; restore the last backup.").format(path=file)
    )


@contextmanager
def sentences(file: Path) -> Iterator[None]:
    """Turn what the database says of disk, locks and damage into one sentence for the user."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        known = _known_problem(str(getattr(error, "orig", error)), file)
        if known is None:
            raise
        raise known from error


def _known_problem(message: str, file: Path) -> AppError | None:
    if "locked" in message or "busy" in message:
        return EnvironmentProblem(
            _("The ledger {path} is in use by another program; nothing was changed. Close it and try again.").format(
                path=file.parent
            )
        )
    if "full" in message:
        return EnvironmentProblem(_("The disk is full; nothing was changed. Free some space and try again."))
    if "readonly" in message:
        return EnvironmentProblem(
            _("The ledger {path} can't be written (read-only); nothing was changed.").format(path=file.parent)
        )
    if "unable to open" in message or "disk I/O" in message:
        return EnvironmentProblem(
            _("The ledger file {path} can't be opened. Check the disk and your permissions.").format(path=file)
        )
    if "malformed" in message or "not a database" in message:
        return _damaged(file)
    return None
