"""What a use case changed, so that each page refreshes only when its own records did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Aggregate(StrEnum):
    """The groups of records that change together."""

    ENTERPRISE = "enterprise"
    LEADER = "leader"
    PAIRING = "pairing"
    UNIT = "unit"
    VISIT = "visit"
    DIFFICULTY = "difficulty"
    OFFICE = "office"
    FILTER = "filter"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A stored row that a use case added (`before` is None) or changed: the values of its columns then and now.

    Of a changed row only the columns that were changed are named.
    """

    table: str
    id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Undoable:
    """What a use case did, in the order done, so that it can be taken back.

    Whoever may use the verb may take it back, or the verb `right_of` where that is named: an undo's is what it undid.
    """

    verb: str
    rows: tuple[RowChange, ...]
    right_of: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The ids touched per aggregate; `id` is the record the use case was about, where there is one.

    `undoable` is None where the use case changed nothing or can't be taken back.
    """

    touched: Mapping[Aggregate, frozenset[int]] = field(default_factory=dict)
    id: int | None = None
    undoable: Undoable | None = None

    def __contains__(self, aggregate: Aggregate) -> bool:
        return bool(self.touched.get(aggregate))

    def under(self, right_of: str) -> ChangeSet:
        """The same, to be taken back by whoever may use another verb."""
        return replace(self, undoable=self.undoable and replace(self.undoable, right_of=right_of))

    def left(self, aggregate: Aggregate) -> list[int]:
        """The ids touched of an aggregate without those that went to the recycle bin, in order."""
        rows = self.undoable.rows if self.undoable else ()
        gone = {row.id for row in rows if row.table == aggregate.value and row.after.get("deleted_at") is not None}
        return sorted(self.touched.get(aggregate, frozenset()) - gone)

    def touches(self, aggregates: Iterable[Aggregate]) -> bool:
        """Whether any of these aggregates changed."""
        return any(aggregate in self for aggregate in aggregates)
