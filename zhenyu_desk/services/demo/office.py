"""The invented office: units that handle, leaders that are paired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from zhenyu_desk.domain.inputs import LeaderInput, UnitInput
from zhenyu_desk.services.demo.chance import Chance
from zhenyu_desk.services.demo.setting import Setting
from zhenyu_desk.services.demo.sizes import Sizes

# 199 0000 xxxx is not given to anybody.
_MOBILES = "1990000"


def mobile(chance: Chance) -> str:
    """A mobile number that belongs to nobody."""
    return f"{_MOBILES}{chance.between(0, 9999):04d}"


def person(chance: Chance, names: dict[str, list[str]]) -> str:
    """The name of an invented person."""
    return chance.pick(names["surnames"]) + chance.pick(names["given"])


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit with its key and the categories it is proposed for; not `is_new` if the ledger has it."""

    key: int
    given: UnitInput
    categories: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class PlannedLeader:
    """A leader with the key it will have."""

    key: int
    given: LeaderInput


def plan_units(
    chance: Chance, setting: Setting, sizes: Sizes, units: Any, names: dict[str, list[str]]
) -> list[PlannedUnit]:
    """The usual units of a town, then villages and communities as further ones."""
    wanted = [(unit["name"], unit["contact"], tuple(unit["categories"])) for unit in units]
    further = [f"{area}{suffix}" for suffix in ("居民委员会", "企业服务站", "网格工作站") for area in names["areas"]]
    wanted += [(name, person(chance, names), ()) for name in further[: max(0, sizes.units - len(wanted))]]
    planned = []
    key = setting.next_key["unit"]
    for name, contact, categories in wanted:
        known = setting.unit_keys.get(name)
        given = UnitInput(name=name, contact=contact, phone=mobile(chance))
        planned.append(PlannedUnit(key if known is None else known, given, categories, known is None))
        key += known is None
    return planned


def plan_leaders(chance: Chance, setting: Setting, sizes: Sizes, names: dict[str, list[str]]) -> list[PlannedLeader]:
    """Leaders in rank order; the first ones have the rare characters of real name lists."""
    people = dict.fromkeys(names["leaders"][: sizes.leaders])
    while len(people) < sizes.leaders:
        people.setdefault(person(chance, names))
    in_office_from = setting.first_day - timedelta(days=500)
    planned = []
    for rank, name in enumerate(people, start=1):
        in_town = rank <= len(names["leader_posts"])
        given = LeaderInput(
            name=name,
            post=names["leader_posts"][rank - 1] if in_town else chance.pick(names["further_posts"]),
            rank=rank,
            field=names["leader_fields"][rank - 1] if in_town else "",
            liaison=person(chance, names),
            in_office_from=in_office_from,
        )
        planned.append(PlannedLeader(setting.next_key["leader"] + rank - 1, given))
    return planned
