"""What the invention must know of the ledger it is meant for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.numbering import make_number
from zhenyu_desk.domain.terms import Level
from zhenyu_desk.domain.workdays import WorkCalendar

# Steps may be planned beyond today, deadlines and reviews are.
_AHEAD = timedelta(days=500)


@dataclass(frozen=True)
class Setting:
    """Town, day and rules; `next_key` is the first free key per table, `last_number` the last one given per
    prefix and year, `working_days` what category and level allow, `unit_keys` the units there are by name.
    """

    town: str
    today: date
    months: int
    calendar: WorkCalendar
    categories: Mapping[str, int]
    working_days: Mapping[tuple[int, Level], int]
    unit_keys: Mapping[str, int]
    next_key: Mapping[str, int]
    last_number: Mapping[tuple[str, int], int]

    @property
    def first_day(self) -> date:
        """Where the story begins: the first of a month."""
        return Month.of(self.today).minus(self.months).first

    @cached_property
    def workdays(self) -> list[date]:
        """All working days of the story and some beyond it; a day's place in it counts working days."""
        days = ((self.first_day + timedelta(days=n)) for n in range((self.today + _AHEAD - self.first_day).days))
        return [day for day in days if self.calendar.is_workday(day)]

    @cached_property
    def present(self) -> int:
        """The place of the last working day that is not in the future."""
        return bisect_right(self.workdays, self.today) - 1


class Numbers:
    """Gives out keys and readable numbers in order, as the ledger will."""

    def __init__(self, prefix: str, next_key: int, last_number: Mapping[tuple[str, int], int]) -> None:
        self._prefix = prefix
        self._next_key = next_key
        self._counts = {year: count for (kind, year), count in last_number.items() if kind == prefix}

    def next(self, year: int) -> tuple[int, str]:
        """The next key and number."""
        key = self._next_key
        self._next_key += 1
        count = self._counts[year] = self._counts.get(year, 0) + 1
        return key, make_number(self._prefix, year, count)
