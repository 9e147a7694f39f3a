"""Which difficulties a list shows: the chips above the list, and what narrows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    Chip.OPEN: N_("Open"),
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
    """How a list of difficulties is sorted."""

    DEADLINE = "deadline"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list shows. `after` is the last row of the page before: its sort day and id."""

    chip: Chip = Chip.OPEN
    category_id: int | None = None
    unit_id: int | None = None
    enterprise_id: int | None = None
    visit_id: int | None = None
    reported_from: date | None = None
    reported_to: date | None = None
    order: CaseOrder = CaseOrder.DEADLINE
    after: tuple[date, int] | None = None
    limit: int | None = 200
