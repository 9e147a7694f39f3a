"""Verified copies of a ledger file.

A copy is made in one go by SQLite's backup API (copying the file of a WAL database loses committed rows), read back
and compared, written out to the disk, and only then given its name. A manifest beside it says what it holds.
The attached files that the copy names, in records or in drafts, are brought into `attachments` beside it first, by
content hash as in the ledger: all backups of a folder share them, and each is copied and compared once.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import attachments

_NAME = re.compile(r"ledger-(\d{6})-\d{8}-\d{6}\.db")


def back_up(file: Path, folder: Path) -> Path:
    """Copy the ledger `file` into `folder` as the next in sequence; return the verified copy.

    EnvironmentProblem when the folder can't be written or the copy does not equal the ledger.
    """
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"ledger-{_next_sequence(folder):06d}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.db"
        unfinished = target.with_suffix(".tmp")
        try:
            contents = _copy(file, unfinished)
            if _contents_of(unfinished) != contents:
                raise EnvironmentProblem(
                    _("The backup in {path} does not equal the ledger; it was thrown away. Try another disk.").format(
                        path=folder
                    )
                )
            contents["attachments_lacking"] = _bring_attachments(file.parent, folder, unfinished)
            _sync(unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        _write_manifest(target, contents)
    return target


def last_backup(folder: Path) -> datetime | None:
    """When the newest verified backup in a folder was made (UTC), or None."""
    manifests = sorted(folder.glob("ledger-*.json"))
    if not manifests:
        return None
    made = json.loads(manifests[-1].read_text(encoding="utf-8"))["made_at"]
    return datetime.fromisoformat(made)


def _next_sequence(folder: Path) -> int:
    known = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    return max((int(match[1]) for match in known if match), default=0) + 1


def _copy(file: Path, target: Path) -> dict[str, Any]:
    """Copy on one snapshot and say what it held."""
    with closing(dbapi2.connect(str(file), isolation_level=None)) as source:
        source.execute("BEGIN")
        contents = _contents(source)
        with closing(dbapi2.connect(str(target))) as copy:
            source.backup(copy)
        source.execute("ROLLBACK")
    return contents


def _bring_attachments(ledger: Path, folder: Path, copy: Path) -> int:
    """Copy the files that the copy names and the backups lack; return how many the ledger itself has lost."""
    with closing(dbapi2.connect(str(copy))) as connection:
        wanted = connection.execute("SELECT DISTINCT sha256, file_name FROM attachment").fetchall()
        drafts = connection.execute("SELECT content FROM draft").fetchall()
    source = ledger / attachments.FOLDER
    for (content,) in drafts:
        wanted += attachments.hashed_in(source, content)
    return attachments.bring(source, folder / attachments.FOLDER, wanted)


def _contents_of(file: Path) -> dict[str, Any]:
    with closing(dbapi2.connect(str(file))) as connection:
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
    head = connection.execute("SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    return {
        "rows": {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names},
        "audit_head": head[0] if head else "",
        "schema": connection.execute("PRAGMA user_version").fetchone()[0],
    }


def _write_manifest(backup: Path, contents: dict[str, Any]) -> None:
    manifest = backup.with_suffix(".json")
    unfinished = manifest.with_suffix(".json-tmp")
    made = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "size": backup.stat().st_size,
        **contents,
    }
    unfinished.write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    _sync(unfinished)
    unfinished.replace(manifest)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(
            _("The backup can't be written to {path}: {reason}.").format(path=folder, reason=reason_of(error))
        ) from error
