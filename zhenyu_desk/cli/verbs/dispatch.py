"""dispatch: 交办单 or 督办单 of a difficulty."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from zhenyu_desk.cli.papers import add_paper_options, write_paper
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.domain.paper_kinds import CasePaperKind
from zhenyu_desk.i18n import N_, _

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.services.papers import Paper

NAME = "dispatch"
HELP = N_("write the slip that hands a difficulty to its unit")
KINDS = {"assign": CasePaperKind.ASSIGNMENT, "supervise": CasePaperKind.SUPERVISION}


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.values.add_argument("number", metavar=_("CASE"), help=_("such as SQ-2026-0001"))
    parser.options.add_argument(
        "--kind", choices=tuple(KINDS), default="assign", help=_("assignment (the default) or supervision")
    )
    add_paper_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the slip."""
    from zhenyu_desk.services.lookup import case_by_number
    from zhenyu_desk.services.papers import case_paper

    def make(context: AppContext) -> Paper:
        case = case_by_number(context, arguments.number)
        return case_paper(context, KINDS[arguments.kind], [case], shows_phones=arguments.unmask)

    return write_paper(arguments, make)
