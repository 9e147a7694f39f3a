"""Which ledger a verb works on, who acts, and how answers are printed."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from zhenyu_desk import paths, settings
from zhenyu_desk.cli import passwords
from zhenyu_desk.exchange.files import to_json
from zhenyu_desk.services.context import AppContext


@contextmanager
def opened(arguments: argparse.Namespace, *, alone: bool = False) -> Iterator[AppContext]:
    """The ledger that the arguments name, open and known to be sound; `alone` as in `Ledger.open`.

    Verbs that read work beside an open window; those that change records have the ledger to themselves. The password
    of an encrypted one comes from the environment or is asked for.
    """
    named = folder(arguments)
    with opened_with(named, passwords.secret_of_ledger(named, actor()), alone=alone) as context:
        yield context


@contextmanager
def opened_with(folder: Path, secret: bytes | None, *, alone: bool = False) -> Iterator[AppContext]:
    """A ledger that was unlocked, open."""
    from zhenyu_desk.bootstrap import open_context

    with closing(open_context(folder, actor(), deep=True, secret=secret, alone=alone)) as context:
        yield context


@contextmanager
def opened_to_check(arguments: argparse.Namespace) -> Iterator[AppContext]:
    """The ledger that the arguments name, open even where it was changed outside the program."""
    from zhenyu_desk.bootstrap import open_to_check

    named = folder(arguments)
    with closing(open_to_check(named, actor(), passwords.secret_of_ledger(named, actor()))) as context:
        yield context


def folder(arguments: argparse.Namespace) -> Path:
    """The folder named by --ledger, else by the environment, else the user's own."""
    named: Path | None = arguments.ledger
    return named or paths.default_ledger()


def actor() -> str:
    """Who is recorded as acting: the official chosen in the settings, else the user of the computer."""
    return settings.load().current_official or _user()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a computer that knows no name for its user
        return ""


def print_json(document: Any) -> None:
    """Print what another program reads."""
    print(to_json(document))


def warn(sentence: str) -> None:
    """Tell the user something beside the answer."""
    print(sentence, file=sys.stderr)
