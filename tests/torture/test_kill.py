"""kill -9 at any moment: what was acknowledged is there, nothing is half done, nothing is broken."""

import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.torture.killing import Acknowledged, look, work_and_be_killed
from tests.torture.tally import Tally

LEDGERS, LEDGERS_LONG = 1, 22
KILLS, KILLS_LONG = 5, 25  # of each ledger, which grows by what is saved


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_killed_program_loses_nothing_that_was_saved(
    settled: Path, secret: bytes | None, tmp_path: Path, is_long: bool
) -> None:
    chance, tally = random.Random(20261124), Tally("kills")
    for _ledger in range(LEDGERS_LONG if is_long else LEDGERS):
        folder, said = tmp_path / "killed" / "ledger", Acknowledged()
        shutil.copytree(settled, folder)
        for _kill in range(KILLS_LONG if is_long else KILLS):
            work_and_be_killed(folder, secret, chance, said)
            look(folder, secret, said, tally)
            tally.rounds += 1
            assert tally.is_clean, tally
        tally.counts += said.counts
        tally.print()
        shutil.rmtree(folder.parent)
    assert tally.counts.total() > tally.rounds, "hardly a worker came to save anything"
