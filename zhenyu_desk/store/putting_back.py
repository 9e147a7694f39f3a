"""Put a backup in the place of a ledger that is closed: prepared and checked beside it, then swapped in."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from zhenyu_desk.domain.backups import BackupKind
from zhenyu_desk.errors import Damaged, EnvironmentProblem, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store import attachments, conversion, driver, manifests, restoring, seal
from zhenyu_desk.store import engine as engines
from zhenyu_desk.store.backup import attached_to, attachments_beside, back_up, lacking_size
from zhenyu_desk.store.disk import require_space, size_of, telling, write_text
from zhenyu_desk.store.ledger import FILE_NAME, SCHEMA
from zhenyu_desk.store.migrate import upgrade
from zhenyu_desk.store.places import refuse_unsafe
from zhenyu_desk.store.prepared import opened, preparing
from zhenyu_desk.store.preview import is_encrypted, opens, wrong_secret
from zhenyu_desk.store.soundness import refuse_unsound
from zhenyu_desk.store.unit_of_work import UnitOfWork
from zhenyu_desk.store.whether_encrypted import KEYS_NAME


def put_back(
    folder: Path,
    backup: Path,
    secret: bytes | None,
    actor: str,
    refuse: Callable[[Session], None],
    present_secret: bytes | None = None,
) -> Path:
    """Put a backup in the place of the ledger in `folder`; return where the former one lies now.

    A backup of an older schema is brought up to this one on the way, and the restore stands in its audit log. The
    former ledger becomes a backup of its own if it is sound, else it goes into backups/kept-… with its attachments as
    it is. `secret` opens the backup; one that is not encrypted needs none. `refuse` is asked with the former ledger,
    where it can be read, whether its rules let this happen; `present_secret` opens that one, unless the backup's does.
    Passwords that open the former ledger stay as they are where the backup has the same secret.

    RuleBroken (field «password») for an encrypted backup without its secret; (field «present_password») when the former
    ledger is encrypted and isn't known to be damaged, and neither secret opens it.

    EnvironmentProblem, with nothing changed, when the backup is damaged, of a newer program or not a ledger, when its
    secret is another one, when the ledger is open elsewhere, or the disk refuses.
    """
    refuse_unsafe(folder)
    if not is_encrypted(backup):
        secret = None
    elif secret is None:
        raise RuleBroken(_("The backup {path} is encrypted; give its password.").format(path=backup), field="password")
    _refuse_altered(backup, folder)
    with _writing(folder), preparing(folder) as prepared:
        present = folder / FILE_NAME
        own_secret = next((one for one in (present_secret, secret) if one and _is_opened_by(present, one)), None)
        if own_secret is None and needs_its_own_secret(folder, None):
            raise _password_of_present(folder)
        _refuse_by_its_rules(present, own_secret, refuse)
        return _prepare(folder, prepared, backup, secret, own_secret, actor)


def needs_its_own_secret(folder: Path, secret: bytes | None) -> bool:
    """Whether the present ledger is encrypted, not opened by the backup's `secret`, and not known to be damaged.

    Damaged is one that doesn't fit the seal it was closed with. One without a seal may be either: its password tells.
    """
    present = folder / FILE_NAME
    if not present.exists() or not is_encrypted(present) or (secret is not None and _is_opened_by(present, secret)):
        return False
    return seal.look(present) is not seal.Seal.BROKEN


def _is_opened_by(present: Path, secret: bytes) -> bool:
    with contextlib.suppress(EnvironmentProblem, driver.Error):
        return present.exists() and is_encrypted(present) and opens(present, secret)
    return False


def _password_of_present(folder: Path) -> RuleBroken:
    return RuleBroken(
        _(
            "The present ledger in {path} is encrypted: give its password too. If it can't be opened any more, "
            "rename its file {file} first."
        ).format(path=folder, file=FILE_NAME),
        field="present_password",
    )


def _prepare(
    folder: Path, prepared: Path, backup: Path, secret: bytes | None, own_secret: bytes | None, actor: str
) -> Path:
    """All that can fail; nothing of the ledger is touched but what is added. Returns where the former one goes."""
    present, file = folder / FILE_NAME, prepared / FILE_NAME
    source, target = attachments_beside(backup, secret), folder / attachments.FOLDER
    require_space(folder, 2 * size_of(backup) + size_of(present))
    with _damage_told(backup, folder):
        _copy(backup, file, secret)
        _bring_up(file, backup, secret)
    is_sound = present.exists() and _is_sound(present, own_secret)
    keys = manifests.document(folder / KEYS_NAME) if secret is not None and secret == own_secret else None
    keys = keys or manifests.keys_of(backup)  # a password that was taken away since must not come back
    if secret is not None and keys is not None:
        write_text(prepared / KEYS_NAME, json.dumps(keys, ensure_ascii=False, indent=1), is_private=True)
    wanted = attached_to(file, source, secret)
    require_space(folder, size_of(present) + lacking_size(source, target, wanted))
    for part in (target, folder / manifests.FOLDER):
        part.mkdir(exist_ok=True)
    if secret is not None:  # what a plain ledger had attached is not to stay readable
        conversion.mark_unfinished(folder)
    attachments.bring(source, target, wanted, secret)
    kept, aside = folder / manifests.FOLDER, None
    if is_sound:
        kept = back_up(present, kept, own_secret, BackupKind.BEFORE_RESTORE)
    elif present.exists():
        kept = aside = kept / f"{manifests.KEPT_PREFIX}{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
        _link_attachments(target, aside / attachments.FOLDER)
    _note(file, backup, secret, actor)
    restoring.make_ready(folder, aside)
    return kept


def _copy(backup: Path, file: Path, secret: bytes | None) -> None:
    """By the database, so that what stands in a log beside the file comes along."""
    with closing(driver.connect(backup, secret)) as source, closing(driver.connect(file, secret)) as copy:
        try:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.Error as error:
            if secret is not None and "not a database" in str(error):
                raise wrong_secret(backup) from error
            raise
        with engines.sentences(file):
            source.backup(copy)


def _bring_up(file: Path, backup: Path, secret: bytes | None) -> None:
    """Upgrade the copy and check it from end to end."""
    with opened(file, secret) as engine:
        with engine.connect() as connection:
            found = engines.check_identity(connection, backup, SCHEMA)
        if found < SCHEMA:
            upgrade(engine, found)
        with Session(engine) as session:
            refuse_unsound(session, backup)


def _note(file: Path, backup: Path, secret: bytes | None, actor: str) -> None:
    """Note in the copy that it was put back: later than any backup that was made before, this restore's own too."""
    with opened(file, secret) as engine, UnitOfWork(engine, actor, "restore_backup") as work:
        work.note("ledger", {"file": backup.name})
        work.commit()


