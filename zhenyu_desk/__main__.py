"""The program's one entrance: the window, or the command line if there is a verb; crash handler first."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from zhenyu_desk import crash, i18n, paths, settings
from zhenyu_desk.errors import BUG_EXIT_CODE, AppError, Cancelled, EnvironmentProblem, UsageProblem
from zhenyu_desk.i18n import _

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: the process's); returns the exit code of exchange.md."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    with crash.watch():
        try:
            return _run(arguments)
        except AppError as problem:
            return _refuse(problem.sentence, problem.exit_code)
        except KeyboardInterrupt:
            return _refuse(_("Stopped as asked."), Cancelled.exit_code)
        except Exception:
            log.exception("bug")
            return _refuse(
                _("The program made a mistake. Please send the file {file} to whoever looks after it.").format(
                    file=crash.log_file()
                ),
                BUG_EXIT_CODE,
            )


def _run(arguments: list[str]) -> int:
    preferences = settings.load()
    i18n.set_language(preferences.language)
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--lang")
    common, verb = parser.parse_known_args(arguments)
    if common.lang is not None:
        i18n.set_language(_language(common.lang))
    if verb:
        from zhenyu_desk import cli

        return cli.main(arguments)
    _require_screen()
    from zhenyu_desk.ui import app

    ledger = common.ledger or paths.ledger_from_environment() or preferences.last_ledger
    return app.run(ledger or paths.default_ledger())


class _Parser(argparse.ArgumentParser):
    """Reads the two options that window and command line share; the command line explains all others."""

    def error(self, message: str) -> NoReturn:
        raise UsageProblem(_("--ledger needs a folder behind it, and --lang a language (zh_CN or en)."))


def _language(name: str) -> i18n.Language:
    for known in i18n.LANGUAGES:
        if name == known:
            return known
    known_names = " / ".join(i18n.LANGUAGES)
    raise UsageProblem(_("There is no language {name}: choose {known}.").format(name=name, known=known_names))


def _require_screen() -> None:
    """Qt aborts the process where it finds no screen; a sentence is better."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise EnvironmentProblem(
            _("There is no screen to open the window on: use the command line, see zhenyu-desk --help.")
        )


def _refuse(sentence: str, exit_code: int) -> int:
    if sys.stderr is not None:  # None in a windowed build
        print(sentence, file=sys.stderr)
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
