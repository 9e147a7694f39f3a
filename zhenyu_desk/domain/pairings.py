"""Rules of 挂钩: one 主挂钩 per firm on any day; who answers for a firm on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from zhenyu_desk.domain.rows import PairingRow
from zhenyu_desk.domain.terms import PairingRole


def in_force(start: date, end: date | None, day: date) -> bool:
    """Whether a span holds on a day; the end day is included."""
    return start <= day and (end is None or day <= end)


def overlaps(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Whether two spans share a day."""
    return (other_end is None or start <= other_end) and (end is None or other_start <= end)


def main_pairing(pairings: Iterable[PairingRow], day: date) -> PairingRow | None:
    """The 主挂钩 in force on a day, if there is one."""
    main = (p for p in pairings if p.role is PairingRole.MAIN and in_force(p.start, p.end, day))
    return next(main, None)


def next_due(start: date, last_visit: date | None, frequency_days: int | None) -> date | None:
    """The day by which the firm must be visited: never visited, from the first day of the pairing on.

    None where no frequency is required.
    """
    if frequency_days is None:
        return None
    return start if last_visit is None else last_visit + timedelta(days=frequency_days)
