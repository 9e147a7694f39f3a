"""Puts what was typed into a line, and what follows from it: the leader of the firm, the unit and the time limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhenyu_desk.domain.line_words import (
    day_by_word,
    moves_text,
    nearest_past,
    read_moves,
    read_trend,
    says_no_difficulty,
    says_nothing,
    without_time,
)
from zhenyu_desk.domain.similar import UsualHandling
from zhenyu_desk.domain.terms import Level
from zhenyu_desk.domain.visit_lines import (
    DAYS,
    DIFFICULTY,
    EMPTY,
    LEFT_EMPTY,
    PICKED,
    TRENDS,
    Cell,
    Line,
    Place,
    head_row,
)
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.ui.pages.visits.grid.facts import OfficeFacts
from zhenyu_desk.ui.pages.visits.grid.firms import FirmBook
from zhenyu_desk.ui.widgets.day_text import read_day
from zhenyu_desk.ui.widgets.pickers import Choice

_MAY_LACK = (*TRENDS, Place.MOVES, Place.LEADER, Place.UNIT, Place.DEADLINE)
Usual = Callable[[int, str], UsualHandling]
"""Who handles a difficulty of a category with these words, and at which level."""


@dataclass(frozen=True)
class Filler:
    """Knows the office, the firms, and how like cases were handled."""

    facts: OfficeFacts
    book: FirmBook
    usual: Usual

    def read_cell(self, place: Place, text: str, choice: Choice | None = None) -> Cell:
        """A cell for what was typed or chosen; text that is not understood is kept as it is."""
        return self._read(place, text, choice, by_keys=True)

    def read_pasted(self, place: Place, text: str, choice: Choice | None = None) -> Cell:
        """A cell for what stands in a spreadsheet: taken by its words, not by the keys that one types for them."""
        if place in _MAY_LACK and says_nothing(text):
            return LEFT_EMPTY
        return self._read(place, text, choice, by_keys=False)

    def put(self, lines: Sequence[Line], row: int, place: Place, cell: Cell) -> list[Line]:
        """All lines of the visit at `row`, with this cell and what follows from it."""
        head = head_row(lines, row)
        end = next((number for number in range(head + 1, len(lines)) if not lines[number].further), len(lines))
        group = [*lines[head:end]]
        group[row - head] = group[row - head].put(place, cell)
        if place in (Place.ON, Place.FIRM):
            group[0] = self.with_leader(group[0], carried_leader(lines, head))
        on = group[0].day(Place.ON)
        for number, line in enumerate(group):
            if place is Place.ON or (place in DIFFICULTY and number == row - head):
                group[number] = self.with_handling(line, on)
        return group

    def with_leader(self, line: Line, carried: Cell) -> Line:
        """The firm's main leader on that day, else the one of the line above, unless the user named another."""
        firm, on = self.book.firm(line[Place.FIRM].id), line.day(Place.ON)
        if not line[Place.LEADER].auto or firm is None or on is None:
            return line
        main = firm.main_on(on)
        return line.put(Place.LEADER, Cell(main.leader_name, main.leader_id) if main else carried._replace(auto=True))

    def with_handling(self, line: Line, on: date | None) -> Line:
        """The unit that usually handles such a difficulty and the day the rules lead to, unless the user chose."""
        category = line[Place.CATEGORY].id
        if category is None:
            return _without_proposals(line)
        level = line.level
        if line[Place.UNIT].auto:
            usual = self.usual(category, line[Place.TITLE].text)
            level = usual.level or Level.LIMITED
            unit = next((choice for choice in self.facts.units if choice.id == usual.unit_id), None)
            line = replace(line, level=level).put(Place.UNIT, Cell(unit.name, unit.id) if unit else EMPTY)
        if line[Place.DEADLINE].auto:
            has_unit = line[Place.UNIT].id is not None and on is not None
            day = self.facts.deadline(category, level, on) if has_unit and on else None
            line = line.put(Place.DEADLINE, Cell(day.isoformat()) if day else EMPTY)
        return line

    def _read(self, place: Place, text: str, choice: Choice | None, *, by_keys: bool) -> Cell:
        typed = text.strip()
        if choice is not None:
            return Cell(choice.name, choice.id, auto=False)
        if not typed:
            return LEFT_EMPTY
        return Cell(*self._understood(place, typed, by_keys=by_keys), auto=False)

    def _understood(self, place: Place, typed: str, *, by_keys: bool) -> tuple[str, int | None]:
        if place in DAYS:
            return self._day(typed, is_past=place is Place.ON), None
        if place in TRENDS:
            trend = read_trend(typed, by_keys=by_keys)
            return (trend.word if trend else typed), None
        if place is Place.MOVES:
            moves = read_moves(typed, by_keys=by_keys)
            return (typed if moves is None else moves_text(moves)), None
        if place in (Place.CATEGORY, Place.TITLE) and says_no_difficulty(typed):
            return "", None
        if place in PICKED and place is not Place.FIRM:
            known = self.facts.named(place, typed)
            return (known.name, known.id) if known else (typed, None)
        return typed, None

    def _day(self, typed: str, *, is_past: bool) -> str:
        today = self.facts.today
        by_word = day_by_word(typed, today) if is_past else None
        if by_word is not None:
            return by_word.isoformat()
        try:
            day = read_day(without_time(typed), today)
        except RuleBroken:
            return typed
        assert day is not None  # the text is not blank
        return (nearest_past(typed, day, today) if is_past else day).isoformat()


def carried_leader(lines: Sequence[Line], row: int) -> Cell:
    """The leader of the visit above this row."""
    return lines[head_row(lines, row - 1)][Place.LEADER] if row > 0 else EMPTY


def _without_proposals(line: Line) -> Line:
    for place in (Place.UNIT, Place.DEADLINE):
        if line[place].auto:
            line = line.put(place, EMPTY)
    return line
