"""One program at a time has a ledger to itself.

The lock is the system's own (flock, on Windows LockFile) on the file `lock` in the ledger's folder: it goes with the
process that holds it, however that ends, so that there is no stale lock to guess about. Beside it `holder.json` says
for people who holds it.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import _

FILE_NAME = "lock"
HOLDER_NAME = "holder.json"
PATIENCE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the ledger open: name of the computer, its user, number of the process, and since when (UTC)."""

    host: str
    user: str
    process: int
    since: str


class LedgerLock:
    """The lock of one ledger; held by at most one object at a time, in this process or another."""

    def __init__(self, folder: Path) -> None:
        from filelock import FileLock

        self._folder = folder
        # The window takes it in one thread and gives it back in another.
        self._lock = FileLock(folder / FILE_NAME, thread_local=False)

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock.is_locked

    def take(self, seconds: float = 0) -> bool:
        """Take the lock, waiting so long for another to give it back; False if it is not to be had.

        OSError where the folder can't be written.
        """
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=seconds)
        except Timeout:
            return False
        with contextlib.suppress(OSError):  # it only tells people
            (self._folder / HOLDER_NAME).write_text(json.dumps(asdict(_this_process())), encoding="utf-8")
        return True

    def give_back(self) -> None:
        """Let others have it; nothing happens when it is not held."""
        if self.is_held:
            with contextlib.suppress(OSError):
                (self._folder / HOLDER_NAME).unlink(missing_ok=True)
            self._lock.release()


def holder_of(folder: Path) -> Holder | None:
    """Who says to hold the lock of a ledger; None where nobody does or it can't be read."""
    try:
        return Holder(**json.loads((folder / HOLDER_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def in_use(folder: Path) -> EnvironmentProblem:
    """Another window or program has the ledger, and who that is."""
    holder = holder_of(folder)
    if holder is None:
        return EnvironmentProblem(
            _("The ledger {path} is open in another window or program. Close it there and try again.").format(
                path=folder
            )
        )
    return EnvironmentProblem(
        _("The ledger {path} is open on {host} by {user} (since {since}). Close it there and try again.").format(
            path=folder, host=holder.host, user=holder.user, since=_local(holder.since)
        )
    )


def _local(instant: str) -> str:
    """A UTC instant by the clock on the wall."""
    try:
        return f"{datetime.fromisoformat(instant).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, TypeError):
        return instant


def _this_process() -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a computer that knows no name for its user
        user = ""
    return Holder(platform.node(), user, os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
