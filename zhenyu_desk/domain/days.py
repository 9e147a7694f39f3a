"""Which days can stand in a ledger at all; anything else is a slip of the keyboard."""

from __future__ import annotations

from datetime import date

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)


def is_plausible(day: date) -> bool:
    """Whether a business day lies between 1900 and 2100."""
    return EARLIEST <= day <= LATEST
