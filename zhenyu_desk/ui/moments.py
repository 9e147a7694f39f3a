"""An instant as a sentence names it."""

from __future__ import annotations

from datetime import datetime

from zhenyu_desk.i18n import format_date


def moment(at: datetime) -> str:
    """The time of day here; with the day where that is not today's."""
    here = at.astimezone()
    is_today = here.date() == datetime.now().astimezone().date()
    return f"{here:%H:%M}" if is_today else f"{format_date(here.date())} {here:%H:%M}"
