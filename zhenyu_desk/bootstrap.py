"""The composition root: opens or makes the ledger and hands out the context that window and command line share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.ledger import Ledger


def local_today() -> date:
    """The day by the clock of this computer: business days are plain local dates."""
    return datetime.now().astimezone().date()


def open_context(folder: Path, actor: str, *, deep: bool) -> AppContext:
    """Open the ledger in `folder`; `deep` reads the whole file for damage first."""
    return AppContext(ledger=Ledger.open(folder, deep=deep), actor=actor, today=local_today)


def create_context(folder: Path, town: str, actor: str) -> AppContext:
    """Make an empty ledger for `town` in `folder` and open it."""
    return AppContext(ledger=Ledger.create(folder, town), actor=actor, today=local_today)
