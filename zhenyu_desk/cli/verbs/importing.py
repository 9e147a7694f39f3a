"""import: the standard workbook or a plain list of firms."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from zhenyu_desk.cli import ledgers, questions
from zhenyu_desk.cli.clock import warn_of_clock
from zhenyu_desk.cli.import_report import print_report, refusal
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import N_, _

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.services.importing import ImportSummary

NAME = "import"
HELP = N_("read the standard workbook or a list of firms into the ledger")
KINDS = {"workbook": "workbook", "enterprises": "enterprises", "标准台账": "workbook", "企业": "enterprises"}


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.values.add_argument("file", metavar=_("FILE"), type=Path, help=_("a workbook .xlsx or a list .csv"))
    parser.options.add_argument(
        "--kind",
        choices=tuple(KINDS),
        help=_("what the file is: the standard workbook or a list of firms; by default found out"),
    )
    parser.options.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    parser.options.add_argument(
        "--skip-bad", action="store_true", help=_("leave out the refused rows and import the others")
    )
    parser.options.add_argument("--yes", action="store_true", help=_("don't ask before writing"))
    parser.options.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Import and print the report; RuleBroken when rows were refused and so nothing was written."""
    from zhenyu_desk.services.importing import Outcome

    with ledgers.opened(arguments, alone=not arguments.dry_run) as context:
        if not arguments.dry_run:
            warn_of_clock(context)
        if _asks(arguments):
            print_report(_import(context, arguments, dry_run=True))
            questions.ask(_("Write this into the ledger?"))
        summary = _import(context, arguments, dry_run=arguments.dry_run)
    if arguments.json:
        ledgers.print_json(summary.document())
    elif not _asks(arguments):
        print_report(summary)
    refused = summary.of(Outcome.REFUSED)
    if refused and not arguments.skip_bad:
        raise RuleBroken(
            _(
                "Nothing was changed: {count} rows were refused. {first} Mend them, or leave them out with --skip-bad."
            ).format(count=len(refused), first=refusal(refused[0]))
        )
    return 0


def _import(context: AppContext, arguments: argparse.Namespace, *, dry_run: bool) -> ImportSummary:
    from zhenyu_desk.services.importing import FileKind, import_file

    kind = FileKind(KINDS[arguments.kind]) if arguments.kind else None
    return import_file(context, arguments.file, kind=kind, dry_run=dry_run, skip_bad=arguments.skip_bad)


def _asks(arguments: argparse.Namespace) -> bool:
    """Only a person at a terminal can be asked."""
    settled = arguments.yes or arguments.dry_run or arguments.json
    return not settled and questions.can_ask()
