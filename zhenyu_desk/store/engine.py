"""Connections to a ledger file: driver, pragmas, transactions, and the checks at opening.

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

from zhenyu_desk.errors import AppError, Damaged, EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import driver
from zhenyu_desk.store.disk import is_full
from zhenyu_desk.store.whether_encrypted import HEADER, KEYS_NAME, looks_encrypted

APPLICATION_ID = 0x5A594454  # "ZYDT"
_HEADER_SIZE = 100
_ID_IN_HEADER = slice(68, 72)  # SQLite file format, 1.3: application id, big-endian
# SQLite's result codes: the lowest byte of an extended one is its primary code.
_PRIMARY = 0xFF
_CUT_OFF = 522  # SQLITE_IOERR_SHORT_READ: the file ends before it should
_DAMAGE = frozenset({driver.MODULE.SQLITE_CORRUPT, driver.MODULE.SQLITE_NOTADB, driver.MODULE.SQLITE_FORMAT})
# What SQLite says of them in words (sqlite3ErrStr).
_WORDS = {
    "database is locked": driver.MODULE.SQLITE_BUSY,
    "database table is locked": driver.MODULE.SQLITE_LOCKED,
    "database or disk is full": driver.MODULE.SQLITE_FULL,
    "attempt to write a readonly database": driver.MODULE.SQLITE_READONLY,
    "unable to open database": driver.MODULE.SQLITE_CANTOPEN,
    "disk I/O error": driver.MODULE.SQLITE_IOERR,
    "database disk image is malformed": driver.MODULE.SQLITE_CORRUPT,
    "file is not a database": driver.MODULE.SQLITE_NOTADB,
}
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


def write_engine(file: Path, secret: bytes | None) -> Engine:
    """The engine for the one writer: every transaction takes the write lock at its start."""
    return _engine(file, secret, begin="BEGIN IMMEDIATE", pool_size=1, read_only=False)


def read_engine(file: Path, secret: bytes | None) -> Engine:
    """The engine for readers: snapshots that can't write and never wait for the writer."""
    return _engine(file, secret, begin="BEGIN", pool_size=5, read_only=True)


