"""Short ways to write days in tables and panels."""

from __future__ import annotations

from datetime import date


def short_day(day: date, this_year: int) -> str:
    """11-20 for a day of this year, else 2025-11-20."""
    return f"{day:%m-%d}" if day.year == this_year else f"{day:%Y-%m-%d}"
