"""Put a backup in the place of a ledger: which there are, what is inside, and the restore itself."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhenyu_desk.domain.officials import role_among
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import refuse_unless
from zhenyu_desk.store import keyring, manifests, preview, putting_back, slowing
from zhenyu_desk.store.backup_rows import BackupRow, RestorePreview
from zhenyu_desk.store.queries.officials import officials
from zhenyu_desk.store.whether_encrypted import KEYS_NAME

__all__ = [
    "BackupRow", "RestorePreview", "backups_in", "is_encrypted", "look_into", "names", "needs_present_secret",
    "restore", "unlock", "unlock_with_code",
]  # fmt: skip

_NEEDED = Role.MANAGING


def backups_in(folders: Iterable[Path]) -> list[BackupRow]:
    """The backups in these folders, the newest of each first; a folder that can't be read has none."""
    return [row for folder in folders for row in manifests.backups_in(folder)]


def look_into(file: Path, secret: bytes | None = None) -> RestorePreview:
    """What a ledger put back from this file would hold; of an encrypted one without its secret only the manifest.

    EnvironmentProblem when it is no ledger, can't be read, or the secret is that of another one.
    """
    return preview.look_into(file, secret)


def is_encrypted(file: Path) -> bool:
    """Whether a backup needs a secret; EnvironmentProblem when it can't be read."""
    return preview.is_encrypted(file)


def needs_present_secret(folder: Path, secret: bytes | None = None) -> bool:
    """Whether a restore needs the present ledger's own secret: it is encrypted, and the backup's doesn't open it."""
    return putting_back.needs_its_own_secret(folder, secret)


def restore(
    folder: Path,
    file: Path,
    secret: bytes | None = None,
    *,
    actor: str = "",
    present_secret: bytes | None = None,
) -> Path:
    """Put a backup in the place of the ledger in `folder`, which is closed; return where the former one lies now.

    Whatever the backup's schema, the restored ledger has this program's, and says in its audit log who restored it. It
    has the present passwords where the backup was encrypted with the same secret, else those of the backup: one that
    was taken away since opens it no more. The former ledger becomes a backup if it is sound, else it goes into
    backups/kept-….

    EnvironmentProblem, with nothing changed, when the backup is damaged (told with which other one is whole), of a
    newer program or no ledger, when the ledger is open elsewhere or the disk refuses; RuleBroken (field «password»)
    when it is encrypted and no secret was given, (field «present_password») when the former ledger is encrypted and
    neither `present_secret` nor the backup's opens it, or when it lists its officials and `actor` is none who manages.
    """

    def refuse(session: Any) -> None:
        refuse_unless(role_among(officials(session), actor), _NEEDED, actor)

    return putting_back.put_back(folder, file, secret, actor, refuse, present_secret)


def names(file: Path) -> list[str]:
    """The officials whose passwords open an encrypted backup; empty when its keys are lost."""
    with _keys_apart(file) as folder:
        return keyring.names(folder)


def unlock(file: Path, name: str, password: str) -> bytes:
    """The secret of an encrypted backup, by an official's password of that time. RuleBroken (field «password»)."""
    with _keys_apart(file) as folder:
        return keyring.unlock(folder, name, password)


def unlock_with_code(file: Path, code: str) -> bytes:
    """The secret of an encrypted backup, by its recovery code; RuleBroken (field «code») when it is another one's."""
    secret = keyring.secret_of(code)
    if not preview.opens(file, secret):
        raise RuleBroken(
            _("This is the recovery code of another ledger, or the backup {path} is damaged.").format(path=file),
            field="code",
        )
    return secret


@contextmanager
def _keys_apart(file: Path) -> Iterator[Path]:
    """A folder with the keys that came with a backup; wrong passwords count on, from one try to the next."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = manifests.keys_of(file)
        if keys is not None:
            (folder / KEYS_NAME).write_text(json.dumps(keys), encoding="utf-8")
        counted, count = file.parent / slowing.FILE_NAME, folder / slowing.FILE_NAME
        with contextlib.suppress(OSError):
            shutil.copyfile(counted, count)
        try:
            yield folder
        finally:
            with contextlib.suppress(OSError):  # a stick that can't be written
                if count.exists():
                    shutil.copyfile(count, counted)
                else:
                    counted.unlink(missing_ok=True)
