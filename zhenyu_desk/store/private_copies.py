"""Readable copies of the encrypted files of a ledger, for the programs that show them.

They lie outside the ledger, in a folder that only the user of this computer may enter, and go when the ledger is
closed or locked; what a crash left goes when it is opened next. A copy that a viewer still holds open on Windows goes
then too. Whoever fears for the disk itself needs one that is encrypted as a whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from zhenyu_desk import paths


class PrivateCopies:
    """The copies that one open ledger has handed out."""

    def __init__(self, ledger: Path) -> None:
        which = hashlib.sha256(os.fsencode(ledger.absolute())).hexdigest()[:16]
        self._of_ledger = paths.private_copies_dir() / which
        self._folder: Path | None = None

    def add(self, name: str, content: Iterable[bytes]) -> Path:
        """A read-only copy of a content, whole or not at all; one of this name that is there already is given again.

        OSError when the disk refuses, and whatever reading the content raises.
        """
        path = self._own_folder() / name
        if path.exists():
            return path
        handle, unfinished = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                for portion in content:
                    stream.write(portion)
            Path(unfinished).chmod(0o400)
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
        return path

    def empty(self) -> None:
        """Take away what was handed out."""
        folder, self._folder = self._folder, None
        if folder is not None:
            _remove(folder)
            with contextlib.suppress(OSError):  # another window's copies are there too
                self._of_ledger.rmdir()

    def empty_all(self) -> None:
        """Take away whatever any program handed out of this ledger and left, such as one that crashed."""
        if self._of_ledger.exists():
            _remove(self._of_ledger)

    def _own_folder(self) -> Path:
        if self._folder is None or not self._folder.is_dir():
            self._of_ledger.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(dir=self._of_ledger))
        return self._folder


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            path.chmod(0o700)  # Windows deletes no read-only file
    shutil.rmtree(folder, ignore_errors=True)
