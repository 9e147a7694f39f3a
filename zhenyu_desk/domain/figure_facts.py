"""What the figures of a month are made from: the few facts of each row that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.lifecycle import Step


@dataclass(frozen=True, slots=True)
class VisitFact:
    """What the figures need of a visit."""

    id: int
    on: date
    enterprise_id: int
    leader_id: int


@dataclass(frozen=True, slots=True)
class PairingFact:
    """A 主挂钩 in force on the as-of day."""

    enterprise_id: int
    leader_id: int
    frequency_days: int | None


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A difficulty with all its steps; `category` is the upper-level word."""

    id: int
    reported_on: date
    category: str
    visit_id: int | None
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class LeaderFact:
    """A leader who was in office in the month, in rank order."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """The rows that can touch the figures of one month; more rows than needed do no harm.

    `settled` are the ids of cases of this year that were done before the month and untouched since: they count in
    累计办结率 alone, so their steps are not needed.
    """

    visits: Sequence[VisitFact]
    last_visits: Mapping[int, date]
    pairings: Sequence[PairingFact]
    cases: Sequence[CaseFact]
    settled: Sequence[int]
    leaders: Sequence[LeaderFact]
    categories: Sequence[str]
    units: Mapping[int, str]
