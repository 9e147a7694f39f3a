"""Backups that were made before their ledger was encrypted, and that anybody who gets them can still read."""

from __future__ import annotations

import shutil
from pathlib import Path

from zhenyu_desk.errors import EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.store import attachments, manifests
from zhenyu_desk.store.backup import attachments_beside
from zhenyu_desk.store.ledger import FILE_NAME
from zhenyu_desk.store.whether_encrypted import KEYS_NAME, is_plain, looks_encrypted


def plain_backups(folder: Path) -> list[Path]:
    """The ledger files in a folder and the folders in it, such as backups, that can be read without a password."""
    found = []
    for path in sorted(folder.rglob("ledger*.db")):
        try:
            if _is_readable(path):
                found.append(path)
        except OSError:  # one that can't be read tells nothing to others either
            continue
    return found


def drop(encrypted: Path, secret: bytes, *, is_own: bool = False) -> int:
    """Delete the ledger's own plain backups in the folder of an encrypted one, and the plain files it has encrypted.

    Where the folder is the ledger's own (`is_own`), with what restores kept aside there. Their number. What belongs to
    another ledger, or nobody knows to what, stays. EnvironmentProblem when the disk refuses.
    """
    folder, own = encrypted.parent, manifests.row_of(encrypted).ledger
    readable = plain_backups(folder)
    kept = [path for path in readable if is_own and _is_kept(path) and path.parent.parent == folder]
    found = [path for path in readable if own and path not in kept and manifests.row_of(path).ledger == own]
    try:
        for backup in found:
            backup.unlink()
            backup.with_suffix(".json").unlink(missing_ok=True)
        for backup in kept:
            _delete_folder(backup.parent)
        copies = attachments_beside(encrypted, secret)
        for path in sorted((folder / attachments.FOLDER).glob("??/*")):
            if (copies / path.parent.name / path.name).exists():
                _delete(path)
    except OSError as error:
        raise EnvironmentProblem(
            _("The plain backups in {path} can't be deleted: {reason}.").format(path=folder, reason=reason_of(error))
        ) from error
    return len(found) + len(kept)


def _is_readable(path: Path) -> bool:
    """Of one that was kept aside because it is damaged, also when its first page is."""
    if is_plain(path):
        return True
    return _is_kept(path) and not path.with_name(KEYS_NAME).exists() and not looks_encrypted(path)


def _is_kept(path: Path) -> bool:
    return path.parent.name.startswith(manifests.KEPT_PREFIX)


def _delete_folder(folder: Path) -> None:
    """The ledger last, so that what an interruption leaves is still named."""
    for path in sorted(folder.rglob("*"), key=lambda path: (path.name == FILE_NAME, path)):
        if path.is_file():
            _delete(path)
    shutil.rmtree(folder)


def _delete(path: Path) -> None:
    path.chmod(0o644)  # Windows deletes no read-only file
    path.unlink()
