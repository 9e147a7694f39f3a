"""From a block copied in a spreadsheet to lines of the grid; for a reader's thread, as it looks up every firm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.near_names import NearNames
from zhenyu_desk.domain.pasted_block import places_from, read_block, read_headings
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.domain.similar import UsualHandling
from zhenyu_desk.domain.visit_lines import DIFFICULTY, Cell, Line, Place, groups, head_row
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.search import search
from zhenyu_desk.services.similar import usual_handling
from zhenyu_desk.store.queries.visit_lines import firms_named, firms_on_lines
from zhenyu_desk.ui.pages.visits.grid.checking import Marks, check
from zhenyu_desk.ui.pages.visits.grid.facts import OfficeFacts
from zhenyu_desk.ui.pages.visits.grid.filling import Filler, Usual, carried_leader
from zhenyu_desk.ui.pages.visits.grid.firms import FirmBook, KnownFirms, read_firms
from zhenyu_desk.ui.widgets.pickers import Choice

Places = Sequence[Place | None]
_USUAL_PARTS = ("有限责任公司", "股份有限公司", "有限公司", "公司")
_PART, _MOST_PARTS, _HITS = 3, 8, 8


@dataclass(frozen=True)
class Block:
    """The rows of a block without its headings, and how its columns are taken at first."""

    rows: list[list[str]]
    places: Places
    headings: tuple[str, ...] = ()


class FirmMatch(NamedTuple):
    """What a pasted name was taken for; `is_exact` where the register has just this name, or had it before."""

    choice: Choice | None
    is_exact: bool


@dataclass(frozen=True)
class Pasted:
    """What would come into the grid: for each row of the block its line, where it gives one, and its marks."""

    lines: list[Line]
    marks: list[Marks]
    line_of_row: list[int | None]
    matches: Mapping[str, FirmMatch]
    known: KnownFirms
    are_visits: bool

    @property
    def count(self) -> tuple[int, int]:
        """How many visits and difficulties these are."""
        return sum(1 for _rows in groups(self.lines)), sum(line.has_difficulty for line in self.lines)


@dataclass(frozen=True)
class Target:
    """Where a block goes: the lines of the grid and the cell it is pasted at."""

    lines: Sequence[Line]
    row: int
    place: Place


def read_pasted(text: str, at: Place) -> Block:
    """The block, its columns known by their headings or else by their order from the cell pasted at."""
    rows = read_block(text)
    places = read_headings(rows[0]) if rows else None
    if places is not None:
        return Block(rows[1:], places, tuple(rows[0]))
    return Block(rows, places_from(at, len(rows[0]) if rows else 0))


def take_block(
    context: AppContext,
    facts: OfficeFacts,
    block: Block,
    places: Places,
    target: Target,
    chosen: Mapping[str, Choice | None],
) -> Pasted:
    """Turn the block into lines; `chosen` are the firms that the user named for pasted names."""
    cells = [_cells(row, places) for row in block.rows]
    matches = match_firms(context, [row.get(Place.FIRM, "") for row in cells])
    firms = {name: match.choice for name, match in matches.items()} | dict(chosen)
    filler = Filler(facts, FirmBook(lambda: context), _usual_by_category(context))
    if Place.FIRM in places:
        lines, line_of_row = _visits(filler, cells, firms, _first_day(target, facts.today))
    else:
        lines, line_of_row = _overlaid(filler, cells, target)
    known = _read_known(context, lines)
    filler.book.take(known)
    filled = [replace(line, checked=True) for line in _filled(filler, lines, target)]
    return Pasted(filled, check(filled, filler.book, facts.today), line_of_row, matches, known, Place.FIRM in places)


def match_firms(context: AppContext, names: Sequence[str]) -> dict[str, FirmMatch]:
    """Each name with the firm that bears it, else the one whose name is nearest; a name of several firms has none."""
    wanted = list(dict.fromkeys(name for name in names if name))
    exact = context.read(firms_named, wanted)
    firms = context.read(firms_on_lines, {key for keys in exact.values() for key in keys})
    found: dict[str, FirmMatch] = {}
    for name in wanted:
        keys = [key for key in exact.get(name, ()) if key in firms]
        if len(keys) == 1:
            found[name] = FirmMatch(Choice(keys[0], firms[keys[0]].name), is_exact=True)
        else:
            found[name] = FirmMatch(None if keys else _nearest(context, name), is_exact=False)
    return found


def _nearest(context: AppContext, name: str) -> Choice | None:
    """The one firm that has the whole name within its own, or the same but for 有限公司 and the like, or most alike."""
    within = _hits(context, name)
    if within:
        return within[0] if len(within) == 1 else None
    core = _core(name)
    parts = [core[start : start + _PART] for start in range(max(1, len(core) - _PART + 1))]
    candidates = {choice.name: choice for part in parts[:_MOST_PARTS] for choice in _hits(context, part)}
    same = [choice for known, choice in candidates.items() if _core(known) == core]
    if same:
        return same[0] if len(same) == 1 else None
    nearest = NearNames(candidates).nearest(name)
    return candidates[nearest] if nearest else None


def _core(name: str) -> str:
    """A name without what says no more than that it is a company."""
    plain = normalise_name(name)
    for part in _USUAL_PARTS:
        plain = plain.removesuffix(part)
    return plain


def _hits(context: AppContext, words: str) -> list[Choice]:
    if not words.strip():
        return []
    return [Choice(hit.id, hit.title) for hit in search(context, words, _HITS) if hit.kind == SearchKind.ENTERPRISE]


def _cells(row: Sequence[str], places: Places) -> dict[Place, str]:
    return {place: text for place, text in zip(places, row, strict=True) if place is not None and text}


def _visits(
    filler: Filler, rows: Sequence[Mapping[Place, str]], firms: Mapping[str, Choice | None], first_day: date
) -> tuple[list[Line], list[int | None]]:
    """New lines. A row without a firm belongs to the one above: merged cells are copied as empty ones."""
    lines: list[Line] = []
    line_of_row: list[int | None] = []
    for row in rows:
        line = _line(filler, row, firms)
        head = head_row(lines, len(lines) - 1) if lines else None
        if not line.further or head is None:
            line = replace(line, further=False)
            if not line[Place.ON].text:
                on = lines[head].day(Place.ON) if head is not None else None
                line = line.put(Place.ON, Cell((on or first_day).isoformat()))
        elif not line.has_difficulty:
            lines[head] = _with_more_words(lines[head], line)
            line_of_row.append(None)
            continue
        else:
            lines[head] = _with_more_words(lines[head], line)
            line = Line(further=True, cells=tuple(line[place] if place in DIFFICULTY else Cell() for place in Place))
        line_of_row.append(len(lines))
        lines.append(line)
    return lines, line_of_row


def _line(filler: Filler, row: Mapping[Place, str], firms: Mapping[str, Choice | None]) -> Line:
    line = Line(further=Place.FIRM not in row)
    for place, text in row.items():
        cell = filler.read_pasted(place, text, firms.get(text) if place is Place.FIRM else None)
        line = line.put(place, cell)
    return line


def _with_more_words(head: Line, more: Line) -> Line:
    """What a row of merged cells still says about how business goes belongs to its visit."""
    words = more[Place.BUSINESS].text
    if not words:
        return head
    former = head[Place.BUSINESS].text
    return head.put(Place.BUSINESS, Cell(f"{former}\n{words}" if former else words, auto=False))


def _overlaid(
    filler: Filler, rows: Sequence[Mapping[Place, str]], target: Target
) -> tuple[list[Line], list[int | None]]:
    """The lines from the one pasted at, with the cells of the block over theirs."""
    lines = list(target.lines[target.row : target.row + len(rows)])
    lines += [Line() for _row in rows[len(lines) :]]
    for number, row in enumerate(rows):
        for place, text in row.items():
            if lines[number].takes(place):
                lines[number] = lines[number].put(place, filler.read_pasted(place, text))
    return lines, list(range(len(lines)))


def _filled(filler: Filler, lines: Sequence[Line], target: Target) -> list[Line]:
    """The lines with leader, unit and time limit where the block gave none."""
    filled: list[Line] = []
    on = target.lines[head_row(target.lines, target.row)].day(Place.ON)
    for line in lines:
        if not line.further:
            line = filler.with_leader(line, carried_leader(filled, len(filled)))
            on = line.day(Place.ON)
        filled.append(filler.with_handling(line, on))
    return filled


def _read_known(context: AppContext, lines: Sequence[Line]) -> KnownFirms:
    days = ((line[Place.FIRM].id, line.day(Place.ON)) for line in lines)
    return read_firms(context, [(key, on) for key, on in days if key is not None and on is not None])


def _first_day(target: Target, today: date) -> date:
    return target.lines[head_row(target.lines, target.row)].day(Place.ON) or today


def _usual_by_category(context: AppContext) -> Usual:
    """For many rows at once the words are not compared: the unit of the category, asked for once."""

    @cache
    def usual(category_id: int) -> UsualHandling:
        return usual_handling(context, category_id, "")

    return lambda category_id, _words: usual(category_id)
