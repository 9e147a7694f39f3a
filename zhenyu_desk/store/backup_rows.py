"""What is known of backups: what a manifest says, and what a ledger put back from one would hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zhenyu_desk.domain.backups import BackupKind


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A file in a folder of backups. `made_at` (UTC) and all below it are its manifest's.

    Without a manifest that can be read, `kind` and `made_at` are None: nobody knows what the file holds, so it is
    shown and never deleted. `ledger` tells backups of different ledgers in one folder apart.
    """

    file: Path
    sequence: int
    size: int
    made_at: datetime | None = None
    kind: BackupKind | None = None
    sha256: str = ""
    ledger: str = ""
    schema: int = 0
    is_protected: bool = False
    lacking: int = 0


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What a ledger put back from a backup would hold; records in the recycle bin don't count.

    Of an encrypted backup that was not unlocked, `town` is empty, `last_change` None, and the counts are those of its
    manifest, recycle bin included. `lacking` is how many attached files it lacks.
    """

    file: Path
    made_at: datetime | None
    kind: BackupKind | None
    town: str
    firms: int
    visits: int
    difficulties: int
    last_change: datetime | None
    schema: int
    is_protected: bool
    lacking: int
