"""Asking the person at the terminal, where there is one."""

from __future__ import annotations

import sys

from zhenyu_desk.errors import Cancelled
from zhenyu_desk.i18n import _


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str) -> None:
    """Go on only if the answer is yes; Cancelled otherwise."""
    print(_("{question} [y/N] ").format(question=question), end="", flush=True)
    answer = sys.stdin.readline()
    if answer.strip().casefold() not in ("y", "yes", "是"):
        raise Cancelled(_("Stopped as asked; nothing was changed."))
