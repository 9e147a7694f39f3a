"""figures: the figures of a month as JSON."""

from __future__ import annotations

import argparse

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.dates import add_month, as_of_day, month_of
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_

NAME = "figures"
HELP = N_("print the figures of a month as JSON")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    add_month(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures document of exchange.md."""
    from zhenyu_desk.services.exporting import figures_json

    month, day = month_of(arguments), as_of_day(arguments)
    with ledgers.opened(arguments) as context:
        ledgers.print_json(figures_json(context, month, day))
    return 0
