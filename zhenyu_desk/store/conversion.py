"""Turn a ledger into an encrypted one and back, so that a kill or a power cut at any moment leaves one or the other.

The other form of the database is written beside the present one, compared with it row by row, and swapped in by the
journal of `restoring`. The attached files are converted one by one: after the swap when a ledger is encrypted, before
it when it is decrypted, so that whenever the work stops the ledger's own key reads both forms. A marker says that
files may be left; opening the ledger goes on from there, back to encrypted where the decrypting was not done.

The former file is deleted, not written over: on SSDs and journaling file systems that would not reach the old blocks,
so a disk that once held a plain ledger may still hold parts of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhenyu_desk.errors import Damaged
from zhenyu_desk.i18n import _
from zhenyu_desk.store import attachments, driver, restoring
from zhenyu_desk.store.disk import require_space, size_of, telling, write_text
from zhenyu_desk.store.engine import APPLICATION_ID, write_engine
from zhenyu_desk.store.secret import database_key
from zhenyu_desk.store.unit_of_work import UnitOfWork
from zhenyu_desk.store.whether_encrypted import KEYS_NAME

if TYPE_CHECKING:
    from zhenyu_desk.store.ledger import Ledger

MARKER = "converting"
_PATIENCE_MS = 3000


def convert(ledger: Ledger, secret: bytes | None, keys: str | None, actor: str) -> None:
    """Bring an open ledger that nobody else has into the other form: encrypted by `secret`, or plain for None.

    `keys` is the text of the keys.json that goes with the secret. Afterwards the ledger can only be closed.
    EnvironmentProblem when the disk refuses, has too little room, or the other form does not equal the ledger; then
    the ledger is what it was, with its files put right when it is opened next.
    """
    folder = ledger.folder
    with _writing(folder):
        require_space(folder, 2 * size_of(ledger.file))
        mark_unfinished(folder)
        if ledger.secret is not None:
            attachments.convert_all(folder / attachments.FOLDER, ledger.secret, to_encrypted=False)
        ledger.rest()
        prepared = restoring.prepare(folder)
        with _alone(ledger) as source:
            _export(source, prepared / ledger.file.name, secret)
            _note(prepared / ledger.file.name, secret, actor)
            if keys is not None:
                write_text(prepared / KEYS_NAME, keys, is_private=True)
            restoring.make_ready(folder)
        restoring.finish(folder)
        ledger.secret = secret
        finish(folder, secret)


def mark_unfinished(folder: Path) -> None:
    """Have the attached files looked through at the next opening, as when an encrypted backup replaces a plain ledger.

    OSError when the disk refuses.
    """
    write_text(folder / MARKER, "")


def finish(folder: Path, secret: bytes | None) -> None:
    """Encrypt the attached files that an interrupted conversion left plain, by whoever holds the ledger's lock."""
    marker = folder / MARKER
    if not marker.exists():
        return
    with _writing(folder):
        if secret is not None:
            attachments.convert_all(folder / attachments.FOLDER, secret, to_encrypted=True)
        marker.unlink()


@contextmanager
def _alone(ledger: Ledger) -> Iterator[Any]:
    """A connection that no other one can stand beside, with the whole ledger in its file and no log."""
    with closing(driver.connect(ledger.file, ledger.secret)) as source:
        source.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        source.execute("PRAGMA locking_mode=EXCLUSIVE")
        source.execute("PRAGMA journal_mode=DELETE")
        yield source


def _export(source: Any, target: Path, secret: bytes | None) -> None:
    key = "" if secret is None else f"x'{database_key(secret).hex()}'"
    source.execute("ATTACH DATABASE ? AS other KEY ?", (str(target), key))
    source.execute("PRAGMA other.journal_mode=OFF")  # what is not finished is thrown away whole
    source.execute("PRAGMA other.synchronous=OFF")  # it is synced before it is made ready
    source.execute("BEGIN EXCLUSIVE")
    source.execute("SELECT sqlcipher_export('other')")
    version = source.execute("PRAGMA main.user_version").fetchone()[0]
    source.execute(f"PRAGMA other.user_version={version}")
    source.execute(f"PRAGMA other.application_id={APPLICATION_ID}")
    source.execute("COMMIT")
    source.execute("BEGIN")
    if not _are_equal(source):
        raise Damaged(
            _(
                "The converted ledger does not equal the ledger {path}; it was thrown away and nothing was changed."
            ).format(path=target.parent.parent)
        )
    source.execute("ROLLBACK")
    source.execute("DETACH DATABASE other")


def _are_equal(source: Any) -> bool:
    """Whether both databases hold the same tables with the same rows, and the new one is whole."""
    if source.execute("PRAGMA other.integrity_check(1)").fetchone()[0] != "ok":
        return False
    schemas = [
        source.execute(f"SELECT type, name, tbl_name, sql, rootpage > 0 FROM {part}.sqlite_master ORDER BY type, name")
        for part in ("main", "other")
    ]
    tables = [row[1] for row in source.execute("SELECT * FROM main.sqlite_master WHERE type='table' AND rootpage > 0")]
    return _same(*schemas) and all(
        _same(*(source.execute(f'SELECT * FROM {part}."{table}" NOT INDEXED') for part in ("main", "other")))
        for table in tables
    )


def _same(rows: Iterable[Any], others: Iterable[Any]) -> bool:
    return all(row == other for row, other in zip_longest(rows, others))


def _note(file: Path, secret: bytes | None, actor: str) -> None:
    """The conversion stands in the audit log of the very file that it made."""
    engine = write_engine(file, secret)
    try:
        with UnitOfWork(engine, actor, "decrypt_ledger" if secret is None else "encrypt_ledger") as work:
            work.note("ledger", {"encrypted": secret is not None})
            work.commit()
    finally:
        engine.dispose()


def _writing(folder: Path) -> AbstractContextManager[None]:
    return telling(_("The ledger {path} can't be written: {reason}."), folder)
