"""The timeline of a firm: everything that happened with it, told one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from zhenyu_desk.i18n import N_, _


class HappeningKind(StrEnum):
    """What sort of thing happened; of one day the later ones in this list are shown first."""

    STATE = "state"
    PAIRING = "pairing"
    VISIT = "visit"
    PROMISE = "promise"
    DIFFICULTY = "difficulty"

    @property
    def label(self) -> str:
        """The kind in the language of the screen."""
        return _(_LABELS[self])

    @property
    def rank(self) -> int:
        """The order within a day."""
        return list(HappeningKind).index(self)


_LABELS = {
    HappeningKind.STATE: N_("State"),
    HappeningKind.PAIRING: N_("Paired"),
    HappeningKind.VISIT: N_("Visit"),
    HappeningKind.PROMISE: N_("Promise"),
    HappeningKind.DIFFICULTY: N_("Difficulty case"),
}


class Place(NamedTuple):
    """Where something stands in the timeline; a later one is greater."""

    on: date
    rank: int
    id: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One line: `record_kind` and `record_id` name the visit or difficulty it opens, where there is one."""

    on: date
    kind: HappeningKind
    id: int
    title: str
    detail: str = ""
    record_kind: str = ""
    record_id: int = 0

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.on, self.kind.rank, self.id)
