"""encrypt: turn a ledger into one that needs a password."""

from __future__ import annotations

import argparse

from zhenyu_desk.cli import ledgers, passwords
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _, ngettext

NAME = "encrypt"
HELP = N_("encrypt the ledger, so that it needs a password")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.options.add_argument(
        "--delete-plain-backups",
        action="store_true",
        help=_("make an encrypted backup, then delete the older ones that anybody can read"),
    )
    parser.epilog = _(
        "The password is taken from {variable} or asked for. The recovery code is printed first and is to be typed "
        "back; without a terminal, or with {code} set, it is only printed. The former file is deleted; on SSDs and in "
        "file system journals parts of it may stay, so encrypt the whole disk too if that matters. Each encryption "
        "makes a new key and a new recovery code: to shut out somebody who knew a password or the code, decrypt the "
        "ledger and encrypt it again. Backups made before keep their key."
    ).format(variable=passwords.PASSWORD, code=passwords.CODE)


def run(arguments: argparse.Namespace) -> int:
    """Hand the recovery code over, encrypt, tell of backups that are readable."""
    from zhenyu_desk.services import access

    folder, official = ledgers.folder(arguments), ledgers.actor()
    access.refuse_protected(folder)
    protection = access.new_protection()
    password = passwords.new_password(passwords.PASSWORD)
    passwords.hand_over_code(protection.code)
    access.protect(folder, protection.secret, official, password)
    print(_("The ledger {path} is encrypted; {name} opens it with the password.").format(path=folder, name=official))
    if arguments.delete_plain_backups:
        with ledgers.opened_with(folder, protection.secret) as context:
            deleted = access.drop_plain_backups(context)
        print(ngettext("{n} plain backup was deleted.", "{n} plain backups were deleted.", deleted).format(n=deleted))
    _tell_of_plain_backups(len(access.plain_backups(folder)))
    return 0


def _tell_of_plain_backups(count: int) -> None:
    if count:
        ledgers.warn(
            ngettext(
                "{n} older backup can still be read without a password. Delete it once you no longer need it.",
                "{n} older backups can still be read without a password. Delete them once you no longer need them.",
                count,
            ).format(n=count)
        )
