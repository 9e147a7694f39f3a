"""流水录入: visits as lines of a grid.

A line is a visit with its first difficulty, or a further difficulty of the visit above. A cell keeps text: a date as
2026-11-20, a trend as its word, moves as words between 、, a firm or a unit by name with its id. What was not
understood stays as typed, so that nothing is lost and the line can be marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

from zhenyu_desk.domain.terms import Level, Move

MOVE_SEPARATOR = "、"


class Place(IntEnum):
    """The columns, in order; the value is the column's number."""

    ON = 0
    FIRM = 1
    LEADER = 2
    OUTPUT = 3
    ORDERS = 4
    STAFF = 5
    BUSINESS = 6
    MOVES = 7
    CATEGORY = 8
    TITLE = 9
    UNIT = 10
    DEADLINE = 11


TRENDS = (Place.OUTPUT, Place.ORDERS, Place.STAFF)
DIFFICULTY = (Place.CATEGORY, Place.TITLE, Place.UNIT, Place.DEADLINE)
PICKED = (Place.FIRM, Place.LEADER, Place.CATEGORY, Place.UNIT)
DAYS = (Place.ON, Place.DEADLINE)


class Cell(NamedTuple):
    """What stands in a cell; `id` of the record named, `auto` while the program may still fill it in by itself."""

    text: str = ""
    id: int | None = None
    auto: bool = True


EMPTY = Cell()
LEFT_EMPTY = Cell(auto=False)
_NO_CELLS = (EMPTY,) * len(Place)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid. `level` is that of its difficulty; `checked` once the row was left for the first time."""

    cells: tuple[Cell, ...] = _NO_CELLS
    further: bool = False
    level: Level = Level.LIMITED
    checked: bool = False

    def __getitem__(self, place: Place) -> Cell:
        """The cell in a column."""
        return self.cells[place]

    def put(self, place: Place, cell: Cell) -> Line:
        """The line with another cell in this column."""
        return replace(self, cells=(*self.cells[:place], cell, *self.cells[place + 1 :]))

    def day(self, place: Place) -> date | None:
        """The day in a date column; None where there is none or the text is no date."""
        return day_of(self[place].text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed but, at most, the date."""
        return not any(self[place].text for place in Place if place is not Place.ON)

    @property
    def has_difficulty(self) -> bool:
        """Whether a difficulty stands on this line."""
        return bool(self[Place.CATEGORY].text or self[Place.TITLE].text)

    def takes(self, place: Place) -> bool:
        """Whether the column is one of this line: a further difficulty has no firm, date or trends of its own."""
        return not self.further or place in DIFFICULTY


def day_of(text: str) -> date | None:
    """The day an understood date cell stands for."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moves_of(text: str) -> tuple[Move, ...] | None:
    """The moves an understood cell names; None where one of the words is none."""
    found = [Move.from_word(word) for word in text.split(MOVE_SEPARATOR)] if text else []
    known = tuple(move for move in found if move is not None)
    return known if len(known) == len(found) else None


def next_stop(line: Line, after: Place | None) -> Place | None:
    """Where Enter goes on this line: the next empty cell that still says something; None when the line is done."""
    places = [place for place in Place if after is None or place > after]
    return next((place for place in places if _is_stop(line, place)), None)


def first_stop(line: Line) -> Place:
    """Where work on a line starts: the firm, or the category of a further difficulty."""
    return Place.CATEGORY if line.further else Place.FIRM


def groups(lines: Sequence[Line]) -> Iterator[range]:
    """The rows of each visit: its own line and those of its further difficulties."""
    start = 0
    for row in range(1, len(lines) + 1):
        if row == len(lines) or not lines[row].further:
            if row > start:
                yield range(start, row)
            start = row


def head_row(lines: Sequence[Line], row: int) -> int:
    """The row of the visit a line belongs to."""
    while row > 0 and lines[row].further:
        row -= 1
    return row


def lines_to_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines as JSON values, what is empty left out."""
    return [
        {
            "further": line.further,
            "level": line.level.value,
            "checked": line.checked,
            "cells": {place.name.lower(): list(line[place]) for place in Place if line[place] != EMPTY},
        }
        for line in lines
    ]


def lines_from_json(values: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The lines kept by `lines_to_json`; the first one is always a visit."""
    return [_line_from_json(value, is_first=number == 0) for number, value in enumerate(values)]


def _line_from_json(value: Mapping[str, Any], *, is_first: bool) -> Line:
    cells: Mapping[str, Any] = value["cells"]
    return Line(
        cells=tuple(Cell(*cells.get(place.name.lower(), EMPTY)) for place in Place),
        further=bool(value["further"]) and not is_first,
        level=Level.from_code(value["level"]),
        checked=bool(value["checked"]),
    )


def _is_stop(line: Line, place: Place) -> bool:
    if line[place].text or not line.takes(place):
        return False
    if place is Place.TITLE:
        return line.has_difficulty
    if place is Place.UNIT:
        return line.has_difficulty
    if place is Place.DEADLINE:
        return bool(line[Place.UNIT].text)
    return True
