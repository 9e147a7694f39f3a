"""Whether the clock of a computer can be right, by what was written last."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

_BACK = timedelta(minutes=10)
_AHEAD = timedelta(days=300)


class ClockDoubt(Enum):
    """What may be wrong with a clock."""

    BEHIND = "behind"
    AHEAD = "ahead"


def clock_doubt(now: datetime, last: datetime | None) -> ClockDoubt | None:
    """Doubt where the clock stands before the last entry, or so long after it that a ledger in use can't be meant.

    Ten minutes back are a clock being set; 300 days without an entry are more likely a wrong year than a pause.
    """
    if last is None:
        return None
    if last - now > _BACK:
        return ClockDoubt.BEHIND
    return ClockDoubt.AHEAD if now - last > _AHEAD else None
