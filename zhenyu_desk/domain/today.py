"""What the office looks at in the morning: the month so far, what is to be done today, who is due for a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhenyu_desk.domain.figures import Figures, Rate, share_of
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
    """New and resolved difficulties of one month, as they are known today.

    One that was reopened since is not resolved in it, one rejected or merged since not new. The report of a past month
    tells how things stood at its end, and may say otherwise.
    """

    month: Month
    new: int
    resolved: int


@dataclass(frozen=True, slots=True)
class Share:
    """A rate without the rows behind it: `hits` of `denominator` count, with the weight of `numerator`."""

    hits: int
    denominator: int
    numerator: Decimal

    @classmethod
    def of(cls, rate: Rate) -> Share:
        """The same rate, its rows only counted."""
        return cls(len(rate.hits), rate.denominator, rate.numerator)

    @property
    def value(self) -> Decimal | None:
        """The fraction with 4 decimals; None where there is nothing to share."""
        return share_of(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class TodayFigures:
    """The figures of the month as of today that the page shows, as numbers alone; defined by `domain.figures`."""

    visits: int
    visited_enterprises: int
    coverage: Share
    open: int
    new: int
    resolved: int
    on_time_rate: Share
    satisfaction_rate: Share

    @classmethod
    def of(cls, figures: Figures) -> TodayFigures:
        """Those of all figures."""
        return cls(
            visits=figures.visits.value,
            visited_enterprises=figures.visited_enterprises.value,
            coverage=Share.of(figures.coverage),
            open=figures.open.value,
            new=figures.new.value,
            resolved=figures.resolved.value,
            on_time_rate=Share.of(figures.on_time_rate),
            satisfaction_rate=Share.of(figures.satisfaction_rate),
        )


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """The records that a figure counts, and those of a rate's base that it does not."""

    counted: tuple[int, ...]
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TodayBoard:
    """The page 今日. `to_do` comes in the order in which it is to be worked off."""

    today: date
    figures: TodayFigures
    former_visits: int
    to_do: tuple[DifficultyRow, ...]
    due_visits: tuple[DueVisit, ...]
    bars: tuple[MonthBar, ...]
