"""The working calendar: which days count, how many lie between two days, which day is n working days on.

Known days come from the ledger's editable calendar; every other day counts by its weekday. A year without any known
day has no published calendar: what falls into it is provisional («按周末推算，未含调休»).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

_WEEKDAYS_A_WEEK = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Working days; `exceptions` holds the days known by name, working or not, `years` the published years."""

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day."""
        known = self.exceptions.get(day)
        return day.weekday() < _WEEKDAYS_A_WEEK if known is None else known

    def is_provisional(self, day: date) -> bool:
        """Whether the day lies in a year whose holidays are not published yet."""
        return day.year not in self.years

    def add_workdays(self, start: date, days: int) -> date:
        """The day that is `days` working days after `start`, counted from the next day on; `start` itself for 0."""
        day = start
        left = days
        while left > 0:
            day += timedelta(days=1)
            if self.is_workday(day):
                left -= 1
        return day

    def workdays_after(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; 0 if `end` is not after `start`."""
        if end <= start:
            return 0
        return self._until(end) - self._until(start)

    def workdays_left(self, today: date, deadline: date) -> int:
        """Working days from tomorrow to the deadline; negative by the working days it is past."""
        if deadline >= today:
            return self.workdays_after(today, deadline)
        return -max(1, self.workdays_after(deadline, today))

    def _until(self, day: date) -> int:
        """Working days from day 1 of the common era (a Monday) up to and with `day`."""
        weeks, rest = divmod(day.toordinal(), 7)
        plain = weeks * _WEEKDAYS_A_WEEK + min(rest, _WEEKDAYS_A_WEEK)
        days, balance = self._balance
        position = bisect_right(days, day)
        return plain + (balance[position - 1] if position else 0)

    @cached_property
    def _balance(self) -> tuple[list[date], list[int]]:
        """The days that break the weekday rule, and the running sum of working days they add or take."""
        days, balance, total = [], [], 0
        for day in sorted(self.exceptions):
            works, by_weekday = self.exceptions[day], day.weekday() < _WEEKDAYS_A_WEEK
            if works != by_weekday:
                total += 1 if works else -1
                days.append(day)
                balance.append(total)
        return days, balance
