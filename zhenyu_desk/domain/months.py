"""A calendar month as the half-open range of local dates that figures and reports are made for."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.days import EARLIEST
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _

_PATTERN = re.compile(r"(\d{4})-(\d{1,2})")
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read «2026-10»; RuleBroken names what is wrong."""
        match = _PATTERN.fullmatch(text.strip())
        if match is None or not 1 <= int(match[2]) <= _MONTHS_A_YEAR or int(match[1]) < EARLIEST.year:
            raise RuleBroken(_("«{text}» is not a month; write it like 2026-10.").format(text=text), field="month")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def minus(self, months: int) -> Month:
        """The month so many months earlier."""
        index = self.year * _MONTHS_A_YEAR + self.month - 1 - months
        return Month(index // _MONTHS_A_YEAR, index % _MONTHS_A_YEAR + 1)

    def __contains__(self, day: date | None) -> bool:
        return day is not None and (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def default_as_of(month: Month, today: date) -> date:
    """The day a month's figures stand on when none is named: its last day, or today while it still runs."""
    return min(month.last, today)


def check_month(month: Month, as_of: date, today: date) -> None:
    """Refuse a month that has not begun and an as-of day in the future or before the month."""
    if month.first > today:
        raise RuleBroken(
            _("{month} has not begun yet; a report can be made for this month or an earlier one.").format(month=month),
            field="month",
        )
    if as_of > today:
        raise RuleBroken(_("The as-of day {day} lies in the future.").format(day=as_of), field="as_of")
    if as_of < month.first:
        raise RuleBroken(
            _("The as-of day {day} lies before {month}; name a day in that month or later.").format(
                day=as_of, month=month
            ),
            field="as_of",
        )
