"""Make a verified copy of the ledger and its attachments."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import backup
from zhenyu_desk.store.engine import sentences


def back_up(context: AppContext, folder: Path | None = None) -> Path:
    """Copy the ledger with its attachments into `folder`, by default its own backups/; return the verified file.

    Others go on saving meanwhile. `attachments.drop_left_over_files` is to follow a backup by hand.
    """
    with sentences(context.ledger.file):
        return backup.back_up(context.ledger.file, folder or context.ledger.folder / "backups")


def last_backup(context: AppContext) -> datetime | None:
    """When the newest verified backup beside the ledger was made (UTC), or None."""
    return backup.last_backup(context.ledger.folder / "backups")
