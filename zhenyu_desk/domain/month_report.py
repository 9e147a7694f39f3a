"""What the monthly report is made from: the figures of the month and its comparisons, and the rows of the annexes."""

from __future__ import annotations

from dataclasses import dataclass

from zhenyu_desk.domain.figures import Figures
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseRow, LeaderRow, VisitRow


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The figures of a month beside those of the month before and of the same month last year, each on its last day."""

    current: Figures
    former_month: Figures
    former_year: Figures


@dataclass(frozen=True, slots=True)
class MonthReport:
    """Everything the report prints. Difficulty rows show the cases as of the report's day, not of today."""

    settings: OfficeSettings
    figures: MonthFigures
    leaders: tuple[LeaderRow, ...]
    visits: tuple[VisitRow, ...]
    difficulties: tuple[DifficultyRow, ...]
    overdue: tuple[DifficultyRow, ...]
    parked: tuple[DifficultyRow, ...]
    unvisited: tuple[EnterpriseRow, ...]
