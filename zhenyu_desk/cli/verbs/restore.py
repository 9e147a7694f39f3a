"""restore: which backups there are, and one of them in the place of the ledger."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zhenyu_desk import settings
from zhenyu_desk.cli import ledgers, passwords, questions
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.errors import UsageProblem
from zhenyu_desk.i18n import N_, _

if TYPE_CHECKING:
    from zhenyu_desk.services.restoring import BackupRow, RestorePreview

NAME = "restore"
_KEPT = re.compile(r"kept-(\d{8}-\d{6})-\d+")
HELP = N_("put a backup in the place of the ledger, or list the backups")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.values.add_argument("file", metavar=_("FILE"), nargs="?", type=Path, help=_("the backup to restore"))
    parser.options.add_argument(
        "--list", action="store_true", help=_("only list the backups beside the ledger and in the second folder")
    )
    parser.options.add_argument("--yes", action="store_true", help=_("don't ask before restoring"))
    parser.options.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """List, or show what is inside, ask, restore, and say where the former ledger lies."""
    if arguments.list:
        return _list(arguments)
    if arguments.file is None:
        raise UsageProblem(_("Name the backup to restore; «restore --list» lists them."))
    if not arguments.yes and not questions.can_ask():
        raise UsageProblem(_("Nobody can be asked here: add --yes to restore {file}.").format(file=arguments.file))
    from zhenyu_desk.services.restoring import look_into, needs_present_secret, restore

    secret = passwords.secret_of_backup(arguments.file, ledgers.actor())
    inside = look_into(arguments.file, secret)
    folder = ledgers.folder(arguments)
    if not arguments.yes:
        _print_preview(inside)
        questions.ask(_("Put this in the place of the ledger in {folder}?").format(folder=folder))
    present = passwords.secret_of_ledger(folder, ledgers.actor()) if needs_present_secret(folder, secret) else None
    kept = restore(folder, arguments.file, secret, actor=ledgers.actor(), present_secret=present)
    if arguments.json:
        ledgers.print_json({"restored": _plain(inside), "kept": str(kept)})
    else:
        _print_preview(inside)
        print(_("Restored. The former ledger was kept: {path}").format(path=kept))
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from zhenyu_desk.services.restoring import backups_in

    second = settings.load().backup_second_folder
    rows = backups_in([ledgers.folder(arguments) / "backups", *([second] if second else [])])
    if arguments.json:
        ledgers.print_json([_plain(row) for row in rows])
        return 0
    for row in rows:
        print(_line(row))
    if not rows:
        print(_("There is no backup in {folder}.").format(folder=ledgers.folder(arguments) / "backups"))
    return 0


def _line(row: BackupRow) -> str:
    kept = _KEPT.fullmatch(row.file.parent.name)
    if kept:
        at = datetime.strptime(kept[1], "%Y%m%d-%H%M%S").astimezone()
        return "  ".join((f"{at:%Y-%m-%d %H:%M}", _("ledger as it was before a restore"), str(row.file)))
    if row.kind is None or row.made_at is None:
        return _("{file}  without a readable description").format(file=row.file)
    protected = _("encrypted") if row.is_protected else ""
    parts = (row.made_at.astimezone().strftime("%Y-%m-%d %H:%M"), row.kind.label, protected, str(row.file))
    return "  ".join(part for part in parts if part)


def _print_preview(inside: RestorePreview) -> None:
    made = _("unknown") if inside.made_at is None else f"{inside.made_at.astimezone():%Y-%m-%d %H:%M}"
    print(_("{file}, made {made}: {town}").format(file=inside.file, made=made, town=inside.town or "—"))
    print(
        _("{firms} firms, {visits} visits, {difficulties} difficulties; last change {at}").format(
            firms=inside.firms,
            visits=inside.visits,
            difficulties=inside.difficulties,
            at="—" if inside.last_change is None else f"{inside.last_change.astimezone():%Y-%m-%d %H:%M}",
        )
    )
    if inside.lacking:
        print(_("{n} attached files were lost already when it was made.").format(n=inside.lacking))


def _plain(row: BackupRow | RestorePreview) -> dict[str, object]:
    def shown(value: object) -> object:
        if isinstance(value, datetime):
            return value.isoformat()
        return str(value) if isinstance(value, Path) else value

    return {name: shown(value) for name, value in asdict(row).items()}
