"""What invented firms find hard, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhenyu_desk.domain.inputs import DifficultyInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.numbering import DIFFICULTY_PREFIX
from zhenyu_desk.domain.terms import Level, Source, Urgency
from zhenyu_desk.services.demo.chance import Chance, Deck, repeated
from zhenyu_desk.services.demo.firms import PlannedFirm
from zhenyu_desk.services.demo.life import Life
from zhenyu_desk.services.demo.office import PlannedUnit
from zhenyu_desk.services.demo.patterns import WHOLE_LIVES, PatternChooser, on_the_spot
from zhenyu_desk.services.demo.phrases import Phrases
from zhenyu_desk.services.demo.setting import Numbers, Setting

_LEVELS = repeated({Level.AT_ONCE: 2, Level.LIMITED: 10, Level.COORDINATE: 6, Level.REPORT_UP: 2})
_OTHER_SOURCES = repeated({Source.CALL: 4, Source.HOTLINE: 3, Source.MEETING: 2, Source.LETTER: 1, Source.OTHER: 1})

_SHARED = ("project", "permit", "road_thing", "material_d", "line_d", "job_d", "grade", "honour_d", "topic_d")


@dataclass(frozen=True, slots=True)
class PlannedDifficulty:
    """A difficulty with its key, number, the visit it was heard on, and its life so far."""

    key: int
    number: str
    visit_key: int | None
    given: DifficultyInput
    steps: tuple[Step, ...]


class DifficultyMaker:
    """Invents difficulties in the order of the days they are reported on."""

    def __init__(self, chance: Chance, setting: Setting, units: Sequence[PlannedUnit], words: dict[str, Any]) -> None:
        self._chance, self._setting, self._words = chance, setting, words
        lists = {name: said for name, said in words.items() if isinstance(said, list)}
        self._handling = Phrases(lists | words["slots"])
        kinds = {name: kind for name, kind in words.items() if "cases" in kind and name in setting.categories}
        self._said = {
            name: [
                _Said(Phrases(words["slots"] | case | {"title": [case["title"]]}), "{q}" in case["title"])
                for case in kind["cases"]
            ]
            for name, kind in kinds.items()
        }
        self._slots = words["slots"]
        self._categories = Deck(chance, repeated({name: kind["weight"] for name, kind in kinds.items()}))
        self._units = [unit.key for unit in units]
        self._unit_of = {name: unit.key for unit in units for name in unit.categories}
        spot_refused = [pattern for pattern in WHOLE_LIVES if pattern is not on_the_spot]
        self._patterns = PatternChooser(Deck(chance, WHOLE_LIVES), Deck(chance, spot_refused))
        self._numbers = Numbers(DIFFICULTY_PREFIX, setting.next_key["difficulty"], setting.last_number)

    def difficulty(
        self, firm: PlannedFirm, place: int, leader_key: int | None, visit_key: int | None
    ) -> PlannedDifficulty:
        """What this firm finds hard on the working day at `place`."""
        chance = self._chance
        day = self._setting.workdays[place]
        category = self._categories.draw()
        level = chance.pick(_LEVELS)
        lead, other = self._unit_of.get(category, self._units[0]), chance.pick(self._units)
        given = DifficultyInput(
            enterprise_id=firm.key,
            reported_on=day,
            category_id=self._setting.categories[category],
            source=chance.pick(_OTHER_SOURCES) if visit_key is None else Source.VISIT,
            level=level,
            urgency=Urgency.URGENT if chance.often(0.12) else Urgency.NORMAL,
            contact=firm.host,
            leader_id=leader_key,
            supporting_unit_ids=(other,) if other != lead and chance.often(0.15) else (),
            **self._told(category),
        )
        days = self._setting.working_days[given.category_id, level]
        life = Life(chance, self._setting, self._handling, place, days, (lead, other))
        self._patterns.choose(life.age, visit_key is not None)(life)
        return PlannedDifficulty(*self._numbers.next(day.year), visit_key, given, life.steps())

    def _told(self, category: str) -> dict[str, Any]:
        """Title, the firm's words, and the amount where they speak of one."""
        said = self._chance.pick(self._said[category])
        least, most, step = self._words[category]["quantity"]
        amount = self._chance.between(least // step, most // step) * step
        # The same for both, so that title and words speak of one thing.
        given = {slot: self._chance.pick(self._slots[slot]) for slot in _SHARED} | {"q": str(amount)}
        return {
            "title": said.phrases.say(self._chance, "title", **given),
            "words": said.phrases.say(self._chance, "words", **given),
            "quantity": Decimal(amount) if said.has_amount else None,
            "quantity_unit": self._words[category]["unit"] if said.has_amount else "",
        }


@dataclass(frozen=True, slots=True)
class _Said:
    """How one kind of difficulty is put, and whether an amount belongs to it."""

    phrases: Phrases
    has_amount: bool