def _engine(file: Path, secret: bytes | None, *, begin: str, pool_size: int, read_only: bool) -> Engine:
    def connect() -> Any:
        connection = driver.connect(file, secret, check_same_thread=False)
        try:
            _apply_pragmas(connection)
            if read_only:
                connection.execute("PRAGMA query_only=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://", module=driver.MODULE, creator=connect, poolclass=QueuePool, pool_size=pool_size, max_overflow=0
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


def check_folder(folder: Path) -> None:
    """Refuse a folder that can't hold a ledger."""
    if folder.is_file():
        raise EnvironmentProblem(_("{path} is a file; a ledger is a folder. Name the folder.").format(path=folder))
    if not folder.exists():
        raise EnvironmentProblem(
            _("There is no folder {path}. Check the name, or make a ledger with «init».").format(path=folder)
        )


def check_file(file: Path, secret: bytes | None) -> None:
    """Refuse what is not a ledger file at all, before SQLite could create or change anything.

    Of an encrypted file nothing can be told from outside: the database refuses it when the secret doesn't fit.
    """
    if not file.is_file():
        raise EnvironmentProblem(
            _(
                "The folder {path} holds no ledger (ledger.db is missing). Make one with «init» or restore a backup."
            ).format(path=file.parent)
        )
    with _reading_file(file), file.open("rb") as stream:
        head = stream.read(_HEADER_SIZE)
    if not head:
        raise EnvironmentProblem(
            _("The ledger file {path} is empty; it was damaged. Restore a backup.").format(path=file)
        )
    if secret is not None:
        if head.startswith(HEADER):
            raise EnvironmentProblem(
                _("The ledger {path} is not encrypted. Open it without a password.").format(path=file.parent)
            )
        return
    if not head.startswith(HEADER):
        if looks_encrypted(file):
            raise _locked(file)
        raise EnvironmentProblem(
            _(
                "{path} is not a ledger of this program, or it is damaged. Choose another one or restore a backup."
            ).format(path=file)
        )
    # Connecting would already turn another program's file to WAL; only with a log beside it may the header be old.
    own = int.from_bytes(head[_ID_IN_HEADER], "big") == APPLICATION_ID
    if not own and not file.with_name(file.name + "-wal").exists():
        raise foreign(file)


def _locked(file: Path) -> EnvironmentProblem:
    if file.with_name(KEYS_NAME).exists():
        return EnvironmentProblem(
            _("The ledger {path} is encrypted. Open it with your password or the recovery code.").format(
                path=file.parent
            )
        )
    return EnvironmentProblem(
        _(
            "The ledger {path} is encrypted and its file {keys} is missing. Open it with the recovery code or restore "
            "a backup; if it never had a password, the file ledger.db is damaged."
        ).format(path=file.parent, keys=KEYS_NAME)
    )


def foreign(file: Path) -> EnvironmentProblem:
    """A database that is not a ledger."""
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
        raise foreign(file)
    if found > schema:
        raise EnvironmentProblem(
            _(
                "This ledger was made by a newer version of the program (schema {found}, this one knows {known}). "
                "Update the program; the ledger was left as it is."
            ).format(found=found, known=schema)
        )
    return found


def damaged(file: Path) -> Damaged:
    """A ledger file whose pages or rows are not what was written."""
    return Damaged(
        _("The ledger file {path} is damaged. Nothing was changed; restore the last backup.").format(path=file)
    )


@contextmanager
def sentences(file: Path) -> Iterator[None]:
    """Turn what the database says of disk, locks and damage into one sentence for the user."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        known = _known_problem(getattr(error, "orig", error), file)
        if known is None:
            raise
        raise known from error


@contextmanager
def damage_told(file: Path) -> Iterator[None]:
    """As `sentences`, for questions that a whole ledger answers: whatever else the database says is damage."""
    try:
        with sentences(file):
            yield
    except (DBAPIError, driver.Error) as error:
        raise damaged(file) from error


def _known_problem(error: object, file: Path) -> AppError | None:
    code = _code_of(error)
    if code == _CUT_OFF or code & _PRIMARY in _DAMAGE or "Could not decode" in str(error):
        return damaged(file)
    match code & _PRIMARY:
        case driver.MODULE.SQLITE_BUSY | driver.MODULE.SQLITE_LOCKED:
            return EnvironmentProblem(
                _(
                    "The ledger {path} is in use by another program; nothing was changed. Close it and try again."
                ).format(path=file.parent)
            )
        case driver.MODULE.SQLITE_FULL:
            return _disk_full()
        case driver.MODULE.SQLITE_READONLY:
            return EnvironmentProblem(
                _("The ledger {path} can't be written (read-only); nothing was changed.").format(path=file.parent)
            )
        case driver.MODULE.SQLITE_CANTOPEN | driver.MODULE.SQLITE_IOERR if is_full(file.parent):
            return _disk_full()
        case driver.MODULE.SQLITE_CANTOPEN:
            return EnvironmentProblem(
                _("The ledger file {path} can't be opened. Check the disk and your permissions.").format(path=file)
            )
        case driver.MODULE.SQLITE_IOERR:
            return EnvironmentProblem(
                _(
                    "The disk refused to read or write {path}; nothing was changed. Check the disk, the room on it and "
                    "how large files may be."
                ).format(path=file)
            )
    return None


def _disk_full() -> EnvironmentProblem:
    return EnvironmentProblem(_("The disk is full; nothing was changed. Free some space and try again."))


def _code_of(error: object) -> int:
    """SQLite's code; copying a database gives none and converting one only a general one, so there the words count."""
    code: int = getattr(error, "sqlite_errorcode", None) or driver.MODULE.SQLITE_ERROR
    if code != driver.MODULE.SQLITE_ERROR:
        return code
    return next((meant for words, meant in _WORDS.items() if words in str(error)), code)
