"""Children that work on a ledger and are killed in the midst, forked from a server that has loaded it all."""

import multiprocessing
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from zhenyu_desk.services import access, backup, restoring
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger

if sys.platform == "win32":
    CONTEXT = multiprocessing.get_context("spawn")
else:
    CONTEXT = multiprocessing.get_context("forkserver")
# What a worker would only load once it works, else most of them were killed while they load.
CONTEXT.set_forkserver_preload(
    [__name__, "tests.torture.worker", "cryptography", "filelock", "pypinyin", "zhenyu_desk.store.migrate"]
)


class Run(NamedTuple):
    """How long a child worked, and whether it came to its end, so that what it did is acknowledged."""

    seconds: float
    is_done: bool


def back_up(ready: Connection, ledger: Path, folder: Path, secret: bytes | None) -> None:
    """In the child: say that the work begins, then back up."""
    context = AppContext(Ledger.open(ledger, deep=False, secret=secret), "李静", lambda: date(2026, 11, 24))
    ready.send(None)
    backup.back_up(context, folder)


def restore(ready: Connection, ledger: Path, file: Path, secret: bytes | None) -> None:
    """In the child: say that the work begins, then restore."""
    ready.send(None)
    restoring.restore(ledger, file, secret)


def convert(ready: Connection, ledger: Path, secret: bytes, password: str) -> None:
    """In the child: say that the work begins, then encrypt a plain ledger, or decrypt an encrypted one."""
    ready.send(None)
    if access.is_protected(ledger):
        access.unprotect(ledger, secret, "李静")
    else:
        access.protect(ledger, secret, "李静", password)


def open_ledger(ready: Connection, ledger: Path) -> None:
    """In the child: say that the work begins, then open, which brings an old ledger up."""
    ready.send(None)
    Ledger.open(ledger, deep=True, alone=True).close()


def make_ledger(ready: Connection, ledger: Path, secret: bytes | None, keys: str | None) -> None:
    """In the child: say that the work begins, then make a ledger."""
    ready.send(None)
    Ledger.create(ledger, "周市镇", secret, keys).close()


@contextmanager
def working(work: Callable[..., None], *given: object) -> Iterator[BaseProcess]:
    """A child that has begun its work; it goes on until it is done or killed."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    with ours:
        child = CONTEXT.Process(target=work, args=(theirs, *given))
        child.start()
        theirs.close()
        ours.recv()
        yield child
        child.join()


def run(work: Callable[..., None], *given: object, seconds: float | None = None) -> Run:
    """Let a child work for so long, then kill it, or to its end."""
    with working(work, *given) as child:
        start = time.perf_counter()
        child.join(seconds)
        took = time.perf_counter() - start
        child.kill()
    assert seconds is not None or child.exitcode == 0
    return Run(took, child.exitcode == 0)


def killed(count: int, prepare: Callable[[], object], work: Callable[..., None], *given: object) -> Iterator[bool]:
    """Prepare, let a child work and kill it, so many times; after each, whether it was done before.

    The moments are by chance, but spread over the time that the work takes, which is learned again and again, since a
    busy computer takes longer.
    """
    chance = random.Random(5)
    prepare()
    takes = run(work, *given).seconds
    for number in range(count):
        prepare()
        seconds, is_done = run(work, *given, seconds=1.1 * takes * (number + chance.random()) / count)
        takes = (takes + seconds) / 2 if is_done else max(takes, 1.2 * seconds)
        yield is_done
