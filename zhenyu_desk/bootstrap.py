"""The composition root: opens or makes the ledger and hands out the context that window and command line share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger


def local_today() -> date:
    """The day by the clock of this computer: business days are plain local dates."""
    return datetime.now().astimezone().date()


def open_context(
    folder: Path, actor: str, *, deep: bool, secret: bytes | None = None, alone: bool = False
) -> AppContext:
    """Open the ledger in `folder`; `deep`, `secret` and `alone` as in `Ledger.open`."""
    return AppContext(Ledger.open(folder, deep=deep, secret=secret, alone=alone), actor=actor, today=local_today)


def open_to_check(folder: Path, actor: str, secret: bytes | None = None) -> AppContext:
    """Open the ledger in `folder` to look for what is wrong with it, even where its seal is broken."""
    ledger = Ledger.open(folder, deep=False, secret=secret, despite_seal=True)
    return AppContext(ledger, actor=actor, today=local_today)


def create_context(
    folder: Path, town: str, actor: str, secret: bytes | None = None, keys: str | None = None
) -> AppContext:
    """Make an empty ledger for `town` in `folder` and open it; `secret` and `keys` as in `Ledger.create`."""
    return AppContext(Ledger.create(folder, town, secret, keys), actor=actor, today=local_today)
