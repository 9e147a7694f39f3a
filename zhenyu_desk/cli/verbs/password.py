"""password: change one's own password for an encrypted ledger."""

from __future__ import annotations

import argparse

from zhenyu_desk.cli import ledgers, passwords
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _

NAME = "password"
HELP = N_("change your password for an encrypted ledger, or show its recovery code")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    ways = parser.options.add_mutually_exclusive_group()
    ways.add_argument(
        "--code", action="store_true", help=_("the password or the file keys.json is lost: use the recovery code")
    )
    ways.add_argument(
        "--show-code", action="store_true", help=_("show the recovery code again, to one who manages the ledger")
    )
    parser.epilog = _(
        "The present password is taken from {present}, the new one from {new}, the recovery code from {code}; what is "
        "not set is asked for. The official is the one chosen in the settings. The ledger's own key stays the same: "
        "older backups still open with the former password. If somebody may have got hold of it, decrypt the ledger "
        "and encrypt it again, which makes a new key and a new recovery code."
    ).format(present=passwords.PASSWORD, new=passwords.NEW_PASSWORD, code=passwords.CODE)


def run(arguments: argparse.Namespace) -> int:
    """Open the ledger by the present password or by the code, then set the new one, or show the code."""
    from zhenyu_desk.services import access

    folder, official = ledgers.folder(arguments), ledgers.actor()
    access.refuse_plain(folder)
    if arguments.show_code:
        with ledgers.opened(arguments) as context:
            passwords.show_code(access.show_code(context))
        return 0
    if arguments.code:
        secret = passwords.secret_by_code(folder)
        access.renew_password(folder, secret, official, passwords.new_password(passwords.NEW_PASSWORD))
    else:
        with ledgers.opened(arguments) as context:
            access.set_password(context, official, passwords.new_password(passwords.NEW_PASSWORD))
    print(_("The password of {name} was set.").format(name=official))
    return 0
