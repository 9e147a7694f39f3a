"""Disks that are too small."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(tmp_path: Path, megabytes: int = 2) -> Iterator[Path]:
    """A disk of some MB that is really full, or, without the right to mount one, a limit on the size of files."""
    if sys.platform == "win32":
        pytest.skip("Windows mounts no small disk")
    import resource

    disk = tmp_path / "small"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
    mounted = os.geteuid() == 0 and subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (megabytes * 2**20, hard))
    try:
        yield disk
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
