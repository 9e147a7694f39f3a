"""search: what Ctrl+K finds."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _

NAME = "search"
HELP = N_("find firms, visits and difficulties")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.values.add_argument(
        "words",
        metavar=_("WORDS"),
        nargs="+",
        help=_("any part of a text, pinyin, initials, a code or a number"),
    )
    parser.options.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Print one line per hit; nothing found is no error."""
    from zhenyu_desk.services.search import search

    with ledgers.opened(arguments) as context:
        hits = search(context, " ".join(arguments.words))
    if arguments.json:
        ledgers.print_json([asdict(hit) for hit in hits])
        return 0
    for hit in hits:
        print("  ".join(part for part in (hit.number, hit.title, hit.detail) if part))
    if not hits:
        ledgers.warn(_("Nothing was found."))
    return 0
