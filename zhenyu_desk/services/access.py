"""Who gets into an encrypted ledger, and turning a ledger into an encrypted one and back.

For window and command line; what asks for an open ledger takes a context, the rest works on a closed one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zhenyu_desk.domain.officials import role_among
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import conversion, keyring, manifests
from zhenyu_desk.store import plain_backups as plain
from zhenyu_desk.store.engine import check_file, check_folder, sentences
from zhenyu_desk.store.keyring import (
    check_password,
    is_protected,
    keys_of_one,
    names,
    recovery_code,
    seconds_to_wait,
    secret_of,
    unlock,
    unlock_with_code,
)
from zhenyu_desk.store.ledger import FILE_NAME, Ledger
from zhenyu_desk.store.plain_backups import plain_backups
from zhenyu_desk.store.queries.officials import officials
from zhenyu_desk.store.secret import new_secret

__all__ = [
    "Protection", "check_password", "drop_plain_backups", "is_protected", "keys_of_one", "names", "new_protection",
    "plain_backups", "protect", "recovery_code", "refuse_plain", "refuse_protected", "renew_password",
    "seconds_to_wait", "secret_of", "set_password", "show_code", "take_away_password", "unlock", "unlock_with_code",
    "unprotect",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Protection:
    """A secret for a ledger and the recovery code to print; the code is to be typed back before it is used."""

    secret: bytes = field(repr=False)
    code: str = field(repr=False)


def new_protection() -> Protection:
    """A fresh secret with its code."""
    secret = new_secret()
    return Protection(secret, recovery_code(secret))


def protect(folder: Path, secret: bytes, name: str, password: str) -> None:
    """Encrypt a closed ledger; `name`, who must be allowed to manage it, gets the first password.

    EnvironmentProblem when it is open elsewhere, damaged, or the disk refuses: then it is what it was. Backups made
    before stay readable, see `plain_backups`, and so may be what the disk keeps of the deleted file. The secret stays
    the same until the ledger is decrypted and encrypted anew: changing or taking away passwords doesn't touch it.
    """
    refuse_protected(folder)
    keys = keys_of_one(secret, name, password)
    with _managed(folder, None, name) as ledger:
        conversion.convert(ledger, secret, keys, name)


def unprotect(folder: Path, secret: bytes, name: str = "") -> None:
    """Decrypt a closed ledger; all passwords and the recovery code go, only older backups still need them.

    Encrypting it again makes a new secret, and with it a new recovery code.

    `name` must be allowed to manage it, where officials are listed. Refused as `protect` is.
    """
    refuse_plain(folder)
    with _managed(folder, secret, name) as ledger:
        conversion.convert(ledger, None, None, name)


def refuse_protected(folder: Path) -> None:
    """RuleBroken where a ledger is encrypted already, EnvironmentProblem where there is none."""
    check_folder(folder)
    if is_protected(folder):
        raise RuleBroken(_("The ledger {path} is encrypted already; nothing was changed.").format(path=folder))
    check_file(folder / FILE_NAME, None)


def refuse_plain(folder: Path) -> None:
    """RuleBroken where a ledger is not encrypted, EnvironmentProblem where there is none."""
    check_folder(folder)
    if not is_protected(folder):
        check_file(folder / FILE_NAME, None)
        raise RuleBroken(_("The ledger {path} is not encrypted; nothing was changed.").format(path=folder))


def drop_plain_backups(context: AppContext, folder: Path | None = None) -> int:
    """Make an encrypted backup in `folder` (by default the ledger's own), then delete those anybody can read there.

    Their number is returned. Audited; for those who may manage. A plain copy of an attached file goes once the
    encrypted one lies beside it.
    """
    ledger = context.ledger
    if ledger.secret is None:
        raise RuleBroken(_("The ledger {path} is not encrypted; nothing was changed.").format(path=ledger.folder))
    with context.let_out("drop_plain_backups") as work:
        work.note("backups", {"folder": str(folder or "")})
        work.commit()
    made = back_up(context, folder)
    with sentences(ledger.file):
        return plain.drop(
            made, ledger.secret, is_own=made.parent.resolve() == (ledger.folder / manifests.FOLDER).resolve()
        )


def set_password(context: AppContext, name: str, password: str) -> None:
    """Give an official a password or another one: everybody for himself, who manages the ledger for all.

    Where officials are listed, only for one of them who is not retired. Audited without the password. Nothing but
    keys.json changes: the ledger's secret stays, which former passwords still open in older backups.
    """
    ledger, is_own = context.ledger, name == context.actor
    if ledger.secret is None:
        raise _no_passwords()
    with context.write("set_password", right_of="own_password" if is_own else "") as work:
        if role_among(officials(work.session), name) is None:
            raise RuleBroken(
                _("{name} is no official of this ledger, or is retired: list the name under Settings first.").format(
                    name=name
                ),
                field="name",
            )
        work.note("keys", {"name": name})
        keyring.set_password(ledger.folder, ledger.secret, name, password)
        work.commit()


def renew_password(folder: Path, secret: bytes, name: str, password: str) -> None:
    """A new password for whoever opened a closed ledger by the recovery code, who stands above all roles. Audited."""
    ledger = Ledger.open(folder, deep=False, secret=secret)
    try:
        with ledger.write(name, "renew_password") as work:
            work.note("keys", {"name": name})
            keyring.set_password(folder, secret, name, password)
            work.commit()
    finally:
        ledger.close()


def show_code(context: AppContext) -> str:
    """The recovery code once more, for who manages the ledger and has lost it; audited without the code."""
    secret = context.ledger.secret
    if secret is None:
        raise _no_passwords()
    with context.write("show_recovery_code") as work:
        work.note("ledger", {"code": "shown"})
        work.commit()
    return recovery_code(secret)


def take_away_password(context: AppContext, name: str) -> None:
    """Let an official's password open the ledger no longer; audited. Refused for the last one that is left.

    The ledger's secret stays what it is: who noted it down by means of the password, or has a backup from before with
    its keys, still reads with it. `unprotect` and then `protect` with a new secret shuts that door for what comes.
    """
    with context.write("take_away_password") as work:
        work.note("keys", {"name": name})
        keyring.take_away(context.ledger.folder, name)
        work.commit()


def _no_passwords() -> RuleBroken:
    return RuleBroken(_("The ledger is not encrypted, so there are no passwords. Encrypt it first."), field="password")


@contextmanager
def _managed(folder: Path, secret: bytes | None, name: str) -> Iterator[Ledger]:
    """The ledger to ourselves, checked from end to end, by somebody who may manage it."""
    ledger = Ledger.open(folder, deep=True, secret=secret, alone=True)
    try:
        AppContext(ledger, name, lambda: datetime.now().astimezone().date()).require(Role.MANAGING)
        with sentences(ledger.file):
            yield ledger
    finally:
        ledger.close()
