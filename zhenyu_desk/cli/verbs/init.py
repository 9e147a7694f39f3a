"""init: make an empty ledger."""

from __future__ import annotations

import argparse

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _

NAME = "init"
HELP = N_("make an empty ledger")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.options.add_argument(
        "--town", metavar=_("TOWN"), required=True, help=_("the name of the town, as printed in reports")
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the ledger; a folder that holds one is refused."""
    from zhenyu_desk.bootstrap import create_context

    folder = ledgers.folder(arguments)
    create_context(folder, arguments.town, ledgers.actor()).close()
    print(_("The ledger of {town} was made in {folder}.").format(town=arguments.town.strip(), folder=folder))
    return 0
