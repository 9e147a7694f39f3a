"""Who is visited when: every paired firm comes up once a round, in trips of one leader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from zhenyu_desk.services.demo.chance import Chance
from zhenyu_desk.services.demo.firms import PlannedFirm

_LONGEST_TRIP = 3
_SHARE_OF_OTHERS = 0.06


def counts_per_day(chance: Chance, days: int, visits: int) -> list[int]:
    """How many visits fall on each of so many working days: busier and quieter ones, `visits` together."""
    weights = [0.2 + 1.6 * chance.draw() for _day in range(days)]
    total = sum(weights)
    counts, reached, sofar = [], 0, 0.0
    for weight in weights:
        sofar += weight
        until = round(visits * sofar / total)
        counts.append(until - reached)
        reached = until
    return counts


class Rounds:
    """An endless row of trips through the firms."""

    def __init__(self, chance: Chance, firms: Sequence[PlannedFirm]) -> None:
        self._chance = chance
        self._paired = [firm for firm in firms if firm.pairings]
        self._others = [firm for firm in firms if not firm.pairings]
        self._trips: list[list[PlannedFirm]] = []

    def next_trips(self, day: date, count: int) -> Iterator[list[PlannedFirm]]:
        """Trips with `count` firms together, none of them twice."""
        seen: set[int] = set()
        while count > 0:
            trip = [firm for firm in self._next_trip(day) if firm.key not in seen][:count]
            seen.update(firm.key for firm in trip)
            count -= len(trip)
            if trip:
                yield trip

    def _next_trip(self, day: date) -> list[PlannedFirm]:
        if self._others and self._chance.often(_SHARE_OF_OTHERS):
            return [self._chance.pick(self._others)]
        if not self._trips:
            self._trips = self._new_round(day)
        return self._trips.pop()

    def _new_round(self, day: date) -> list[list[PlannedFirm]]:
        of_leader: defaultdict[int | None, list[PlannedFirm]] = defaultdict(list)
        for firm in self._chance.shuffled(self._paired):
            of_leader[firm.leader_on(day)].append(firm)
        trips = []
        for firms in of_leader.values():
            while firms:
                length = self._chance.between(1, _LONGEST_TRIP)
                trips.append(firms[:length])
                del firms[:length]
        return self._chance.shuffled(trips)
