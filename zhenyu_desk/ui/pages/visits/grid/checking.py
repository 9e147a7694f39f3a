"""What is wrong or doubtful on the lines, cell by cell, in one sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from zhenyu_desk.domain.days import is_plausible
from zhenyu_desk.domain.inputs import MAX_TEXT
from zhenyu_desk.domain.line_words import read_trend
from zhenyu_desk.domain.visit_lines import PICKED, TRENDS, Line, Place, day_of, groups, moves_of
from zhenyu_desk.i18n import N_, _, format_date
from zhenyu_desk.ui.pages.visits.grid.firms import FirmBook


class MarkKind(Enum):
    """How much a mark matters: WRONG must be mended, ASK is asked about once when saving, NOTE is only said."""

    WRONG = "wrong"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """The remark on a cell."""

    kind: MarkKind
    sentence: str


Marks = Mapping[Place, Mark]
_UNKNOWN = {
    Place.FIRM: N_(
        "No firm «{text}» is in the register; choose one from the list or enter it on the page Enterprises first."
    ),
    Place.LEADER: N_("No leader is called «{text}»; choose one from the list."),
    Place.CATEGORY: N_("There is no category «{text}» in use; choose one from the list."),
    Place.UNIT: N_("No unit is called «{text}»; choose one from the list or leave it empty."),
}


def check(lines: Sequence[Line], book: FirmBook, today: date) -> list[Marks]:
    """The marks of each line. What is missing counts once a line was left; what is wrong always."""
    days = ((line[Place.FIRM].id, line.day(Place.ON)) for line in lines)
    book.ensure([(key, on) for key, on in days if key is not None and on is not None])
    marks: list[Marks] = [{} for _line in lines]
    seen: dict[tuple[int, date], int] = {}
    for rows in groups(lines):
        if all(lines[row].is_blank for row in rows):
            continue
        head = lines[rows[0]]
        on = head.day(Place.ON)
        for row in rows:
            line = lines[row]
            if not line.further or not line.is_blank:
                found = ({} if line.further else _visit(line, book, today)) | _difficulty(line, on)
                marks[row] = found if line.checked else _without_missing(line, found)
        key = (head[Place.FIRM].id, on)
        if key[0] is not None and key[1] is not None:
            marks[rows[0]] = _twice(key[0], key[1], seen, rows[0], book) | dict(marks[rows[0]])
    return marks


def first_wrong(marks: Sequence[Marks]) -> tuple[int, Place] | None:
    """The row and column of the first cell that must be mended."""
    for row, found in enumerate(marks):
        for place in sorted(found):
            if found[place].kind is MarkKind.WRONG:
                return row, place
    return None


def _visit(line: Line, book: FirmBook, today: date) -> dict[Place, Mark]:
    found = _unknown(line) | _date(line, book, today)
    if not line[Place.FIRM].text:
        found[Place.FIRM] = _wrong(_("Choose the firm."))
    if not line[Place.LEADER].text:
        found[Place.LEADER] = _wrong(_("Choose the leader."))
    elif line[Place.LEADER].id is not None and (words := _about_leader(line, book)):
        found[Place.LEADER] = Mark(MarkKind.NOTE, words)
    for place in TRENDS:
        if line[place].text and read_trend(line[place].text) is None:
            found[place] = _wrong(_("«{text}» is no trend; press 1, 2 or 3.").format(text=line[place].text))
    if moves_of(line[Place.MOVES].text) is None:
        sentence = _("«{text}» is not among the moves; write their numbers or initials, such as 1 3.")
        found[Place.MOVES] = _wrong(sentence.format(text=line[Place.MOVES].text))
    if len(line[Place.BUSINESS].text) > MAX_TEXT:
        found[Place.BUSINESS] = _too_long(line, Place.BUSINESS)
    return found


def _date(line: Line, book: FirmBook, today: date) -> dict[Place, Mark]:
    text, on = line[Place.ON].text, line.day(Place.ON)
    if not text:
        return {Place.ON: _wrong(_("Give the date of the visit."))}
    if on is None or not is_plausible(on):
        return {Place.ON: _no_date(text)}
    if on > today:
        sentence = _("The visit date {day} lies in the future; a visit is written down once it has taken place.")
        return {Place.ON: _wrong(sentence.format(day=format_date(on)))}
    firm = book.firm(line[Place.FIRM].id)
    if firm is not None and firm.founded is not None and on < firm.founded:
        sentence = _("On {day} the firm did not exist yet; it was founded on {founded}.")
        return {Place.ON: _wrong(sentence.format(day=format_date(on), founded=format_date(firm.founded)))}
    return {}


def _about_leader(line: Line, book: FirmBook) -> str:
    firm, on, leader = book.firm(line[Place.FIRM].id), line.day(Place.ON), line[Place.LEADER].id
    if firm is None or on is None or leader is None or firm.is_paired(leader, on):
        return ""
    main = firm.main_on(on)
    if main is None:
        return _("This firm has no main leader on that day.")
    return _("Not the paired leader (that is {name}).").format(name=main.leader_name)


def _difficulty(line: Line, on: date | None) -> dict[Place, Mark]:
    found = _unknown(line) if line.further else {}
    category, title, unit, deadline = (
        line[place] for place in (Place.CATEGORY, Place.TITLE, Place.UNIT, Place.DEADLINE)
    )
    if title.text and not category.text:
        found[Place.CATEGORY] = _wrong(_("Choose the category."))
    if not title.text and (category.text or (line.further and (unit.text or deadline.text))):
        found[Place.TITLE] = _wrong(_("Say what is difficult."))
    if len(title.text) > MAX_TEXT:
        found[Place.TITLE] = _too_long(line, Place.TITLE)
    if deadline.text:
        day = day_of(deadline.text)
        if day is None or not is_plausible(day):
            found[Place.DEADLINE] = _no_date(deadline.text)
        elif on is not None and day < on:
            found[Place.DEADLINE] = _wrong(_("The time limit lies before the visit."))
        elif not unit.text:
            found[Place.UNIT] = _wrong(_("A time limit needs the unit that has to keep it."))
    return found


def _unknown(line: Line) -> dict[Place, Mark]:
    return {
        place: _wrong(_(_UNKNOWN[place]).format(text=line[place].text))
        for place in PICKED
        if line[place].text and line[place].id is None
    }


def _twice(firm: int, on: date, seen: dict[tuple[int, date], int], row: int, book: FirmBook) -> dict[Place, Mark]:
    numbers = book.visits(firm, on)
    former = seen.setdefault((firm, on), row)
    if numbers:
        sentence = _("{number} is already a visit to this firm on that day.").format(number="、".join(numbers))
    elif former != row:
        sentence = _("A line above is a visit to this firm on that day, too.")
    else:
        return {}
    return {Place.FIRM: Mark(MarkKind.ASK, sentence)}


def _without_missing(line: Line, found: Mapping[Place, Mark]) -> Marks:
    return {place: mark for place, mark in found.items() if line[place].text}


def _too_long(line: Line, place: Place) -> Mark:
    count = len(line[place].text)
    return _wrong(_("{count} characters, {over} too many.").format(count=count, over=count - MAX_TEXT))


def _no_date(text: str) -> Mark:
    return _wrong(_("«{text}» is not a date; write it like 2026-10-8, 10.8 or 20261008.").format(text=text))


def _wrong(sentence: str) -> Mark:
    return Mark(MarkKind.WRONG, sentence)