def _is_sound(present: Path, secret: bytes | None) -> bool:
    """Whether the ledger that is to go can be backed up as every other one; one of another schema can't be told."""
    try:
        if is_encrypted(present) and secret is None:
            return False
        engines.check_file(present, secret)  # another program's file is kept as it is: opening would turn it to WAL
        with opened(present, secret) as engine, Session(engine) as session:
            if engines.check_identity(session.connection(), present, SCHEMA) == SCHEMA:
                refuse_unsound(session, present)
                return True
    except (EnvironmentProblem, DBAPIError, driver.Error):
        return False
    return False


def _refuse_by_its_rules(present: Path, secret: bytes | None, refuse: Callable[[Session], None]) -> None:
    if not present.exists():
        return
    with contextlib.suppress(EnvironmentProblem, DBAPIError, driver.Error):
        engines.check_file(present, secret)
        with opened(present, secret) as engine, Session(engine) as session:
            if engines.check_identity(session.connection(), present, SCHEMA) == SCHEMA:
                refuse(session)


def _link_attachments(source: Path, target: Path) -> None:
    """All attached files once more, under names that take no room where the disk knows that: nobody tidies them up."""
    for path in source.glob("??/*"):
        copy = target / path.parent.name / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, copy)
        except OSError:
            shutil.copy2(path, copy)


def _refuse_altered(backup: Path, folder: Path) -> None:
    row = manifests.row_of(backup)
    if row.sha256 and not manifests.is_whole(row):
        raise _damaged(backup, folder)


@contextmanager
def _damage_told(backup: Path, folder: Path) -> Iterator[None]:
    """What the database says of a damaged copy is true of the backup."""
    try:
        with engines.sentences(backup):
            yield
    except Damaged as error:
        raise _damaged(backup, folder) from error


def _damaged(backup: Path, folder: Path) -> Damaged:
    other = _whole_one(backup, folder)
    if other is None:
        return Damaged(
            _(
                "The backup {path} is damaged or was changed; nothing was restored, and no other backup there is "
                "whole. Look for one in the second folder."
            ).format(path=backup)
        )
    return Damaged(
        _("The backup {path} is damaged or was changed; nothing was restored. This one is whole: {other}").format(
            path=backup, other=other
        )
    )


def _whole_one(backup: Path, folder: Path) -> Path | None:
    """The newest other backup, beside this one or in the ledger's folder, that is what it was when it was made."""
    folders = dict.fromkeys(path.resolve() for path in (backup.parent, folder / manifests.FOLDER))
    rows = [row for where in folders for row in manifests.backups_in(where) if row.made_at]
    rows.sort(key=lambda row: (row.made_at, row.sequence), reverse=True)
    others = (row for row in rows if row.file.name != backup.name and manifests.is_whole(row))
    return next((row.file for row in others), None)


def _writing(folder: Path) -> AbstractContextManager[None]:
    return telling(_("The ledger in {path} can't be restored: {reason}. Nothing was lost; try again."), folder)
