"""Telling, before a verb enters anything, that the computer's clock can't be right."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zhenyu_desk.cli import ledgers

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext


def warn_of_clock(context: AppContext) -> None:
    """Say it on stderr; the verb goes on."""
    from zhenyu_desk.services.clock import doubt_of_clock

    doubt = doubt_of_clock(context, datetime.now(UTC))
    if doubt is not None:
        ledgers.warn(doubt)
