"""decrypt: turn an encrypted ledger back into one that anybody can read."""

from __future__ import annotations

import argparse

from zhenyu_desk.cli import ledgers, passwords
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _

NAME = "decrypt"
HELP = N_("take the encryption off the ledger")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.epilog = _(
        "The password is taken from {variable} or asked for. Encrypting the ledger again makes a new key and a new "
        "recovery code; backups made before still need the present ones."
    ).format(variable=passwords.PASSWORD)


def run(arguments: argparse.Namespace) -> int:
    """Decrypt; the passwords go with it."""
    from zhenyu_desk.services import access

    folder, official = ledgers.folder(arguments), ledgers.actor()
    access.refuse_plain(folder)
    secret = passwords.secret_of_ledger(folder, official)
    assert secret is not None
    access.unprotect(folder, secret, official)
    print(_("The ledger {path} is no longer encrypted; anybody who gets its files can read them.").format(path=folder))
    return 0
