"""What can go wrong and be told to the user in one sentence; anything else that is raised is a bug."""

from typing import ClassVar

BUG_EXIT_CODE = 70


class AppError(Exception):
    """A known problem. `sentence` says in the user's language what happened, where, and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class RuleBroken(AppError):
    """Refused by a rule of the ledger or bad input; `field` names the input field it concerns, if one."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class UsageProblem(AppError):
    """The command line was used in a way it does not know."""

    exit_code = 2


class EnvironmentProblem(AppError):
    """Disk, lock, permission, or a damaged, foreign or newer file."""

    exit_code = 3


class Cancelled(AppError):
    """The user stopped a long job; nothing was changed."""
