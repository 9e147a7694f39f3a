"""What a use case changed, so that each page refreshes only when its own records did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Aggregate(StrEnum):
    """The groups of records that change together."""

    ENTERPRISE = "enterprise"
    LEADER = "leader"
    PAIRING = "pairing"
    UNIT = "unit"
    VISIT = "visit"
    DIFFICULTY = "difficulty"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The ids touched per aggregate; `id` is the record the use case was about, where there is one."""

    touched: Mapping[Aggregate, frozenset[int]] = field(default_factory=dict)
    id: int | None = None

    def __contains__(self, aggregate: Aggregate) -> bool:
        return bool(self.touched.get(aggregate))

    def touches(self, aggregates: Iterable[Aggregate]) -> bool:
        """Whether any of these aggregates changed."""
        return any(aggregate in self for aggregate in aggregates)
