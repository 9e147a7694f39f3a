"""The seal of a ledger that was closed in order: the hash of its file.

A sound ledger is sealed when it is closed and unsealed when it is opened. A file that fits its seal is, to the bit,
what was closed; one that doesn't was damaged or changed outside the program. SQLite itself notices a flipped bit only
where it breaks the structure of a page, not inside a figure.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from enum import Enum
from pathlib import Path

FILE_NAME = "seal"


class Seal(Enum):
    """What a seal says of the file."""

    WHOLE = "whole"
    BROKEN = "broken"
    NONE = "none"


def look(ledger: Path) -> Seal:
    """Compare the file of a ledger with the seal beside it; reads the whole file."""
    try:
        said = _path(ledger).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return Seal.NONE
    return Seal.WHOLE if said == _hash_of(ledger) and not _has_log(ledger) else Seal.BROKEN


def put_on(ledger: Path) -> None:
    """Seal a file that was closed; without effect where its log was not folded in or the disk refuses."""
    if _has_log(ledger):
        return
    with contextlib.suppress(OSError), _path(ledger).open("w", encoding="ascii") as stream:
        stream.write(_hash_of(ledger))
        stream.flush()
        os.fsync(stream.fileno())


def take_off(ledger: Path) -> None:
    """Take the seal away before the file is changed; OSError when that can't be done."""
    _path(ledger).unlink(missing_ok=True)


def _path(ledger: Path) -> Path:
    return ledger.with_name(FILE_NAME)


def _has_log(ledger: Path) -> bool:
    log = ledger.with_name(f"{ledger.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _hash_of(ledger: Path) -> str:
    with ledger.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
