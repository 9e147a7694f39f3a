"""What the office set up, as the grid needs it: leaders, units, categories, and the time limit the rules give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.rows import CategoryRow, DeadlineRuleRow
from zhenyu_desk.domain.terms import InUse, Level
from zhenyu_desk.domain.visit_lines import Place
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.office import categories, deadline_rules, load_calendar
from zhenyu_desk.store.queries.register import leaders, units
from zhenyu_desk.ui.choices import category_choices, leader_choices, unit_choices
from zhenyu_desk.ui.widgets.pickers import Choice


@dataclass(frozen=True)
class OfficeFacts:
    """A snapshot of the set-up; `choices` are what the picked columns offer."""

    today: date
    leaders: Sequence[Choice]
    units: Sequence[Choice]
    categories: Sequence[CategoryRow]
    rules: Sequence[DeadlineRuleRow]
    calendar: WorkCalendar

    @cached_property
    def choices(self) -> dict[Place, list[Choice]]:
        """Leaders, categories and units in use."""
        return {
            Place.LEADER: list(self.leaders),
            Place.CATEGORY: category_choices(self.categories, in_use=True),
            Place.UNIT: list(self.units),
        }

    def named(self, place: Place, name: str) -> Choice | None:
        """The leader, category or unit written so; a category also as «要素 / 用电», a name also within a longer one.

        A name that could be several ones is none.
        """
        plain = normalise_name(name)
        names = self._by_name[place]
        if plain in names:
            return names[plain]
        within = {choice for known, choice in names.items() if len(plain) > 1 and (plain in known or known in plain)}
        return within.pop() if len(within) == 1 else None

    def category(self, key: int | None) -> CategoryRow | None:
        """A category by id."""
        return next((row for row in self.categories if row.id == key), None)

    def deadline(self, category_id: int, level: Level, on: date) -> date:
        """The day the rules lead to: the rule of the category, else of the one above, else of the level."""
        row = self.category(category_id)
        days = {rule.category_id: rule.days for rule in self.rules if rule.level is level}
        parent = row.parent_id if row else None
        return self.calendar.add_workdays(on, days.get(category_id, days.get(parent, days[None])))

    @cached_property
    def _by_name(self) -> dict[Place, dict[str, Choice]]:
        names = {
            place: {normalise_name(choice.name): choice for choice in reversed(choices)}
            for place, choices in self.choices.items()
        }
        by_id = {choice.id: choice for choice in self.choices[Place.CATEGORY]}
        for row in self.categories:
            if row.in_use is InUse.ACTIVE:
                names[Place.CATEGORY].setdefault(normalise_name(row.full_name), by_id[row.id])
        return names


def read_facts(context: AppContext) -> OfficeFacts:
    """Read the snapshot; a few milliseconds, whatever the size of the ledger."""
    return OfficeFacts(
        today=context.today(),
        leaders=leader_choices(context.read(leaders)),
        units=unit_choices(context.read(units), in_use=True),
        categories=context.read(categories),
        rules=context.read(deadline_rules),
        calendar=context.read(load_calendar),
    )
