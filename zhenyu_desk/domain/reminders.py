"""What the tray tells about: an event is told once, however often it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReminderKind(StrEnum):
    """What became due."""

    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    REVIEW = "review"
    PROMISE = "promise"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class DueEvent:
    """Something that became due: of which record, and since when; another day makes another event of it."""

    kind: ReminderKind
    record_id: int
    since: date | None

    @property
    def key(self) -> str:
        """What tells events apart, also over years."""
        return f"{self.kind}:{self.record_id}:{self.since or ''}"
