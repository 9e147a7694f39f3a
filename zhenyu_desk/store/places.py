"""Where a ledger may live: not on a network share, whose locks can't be trusted, nor on a drive that is pulled out.

SQLite's documentation («How To Corrupt», 2.1 and 2.2) names both; a share also lets two offices write at once.
"""

from __future__ import annotations

import re
import sys
from enum import Enum
from pathlib import Path

from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import _

# Of Linux's filesystem types, those whose files lie on another computer.
_REMOTE = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "davfs", "ncpfs", "beegfs",
        "ocfs2", "gfs2", "fuse", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.smbnetfs", "fuse.s3fs", "fuse.cifs",
    }
)  # fmt: skip
# Those by which a virtual machine shows folders of its host; its whole disk may be one of them.
_OF_HOST = frozenset({"9p", "virtiofs", "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse", "prl_fs"})
_MOUNTS = Path("/proc/self/mountinfo")
_SYSTEM = Path("/sys")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # proc(5): blanks, tabs, line ends and backslashes, in octal
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE = 2, 4  # GetDriveTypeW


class Place(Enum):
    """What a folder lies on."""

    OWN = "own"
    REMOVABLE = "removable"
    REMOTE = "remote"


def refuse_unsafe(folder: Path) -> None:
    """EnvironmentProblem with the reason and the way out where `folder` lies on a share or a removable drive."""
    place = place_of(folder)
    if place is Place.REMOTE:
        raise EnvironmentProblem(
            _(
                "The ledger {path} lies on a network share: two computers writing there at once would destroy it. "
                "Keep it on this computer's own disk; put only backups on the share."
            ).format(path=folder)
        )
    if place is Place.REMOVABLE:
        raise EnvironmentProblem(
            _(
                "The ledger {path} lies on a removable drive: pulled out while the program writes, it would be "
                "destroyed. Copy the folder to this computer's own disk; put only backups on the drive."
            ).format(path=folder)
        )


def place_of(folder: Path) -> Place:
    """What a folder, that need not exist yet, lies on; `OWN` where the system doesn't tell."""
    return _on_windows(folder) if sys.platform == "win32" else place_by_mounts(folder, _MOUNTS, _SYSTEM)


def place_by_mounts(folder: Path, mounts: Path, system: Path) -> Place:
    """The same from Linux's list of mounts (proc(5), mountinfo) and what the system tells of its disks (sysfs)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux
        return Place.OWN
    wanted, best = folder.resolve(), ("", "", "", "")
    for line in lines:
        fields, _dash, tail = line.partition(" - ")
        _id, _parent, device, _root, point, *_options = fields.split(" ")
        point = _unescaped(point)
        if wanted.is_relative_to(point) and len(point) >= len(best[0]):
            kind, source, *_rest = tail.split(" ")
            best = (point, device, kind, _unescaped(source))
    point, device, kind, source = best
    if kind in _REMOTE or (kind in _OF_HOST and point != "/"):
        return Place.REMOTE
    # A system started from a stick as a whole is its user's own choice.
    return Place.REMOVABLE if point != "/" and _can_be_pulled_out(_device(system, device, source)) else Place.OWN


def _unescaped(path: str) -> str:
    return _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), path)


def _device(system: Path, number: str, source: str) -> Path:
    """The block device by its number; btrfs invents numbers, so by its name where there is none of this number."""
    by_number = system / "dev" / "block" / number
    return by_number if by_number.exists() else system / "class" / "block" / Path(source).resolve().name


def _can_be_pulled_out(device: Path) -> bool:
    if not device.exists():
        return False
    real = device.resolve()
    if any(_can_be_pulled_out(below) for below in (real / "slaves").glob("*")):  # an encrypted stick
        return True
    disk = real if (real / "removable").exists() else real.parent  # a partition lies below its disk
    try:
        is_marked = (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        is_marked = False
    return is_marked or any(part.startswith("usb") for part in real.parts)


def _on_windows(folder: Path) -> Place:
    import ctypes

    root = folder.absolute().anchor
    if root.startswith("\\\\"):
        return Place.REMOTE
    kernel = vars(ctypes)["windll"].kernel32  # only Windows has it
    kind = kernel.GetDriveTypeW(root)
    return {_WINDOWS_REMOTE: Place.REMOTE, _WINDOWS_REMOVABLE: Place.REMOVABLE}.get(kind, Place.OWN)
