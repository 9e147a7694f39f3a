"""From arguments to a verb: the options that all verbs share may stand before or after it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from zhenyu_desk import __version__
from zhenyu_desk.cli import self_test
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.cli.verbs import (
    backup,
    brief,
    check,
    decrypt,
    demo,
    dispatch,
    dossier,
    encrypt,
    exporting,
    figures,
    importing,
    init,
    password,
    report,
    rescue,
    restore,
    search,
)
from zhenyu_desk.errors import UsageProblem
from zhenyu_desk.i18n import LANGUAGES, _, set_language

PROGRAM = "zhenyu-desk"
VERBS = (
    init,
    importing,
    exporting,
    report,
    figures,
    dispatch,
    brief,
    dossier,
    search,
    backup,
    restore,
    rescue,
    check,
    encrypt,
    decrypt,
    password,
    demo,
)


def run(argv: Sequence[str] | None = None) -> int:
    """Run the verb that the arguments name; see `cli.main`."""
    _let_output_hold_rare_characters()
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        common, rest = _common_options().parse_known_args(given)
        if common.lang is not None:
            set_language(common.lang)
        arguments = _verbs().parse_args(rest)
        arguments.ledger = common.ledger
        if arguments.self_test:
            return self_test.run()
        if arguments.verb is None:
            raise UsageProblem(_("Name a verb; «{program} --help» lists them.").format(program=PROGRAM))
        code: int = arguments.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except SystemExit as done:  # after --help and --version
        return int(done.code or 0)
    except BrokenPipeError:  # the reader, such as «head», has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _common_options() -> Parser:
    parser = Parser(prog=PROGRAM)
    _add_common_options(parser)
    return parser


def _add_common_options(parser: Parser) -> None:
    parser.options.add_argument("--ledger", metavar=_("FOLDER"), type=Path, help=_("the folder of the ledger"))
    parser.options.add_argument(
        "--lang", metavar="|".join(LANGUAGES), choices=LANGUAGES, help=_("the language of all texts")
    )


def _verbs() -> Parser:
    parser = Parser(
        prog=PROGRAM,
        description=_("Ledger of town leaders serving enterprises. Without a verb the window opens."),
    )
    parser.offer_help()
    _add_common_options(parser)
    parser.options.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help=_("show the version and stop")
    )
    parser.options.add_argument(
        "--self-test",
        action="store_true",
        help=_("try everything an installed program needs, on a temporary ledger"),
    )
    verbs = parser.add_subparsers(title=_("Verbs"), metavar=_("VERB"), dest="verb")
    for verb in VERBS:
        added = verbs.add_parser(verb.NAME, help=_(verb.HELP), description=_(verb.HELP))
        added.offer_help()
        verb.add_arguments(added)
        added.set_defaults(run=verb.run)
    return parser


def _let_output_hold_rare_characters() -> None:
    """A console of another code page shows a rare character as its escape instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
