"""The whole invention as plain values: the same seed and setting give the same plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhenyu_desk.services.demo.chance import Chance
from zhenyu_desk.services.demo.firms import FirmMaker, PlannedFirm
from zhenyu_desk.services.demo.office import PlannedLeader, PlannedUnit, plan_leaders, plan_units
from zhenyu_desk.services.demo.phrases import load
from zhenyu_desk.services.demo.setting import Setting
from zhenyu_desk.services.demo.sizes import Sizes
from zhenyu_desk.services.demo.story import PlannedDay, Story


@dataclass(frozen=True)
class Plan:
    """Units, leaders and firms; the days are told one after another, since there may be a million visits."""

    setting: Setting
    sizes: Sizes
    seed: int
    units: list[PlannedUnit]
    leaders: list[PlannedLeader]
    firms: list[PlannedFirm]

    def days(self) -> Iterator[PlannedDay]:
        """Every working day up to today that has a visit or a difficulty, the same each time it is asked."""
        story = Story(Chance(f"{self.seed}:days"), self.setting, self.firms, self.leaders, self.units)
        return story.days(self.sizes.visits, self.sizes.difficulties)


def make_plan(setting: Setting, sizes: Sizes, seed: int) -> Plan:
    """Invent the office and its firms; the days follow when they are asked for."""
    names = load("names")
    office = Chance(f"{seed}:office")
    units = plan_units(office, setting, sizes, load("units"), names)
    leaders = plan_leaders(office, setting, sizes, names)
    firms = list(FirmMaker(Chance(f"{seed}:firms"), setting, sizes, leaders, names).firms())
    return Plan(setting, sizes, seed, units, leaders, firms)
