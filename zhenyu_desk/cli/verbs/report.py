"""report: the monthly report as PDF, or its annex tables as a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.dates import add_month, as_of_day, month_of
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import N_, _

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext

NAME = "report"
HELP = N_("write the monthly report")
TEMPLATES = ("plain", "bulletin", "red")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    add_month(parser)
    parser.options.add_argument(
        "-o", "--output", metavar=_("FILE"), type=Path, required=True,
        help=_("FILE.pdf or FILE.docx for the report, FILE.xlsx for its annex tables"),
    )  # fmt: skip
    parser.options.add_argument(
        "--figures", metavar=_("FILE"), type=Path, help=_("write the figures there as JSON, too")
    )
    parser.options.add_argument("--template", choices=TEMPLATES, help=_("how the report looks"))


def run(arguments: argparse.Namespace) -> int:
    """Write the report and print its path."""
    from zhenyu_desk.domain.terms import ReportTemplate
    from zhenyu_desk.exchange.files import check_folder
    from zhenyu_desk.services.exporting import export_annex, write_figures_file
    from zhenyu_desk.services.reports import write_month_docx, write_month_report

    month, day, target = month_of(arguments), as_of_day(arguments), arguments.output
    template = ReportTemplate.from_code(arguments.template.upper()) if arguments.template else None
    writers: dict[str, Callable[[AppContext], None]] = {
        ".pdf": lambda context: write_month_report(context, month, day, target, template),
        ".docx": lambda context: write_month_docx(context, month, day, target, template),
        ".xlsx": lambda context: export_annex(context, month, day, target),
    }
    if target.suffix.lower() not in writers:
        raise RuleBroken(
            _("A report is written as .pdf, .docx or .xlsx; {name} is none of them.").format(name=target.name)
        )
    for written in (target, arguments.figures):
        if written is not None:
            check_folder(written)
    with ledgers.opened(arguments) as context:
        writers[target.suffix.lower()](context)
        print(target)
        if arguments.figures:
            write_figures_file(context, month, day, arguments.figures)
            print(arguments.figures)
    return 0
