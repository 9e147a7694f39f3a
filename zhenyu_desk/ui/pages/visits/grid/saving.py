"""From lines to what the ledger takes, and from its refusal back to the cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhenyu_desk.domain.inputs import MAX_NAME, DifficultyInput, VisitInput, validate
from zhenyu_desk.domain.line_words import read_trend
from zhenyu_desk.domain.trips import trip_no
from zhenyu_desk.domain.visit_lines import Line, Place, groups, moves_of
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services.visits import RefusedVisit

Given = tuple[VisitInput, list[DifficultyInput]]
_SHORT_TITLE = 60
_PLACE_OF_FIELD = {
    "on": Place.ON,
    "enterprise_id": Place.FIRM,
    "leader_id": Place.LEADER,
    "business": Place.BUSINESS,
    "moves": Place.MOVES,
    "category_id": Place.CATEGORY,
    "title": Place.TITLE,
    "words": Place.TITLE,
    "unit_id": Place.UNIT,
    "assign_unit_id": Place.UNIT,
    "deadline": Place.DEADLINE,
    "new_deadline": Place.DEADLINE,
}


@dataclass(frozen=True)
class Pile:
    """The visits to register and, for each, its rows in the grid."""

    given: list[Given]
    rows: list[range]

    @property
    def difficulties(self) -> int:
        """How many difficulties there are in all."""
        return sum(len(heard) for _visit, heard in self.given)


def gather(lines: Sequence[Line], companions: str) -> Pile:
    """The visits of all lines that are not blank; a RefusedVisit names the place of the first one that can't be."""
    filled = filled_groups(lines)
    given = []
    for place, rows in enumerate(filled):
        try:
            given.append(_visit([lines[row] for row in rows], companions))
        except RuleBroken as problem:
            raise RefusedVisit(place, problem) from None
    return Pile(given, filled)


def count(lines: Sequence[Line]) -> tuple[int, int]:
    """How many visits and difficulties the lines hold."""
    return len(filled_groups(lines)), sum(line.has_difficulty for line in lines)


def filled_groups(lines: Sequence[Line]) -> list[range]:
    """The rows of each visit on which something stands."""
    return [rows for rows in groups(lines) if not all(lines[row].is_blank for row in rows)]


def cell_of(problem: RefusedVisit, lines: Sequence[Line], rows: range) -> tuple[int, Place]:
    """The cell that a refusal is about, as far as it says so; else the firm."""
    place = _PLACE_OF_FIELD.get(problem.field or "", Place.FIRM)
    if place < Place.CATEGORY:
        return rows[0], place
    return next((row for row in rows if lines[row].has_difficulty), rows[0]), place


def _visit(lines: Sequence[Line], companions: str) -> Given:
    head = lines[0]
    on, leader = head.day(Place.ON), head[Place.LEADER].id
    visit = validate(
        VisitInput,
        {
            "on": on,
            "enterprise_id": head[Place.FIRM].id,
            "leader_id": leader,
            "trip_no": trip_no(on, leader) if on is not None and leader is not None else "",
            "companions": companions,
            "output_trend": read_trend(head[Place.OUTPUT].text),
            "order_trend": read_trend(head[Place.ORDERS].text),
            "staff_trend": read_trend(head[Place.STAFF].text),
            "business": head[Place.BUSINESS].text,
            "moves": moves_of(head[Place.MOVES].text) or (),
        },
    )
    return visit, [_difficulty(line, visit) for line in lines if line.has_difficulty]


def _difficulty(line: Line, visit: VisitInput) -> DifficultyInput:
    unit = line[Place.UNIT].id
    values: Mapping[str, object] = {
        "enterprise_id": visit.enterprise_id,
        "reported_on": visit.on,
        "leader_id": visit.leader_id,
        "category_id": line[Place.CATEGORY].id,
        "level": line.level,
        "assign_unit_id": unit,
        "deadline": line.day(Place.DEADLINE) if unit is not None else None,
        **_title(line[Place.TITLE].text),
    }
    return validate(DifficultyInput, values)


def _title(text: str) -> dict[str, str]:
    """A text that is too long for a title is kept whole as the firm's own words, its beginning as the title."""
    first = text.split("\n", 1)[0]
    if text == first and len(text) <= MAX_NAME:
        return {"title": text}
    short = first if len(first) <= _SHORT_TITLE else f"{first[: _SHORT_TITLE - 1]}…"
    return {"title": short, "words": text}
