"""Make verified copies of the ledger and its attachments: by hand, daily, and in a second folder."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zhenyu_desk import settings
from zhenyu_desk.domain.backups import BackupKind
from zhenyu_desk.domain.rights import needed_role
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import backup, manifests
from zhenyu_desk.store.backup_rows import BackupRow
from zhenyu_desk.store.disk import write_text
from zhenyu_desk.store.engine import sentences

__all__ = ["BackupKind", "back_up", "daily_backup", "last_backup", "second_backup_is_due"]

SECOND_DUE_AFTER = timedelta(days=7)
# When a backup last went to another folder, told here because a stick may be elsewhere when somebody asks.
_ELSEWHERE = "elsewhere.json"
_ELSEWHERE_VERB = "back_up_elsewhere"


def back_up(context: AppContext, folder: Path | None = None, kind: BackupKind = BackupKind.MANUAL) -> Path:
    """Copy the ledger with its attachments into `folder`, by default its own backups/; return the verified file.

    After a crash it waits until the whole ledger was checked; Damaged where it is. Others go on saving meanwhile.
    `attachments.drop_left_over_files` is to follow a backup by hand. RuleBroken where the folder is neither the
    ledger's own nor the second one of the settings and the actor doesn't handle: such a copy leaves the office with
    every telephone number in it, and is audited as an export.
    """
    ledger, own = context.ledger, _own_folder(context)
    ledger.ensure_sound()
    target = folder or own
    second = settings.load().backup_second_folder
    if target.resolve() not in {usual.resolve() for usual in (own, second) if usual is not None}:
        _note_export(context, target)
    with sentences(ledger.file):
        made = backup.back_up(ledger.file, target, ledger.secret, kind)
    if target.resolve() != own.resolve():
        _remember(own, target)
    return made


def daily_backup(context: AppContext, second: Path | None) -> Path | None:
    """Back up and rotate unless that was done today, here and in the folder `second`; return the copy made here.

    A newest backup that is dated later than now was made while the clock was wrong, and doesn't count. The second
    folder is left out while it is not there, as on a stick that is not plugged in: see `second_backup_is_due`.
    """
    made = _daily(context, _own_folder(context))
    if second is not None and second.is_dir():
        _daily(context, second)
    return made


def last_backup(context: AppContext) -> datetime | None:
    """When the newest verified backup beside the ledger was made (UTC), or None."""
    newest = _newest(context, _own_folder(context))
    return newest.made_at if newest else None


def second_backup_is_due(context: AppContext, second: Path | None) -> bool:
    """Whether the folder `second` is named and got no backup for a week, so that the user should be reminded.

    A folder that is not there is due by when it last got one.
    """
    if second is None:
        return False
    newest = _newest(context, second)
    at = newest.made_at if newest else None
    if at is None and not second.is_dir():
        at = _remembered(_own_folder(context)).get(str(second.resolve()))
    now = datetime.now(UTC)
    return at is None or not now - SECOND_DUE_AFTER < at <= now


def _note_export(context: AppContext, target: Path) -> None:
    context.require(needed_role(_ELSEWHERE_VERB))
    # A ledger that can't be written any more, as on a full disk, has to be saved all the same.
    with contextlib.suppress(EnvironmentProblem), context.write(_ELSEWHERE_VERB) as work:
        work.note("export", {"folder": str(target), "masked": False})
        work.commit()


def _daily(context: AppContext, folder: Path) -> Path | None:
    now = datetime.now().astimezone()
    newest = _newest(context, folder)
    if newest and newest.made_at and newest.made_at <= now and newest.made_at.astimezone().date() == now.date():
        return None
    made = back_up(context, folder, BackupKind.DAILY)
    ledger = context.ledger
    with sentences(ledger.file):
        backup.rotate(ledger.file, folder, ledger.secret, datetime.now().astimezone())
    return made


def _newest(context: AppContext, folder: Path) -> BackupRow | None:
    ledger = context.ledger
    with sentences(ledger.file):
        return next(iter(backup.backups_of(ledger.file, folder, ledger.secret)), None)


def _own_folder(context: AppContext) -> Path:
    return context.ledger.folder / manifests.FOLDER


def _remember(own: Path, target: Path) -> None:
    known = _remembered(own) | {str(target.resolve()): datetime.now(UTC)}
    own.mkdir(exist_ok=True)
    write_text(own / _ELSEWHERE, json.dumps({where: at.isoformat() for where, at in known.items()}))


def _remembered(own: Path) -> dict[str, datetime]:
    try:
        said = json.loads((own / _ELSEWHERE).read_text(encoding="utf-8"))
        return {str(where): datetime.fromisoformat(at) for where, at in said.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
