"""What the monthly report is made from: the figures of the month and its comparisons, and the rows of the annexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhenyu_desk.domain.figures import Figures
from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseRow, LeaderRow, VisitRow
from zhenyu_desk.domain.terms import ReportPart


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The figures of a month beside those of the month before and of the same month last year, each on its last day."""

    current: Figures
    former_month: Figures
    former_year: Figures


@dataclass(frozen=True, slots=True)
class MonthBar:
    """New and resolved difficulties of one month, by the definitions of the figures."""

    month: Month
    new: int
    resolved: int


@dataclass(frozen=True, slots=True)
class TypicalCase:
    """A difficulty marked for 典型案例, with what the firm said and how it ended."""

    row: DifficultyRow
    words: str


@dataclass(frozen=True, slots=True)
class MonthReport:
    """Everything the report prints. Difficulty rows show the cases as of the report's day, not of today.

    `texts` are the parts as people wrote them, `differences` what the former month's issued report would say
    otherwise by now, `bars` the last twelve months, this one last.
    """

    settings: OfficeSettings
    figures: MonthFigures
    leaders: tuple[LeaderRow, ...]
    visits: tuple[VisitRow, ...]
    difficulties: tuple[DifficultyRow, ...]
    open: tuple[DifficultyRow, ...]
    overdue: tuple[DifficultyRow, ...]
    parked: tuple[DifficultyRow, ...]
    unvisited: tuple[EnterpriseRow, ...]
    bars: tuple[MonthBar, ...] = ()
    typical: tuple[TypicalCase, ...] = ()
    texts: Mapping[ReportPart, str] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
