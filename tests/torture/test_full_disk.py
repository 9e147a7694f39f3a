"""A disk that fills up under each verb: one sentence, what was there stays, no half thing is taken for a whole one."""

import shutil
from pathlib import Path

import pytest

from tests.disks import Wall, fill_up, small_disk
from tests.exchange.ledger_contents import contents
from zhenyu_desk.__main__ import main
from zhenyu_desk.cli import passwords
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services import rescue
from zhenyu_desk.services.restoring import backups_in
from zhenyu_desk.store import backup, conversion, putting_back, rescued

FULL = {Wall.DISK: ("已满",), Wall.FILE_SIZE: ("磁盘拒绝读写", "文件过大")}
# The ledger and the folder `disk` are small, what lies `beside` is not.
VERBS = {
    "backup": "backup",
    "backup elsewhere": "backup {disk}/stick",
    "import": "import {beside}/firms.csv --yes",
    "encrypt": "encrypt",
    "restore": "restore {beside}/backup.db --yes",
    "rescue": "rescue {disk}/rescue",
    "init from a rescue copy": "--ledger {disk}/new init --rescued {beside}/rescue",
}


def run(ledger: Path, command: str, **places: Path) -> int:
    """Type a command line."""
    return main(["--ledger", str(ledger), *(word.format(**places) for word in command.split())])


@pytest.fixture(scope="module")
def beside(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """On a roomy disk: the ledger, a backup, a rescue copy, and a list of firms."""
    folder = tmp_path_factory.mktemp("beside")
    shutil.copytree(demo_ledger, folder / "ledger")
    assert run(folder / "ledger", "backup {to}/stick", to=folder) == run(
        folder / "ledger", "rescue {to}/rescue", to=folder
    )
    shutil.copy(backups_in([folder / "stick"])[0].file, folder / "backup.db")
    (folder / "firms.csv").write_text("企业名称,统一社会信用代码\n启元光电有限公司,\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def megabytes(beside: Path) -> dict[Wall, float]:
    """Walls by the size of the ledger: it fits, but beside it neither a second one nor the lines of a rescue copy."""
    room = 0.75 * min((beside / name).stat().st_size for name in ("ledger/ledger.db", "rescue/ledger.jsonl"))
    ledger = sum(path.stat().st_size for path in (beside / "ledger").rglob("*") if path.is_file())
    return {Wall.DISK: (ledger + room) / 2**20, Wall.FILE_SIZE: room / 2**20}


@pytest.mark.parametrize("wall", Wall)
@pytest.mark.parametrize("verb", VERBS)
def test_what_does_not_fit_is_told_and_changes_nothing(
    beside: Path,
    megabytes: dict[Wall, float],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    wall: Wall,
) -> None:
    for module in (backup, conversion, putting_back, rescued, rescue):
        monkeypatch.setattr(module, "require_space", lambda *_given: None)  # another program took the room meanwhile
    monkeypatch.setenv(passwords.PASSWORD, "correct horse")
    ledger, after = tmp_path / "ledger", tmp_path / "after"
    shutil.copytree(beside / "ledger", ledger)
    with small_disk(tmp_path, wall, megabytes[wall]) as disk:
        if wall is Wall.DISK:
            ledger = Path(shutil.move(ledger, disk / "ledger"))
        assert run(ledger, VERBS[verb], disk=disk, beside=beside) == EnvironmentProblem.exit_code
        said = capsys.readouterr().err
        assert any(words in said for words in FULL[wall]), said
        assert said.count("\n") == 1
        assert not (disk / "new" / "ledger.db").exists()
        assert not list(disk.rglob("*.jsonl"))
        assert backups_in([ledger / "backups", disk / "stick"]) == []
        if wall is Wall.DISK:
            shutil.copytree(ledger, after)
    if wall is Wall.FILE_SIZE:
        after = ledger
    assert run(after, "check") == 0, capsys.readouterr().err
    assert contents(after) == contents(beside / "ledger")


@pytest.mark.parametrize(
    "verb",
    [
        "figures 2026-10",
        "search 恒",
        "check",
        "backup",
        "export {disk}/out.xlsx",
        "--ledger {disk}/new init --town 周浜镇",
    ],
)
def test_a_disk_without_a_single_free_block_is_told_as_full(
    beside: Path, megabytes: dict[Wall, float], tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    with small_disk(tmp_path, Wall.DISK, megabytes[Wall.DISK]) as disk:
        shutil.copytree(beside / "ledger", disk / "ledger")
        filler = fill_up(disk)
        assert run(disk / "ledger", verb, disk=disk) == EnvironmentProblem.exit_code
        said = capsys.readouterr().err
        assert "磁盘已满" in said
        assert said.count("\n") == 1
        filler.unlink()
        assert run(disk / "ledger", "check") == 0
