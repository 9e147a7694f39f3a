"""What the office looks at in the morning: the month so far, what is to be done today, who is due for a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.figures import Figures
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import DifficultyRow


@dataclass(frozen=True, slots=True)
class DueVisit:
    """A paired firm whose visit is due: `days` since the last visit, None when it was never visited."""

    leader_name: str
    leader_post: str
    enterprise_id: int
    enterprise_name: str
    last_visit_on: date | None
    days: int | None
    frequency_days: int


@dataclass(frozen=True, slots=True)
class MonthBar:
    """New and resolved difficulties of one month."""

    month: Month
    new: int
    resolved: int


@dataclass(frozen=True, slots=True)
class TodayBoard:
    """The page 今日. `to_do` comes in the order in which it is to be worked off."""

    today: date
    figures: Figures
    former_visits: int
    to_do: tuple[DifficultyRow, ...]
    due_visits: tuple[DueVisit, ...]
    bars: tuple[MonthBar, ...]
