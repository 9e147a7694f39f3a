"""A ledger before it is opened: whether it is encrypted, who has a password, and whether one is right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import _


@dataclass(frozen=True, slots=True)
class Door:
    """What is seen of a ledger before it is opened: who has a password, or why that can't be told."""

    is_protected: bool
    names: tuple[str, ...] = ()
    problem: str = ""


def look_at_door(folder: Path) -> Door:
    """Whether a ledger is encrypted and who has a password."""
    from zhenyu_desk.services.access import is_protected, names

    if not is_protected(folder):
        return Door(is_protected=False)
    try:
        return Door(True, tuple(names(folder)), "" if names(folder) else _no_keys())
    except EnvironmentProblem as problem:
        return Door(True, problem=problem.sentence)


def unlock_door(folder: Path, name: str, password: str) -> bytes:
    """The secret of a ledger by an official's password; takes half a second by design. RuleBroken «password»."""
    from zhenyu_desk.services.access import unlock

    return unlock(folder, name, password)


def _no_keys() -> str:
    return _("The passwords of this ledger are missing (keys.json). Open it with the recovery code.")
