"""What the verbs that make one paper share: the PDF to write, and whether phone numbers stand in it whole."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _

if TYPE_CHECKING:
    from zhenyu_desk.domain.paper_kinds import FirmPaperKind
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.services.papers import Paper


def add_paper_options(parser: Parser) -> None:
    """Declare -o and --unmask."""
    parser.options.add_argument(
        "-o", "--output", metavar=_("FILE.pdf"), type=Path, required=True, help=_("the PDF to write")
    )
    parser.options.add_argument("--unmask", action="store_true", help=_("print telephone numbers in full"))


def write_paper(arguments: argparse.Namespace, make: Callable[[AppContext], Paper]) -> int:
    """Make the paper, save it, print its path; it is noted in the audit log as one saved from the window."""
    from zhenyu_desk.exchange.files import check_folder
    from zhenyu_desk.services.papers import save_paper

    target: Path = arguments.output
    if target.suffix.lower() != ".pdf":
        raise RuleBroken(_("A paper is written as .pdf; {name} is named otherwise.").format(name=target.name))
    check_folder(target)
    with ledgers.opened(arguments) as context:
        save_paper(context, make(context), target)
    print(target)
    return 0


def add_firm(parser: Parser) -> None:
    """Declare the firm and the options of its paper."""
    parser.values.add_argument(
        "enterprise", metavar=_("FIRM"), help=_("its name, its code, or words by which only this one is found")
    )
    add_paper_options(parser)


def write_firm_paper(arguments: argparse.Namespace, kind: FirmPaperKind) -> int:
    """The paper of one kind about the firm that the arguments name."""
    from zhenyu_desk.services.lookup import firm_by_name
    from zhenyu_desk.services.papers import firm_paper

    def make(context: AppContext) -> Paper:
        firm = firm_by_name(context, arguments.enterprise)
        return firm_paper(context, kind, [firm], shows_phones=arguments.unmask)

    return write_paper(arguments, make)
