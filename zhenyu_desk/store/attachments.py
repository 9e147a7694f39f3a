"""The files attached to records, on disk.

Layout: `<ledger>/attachments/<first two hex digits>/<SHA-256 of the content>.<extension>`. The name says what the
file holds, so the same photo given twice lies there once, nothing is ever written over, and any change behind the
program's back is noticed. The name the user knows stands in the ledger only. Files are read-only, so that the viewer
that shows one can't change it. A file is written under a temporary name in the same folder, synced and then renamed:
a crash or a full disk leaves no half file under a valid name.

The files of an encrypted ledger, the one that is given with its `secret`, are encrypted where they lie; the hash is
that of the content all the same, so the name of a file tells those who have the same file that it is there. While a
ledger is being converted both forms lie side by side, and each is read as what it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from zhenyu_desk.domain.file_names import clean_name, extension_of
from zhenyu_desk.errors import EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store.disk import sync_folder, telling
from zhenyu_desk.store.encrypted_files import Altered, decrypted, encrypted, is_encrypted, portions_of

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


def keep_file(folder: Path, source: Path, secret: bytes | None = None) -> StoredFile:
    """Copy a file among the attachments in `folder`; its content is read once and never held whole in memory.

    RuleBroken for what is missing, empty, too large, no file, or still being written; EnvironmentProblem when it
    can't be read or the disk refuses. Then nothing is left behind.
    """
    name = clean_name(source.name)
    return _keep(folder, name, _portions(source, name), secret)


def keep_bytes(folder: Path, content: bytes, file_name: str, secret: bytes | None = None) -> StoredFile:
    """Keep what is in memory, such as a screenshot or a report, among the attachments in `folder`."""
    return _keep(folder, file_name, [content], secret)


def content_in(folder: Path, sha256: str, file_name: str, secret: bytes | None = None) -> Iterator[bytes]:
    """The content of a stored file in portions. OSError when it can't be read, Altered when it is not what it was."""
    path = path_in(folder, sha256, file_name)
    portions = portions_of(path)
    digest = hashlib.sha256()
    for portion in decrypted(portions, secret) if secret and is_encrypted(path, secret) else portions:
        digest.update(portion)
        yield portion
    if digest.hexdigest() != sha256:
        raise Altered


def flaw_of(folder: Path, sha256: str, file_name: str, secret: bytes | None = None) -> Flaw | None:
    """Read a stored file and say what is wrong with it, or None."""
    try:
        for _portion in content_in(folder, sha256, file_name, secret):
            pass
    except FileNotFoundError:
        return Flaw.MISSING
    except (OSError, Altered):
        return Flaw.ALTERED
    return None


def bring(source: Path, target: Path, wanted: Iterable[tuple[str, str]], secret: bytes | None = None) -> int:
    """Copy the files (hash, name) that the folder `target` lacks from `source`; return how many could not be had.

    The copies are encrypted where a `secret` is given. Each is read back and compared. OSError when `target` can't be
    written.
    """
    lacking = 0
    for sha256, name in wanted:
        original, copy = path_in(source, sha256, name), path_in(target, sha256, name)
        if _is_had(original, copy, secret):
            continue
        if flaw_of(source, sha256, name, secret) is not None:
            lacking += flaw_of(target, sha256, name, secret) is not None
            continue
        _rewrite(copy, target, content_in(source, sha256, name, secret), secret)
        if flaw_of(target, sha256, name, secret) is not None:
            copy.chmod(0o644)
            copy.unlink()
            raise OSError(_("{path} does not hold what was written to it").format(path=copy))
    return lacking


def convert_all(folder: Path, secret: bytes, *, to_encrypted: bool) -> None:
    """Bring every stored file into the one form or the other, one by one, from wherever an earlier run had come.

    A file that was altered stays as it is, to be told by the check of the ledger. EnvironmentProblem when the disk
    refuses; then it can be called again.
    """
    with _writing(folder):
        for path in sorted(folder.glob("??/*")):
            if not _OWN_NAME.fullmatch(path.name) or is_encrypted(path, secret) is to_encrypted:
                continue
            if flaw_of(folder, path.stem, path.name, secret) is None:
                content = content_in(folder, path.stem, path.name, secret)
                _rewrite(path, folder, content, secret if to_encrypted else None)
        for left in folder.glob(".*.tmp"):
            if _OWN_NAME.fullmatch(left.name):
                left.unlink()


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


def _keep(folder: Path, name: str, portions: Iterable[bytes], secret: bytes | None) -> StoredFile:
    with _writing(folder), _unfinished(folder) as unfinished:
        stored = _write(unfinished, portions, secret)
        target = path_in(folder, stored.sha256, name)
        is_there = target.exists() and (secret is None or is_encrypted(target, secret))
        if is_there and flaw_of(folder, stored.sha256, name, secret) is None:
            _renew(target)
        else:
            _name_it(unfinished, target)
    return stored


def _is_had(original: Path, copy: Path, secret: bytes | None) -> bool:
    """Whether a copy is there in the form wanted, as long as its original where that is still there."""
    if not copy.exists() or (secret and not is_encrypted(copy, secret)):
        return False
    return not original.exists() or copy.stat().st_size == original.stat().st_size


def _rewrite(path: Path, folder: Path, content: Iterable[bytes], secret: bytes | None) -> None:
    with _unfinished(folder) as unfinished:
        _write(unfinished, content, secret)
        _name_it(unfinished, path)


def _write(unfinished: Path, portions: Iterable[bytes], secret: bytes | None) -> StoredFile:
    """Write a content, encrypted if there is a secret; what is said of it is true of the content."""
    digest, size = hashlib.sha256(), 0

    def passing() -> Iterator[bytes]:
        nonlocal size
        for portion in portions:
            digest.update(portion)
            size += len(portion)
            yield portion

    with unfinished.open("xb") as stream:
        for written in encrypted(passing(), secret) if secret else passing():
            stream.write(written)
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
    sync_folder(target.parent)


def _renew(path: Path) -> None:
    """A file that is given again counts as young: nobody may take it for one that was left over long ago."""
    path.chmod(0o644)  # Windows changes no time of a read-only file
    os.utime(path)
    path.chmod(0o444)


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A temporary name in the folder; what is still there at the end is thrown away."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".{uuid.uuid4().hex}.tmp"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _writing(folder: Path) -> AbstractContextManager[None]:
    return telling(_("The attachment can't be kept in {path}: {reason}. Put that right and add it again."), folder)
