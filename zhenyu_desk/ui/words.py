"""Short ways to write days and phone numbers in tables and panels."""

from __future__ import annotations

from datetime import date

_SHOWN_FIRST, _SHOWN_LAST = 3, 4


def short_day(day: date, this_year: int) -> str:
    """11-20 for a day of this year, else 2025-11-20."""
    return f"{day:%m-%d}" if day.year == this_year else f"{day:%Y-%m-%d}"


def masked(mobile: str) -> str:
    """A phone number with its middle hidden: 138****2201; a short one shows two digits."""
    if len(mobile) <= _SHOWN_FIRST + _SHOWN_LAST:
        return "*" * max(0, len(mobile) - 2) + mobile[-2:]
    return f"{mobile[:_SHOWN_FIRST]}****{mobile[-_SHOWN_LAST:]}"
