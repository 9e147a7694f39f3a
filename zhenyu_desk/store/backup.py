"""Verified copies of a ledger file.

A copy is made in one go by SQLite's backup API (copying the file of a WAL database loses committed rows), read back
and compared, and written out to the disk. Its manifest says what it holds; only then does it get its name, so that
what an interruption leaves never looks like a backup. The attached files that the copy names, in records or in
drafts, are brought into a folder beside it first, by content hash as in the ledger: all backups of a folder share
them, those of an encrypted ledger apart, and each is copied and compared once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zhenyu_desk.domain.backup_rotation import superseded
from zhenyu_desk.domain.backups import BackupKind
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.store import attachments, driver, manifests
from zhenyu_desk.store.audit import NOTE_TABLES
from zhenyu_desk.store.backup_rows import BackupRow
from zhenyu_desk.store.disk import require_space, size_of, sync_file, sync_folder, telling
from zhenyu_desk.store.engine import damaged, sentences
from zhenyu_desk.store.secret import fingerprint
from zhenyu_desk.store.whether_encrypted import KEYS_NAME

LOCK_NAME = ".lock"
_PATIENCE_SECONDS = 600


def back_up(file: Path, folder: Path, secret: bytes | None, kind: BackupKind) -> Path:
    """Copy the ledger `file` into `folder` as the next in sequence; return the verified copy.

    The copy of an encrypted ledger is encrypted with the same secret, and its manifest holds the ledger's keys.

    EnvironmentProblem when the folder can't be written, has too little room or the copy does not equal the ledger.
    """
    with _writing(folder):
        require_space(folder, size_of(file, file.with_name(f"{file.name}-wal")))
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            for left in manifests.leftovers_in(folder):
                left.unlink(missing_ok=True)
            now = datetime.now(UTC)
            target = folder / manifests.name_of(manifests.next_sequence(folder), now.astimezone())
            unfinished = target.with_suffix(".tmp")
            try:
                contents = _verified_copy(file, unfinished, secret)
                contents["attachments_lacking"] = _bring_attachments(file.parent, folder, unfinished, secret)
                manifests.write(target, {"kind": kind.value, "made_at": now.isoformat(timespec="seconds"), **contents})
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
                if not target.exists():
                    target.with_suffix(".json").unlink(missing_ok=True)
            sync_folder(folder)
    return target


def backups_of(file: Path, folder: Path, secret: bytes | None) -> list[BackupRow]:
    """The verified backups of this one ledger in a folder, newest first."""
    with closing(driver.connect(file, secret)) as connection:
        ledger = _identity(connection)
    return [row for row in manifests.backups_in(folder) if row.kind is not None and row.ledger == ledger]


def rotate(file: Path, folder: Path, secret: bytes | None, now: datetime) -> None:
    """Delete the daily backups of this ledger that newer ones stand for."""
    with _writing(folder), _alone(folder):
        for row in superseded(backups_of(file, folder, secret), now):
            row.file.unlink(missing_ok=True)
            row.file.with_suffix(".json").unlink(missing_ok=True)


def attachments_beside(backup: Path, secret: bytes | None) -> Path:
    """Where the attached files of a backup lie, or of a ledger file with its folder."""
    name = attachments.FOLDER
    if secret is not None and manifests.read(backup) is not None:
        name = f"{name}-{fingerprint(secret)}"
    return backup.parent / name


def attached_to(copy: Path, ledger: Path, secret: bytes | None) -> list[tuple[str, str]]:
    """Hash and name of each file that a ledger file names, in records or in the drafts that `ledger` knows of."""
    with closing(driver.connect(copy, secret)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        wanted: list[tuple[str, str]] = connection.execute(
            "SELECT DISTINCT sha256, file_name FROM attachment"
        ).fetchall()
        # A ledger of the first schema, copied before its upgrade, knows no drafts yet.
        drafts = connection.execute("SELECT content FROM draft").fetchall() if "draft" in names else []
    for (content,) in drafts:
        wanted += attachments.hashed_in(ledger, content)
    return wanted


def lacking_size(source: Path, target: Path, wanted: list[tuple[str, str]]) -> int:
    """The bytes of those of these attached files that `target` does not have yet."""
    pairs = [(attachments.path_in(source, *file), attachments.path_in(target, *file)) for file in wanted]
    return size_of(*(original for original, copy in pairs if not copy.exists()))


def _verified_copy(file: Path, unfinished: Path, secret: bytes | None) -> dict[str, Any]:
    """Copy the ledger and say what the copy holds, with its size and hash; refused when it is not the same."""
    contents = _copy(file, unfinished, secret)
    if _contents_of(unfinished, secret) != contents:
        if not _contents_of(file, secret):
            raise damaged(file)
        raise EnvironmentProblem(
            _("The backup in {path} does not equal the ledger; it was thrown away. Try another disk.").format(
                path=unfinished.parent
            )
        )
    sync_file(unfinished)
    with unfinished.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    keys = _keys_beside(file)
    return {"size": unfinished.stat().st_size, "sha256": digest, **contents} | ({"keys": keys} if keys else {})


def _copy(file: Path, target: Path, secret: bytes | None) -> dict[str, Any]:
    """Copy on one snapshot and say what it held."""
    with closing(driver.connect(file, secret)) as source:
        source.execute("BEGIN")
        contents = _contents(source)
        with closing(driver.connect(target, secret)) as copy, sentences(target):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # so that it can be read where nothing can be written
        source.execute("ROLLBACK")
    return contents


def _bring_attachments(ledger: Path, folder: Path, copy: Path, secret: bytes | None) -> int:
    """Copy the files that the copy names and the backups lack; return how many the ledger itself has lost."""
    source = ledger / attachments.FOLDER
    target = folder / (attachments.FOLDER if secret is None else f"{attachments.FOLDER}-{fingerprint(secret)}")
    wanted = attached_to(copy, source, secret)
    require_space(folder, lacking_size(source, target, wanted))
    return attachments.bring(source, target, wanted, secret)


def _contents_of(file: Path, secret: bytes | None) -> dict[str, Any]:
    """What a file holds; nothing where its pages are damaged."""
    with closing(driver.connect(file, secret)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            return {}
        return _contents(connection)


def _contents(connection: Any) -> dict[str, Any]:
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' "
            "AND name NOT LIKE 'sqlite%' ORDER BY name"
        )
    ]
    newest = "SELECT hash FROM audit_entry {where} ORDER BY seq DESC LIMIT 1"
    head = connection.execute(newest.format(where="")).fetchone()
    marks = ", ".join("?" for _name in NOTE_TABLES)
    anchor = connection.execute(newest.format(where=f"WHERE table_name NOT IN ({marks})"), NOTE_TABLES).fetchone()
    return {
        "ledger": _identity(connection),
        "rows": {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names},
        "audit_head": head[0] if head else "",
        "audit_anchor": anchor[0] if anchor else "",
        "schema": connection.execute("PRAGMA user_version").fetchone()[0],
    }


def _identity(connection: Any) -> str:
    """What a ledger and all its copies share and no other one has: the uid of its town's name."""
    found = connection.execute("SELECT uid FROM ledger_setting WHERE key_name = 'town'").fetchone()
    return found[0] if found else ""


def _keys_beside(file: Path) -> dict[str, Any] | None:
    keys = file.with_name(KEYS_NAME)
    try:
        return json.loads(keys.read_text(encoding="utf-8")) if keys.exists() else None
    except ValueError:  # the recovery code still opens the copy
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder, so that what lies about unfinished is left over for certain."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_NAME)
    try:
        lock.acquire(timeout=_PATIENCE_SECONDS)
    except Timeout:
        raise EnvironmentProblem(
            _("Another backup to {path} is still being made; wait until it is done and try again.").format(path=folder)
        ) from None
    except NotImplementedError:  # some shares know no locks; two backups at a time are rarer still
        pass
    try:
        yield
    finally:
        lock.release()


def _writing(folder: Path) -> AbstractContextManager[None]:
    return telling(_("The backup can't be written to {path}: {reason}."), folder)
