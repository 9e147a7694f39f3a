"""brief: 走访前一页纸 of a firm."""

from __future__ import annotations

import argparse

from zhenyu_desk.cli.papers import add_firm, write_firm_paper
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.i18n import N_

NAME = "brief"
HELP = N_("write what to know of a firm before a visit")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    add_firm(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the paper."""
    return write_firm_paper(arguments, FirmPaperKind.BRIEF)
