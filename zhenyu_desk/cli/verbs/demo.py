"""demo: fill an empty ledger with an invented town."""

from __future__ import annotations

import argparse

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _

NAME = "demo"
HELP = N_("fill an empty ledger with invented firms, visits and difficulties")
SCALES = ("town", "county", "million")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.options.add_argument("--scale", choices=SCALES, default="town", help=_("how much is invented"))
    parser.options.add_argument(
        "--seed", metavar=_("NUMBER"), type=int, default=1, help=_("the same number invents the same town")
    )


def run(arguments: argparse.Namespace) -> int:
    """Invent; a ledger with firms or visits is refused. In a town last month's report is issued, too."""
    from zhenyu_desk.services.demo import Scale, fill, issue_last_month

    scale = Scale(arguments.scale)
    with ledgers.opened(arguments, alone=True) as context:
        fill(context, scale, arguments.seed)
        if scale is Scale.TOWN:
            issue_last_month(context)
    print(_("The ledger was filled with an invented town; try «search» or «report»."))
    return 0
