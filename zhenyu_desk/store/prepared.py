"""Work on a ledger file that is being prepared beside the ledger, under the ledger's lock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.store import engine as engines
from zhenyu_desk.store import restoring
from zhenyu_desk.store.disk import private_folder
from zhenyu_desk.store.lock import PATIENCE_SECONDS, LedgerLock, in_use


@contextmanager
def preparing(folder: Path) -> Iterator[Path]:
    """A folder for what is to take the ledger's place, made if it is missing; at the end it does, if it was made ready.

    EnvironmentProblem when another program has the ledger; OSError when the disk refuses. Then nothing is left.
    """
    if folder.is_file():
        raise EnvironmentProblem(_("{path} is a file; a ledger is a folder. Name the folder.").format(path=folder))
    private_folder(folder)
    lock = LedgerLock(folder)
    if not lock.take(PATIENCE_SECONDS):
        raise in_use(folder)
    try:
        with replacing(folder) as prepared:
            yield prepared
    finally:
        lock.give_back()


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """The same for whoever holds the lock already."""
    restoring.finish(folder)
    prepared = restoring.prepare(folder)
    try:
        yield prepared
    except BaseException:
        shutil.rmtree(prepared, ignore_errors=True)
        raise
    restoring.finish(folder)


@contextmanager
def opened(file: Path, secret: bytes | None) -> Iterator[Engine]:
    """A connection to a file that lies closed; its log is folded in at the end."""
    engine = engines.write_engine(file, secret)
    try:
        with engines.sentences(file):
            yield engine
    finally:
        engine.dispose()
