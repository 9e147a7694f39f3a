"""backup: make a verified copy of the ledger."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _

NAME = "backup"
HELP = N_("make a verified backup")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.values.add_argument(
        "folder", metavar=_("FOLDER"), nargs="?", type=Path, help=_("where to; by default beside the ledger")
    )
    parser.options.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Copy, verify, print the path."""
    from zhenyu_desk.services.attachments import drop_left_over_files
    from zhenyu_desk.services.backup import back_up

    with ledgers.opened(arguments) as context:
        made = back_up(context, arguments.folder)
        drop_left_over_files(context)
    if arguments.json:
        ledgers.print_json({"file": str(made)})
    else:
        print(_("Backed up and verified: {file}").format(file=made))
    return 0
