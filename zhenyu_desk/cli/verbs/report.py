"""report: the monthly report as PDF or .docx, or its annex tables as a workbook; the PDF may be issued."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Container
from pathlib import Path
from typing import TYPE_CHECKING

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.clock import warn_of_clock
from zhenyu_desk.cli.dates import add_month, as_of_day, month_of
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.domain.terms import ReportTemplate
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import N_, _

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext

NAME = "report"
HELP = N_("write the monthly report")
TEMPLATES = {template.value.lower(): template for template in ReportTemplate}


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
    parser.options.add_argument("--template", choices=tuple(TEMPLATES), help=_("how the report looks"))
    parser.options.add_argument(
        "--issue", action="store_true", help=_("issue it: the PDF and its figures are kept as they are now")
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the report and print its path; `--issue` freezes exactly the PDF that was written."""
    from zhenyu_desk.exchange.files import check_folder
    from zhenyu_desk.services.exporting import export_annex, write_figures_file
    from zhenyu_desk.services.issuing import issue, make_report
    from zhenyu_desk.services.reports import save_report, write_month_docx

    month, day, target = month_of(arguments), as_of_day(arguments), arguments.output
    template = TEMPLATES[arguments.template] if arguments.template else None

    def write_pdf(context: AppContext) -> None:
        made = make_report(context, month, day, template)
        save_report(context, month, made.pdf, target)
        if arguments.issue:
            issue(context, made)

    writers: dict[str, Callable[[AppContext], None]] = {
        ".pdf": write_pdf,
        ".docx": lambda context: write_month_docx(context, month, day, target, template),
        ".xlsx": lambda context: export_annex(context, month, day, target),
    }
    _check_kind(target, writers, is_issued=arguments.issue)
    for written in (target, arguments.figures):
        if written is not None:
            check_folder(written)
    with ledgers.opened(arguments) as context:
        if arguments.issue:
            warn_of_clock(context)
        writers[target.suffix.lower()](context)
        print(target)
        if arguments.figures:
            write_figures_file(context, month, day, arguments.figures)
            print(arguments.figures)
        if arguments.issue:
            print(_("Issued; later changes of the month are told by the next report."))
    return 0


def _check_kind(target: Path, known: Container[str], *, is_issued: bool) -> None:
    ending = target.suffix.lower()
    if is_issued and ending != ".pdf":
        raise RuleBroken(_("Only the PDF is issued; {name} is named otherwise.").format(name=target.name))
    if ending not in known:
        raise RuleBroken(
            _("A report is written as .pdf, .docx or .xlsx; {name} is none of them.").format(name=target.name)
        )
