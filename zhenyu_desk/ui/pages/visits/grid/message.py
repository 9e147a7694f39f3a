"""The sentence below the grid: what is wrong at the cursor or on the row just left, else what can be typed here."""

from __future__ import annotations

from zhenyu_desk.domain.terms import Move, Trend
from zhenyu_desk.domain.visit_lines import TRENDS, Place
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.pages.visits.grid.checking import Mark, MarkKind, Marks
from zhenyu_desk.ui.pages.visits.grid.delegate import SHAPES, TONES
from zhenyu_desk.ui.pages.visits.grid.model import GridModel, titles
from zhenyu_desk.ui.tokens import Token

Message = tuple[str, Token]
_ORDER = list(MarkKind)


def message_for(model: GridModel, row: int, place: Place, left: int | None) -> Message:
    """The words and their tone for the cursor at a cell; `left` is the row the cursor came from."""
    mark = model.mark(row, place)
    if mark is not None:
        return _words(mark), TONES[mark.kind]
    for number in (row, left):
        worst = _worst(model.marks[number]) if number is not None and number < len(model.marks) else None
        if worst is not None and number is not None:
            where = _("{column} of {firm}").format(column=titles()[worst[0]], firm=model.name_of(number))
            return f"{SHAPES[worst[1].kind]} {where}：{worst[1].sentence}", TONES[worst[1].kind]
    return hint_for(model, row, place), Token.SECONDARY


def hint_for(model: GridModel, row: int, place: Place) -> str:
    """What can be typed into a cell."""
    if not model.line(row).takes(place):
        return _("A further difficulty belongs to the firm above; it starts at the category.")
    if place in TRENDS:
        words = (_("{key} {word}").format(key=key, word=trend.label) for key, trend in enumerate(Trend, 1))
        return f"{titles()[place]}：" + " · ".join(words)
    if place is Place.MOVES:
        words = (_("{key} {word}").format(key=key, word=move.label) for key, move in enumerate(Move, 1))
        return f"{titles()[place]}：" + " · ".join(words)
    return {
        Place.ON: _("Date: 11-20, or 20 for that day of this month"),
        Place.FIRM: _("Firm: two or three pinyin initials, part of the name or the credit code"),
        Place.LEADER: _("Leader: pinyin or part of the name"),
        Place.BUSINESS: _("How business goes, in words; Enter leaves it empty"),
        Place.CATEGORY: _("Category: first letters, such as jy; Enter without any means no difficulty"),
        Place.TITLE: _("What is difficult, in the firm's own words"),
        Place.UNIT: _("Lead unit; left empty it is assigned later"),
        Place.DEADLINE: _("Time limit: as the rules give it, or another date"),
    }.get(place, "")


def _words(mark: Mark) -> str:
    return f"{SHAPES[mark.kind]} {mark.sentence}"


def _worst(marks: Marks) -> tuple[Place, Mark] | None:
    found = sorted(marks.items(), key=lambda item: (_ORDER.index(item[1].kind), item[0]))
    return found[0] if found and found[0][1].kind is not MarkKind.NOTE else None
