"""Put another database in the place of the ledger's so that a crash at any moment leaves the one or the other.

Everything is prepared in the folder `restore` inside the ledger's: the database, and `keys.json` if it is encrypted.
Once the marker `ready` lies there too, the rest can be done again and again until it is done, and whoever opens the
ledger next finishes what was interrupted. Without the marker it is only a leftover.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import seal
from zhenyu_desk.store.disk import sync_file, sync_folder, write_text
from zhenyu_desk.store.lock import LedgerLock

FOLDER = "restore"
MARKER = "ready"
_DATABASE = "ledger.db"
_KEYS = "keys.json"
_LOGS = (f"{_DATABASE}-wal", f"{_DATABASE}-shm")


def prepare(folder: Path) -> Path:
    """An empty folder for what is to take the ledger's place; whoever calls holds the ledger's lock."""
    prepared = folder / FOLDER
    shutil.rmtree(prepared, ignore_errors=True)
    prepared.mkdir(parents=True, exist_ok=True)
    return prepared


def make_ready(folder: Path, aside: Path | None = None) -> None:
    """Declare what was prepared fit to take the ledger's place; from here on only `finish` leads.

    The present database goes with its keys into the folder `aside`, inside the ledger's, as it is; without one it is
    given up.
    """
    prepared = folder / FOLDER
    for name in (_DATABASE, _KEYS):
        if (prepared / name).exists():
            sync_file(prepared / name)
    sync_folder(prepared)
    going = [name for name in (*_LOGS, _KEYS, _DATABASE) if (folder / name).exists()] if aside else []
    where = str(aside.relative_to(folder)) if aside else ""
    write_text(prepared / MARKER, json.dumps({"aside": where, "names": going}))


def is_ready(folder: Path) -> bool:
    """Whether another database was made ready and is not in its place yet."""
    return (folder / FOLDER / MARKER).exists()


def finish(folder: Path) -> bool:
    """Bring what was made ready into its place; without a marker only leftovers go. Whether there was anything.

    To be called by whoever holds the ledger's lock, before the database is opened. EnvironmentProblem when the disk
    refuses; then it can be called again.
    """
    prepared = folder / FOLDER
    was_ready = is_ready(folder)
    try:
        if was_ready and (prepared / _DATABASE).exists():
            _swap(folder, prepared)
    except OSError as error:
        raise EnvironmentProblem(
            _("The ledger {path} can't be written: {reason}.").format(path=folder, reason=reason_of(error))
        ) from error
    shutil.rmtree(prepared, ignore_errors=True)
    return was_ready


def settle(folder: Path) -> None:
    """Finish what was interrupted, unless another program has the ledger: to be done before its keys are looked at."""
    if not (folder / FOLDER).exists():
        return
    lock = LedgerLock(folder)
    try:
        is_ours = lock.take()
    except OSError:  # nothing can be written here, so nothing can be finished either
        return
    if is_ours:
        try:
            finish(folder)
        finally:
            lock.give_back()


def _swap(folder: Path, prepared: Path) -> None:
    """Each step may have been done before; the last one takes the prepared database away."""
    seal.take_off(folder / _DATABASE)
    said = (prepared / MARKER).read_text(encoding="utf-8")
    plan: dict[str, Any] = json.loads(said)
    for name in plan["names"]:
        kept = folder / plan["aside"] / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.exists() and (folder / name).exists():
            (folder / name).replace(kept)
    for name in _LOGS:  # the log of the former database would be taken for that of the new one
        (folder / name).unlink(missing_ok=True)
    if (prepared / _KEYS).exists():
        write_text(folder / _KEYS, (prepared / _KEYS).read_text(encoding="utf-8"), is_private=True)
    else:
        (folder / _KEYS).unlink(missing_ok=True)
    sync_folder(folder)
    (prepared / _DATABASE).replace(folder / _DATABASE)
    sync_folder(folder)
