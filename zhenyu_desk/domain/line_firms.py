"""What the grid knows of a firm while its visits are typed: since when it exists, who answers for it on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.pairings import in_force


@dataclass(frozen=True, slots=True)
class PairedSpan:
    """A leader paired with the firm from `start` up to and with `end`."""

    leader_id: int
    leader_name: str
    is_main: bool
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class FirmOnLine:
    """A firm with its leaders over time."""

    id: int
    name: str
    founded: date | None
    spans: tuple[PairedSpan, ...]

    def main_on(self, day: date) -> PairedSpan | None:
        """The 主挂钩 on a day."""
        return next((span for span in self.spans if span.is_main and in_force(span.start, span.end, day)), None)

    def is_paired(self, leader_id: int, day: date) -> bool:
        """Whether this leader is paired with the firm on a day, in whatever role."""
        return any(span.leader_id == leader_id and in_force(span.start, span.end, day) for span in self.spans)
