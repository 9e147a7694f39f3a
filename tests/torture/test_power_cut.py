"""A power cut at any moment: what was acknowledged is on the disk, and what is there is whole."""

import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.torture.killing import Acknowledged, look, start
from tests.torture.recording import Disk, Operation, can_record, cut_points, operations, strace
from tests.torture.tally import Tally

ROUNDS, ROUNDS_LONG = 15, 150
CUTS, CUTS_LONG = 6, 150
VARIANTS = 4


@pytest.mark.skipif(not sys.platform.startswith("linux") or not can_record(), reason="strace can't be used here")
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    settled: Path, secret: bytes | None, tmp_path: Path, is_long: bool
) -> None:
    folder = shutil.copytree(settled, tmp_path / "ledger")
    recorded, printed = record(folder, secret, ROUNDS_LONG if is_long else ROUNDS)
    disk, done, chance, tally = Disk(folder), 0, random.Random(11), Tally(f"power cuts in {len(recorded)} operations")
    disk.load(settled)
    for cut in cut_points(recorded, chance, CUTS_LONG if is_long else CUTS):
        for operation in recorded[done : cut + 1]:
            disk.go_on(operation)
        done = cut + 1
        said = heard(b"".join(disk.said))
        for variant in range(VARIANTS):
            left = tmp_path / "left"
            disk.after_a_cut(chance, variant, left)
            look(left, secret, said, tally)
            shutil.rmtree(left)
            tally.rounds += 1
            assert tally.is_clean, f"cut at {cut}, variant {variant}: {tally}"
    tally.counts = heard(printed.encode()).counts
    tally.print()
    assert tally.counts["visit"]


def record(folder: Path, secret: bytes | None, rounds: int) -> tuple[list[Operation], str]:
    """What the worker did to the files in so many rounds, and what it said."""
    log = folder.with_suffix(".strace")
    worker = start(folder, 7, rounds, secret, *strace(log))
    printed, problem = worker.communicate()
    assert worker.returncode == 0, problem
    recorded = list(operations(log, folder))
    log.unlink()
    return recorded, printed


def heard(said: bytes) -> Acknowledged:
    """All lines together."""
    acknowledged = Acknowledged()
    for line in said.decode().splitlines():
        acknowledged.hear(line)
    return acknowledged
