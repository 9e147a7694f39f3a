"""check: is the file whole, the audit chain unbroken, every case in step with its log?"""

from __future__ import annotations

import argparse

from zhenyu_desk import settings
from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import N_, _

NAME = "check"
HELP = N_("check the ledger from end to end")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.options.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; the exit code is that of a damaged file if anything is."""
    from zhenyu_desk.services.check import check_ledger

    with ledgers.opened_to_check(arguments) as context:
        found = check_ledger(context, settings.load().backup_second_folder)
    if arguments.json:
        ledgers.print_json({"ok": not found, "problems": found})
        return EnvironmentProblem.exit_code if found else 0
    for sentence in found:
        ledgers.warn(sentence)
    if not found:
        print(_("The ledger is whole: file, links, audit chain and handling logs were checked."))
    return EnvironmentProblem.exit_code if found else 0
