"""How large an invented ledger is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Sizes:
    """What is made: so many visits, about so many difficulties, over so many full months up to today."""

    firms: int
    paired: int
    leaders: int
    units: int
    visits: int
    difficulties: int
    months: int = 24

    @classmethod
    def for_visits(cls, visits: int) -> Sizes:
        """The sizes of a ledger with so many visits: firms grow with it up to 5,000, then the years do."""
        firms = min(5_000, max(160, visits // 7))
        return cls(
            firms=firms,
            paired=firms * 3 // 4,
            leaders=min(60, max(12, firms // 30)),
            units=min(40, max(14, firms // 50)),
            visits=visits,
            difficulties=visits * 2 // 5,
            months=120 if visits > 200_000 else 24,
        )


class Scale(StrEnum):
    """The sizes that are offered by name."""

    TOWN = "town"
    COUNTY = "county"
    MILLION = "million"


SIZES: dict[Scale, Sizes] = {
    Scale.TOWN: Sizes(firms=160, paired=120, leaders=12, units=14, visits=1_000, difficulties=450),
    Scale.COUNTY: Sizes.for_visits(14_400),
    Scale.MILLION: Sizes.for_visits(1_000_000),
}
