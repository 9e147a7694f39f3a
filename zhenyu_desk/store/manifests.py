"""The manifests beside backups, and what lies in a folder of backups by them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from zhenyu_desk.domain.backups import BackupKind
from zhenyu_desk.store.backup_rows import BackupRow
from zhenyu_desk.store.disk import write_text
from zhenyu_desk.store.whether_encrypted import KEYS_NAME

FOLDER = "backups"
KEPT_PREFIX = "kept-"
_KINDS = {kind.value: kind for kind in BackupKind}
_NAME = re.compile(r"ledger-(\d{6,})-\d{8}-\d{6}\.(db|tmp|json)")


def name_of(sequence: int, at: datetime) -> str:
    """The file name of a backup; the sequence counts, the instant is only for people."""
    return f"ledger-{sequence:06d}-{at:%Y%m%d-%H%M%S}.db"


def next_sequence(folder: Path) -> int:
    """One more than any file in the folder has."""
    return max((_sequence_of(path) or 0 for path in folder.iterdir()), default=0) + 1


def write(backup: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest of a backup, which need not have its name yet."""
    write_text(backup.with_suffix(".json"), json.dumps(manifest, ensure_ascii=False, indent=1))


def read(backup: Path) -> dict[str, Any] | None:
    """The manifest beside a file; None where there is none that can be read."""
    return document(backup.with_suffix(".json"))


def keys_of(file: Path) -> dict[str, Any] | None:
    """What unlocks an encrypted ledger file: from its manifest, else from the keys.json beside it; None without."""
    manifest = read(file)
    if manifest is not None:
        keys = manifest.get("keys")
        return keys if isinstance(keys, dict) else None
    return document(file.parent / KEYS_NAME)


def row_of(file: Path) -> BackupRow:
    """What is known of a file without opening it; of one without a manifest that can be read, next to nothing."""
    manifest = read(file) or {}
    unknown = BackupRow(file, _sequence_of(file) or 0, file.stat().st_size, sha256=str(manifest.get("sha256", "")))
    if manifest.get("size") != unknown.size:
        return unknown
    try:
        return BackupRow(
            file,
            unknown.sequence,
            unknown.size,
            datetime.fromisoformat(manifest["made_at"]).astimezone(),
            _KINDS[manifest["kind"]],
            str(manifest["sha256"]),
            str(manifest["ledger"]),
            int(manifest["schema"]),
            "keys" in manifest,
            int(manifest["attachments_lacking"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return unknown


def backups_in(folder: Path) -> list[BackupRow]:
    """The backups in a folder, newest first, and behind them the ledgers that a restore kept aside as they were."""
    try:
        files = [path for path in folder.glob("ledger-*.db") if _sequence_of(path)]
        kept = sorted(folder.glob(f"{KEPT_PREFIX}*/ledger.db"), reverse=True)
        rows = sorted((row_of(path) for path in files), key=lambda row: row.sequence, reverse=True)
        return rows + [row_of(path) for path in kept]
    except OSError:  # no such folder, a drive pulled out
        return []


def is_whole(row: BackupRow) -> bool:
    """Whether a backup is, to the bit, what was verified when it was made. Reads all of it."""
    try:
        with row.file.open("rb") as stream:
            return bool(row.sha256) and hashlib.file_digest(stream, "sha256").hexdigest() == row.sha256
    except OSError:
        return False


def leftovers_in(folder: Path) -> list[Path]:
    """What interrupted backups left: copies without a name, their logs, and manifests without a copy."""
    unfinished = [*folder.glob("ledger-*.tmp*"), *folder.glob("ledger-*.json-tmp")]
    orphans = [path for path in folder.glob("ledger-*.json") if not path.with_suffix(".db").exists()]
    return unfinished + [path for path in orphans if _sequence_of(path)]


def document(file: Path) -> dict[str, Any] | None:
    """A JSON object from a file; None where there is none that can be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _sequence_of(path: Path) -> int | None:
    match = _NAME.fullmatch(path.name)
    return int(match[1]) if match else None
