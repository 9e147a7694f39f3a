"""Slow down whoever guesses passwords at the keyboard.

After three failures each further try must wait: 2 seconds, 4, 8, … 60. The count stands in a small file in the ledger's
folder, so that starting the program again doesn't help. Who copies the files away only faces the slow derivation of
the key itself.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

FILE_NAME = "failed-passwords.json"
FREE_TRIES = 3
MOST_SECONDS = 60
_MOST_DOUBLINGS = 6

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time by this computer's clock."""
    return datetime.now(UTC)


def seconds_to_wait(folder: Path, clock: Clock = utc_now) -> int:
    """How long the next try has to wait, in seconds; 0 when it may come now."""
    failures, last = _read(folder)
    if failures < FREE_TRIES:
        return 0
    wait = min(1 << min(failures - FREE_TRIES + 1, _MOST_DOUBLINGS), MOST_SECONDS)
    now = clock()
    if now < last:  # the clock was set back: wait once more, not until the clock is there again
        _write(folder, failures, now)
        return wait
    return max(math.ceil(wait - (now - last).total_seconds()), 0)


def count_try(folder: Path, clock: Clock = utc_now) -> None:
    """Count a try as failed before it is made, so that ending the program in the midst doesn't help."""
    _write(folder, _read(folder)[0] + 1, clock())


def forget(folder: Path) -> None:
    """The right password was given."""
    with contextlib.suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)


def _read(folder: Path) -> tuple[int, datetime]:
    try:
        said = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return int(said["failures"]), datetime.fromisoformat(said["last"]).astimezone(UTC)
    except (OSError, ValueError, TypeError, KeyError):
        return 0, datetime.min.replace(tzinfo=UTC)


def _write(folder: Path, failures: int, at: datetime) -> None:
    with contextlib.suppress(OSError):  # a folder that can't be written: the ledger can't be changed either
        (folder / FILE_NAME).write_text(json.dumps({"failures": failures, "last": at.isoformat()}), encoding="utf-8")
