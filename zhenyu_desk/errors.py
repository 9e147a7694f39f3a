"""What can go wrong and be told to the user in one sentence; anything else that is raised is a bug."""

import errno
from typing import ClassVar

from zhenyu_desk.i18n import N_, _

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


class Conflict(RuleBroken):
    """A record was changed by somebody else since it was read; nothing was overwritten."""


class UsageProblem(AppError):
    """The command line was used in a way it does not know."""

    exit_code = 2


class EnvironmentProblem(AppError):
    """Disk, lock, permission, or a damaged, foreign or newer file."""

    exit_code = 3


class Damaged(EnvironmentProblem):
    """A ledger file or a backup is damaged, or was changed outside the program."""


class Cancelled(AppError):
    """The user stopped a long job; nothing was changed."""


_REASONS = {
    errno.ENOENT: N_("there is no such folder or file"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("there is something of that name already"),
    errno.EACCES: N_("you have no permission"),
    errno.EPERM: N_("you have no permission"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EFBIG: N_("the file would become too large"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EBUSY: N_("another program is using it"),
    errno.ETXTBSY: N_("another program is using it"),
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in the user's words; the system's own where it says something rare."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)
