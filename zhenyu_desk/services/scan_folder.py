"""The folder into which the scanner of the office puts its files: what came in last."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from zhenyu_desk.domain.file_names import extension_of, is_program
from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _

MOST_OFFERED = 60
_FRESH = timedelta(hours=24)
SCANNED = frozenset((".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".ofd"))


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file that can be attached; `size` in bytes, `at` in local time."""

    path: Path
    size: int
    at: datetime


def newest_files(folder: Path, now: datetime) -> list[ScannedFile]:
    """What can be attached from a folder: pictures and PDF of the last 24 hours first, then the newest.

    EnvironmentProblem when the folder can't be read.
    """
    try:
        with os.scandir(folder) as entries:
            found = [file for entry in entries if (file := _offered(entry, now)) is not None]
    except OSError as error:
        raise EnvironmentProblem(
            _("The scan folder {path} can't be read: {reason}. Choose another one under Settings, This PC.").format(
                path=folder, reason=reason_of(error)
            )
        ) from error
    found.sort(key=lambda file: (_is_fresh_scan(file, now), file.at, file.path.name), reverse=True)
    return found[:MOST_OFFERED]


def _is_fresh_scan(file: ScannedFile, now: datetime) -> bool:
    return extension_of(file.path.name) in SCANNED and file.at >= now - _FRESH


def _offered(entry: os.DirEntry[str], now: datetime) -> ScannedFile | None:
    if entry.name.startswith((".", "~$")) or is_program(entry.name):
        return None
    try:
        found = entry.stat()
    except OSError:
        return None  # it vanished while the folder was read
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        return None
    return ScannedFile(Path(entry.path), found.st_size, datetime.fromtimestamp(found.st_mtime, now.tzinfo))
