"""The month and the as-of day that figures, report and export take."""

from __future__ import annotations

import argparse
from datetime import date

from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.domain.months import Month
from zhenyu_desk.exchange.cells import to_date
from zhenyu_desk.i18n import _


def add_month(parser: Parser) -> None:
    """Declare MONTH and --as-of."""
    parser.values.add_argument("month", metavar=_("MONTH"), help=_("such as 2026-10"))
    parser.options.add_argument(
        "--as-of",
        metavar=_("DATE"),
        help=_("the day the figures stand on; by default the month's last day, or today"),
    )


def month_of(arguments: argparse.Namespace) -> Month:
    """The month named; RuleBroken if there is no such month."""
    return Month.parse(arguments.month)


def as_of_day(arguments: argparse.Namespace) -> date | None:
    """The as-of day, if one is named; RuleBroken if there is no such day."""
    return None if arguments.as_of is None else to_date(arguments.as_of)
