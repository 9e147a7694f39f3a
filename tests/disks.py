"""Disks that are too small."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import pytest


class Wall(Enum):
    """What a file that grows runs into."""

    DISK = "the disk is full"
    FILE_SIZE = "no file may grow that far"


@contextmanager
def small_disk(tmp_path: Path, wall: Wall, megabytes: float = 2) -> Iterator[Path]:
    """A folder in which, until the end of the block, not more than some MB fit: in all, or in any one file."""
    if sys.platform == "win32":
        pytest.skip("Windows mounts no small disk")
    disk = tmp_path / "small"
    disk.mkdir()
    with (_mounted if wall is Wall.DISK else _limited)(disk, megabytes):
        yield disk


def fill_up(disk: Path) -> Path:
    """Take the last free block of a small disk; the file that has them all."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError:
            return filler


@contextmanager
def _mounted(disk: Path, megabytes: float) -> Iterator[None]:
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={int(megabytes * 2**20)}", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@contextmanager
def _limited(_disk: Path, megabytes: float) -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(megabytes * 2**20), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
