"""Disks that are full or read-only and ledgers in use: one sentence, nothing lost, and it goes on afterwards."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.disks import Wall, small_disk
from tests.ledgers import Town, copied_context
from zhenyu_desk.__main__ import main
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger

ON = date(2026, 11, 2)
WORDS = "走访记录" * 2000
FULL = {Wall.DISK: "磁盘已满", Wall.FILE_SIZE: "磁盘拒绝读写"}


@pytest.fixture
def closed_town(empty_ledger: Path, tmp_path: Path) -> tuple[Path, Town]:
    """A small town in a closed ledger, and what its records are called by."""
    context = copied_context(empty_ledger, tmp_path / "ledger")
    town = Town.settle(context)
    context.close()
    return tmp_path / "ledger", town


def reopened(folder: Path, town: Town) -> Town:
    ledger = Ledger.open(folder, deep=True, alone=True)
    return replace(town, context=AppContext(ledger, "李静", town.context.today))


def visits_in(town: Town) -> int:
    with town.context.ledger.read() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM visit").scalar_one())


@pytest.mark.parametrize("wall", Wall)
def test_a_disk_that_fills_up_takes_nothing_half_and_goes_on_when_there_is_room(
    closed_town: tuple[Path, Town], tmp_path: Path, wall: Wall
) -> None:
    with small_disk(tmp_path, wall, megabytes=8) as disk:
        folder = disk / "ledger"
        shutil.copytree(closed_town[0], folder)
        town = reopened(folder, closed_town[1])
        with pytest.raises(EnvironmentProblem, match=FULL[wall]):
            fill(town)
        saved = visits_in(town)
        assert saved
        town.context.close()
        roomy = tmp_path / "roomy"
        shutil.copytree(folder, roomy)
    town = reopened(roomy, closed_town[1])
    assert (visits_in(town), check_ledger(town.context)) == (saved, [])
    town.visit(ON)
    town.context.close()


def fill(town: Town) -> None:
    """Enter visits until the disk is full."""
    for _number in range(5000):
        town.visit(ON, business=WORDS)


@pytest.fixture
def read_only(closed_town: tuple[Path, Town], tmp_path: Path) -> Iterator[Path]:
    """The town's ledger on a disk that can't be written."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root mounts disks")
    disk = tmp_path / "medium"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copytree(closed_town[0], disk / "ledger")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield disk / "ledger"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("verb", [["figures", "2026-10"], ["search", "恒岚"], ["backup"], ["check"]])
def test_a_read_only_disk_is_told_in_one_sentence(
    read_only: Path, verb: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--ledger", str(read_only), *verb]) == EnvironmentProblem.exit_code
    said = capsys.readouterr().err
    assert str(read_only) in said
    assert said.count("\n") == 1
    assert "Traceback" not in said


HOLD = (
    "import sys; from pathlib import Path; from zhenyu_desk.store.ledger import Ledger; "
    "held = Ledger.open(Path(sys.argv[1]), deep=False, alone=True); print('open', flush=True); sys.stdin.read()"
)


def test_a_second_window_is_refused_with_who_has_the_ledger_until_that_one_ends(
    closed_town: tuple[Path, Town],
) -> None:
    folder, town = closed_town
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(EnvironmentProblem) as refused:
            Ledger.open(folder, deep=False, alone=True)
        assert os.uname().nodename in refused.value.sentence
        with closing(Ledger.open(folder, deep=False)):  # reading beside it is no harm
            pass
        holder.kill()
    again = reopened(folder, town)  # a killed holder leaves no lock to guess about
    assert visits_in(again) == 0
    again.context.close()


@pytest.mark.parametrize("left", [b"", b"\x00" * 20, b"12345 other-host someone"])
def test_whatever_lies_in_a_lock_file_nobody_holds_is_no_lock(closed_town: tuple[Path, Town], left: bytes) -> None:
    folder, town = closed_town
    (folder / "lock").write_bytes(left)
    (folder / "holder.json").write_bytes(left)
    reopened(folder, town).context.close()
