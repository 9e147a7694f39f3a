"""export: the standard workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.domain.months import Month
from zhenyu_desk.i18n import N_, _

NAME = "export"
HELP = N_("write the standard workbook")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.values.add_argument("file", metavar=_("FILE.xlsx"), type=Path, help=_("the workbook to write"))
    parser.options.add_argument(
        "--month",
        metavar=_("MONTH"),
        help=_("only the visits and difficulties of this month, such as 2026-10"),
    )
    parser.options.add_argument("--unmask", action="store_true", help=_("write telephone numbers in full"))
    parser.options.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook and say what is in it."""
    from zhenyu_desk.services.exporting import export_workbook

    month = Month.parse(arguments.month) if arguments.month else None
    with ledgers.opened(arguments) as context:
        summary = export_workbook(context, arguments.file, month, unmask=arguments.unmask)
    if arguments.json:
        ledgers.print_json({"file": str(summary.file), "rows": dict(summary.counts), "masked": summary.masked})
        return 0
    print(_("Written: {file}").format(file=summary.file))
    print("  ".join(f"{sheet} {count}" for sheet, count in summary.counts.items()))
    if summary.masked:
        print(_("Telephone numbers are masked; --unmask writes them in full."))
    return 0
