"""Which difficulties a list shows: the chips above the list, and what narrows them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from zhenyu_desk.domain.terms import State
from zhenyu_desk.i18n import N_, _


class Chip(StrEnum):
    """The filter chips, in their order."""

    OPEN = "open"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    TO_ASSIGN = "to_assign"
    TO_CALL_BACK = "to_call_back"
    PARKED = "parked"
    ALL = "all"

    @property
    def label(self) -> str:
        """The chip's word in the language of the screen."""
        return _(_CHIP_LABELS[self])


_CHIP_LABELS = {
    Chip.OPEN: N_("Unresolved"),
    Chip.OVERDUE: N_("Overdue"),
    Chip.DUE_SOON: N_("Due within 3 days"),
    Chip.TO_ASSIGN: N_("To assign"),
    Chip.TO_CALL_BACK: N_("To call back"),
    Chip.PARKED: N_("Parked"),
    Chip.ALL: N_("All"),
}

CHIP_STATES: dict[Chip, tuple[State, ...]] = {
    Chip.OPEN: (State.REGISTERED, State.HANDLING),
    Chip.OVERDUE: (State.REGISTERED, State.HANDLING),
    Chip.DUE_SOON: (State.REGISTERED, State.HANDLING),
    Chip.TO_ASSIGN: (State.REGISTERED,),
    Chip.TO_CALL_BACK: (State.RESOLVED,),
    Chip.PARKED: (State.PARKED,),
    Chip.ALL: tuple(State),
}

DUE_SOON_WORKDAYS = 3


class CaseOrder(StrEnum):
    """How a list of difficulties is sorted: by its current deadline or by the day it was reported, either way."""

    DEADLINE = "deadline"
    LATEST_DEADLINE = "latest_deadline"
    NEWEST = "newest"
    OLDEST = "oldest"


BY_DEADLINE = frozenset({CaseOrder.DEADLINE, CaseOrder.LATEST_DEADLINE})


class Clock(IntEnum):
    """The groups of a list by deadline, one after the other whichever way it goes: a stopped one presses nobody."""

    RUNNING = 0
    STOPPED = 1
    NONE = 2


class Place(NamedTuple):
    """Where a row stands in a list. By the day reported all rows are one group, RUNNING."""

    clock: Clock
    day: date
    id: int


class Period(StrEnum):
    """When the difficulties of a list were reported."""

    ALWAYS = "always"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    SPAN = "span"

    @property
    def label(self) -> str:
        """The period's word in the language of the screen."""
        return _(_PERIOD_LABELS[self])


_PERIOD_LABELS = {
    Period.ALWAYS: N_("Any time"),
    Period.THIS_MONTH: N_("This month"),
    Period.LAST_MONTH: N_("Last month"),
    Period.THIS_YEAR: N_("This year"),
    Period.LAST_YEAR: N_("Last year"),
    Period.SPAN: N_("From … to …"),
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list shows. `after` is the place of the last row of the page before.

    `ids`, where given, are the only ones that may be shown: what a search for a text found. `text` is that text where
    it may have more finds than these.
    """

    chip: Chip = Chip.OPEN
    category_id: int | None = None
    unit_id: int | None = None
    enterprise_id: int | None = None
    visit_id: int | None = None
    reported_from: date | None = None
    reported_to: date | None = None
    order: CaseOrder = CaseOrder.DEADLINE
    after: Place | None = None
    limit: int | None = 200
    leader_id: int | None = None
    ids: tuple[int, ...] | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A list of difficulties as a user narrows it and keeps it under a name; `period` moves on with the days.

    `start` and `end` count for Period.SPAN alone; `text` is looked for as everywhere (any part, pinyin of names).
    """

    chip: Chip = Chip.OPEN
    category_id: int | None = None
    unit_id: int | None = None
    leader_id: int | None = None
    period: Period = Period.ALWAYS
    start: date | None = None
    end: date | None = None
    text: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the chip narrows the list."""
        return self == Narrowing(chip=self.chip)

    def wanted(self, today: date, order: CaseOrder = CaseOrder.DEADLINE) -> CaseFilter:
        """The filter it means on a day; the text is left to the search, whose answer becomes `ids`."""
        start, end = span_of(self, today)
        return CaseFilter(
            chip=self.chip,
            category_id=self.category_id,
            unit_id=self.unit_id,
            leader_id=self.leader_id,
            reported_from=start,
            reported_to=end,
            order=order,
        )

    def as_text(self) -> str:
        """For keeping."""
        return json.dumps(asdict(self), default=date.isoformat, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Narrowing | None:
        """What was kept; None where it can't be read."""
        try:
            known = json.loads(text)
            return cls(
                chip=Chip(known["chip"]),
                category_id=_id(known["category_id"]),
                unit_id=_id(known["unit_id"]),
                leader_id=_id(known["leader_id"]),
                period=Period(known["period"]),
                start=_day(known["start"]),
                end=_day(known["end"]),
                text=str(known["text"]),
            )
        except (ValueError, TypeError, KeyError):
            return None


def span_of(narrowing: Narrowing, today: date) -> tuple[date | None, date | None]:
    """First and last day of the period of a narrowing, None where it is open."""
    first = today.replace(day=1)
    spans: dict[Period, tuple[date | None, date | None]] = {
        Period.ALWAYS: (None, None),
        Period.THIS_MONTH: (first, None),
        Period.LAST_MONTH: ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)),
        Period.THIS_YEAR: (date(today.year, 1, 1), None),
        Period.LAST_YEAR: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        Period.SPAN: (narrowing.start, narrowing.end),
    }
    return spans[narrowing.period]


def _id(value: object) -> int | None:
    if value is None or type(value) is int:
        return value
    raise ValueError(value)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
