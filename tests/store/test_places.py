"""A ledger lives on the computer's own disk; a share or a stick is refused with the reason."""

from pathlib import Path

import pytest

from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.store import places
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.places import Place, place_by_mounts

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:45 / /mnt/office rw,relatime shared:2 - cifs //server/office rw
31 22 0:46 / /home/li/nfs rw - nfs4 server:/x rw
32 22 8:17 / /media/li/U\\04064G rw,relatime shared:3 - vfat /dev/sdb1 rw
33 22 8:33 / /data rw,relatime - ext4 /dev/sdc1 rw
34 22 0:50 / /tmp rw - tmpfs tmpfs rw
35 22 0:51 / /mnt/host rw - 9p host rw
36 22 0:52 / /mnt/a\\011b\\134c rw - virtiofs host rw
37 22 0:53 / /mnt/cloud rw - fuse.s3fs s3fs rw
38 22 0:54 / /mnt/web rw - fuse https://files.example/ rw
39 22 0:55 / /media/li/btrfs rw - btrfs /dev/sdb2 rw
40 22 253:0 / /media/li/locked rw - ext4 /dev/mapper/stick rw
41 22 0:56 / /srv rw - btrfs /dev/sdc2 rw
"""


@pytest.fixture
def machine(tmp_path: Path) -> tuple[Path, Path]:
    """A list of mounts and the block devices of a computer with a stick."""
    (tmp_path / "mountinfo").write_text(MOUNTS, encoding="utf-8")
    devices, names = tmp_path / "sys" / "dev" / "block", tmp_path / "sys" / "class" / "block"
    devices.mkdir(parents=True)
    names.mkdir(parents=True)
    for number, disk, removable in (("8:1", "sda", "0"), ("8:17", "sdb", "1"), ("8:33", "sdc", "0")):
        part = tmp_path / "block" / disk / f"{disk}1"
        part.mkdir(parents=True)
        (part.parent / "removable").write_text(f"{removable}\n", encoding="ascii")
        (devices / number).symlink_to(part)
        part.with_name(f"{disk}2").mkdir()
        (names / f"{disk}2").symlink_to(part.with_name(f"{disk}2"))
    mapped = tmp_path / "block" / "dm-0"
    (mapped / "slaves").mkdir(parents=True)
    (mapped / "removable").write_text("0\n", encoding="ascii")
    (mapped / "slaves" / "sdb2").symlink_to(names / "sdb2")
    (devices / "253:0").symlink_to(mapped)
    return tmp_path / "mountinfo", tmp_path / "sys"


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/home/li/台账", Place.OWN),
        ("/data/台账", Place.OWN),
        ("/tmp/台账", Place.OWN),
        ("/mnt/office/台账", Place.REMOTE),
        ("/home/li/nfs", Place.REMOTE),
        ("/home/li/nfs2", Place.OWN),
        ("/media/li/U 64G/台账", Place.REMOVABLE),
        ("/mnt/host/台账", Place.REMOTE),
        ("/mnt/a\tb\\c/台账", Place.REMOTE),
        ("/mnt/cloud", Place.REMOTE),
        ("/mnt/web", Place.REMOTE),
        ("/media/li/btrfs", Place.REMOVABLE),
        ("/media/li/locked", Place.REMOVABLE),
        ("/srv", Place.OWN),
    ],
)
def test_what_a_folder_lies_on(machine: tuple[Path, Path], folder: str, place: Place) -> None:
    assert place_by_mounts(Path(folder), *machine) is place


def test_the_whole_disk_of_a_virtual_machine_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "mountinfo").write_text("22 1 0:20 / / rw - 9p host rw\n", encoding="utf-8")
    assert place_by_mounts(Path("/home/li"), tmp_path / "mountinfo", tmp_path) is Place.OWN


def test_a_computer_that_does_not_tell_is_trusted(tmp_path: Path) -> None:
    assert place_by_mounts(tmp_path, tmp_path / "missing", tmp_path) is Place.OWN


@pytest.mark.parametrize(("place", "word"), [(Place.REMOTE, "网络共享"), (Place.REMOVABLE, "移动")])
def test_a_ledger_is_neither_made_nor_opened_there(
    place: Place, word: str, empty_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "place_of", lambda _folder: place)
    with pytest.raises(EnvironmentProblem, match=word):
        Ledger.create(tmp_path / "new", "周市镇")
    assert not (tmp_path / "new").exists()
    with pytest.raises(EnvironmentProblem, match=word) as problem:
        Ledger.open(empty_ledger, deep=False)
    assert str(empty_ledger) in problem.value.sentence
