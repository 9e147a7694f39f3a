"""Passwords of encrypted ledgers: from the environment for scripts, else asked for without showing what is typed."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from zhenyu_desk.cli import questions
from zhenyu_desk.errors import Cancelled, EnvironmentProblem, RuleBroken
from zhenyu_desk.i18n import _

PASSWORD = "ZHENYU_DESK_PASSWORD"
NEW_PASSWORD = "ZHENYU_DESK_NEW_PASSWORD"
CODE = "ZHENYU_DESK_RECOVERY_CODE"
_TRIES = 3


def secret_of_ledger(folder: Path, official: str) -> bytes | None:
    """What the ledger in a folder is opened with, by the official's password; None for one that is not encrypted."""
    from zhenyu_desk.services import access

    if not access.is_protected(folder):
        return None
    # Where no password can fit, such as without keys.json, that is told before one is asked for.
    password = _asked(PASSWORD, _("Password of {name}: ").format(name=official)) if _can_fit(folder, official) else ""
    return access.unlock(folder, official, password)


def secret_by_code(folder: Path) -> bytes:
    """The same by the recovery code."""
    from zhenyu_desk.services import access

    return access.unlock_with_code(folder, _asked(CODE, _("Recovery code: ")))


def secret_of_backup(file: Path, official: str) -> bytes | None:
    """What a backup is opened with, by the password of its time or, where that is set, the recovery code."""
    from zhenyu_desk.services import restoring

    if not restoring.is_encrypted(file):
        return None
    if os.environ.get(CODE) or official not in restoring.names(file):
        return restoring.unlock_with_code(file, _asked(CODE, _("Recovery code: ")))
    return restoring.unlock(file, official, _asked(PASSWORD, _("Password of {name}: ").format(name=official)))


def new_password(variable: str) -> str:
    """A password to set: from this variable, else typed twice. RuleBroken when it is too short or mistyped."""
    from zhenyu_desk.services import access

    password = _asked(variable, _("New password: "))
    access.check_password(password)
    if not os.environ.get(variable) and _typed(_("New password once more: ")) != password:
        raise RuleBroken(_("The two passwords differ; nothing was changed."), field="password")
    return password


def show_code(code: str) -> None:
    """Print the recovery code with what it is for."""
    print(_("Recovery code: {code}").format(code=code))
    print(
        _("Write it down and lock it away: it opens the ledger when passwords are lost; without both nobody can."),
        flush=True,
    )


def hand_over_code(code: str) -> None:
    """Print the recovery code before anything is encrypted by it, and have it typed back by whoever sits at a terminal.

    A script, which has no terminal or sets the variable of the code, only gets it printed. RuleBroken when it was
    mistyped too often.
    """
    from zhenyu_desk.services import access

    show_code(code)
    if not questions.can_ask() or os.environ.get(CODE):
        return
    for _try in range(_TRIES):
        try:
            if access.secret_of(_typed(_("Type the recovery code as you wrote it down: "))) == access.secret_of(code):
                return
            problem = _("This is another recovery code. Compare it with the one above.")
        except RuleBroken as mistyped:
            problem = mistyped.sentence
        print(problem, file=sys.stderr)
    raise RuleBroken(_("The recovery code was not typed back; nothing was changed."), field="code")


def _can_fit(folder: Path, official: str) -> bool:
    from zhenyu_desk.services import access

    return official in access.names(folder)


def _asked(variable: str, prompt: str) -> str:
    given = os.environ.get(variable)
    if given:
        return given
    if not questions.can_ask():
        raise EnvironmentProblem(
            _("A password or code is needed: set the variable {variable}, or run this in a terminal.").format(
                variable=variable
            )
        )
    return _typed(prompt)


def _typed(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise Cancelled(_("Stopped as asked.")) from None
