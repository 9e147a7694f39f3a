"""What happens in the invented town, one working day after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.numbering import VISIT_PREFIX
from zhenyu_desk.services.demo.cases import DifficultyMaker, PlannedDifficulty
from zhenyu_desk.services.demo.chance import Chance
from zhenyu_desk.services.demo.firms import PlannedFirm
from zhenyu_desk.services.demo.office import PlannedLeader, PlannedUnit
from zhenyu_desk.services.demo.phrases import Phrases, load
from zhenyu_desk.services.demo.rounds import Rounds, counts_per_day
from zhenyu_desk.services.demo.setting import Numbers, Setting
from zhenyu_desk.services.demo.visits import VisitMaker

_HEARD_ON_VISITS = 0.85
_SECOND = 0.2


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit with its key and number."""

    key: int
    number: str
    given: VisitInput


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What comes into the ledger on one working day: first the visits, then the difficulties."""

    on: date
    visits: list[PlannedVisit]
    difficulties: list[PlannedDifficulty]


class Story:
    """Tells the days once, from the first to the last."""

    def __init__(
        self,
        chance: Chance,
        setting: Setting,
        firms: Sequence[PlannedFirm],
        leaders: Sequence[PlannedLeader],
        units: Sequence[PlannedUnit],
    ) -> None:
        names = load("names")
        self._chance, self._setting, self._firms = chance, setting, firms
        self._leaders = [leader.key for leader in leaders]
        self._rounds = Rounds(chance, firms)
        self._visits = VisitMaker(chance, setting.today, Phrases(load("visits")), names)
        self._difficulties = DifficultyMaker(chance, setting, units, load("difficulties"))
        self._numbers = Numbers(VISIT_PREFIX, setting.next_key["visit"], setting.last_number)

    def days(self, visits: int, difficulties: int) -> Iterator[PlannedDay]:
        """All days with `visits` visits and about `difficulties` difficulties."""
        per_visit = difficulties / visits
        counts = counts_per_day(self._chance, self._setting.present + 1, visits)
        for place, count in enumerate(counts):
            day = PlannedDay(self._setting.workdays[place], [], [])
            for firm, visit in self._visits_of(day.on, count):
                day.visits.append(visit)
                for _heard in range(self._heard(per_visit)):
                    day.difficulties.append(
                        self._difficulties.difficulty(firm, place, visit.given.leader_id, visit.key)
                    )
            for firm in self._callers(per_visit * count):
                leader_key = firm.leader_on(day.on)
                day.difficulties.append(self._difficulties.difficulty(firm, place, leader_key, None))
            yield day

    def _visits_of(self, on: date, count: int) -> Iterator[tuple[PlannedFirm, PlannedVisit]]:
        for trip, firms in enumerate(self._rounds.next_trips(on, count), start=1):
            companions = self._visits.companions()
            trip_no = f"{on:%Y%m%d}-{trip}" if len(firms) > 1 else ""
            for firm in firms:
                leader_key = firm.leader_on(on) or self._chance.pick(self._leaders)
                given = self._visits.visit(firm, leader_key, on, trip_no, companions)
                yield firm, PlannedVisit(*self._numbers.next(on.year), given)

    def _heard(self, per_visit: float) -> int:
        """How many difficulties are heard on a visit."""
        if not self._chance.often(per_visit * _HEARD_ON_VISITS / (1 + _SECOND)):
            return 0
        return 2 if self._chance.often(_SECOND) else 1

    def _callers(self, expected: float) -> Iterator[PlannedFirm]:
        """The firms that call, write or meet the office on a day that leads to so many difficulties."""
        whole, rest = divmod(expected * (1 - _HEARD_ON_VISITS), 1)
        for _caller in range(int(whole) + self._chance.often(rest)):
            yield self._chance.pick(self._firms)
