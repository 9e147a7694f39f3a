"""Which ledger a verb works on, who acts, and how answers are printed."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhenyu_desk import paths, settings
from zhenyu_desk.exchange.files import to_json
from zhenyu_desk.services.context import AppContext


@contextmanager
def opened(arguments: argparse.Namespace, *, deep: bool = False) -> Iterator[AppContext]:
    """The ledger that the arguments name, open; `deep` reads the whole file for damage first."""
    from zhenyu_desk.bootstrap import open_context

    context = open_context(folder(arguments), actor(), deep=deep)
    try:
        yield context
    finally:
        context.close()


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
