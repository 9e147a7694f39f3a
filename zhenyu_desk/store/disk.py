"""What the disk must promise before and after something large is written: that it fits, and that it stays."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _

_MIB = 2**20
_RESERVE = 4 * _MIB  # for manifests, folders, and what others write meanwhile
_HARDLY_ANYTHING = 2**16  # less than the index of a write-ahead log and a page of it take


def require_space(folder: Path, size: int) -> None:
    """EnvironmentProblem when the disk of `folder` has no room for so many bytes more; the folder may be missing."""
    there = next((part for part in (folder, *folder.parents) if part.is_dir()), folder)
    try:
        free = shutil.disk_usage(there).free
    except OSError:  # then the writing itself will tell
        return
    if free < size + _RESERVE:
        raise EnvironmentProblem(
            _(
                "The disk of {path} has {free} MB free, but {needed} MB are needed; nothing was changed. "
                "Free some space or choose another disk."
            ).format(path=folder, free=free // _MIB, needed=-(-(size + _RESERVE) // _MIB))
        )


@contextmanager
def telling(sentence: str, folder: Path) -> Iterator[None]:
    """EnvironmentProblem with this sentence, its {path} and {reason} filled in, when the system refuses to write."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(sentence.format(path=folder, reason=reason_of(error))) from error


def is_full(folder: Path) -> bool:
    """Whether hardly anything fits on the disk of `folder` any more; False too where that can't be told."""
    try:
        return shutil.disk_usage(folder).free < _HARDLY_ANYTHING
    except OSError:
        return False


def size_of(*files: Path) -> int:
    """The bytes of these files together; a file that is missing has none."""
    return sum(file.stat().st_size for file in files if file.exists())


def sync_file(file: Path) -> None:
    """Return once what the file holds is on the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(OSError):  # not all file systems can
        os.fsync(handle)
    os.close(handle)


def private_folder(folder: Path) -> None:
    """Make a folder, unless it is there, that only this user gets into, where the system can do that. OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700 if os.name == "posix" else 0o777, exist_ok=True)


def write_text(file: Path, text: str, *, is_private: bool = False) -> None:
    """Write a small file whole or not at all; a private one is for this user alone, where the system can do that."""
    unfinished = file.with_name(f"{file.name}-tmp")
    if is_private:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
    unfinished.write_text(text, encoding="utf-8")
    sync_file(unfinished)
    unfinished.replace(file)
    sync_folder(file.parent)
