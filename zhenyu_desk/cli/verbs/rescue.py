"""rescue: write the whole ledger as text that any later version reads; «init --rescued» reads it."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhenyu_desk.cli import ledgers
from zhenyu_desk.cli.parser import Parser
from zhenyu_desk.i18n import N_, _

NAME = "rescue"
HELP = N_("write the whole ledger as text, to be read by «init --rescued»")


def add_arguments(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.values.add_argument("folder", metavar=_("FOLDER"), type=Path, help=_("a folder for the rescue copy"))
    parser.options.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Write and say what was written."""
    from zhenyu_desk.services.rescue import write_rescue

    with ledgers.opened(arguments) as context:
        written = write_rescue(context, arguments.folder)
    if arguments.json:
        ledgers.print_json(
            {
                "file": str(written.file),
                "rows": written.rows,
                "attachments": written.attachments,
                "lacking": written.lacking,
            }
        )
        return 0
    print(
        _("Written: {file} ({rows} rows, {files} attached files)").format(
            file=written.file, rows=written.rows, files=written.attachments
        )
    )
    if written.lacking:
        ledgers.warn(_("{n} attached files are missing or altered and were left out.").format(n=written.lacking))
    print(_("Nothing in it is masked or encrypted: keep it where only you can read it."))
    return 0
