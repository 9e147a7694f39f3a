"""init: make an empty ledger, or one from a rescue copy."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhenyu_desk.cli import ledgers, passwords
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.errors import UsageProblem
from zhenyu_desk.i18n import N_, _

NAME = "init"
HELP = N_("make an empty ledger, or one from a rescue copy")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.options.add_argument("--town", metavar=_("TOWN"), help=_("the name of the town, as printed in reports"))
    parser.options.add_argument(
        "--rescued", metavar=_("FOLDER"), type=Path, help=_("make it from the rescue copy in this folder")
    )
    parser.options.add_argument(
        "--encrypt", action="store_true", help=_("encrypt it; the recovery code is printed first")
    )
    parser.epilog = _(
        "With --encrypt the password is taken from {variable} or asked for, and the recovery code is to be typed back; "
        "without a terminal, or with {code} set, it is only printed."
    ).format(variable=passwords.PASSWORD, code=passwords.CODE)


def run(arguments: argparse.Namespace) -> int:
    """Make the ledger; a folder that holds one is refused."""
    from zhenyu_desk.services import access
    from zhenyu_desk.services.founding import try_place

    if (arguments.town is None) == (arguments.rescued is None):
        raise UsageProblem(
            _("Say which town the ledger is for with --town, or take it from a rescue copy with --rescued.")
        )
    folder, official = ledgers.folder(arguments), ledgers.actor()
    try_place(folder)
    secret, keys = None, None
    if arguments.encrypt:
        protection, password = access.new_protection(), passwords.new_password(passwords.PASSWORD)
        secret, keys = protection.secret, access.keys_of_one(protection.secret, official, password)
        passwords.hand_over_code(protection.code)
    town, lacking = _made(folder, arguments, official, secret, keys)
    print(_("The ledger of {town} was made in {folder}.").format(town=town, folder=folder))
    if lacking:
        ledgers.warn(
            _("{n} attached files are missing or altered in the rescue copy; the ledger was made without them.").format(
                n=lacking
            )
        )
    return 0


def _made(
    folder: Path, arguments: argparse.Namespace, official: str, secret: bytes | None, keys: str | None
) -> tuple[str, int]:
    """Make it; return its town and how many attached files could not be had."""
    from zhenyu_desk.bootstrap import create_context
    from zhenyu_desk.services.rescue import read_rescue

    if arguments.rescued is not None:
        return read_rescue(arguments.rescued, folder, secret, keys)
    create_context(folder, arguments.town, official, secret, keys).close()
    return str(arguments.town.strip()), 0
