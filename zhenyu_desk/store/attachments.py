"""The files attached to records, on disk.

Layout: `<ledger>/attachments/<first two hex digits>/<SHA-256 of the content>.<extension>`. The name says what the
file holds, so the same photo given twice lies there once, nothing is ever written over, and any change behind the
program's back is noticed. The name the user knows stands in the ledger only. Files are read-only, so that the viewer
that shows one can't change it. A file is written under a temporary name in the same folder, synced and then renamed:
a crash or a full disk leaves no half file under a valid name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from zhenyu_desk.domain.file_names import clean_name, extension_of
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.i18n import _

FOLDER = "attachments"
MOST_MB = 100
MOST_BYTES = MOST_MB * 2**20
_PORTION = 2**20
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_OWN_NAME = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,10})?|\.[0-9a-f]{32}\.tmp")


class Flaw(Enum):
    """What can be wrong with a stored file."""

    MISSING = "missing"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the folder; `size` in bytes."""

    sha256: str
    size: int


def path_in(folder: Path, sha256: str, file_name: str) -> Path:
    """Where a file with this content lies; the extension stays, since the system chooses the viewer by it."""
    return folder / sha256[:2] / f"{sha256}{extension_of(file_name)}"


def keep_file(folder: Path, source: Path) -> StoredFile:
    """Copy a file among the attachments in `folder`; its content is read once and never held whole in memory.

    RuleBroken for what is missing, empty, too large, no file, or still being written; EnvironmentProblem when it
    can't be read or the disk refuses. Then nothing is left behind.
    """
    name = clean_name(source.name)
    return _keep(folder, name, _portions(source, name))


def keep_bytes(folder: Path, content: bytes, file_name: str) -> StoredFile:
    """Keep what is in memory, such as a screenshot, among the attachments in `folder`."""
    return _keep(folder, file_name, [content])


def flaw_of(folder: Path, sha256: str, file_name: str) -> Flaw | None:
    """Read a stored file and say what is wrong with it, or None."""
    path = path_in(folder, sha256, file_name)
    try:
        return None if _hash_of(path) == sha256 else Flaw.ALTERED
    except FileNotFoundError:
        return Flaw.MISSING
    except OSError:
        return Flaw.ALTERED


def bring(source: Path, target: Path, wanted: Iterable[tuple[str, str]]) -> int:
    """Copy the files (hash, name) that the folder `target` lacks from `source`; return how many could not be had.

    Each new copy is read back and compared. OSError when `target` can't be written.
    """
    lacking = 0
    for sha256, name in wanted:
        original, copy = path_in(source, sha256, name), path_in(target, sha256, name)
        if copy.exists() and (not original.exists() or copy.stat().st_size == original.stat().st_size):
            continue
        if flaw_of(source, sha256, name) is not None:
            lacking += flaw_of(target, sha256, name) is not None
            continue
        with original.open("rb") as stream, _unfinished(target) as unfinished:
            _write(unfinished, iter(lambda: stream.read(_PORTION), b""))
            _name_it(unfinished, copy)
        if flaw_of(target, sha256, name) is not None:
            copy.chmod(0o644)
            copy.unlink()
            raise OSError(_("{path} does not hold what was written to it").format(path=copy))
    return lacking


def old_files(folder: Path, before: datetime) -> list[Path]:
    """Files of this store that were put here before an instant.

    What other programs left in the folder is none of our business.
    """
    own = (path for path in (*folder.glob(".*.tmp"), *folder.glob("??/*")) if _OWN_NAME.fullmatch(path.name))
    return sorted(path for path in own if is_old(path, before))


def is_old(path: Path, before: datetime) -> bool:
    """Whether a file is there and was put there before an instant."""
    return path.exists() and path.stat().st_mtime < before.timestamp()


def hashed_in(folder: Path, text: str) -> list[tuple[str, str]]:
    """Hash and a name of each file in the folder whose hash stands in a text, such as the content of a draft."""
    found = dict.fromkeys(_HASH.findall(text))
    return [(sha256, path.name) for sha256 in found for path in sorted((folder / sha256[:2]).glob(f"{sha256}*"))]


def _looked_at(source: Path, name: str) -> os.stat_result:
    try:
        found = source.stat()
    except OSError as error:
        raise RuleBroken(
            _("{name} can't be attached: {reason}.").format(name=name, reason=reason_of(error)), field=FOLDER
        ) from error
    if stat.S_ISDIR(found.st_mode):
        sentence = _("{name} is a folder. Add the files in it instead.")
    elif not stat.S_ISREG(found.st_mode):
        sentence = _("{name} is no file that can be kept. Add another one.")
    elif not found.st_size:
        sentence = _("{name} is empty. Check whether it was saved or scanned completely.")
    elif found.st_size > MOST_BYTES:
        sentence = _("{name} is larger than {most} MB. Make it smaller, or keep it elsewhere and note the place.")
    else:
        return found
    raise RuleBroken(sentence.format(name=name, most=MOST_MB), field=FOLDER)


def _portions(source: Path, name: str) -> Iterator[bytes]:
    """The content; RuleBroken at its end when it was changed meanwhile, as by a scanner that is still at work."""
    before, size = _looked_at(source, name), 0
    try:
        with source.open("rb") as stream:
            while size <= before.st_size and (portion := stream.read(_PORTION)):
                size += len(portion)
                yield portion
    except OSError as error:
        raise EnvironmentProblem(
            _("{name} can't be attached: {reason}.").format(name=name, reason=reason_of(error))
        ) from error
    after = _looked_at(source, name)
    if (size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise RuleBroken(
            _("{name} is still being written by another program. Wait a moment and add it again.").format(name=name),
            field=FOLDER,
        )


def _keep(folder: Path, name: str, portions: Iterable[bytes]) -> StoredFile:
    with _writing(folder), _unfinished(folder) as unfinished:
        stored = _write(unfinished, portions)
        target = path_in(folder, stored.sha256, name)
        if flaw_of(folder, stored.sha256, name) is None:
            _renew(target)
        else:
            _name_it(unfinished, target)
    return stored


def _write(unfinished: Path, portions: Iterable[bytes]) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    with unfinished.open("xb") as stream:
        for portion in portions:
            stream.write(portion)
            digest.update(portion)
            size += len(portion)
        stream.flush()
        os.fsync(stream.fileno())
    return StoredFile(digest.hexdigest(), size)


def _name_it(unfinished: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        target.chmod(0o644)  # Windows replaces no read-only file
    with contextlib.suppress(PermissionError):  # some USB sticks know no rights
        unfinished.chmod(0o444)
    unfinished.replace(target)
    if os.name == "posix":
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(OSError):  # nor can all of them sync a folder
        os.fsync(handle)
    os.close(handle)


def _renew(path: Path) -> None:
    """A file that is given again counts as young: nobody may take it for one that was left over long ago."""
    path.chmod(0o644)  # Windows changes no time of a read-only file
    os.utime(path)
    path.chmod(0o444)


def _hash_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A temporary name in the folder; what is still there at the end is thrown away."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".{uuid.uuid4().hex}.tmp"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(
            _("The attachment can't be kept in {path}: {reason}. Put that right and add it again.").format(
                path=folder, reason=reason_of(error)
            )
        ) from error
