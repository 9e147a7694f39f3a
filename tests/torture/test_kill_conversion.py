"""One ledger is encrypted and decrypted, to and fro, and killed in the midst: between the kills all must be there."""

import random
import sys
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tests.ledgers import TODAY, Town
from tests.store.test_conversion import SECRET, attach, everything, forms
from tests.torture.children import convert, run, working
from tests.torture.conftest import PASSWORD
from tests.torture.tally import Tally
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import conversion, keyring
from zhenyu_desk.store.ledger import Ledger

KILLS, KILLS_LONG = 12, 250


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_kill_at_any_moment_leaves_a_whole_ledger(town: Town, is_long: bool) -> None:
    folder, moments, tally = town.context.ledger.folder, Moments(), Tally("kills while converting")
    attach(town.context)
    before = everything(town.context)
    town.context.close()
    kills = KILLS_LONG if is_long else KILLS
    for turn in range(kills):
        was_protected = keyring.is_protected(folder)
        with working(convert, folder, SECRET, PASSWORD) as child:
            moments.wait_for_one(child, folder, from_the_start=turn % 4 == 0)
            child.kill()
        is_protected = keyring.is_protected(folder)
        left = "encrypted" if is_protected else "plain"
        was_at_work = (folder / conversion.MARKER).exists()
        tally.rounds += 1
        tally.counts.update([f"left {left}", *(["hit at work"] if was_at_work else [])])
        if child.exitcode == 0:
            tally.counts["acknowledged"] += 1
            tally.lost += ["a conversion"] if is_protected == was_protected else []
        look(folder, before, tally)
        if turn % 3 == 2:  # one is let through, so that both ways are gone
            run(convert, folder, SECRET, PASSWORD)
            look(folder, before, tally)
        assert tally.is_clean, tally
        assert not (folder / conversion.MARKER).exists()
    tally.print()
    assert tally.counts["hit at work"] >= kills // 4, "hardly a kill came while it was at work"


def look(folder: Path, before: list[object], tally: Tally) -> None:
    """Open it as the next start does, which finishes what was begun; the password opens it, and all is there."""
    secret = keyring.unlock(folder, "李静", PASSWORD) if keyring.is_protected(folder) else None
    context = AppContext(Ledger.open(folder, deep=True, secret=secret, alone=True), "李静", lambda: TODAY)
    tally.corrupt += check_ledger(context)
    if everything(context) != before:
        tally.lost.append("records or attached files")
    if forms(folder) != {secret is not None}:
        tally.torn.append("attached files of both forms")
    context.close()


class Moments:
    """Random moments to kill at, from when the work begins to about when it is done, however quick the computer is."""

    def __init__(self) -> None:
        self._random = random.Random(5)
        self._longest = 0.2

    def wait_for_one(self, child: BaseProcess, folder: Path, *, from_the_start: bool) -> None:
        """Return at a moment after the child began, or after the files began to change."""
        while not (from_the_start or (folder / conversion.MARKER).exists()):
            if not child.is_alive():  # it was done between two looks
                break
            time.sleep(0.001)
        time.sleep(self._random.uniform(0, self._longest))
        is_at_work = (folder / conversion.MARKER).exists()
        if not from_the_start:
            self._longest *= 1.1 if is_at_work else 0.7
