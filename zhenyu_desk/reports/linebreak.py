"""Breaks Chinese text into lines by GB/T 15834 and CLREQ (basic level); pure, widths come in with spans."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from itertools import accumulate
from typing import NamedTuple, Protocol

from zhenyu_desk.reports.atoms import Atom, atoms, is_narrow, stretches
from zhenyu_desk.reports.marks import CLOSERS, DASH, ELLIPSIS, NO_END, NO_START, OPENERS, STOPS

_MARKS = NO_START | NO_END | {DASH, ELLIPSIS}
_CAREFUL = re.compile(f"[\n{re.escape(''.join(sorted(_MARKS)))}]|^ | $")
TOLERANCE = 0.01  # points; below what a printer can show


class Kind(Enum):
    """What a unit is to its neighbours."""

    HAN = auto()
    MARK = auto()
    LATIN = auto()
    SPACE = auto()


class Glue(IntEnum):
    """How strongly a unit holds to the one before: a line may begin at FREE, at the others only in need."""

    FREE = 0
    URL = 1
    ATOM = 2
    HARD = 3


class Face(Protocol):
    """A font at a size, as line breaking sees it."""

    @property
    def em(self) -> float:
        """The advance of a full-width character, in points."""

    @property
    def units(self) -> "dict[str, Unit]":
        """Units already made, kept by their text."""

    def advance(self, text: str) -> float:
        """The width of the text in points."""


class Span(NamedTuple):
    """A stretch of text in one face."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Unit:
    """What is placed as one piece: a hanzi, a mark, a Latin word, a run of spaces. Lengths in points."""

    text: str
    face: Face
    kind: Kind
    width: float
    left: float = 0.0  # blank half of an opening mark
    right: float = 0.0  # blank half of a closing mark
    squeezable: bool = False  # whether the blank half may be taken within a line


@dataclass(frozen=True, slots=True)
class Line:
    """The units of one line, without the spaces at its end; `room` in points."""

    units: Sequence[Unit]
    room: float
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Text:
    """One paragraph cut into units; glue[i] binds unit i to the one before."""

    units: list[Unit] = field(default_factory=list)
    glue: list[Glue] = field(default_factory=list)


def overlap(first: Unit, second: Unit) -> tuple[float, float]:
    """What two marks in a row give up to take 1.5 em together: from the first's right, the second's left."""
    if first.right and (second.right or second.left):
        return first.right, 0.0
    if first.left and second.left:
        return 0.0, second.left
    return 0.0, 0.0


def break_lines(spans: Sequence[Span], width: float, first_width: float) -> list[Line]:
    """Set spans into lines `width` points wide, the first of each paragraph (newline) `first_width`."""
    short = _short_line(spans, first_width) if len(spans) == 1 else None
    if short is not None:
        return [short]
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        lines += _break(_parse(paragraph), width, first_width)
    return lines


def _short_line(spans: Sequence[Span], room: float) -> Line | None:
    """A text without marks that fits on one line as it is, such as a date or a name in a table."""
    ((text, face),) = spans
    if not text or _CAREFUL.search(text) is not None:
        return None
    width = face.advance(text)
    return Line([Unit(text, face, Kind.HAN, width)], room, opens=True, closes=True) if width <= room else None


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for text, face in spans:
        head, *rest = text.split("\n")
        current.append(Span(head, face))
        for piece in rest:
            yield current
            current = [Span(piece, face)]
    yield current


def _parse(spans: Sequence[Span]) -> _Text:
    text = _Text()
    joined = "".join(span.text for span in spans)
    if len(spans) == 1:
        _add_in_one_face(text, joined, spans[0].face)
    else:
        _add_in_faces(text, joined, spans)
    _harden(text)
    return text


def _add_in_one_face(text: _Text, joined: str, face: Face) -> None:
    known = face.units
    for stretch in stretches(joined):
        pieces, rest = (stretch.pieces, _rest(stretch)) if isinstance(stretch, Atom) else (stretch, Glue.FREE)
        text.units += [known.get(piece) or make_unit(piece, face) for piece in pieces]
        text.glue += [Glue.FREE, *[rest] * (len(pieces) - 1)]


def _add_in_faces(text: _Text, joined: str, spans: Sequence[Span]) -> None:
    ends = _SpanCutter(spans)
    for atom in atoms(joined):
        parts = [part for piece in atom.pieces for part in ends.cut(piece)]
        text.units += [make_unit(*part) for part in parts]
        text.glue += [Glue.FREE, *[_rest(atom)] * (len(parts) - 1)]


def _rest(atom: Atom) -> Glue:
    return Glue.URL if atom.is_url else Glue.ATOM


class _SpanCutter:
    """Hands out the face of each piece of the joined text, cutting a piece that lies in two spans."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = iter(spans)
        self._left = 0
        self._face: Face

    def cut(self, piece: str) -> Iterator[tuple[str, Face]]:
        while piece:
            while not self._left:
                span = next(self._spans)
                self._left, self._face = len(span.text), span.face
            part, piece = piece[: self._left], piece[self._left :]
            self._left -= len(part)
            yield part, self._face


def make_unit(text: str, face: Face) -> Unit:
    """The unit of a text in a face; equal ones are one object."""
    unit = face.units.get(text)
    if unit is None:
        unit = face.units[text] = _new_unit(text, face)
    return unit


def _new_unit(text: str, face: Face) -> Unit:
    width = face.advance(text)
    if text.isspace():
        return Unit(text, face, Kind.SPACE, width)
    if is_narrow(text):
        return Unit(text, face, Kind.LATIN, width)
    if text[0] not in _MARKS:
        return Unit(text, face, Kind.HAN, width)
    half = face.em / 2 if abs(width - face.em) < TOLERANCE else 0.0
    left = half if text in OPENERS else 0.0
    right = half if text in CLOSERS else 0.0
    return Unit(text, face, Kind.MARK, width, left, right, text not in STOPS)


def _harden(text: _Text) -> None:
    """Raise the glue wherever a mark forbids a break; spaces stay with what stands before them."""
    units, glue = text.units, text.glue
    special = [i for i, unit in enumerate(units) if unit.kind is not Kind.HAN]
    for i in sorted({i for at in special for i in (at, at + 1) if 0 < i < len(units)}):
        unit = units[i]
        before = units[i - 1] if units[i - 1].kind is not Kind.SPACE else _last_shown(units, i)
        if unit.kind is Kind.SPACE or before is None or not may_part(before, unit):
            glue[i] = Glue.HARD
        elif glue[i] is Glue.FREE and unit.kind is units[i - 1].kind is Kind.LATIN:
            glue[i] = Glue.ATOM


def _last_shown(units: Sequence[Unit], end: int) -> Unit | None:
    """The last unit before `end` that is not a space."""
    return next((units[i] for i in range(end - 1, -1, -1) if units[i].kind is not Kind.SPACE), None)


def may_part(before: Unit, after: Unit) -> bool:
    """Whether the marks allow a line to end after one unit and begin with the other."""
    return before.text[-1] not in NO_END and after.text[0] not in NO_START


class _Chunk(NamedTuple):
    """Units that stay on one line; `free` if a line may begin with them other than in need."""

    units: Sequence[Unit]
    free: bool


class _Chunks:
    """The units of a paragraph, where its chunks end, and the width of every stretch of units."""

    def __init__(self, units: Sequence[Unit], ends: Sequence[int], free: Sequence[bool]) -> None:
        self.units, self.ends, self.free = units, ends, free
        self._natural, self._spare = _running_widths(units)

    @classmethod
    def of(cls, text: _Text, width: float, first_width: float) -> "_Chunks":
        """What can't be parted, each part narrow enough for a line of its own."""
        starts = [i for i, glue in enumerate(text.glue) if glue is Glue.FREE]
        ends = [*starts[1:], len(text.units)]
        before = [0.0, *accumulate([unit.width for unit in text.units])]
        widest = max(before[end] - before[start] for start, end in zip(starts, ends, strict=True))
        if widest <= min(width, first_width) and Glue.URL not in text.glue:
            return cls(text.units, ends, [True] * len(ends))
        chunks = list(_fitting_chunks(text, width, first_width))
        units = [unit for chunk in chunks for unit in chunk.units]
        return cls(units, list(accumulate(len(chunk.units) for chunk in chunks)), [chunk.free for chunk in chunks])

    def first_unit(self, chunk: int) -> int:
        """Where a chunk begins among the units."""
        return self.ends[chunk - 1] if chunk else 0

    def widths(self, start: int, end: int) -> tuple[float, float]:
        """The width of a line of these chunks as it would be set, and with every mark squeezed."""
        first = self.first_unit(start)
        last = self.ends[end - 1] - 1 if end > start else -1
        while last >= first and self.units[last].kind is Kind.SPACE:
            last -= 1
        if last < first:
            return 0.0, 0.0
        natural = self._natural[last] - self._natural[first] + self.units[first].width
        fit = natural - self.units[last].right
        return fit, fit - (self._spare[last] - self._spare[first])

    def surely_fitting(self, start: int, room: float) -> int:
        """The first chunk that may not fit on a line which begins with chunk `start`."""
        first = self.first_unit(start)
        over = bisect_right(self._natural, room + self._natural[first] - self.units[first].width, first)
        return max(start, bisect_right(self.ends, over))


def _running_widths(units: Sequence[Unit]) -> tuple[list[float], list[float]]:
    """Up to each unit: the natural width, marks in a row overlapping, and what squeezing could take from it."""
    widths = [unit.width for unit in units]
    spare = [0.0] * len(units)
    marks = [i for i, unit in enumerate(units) if unit.kind is Kind.MARK]
    for i in sorted({i for mark in marks for i in (mark, mark + 1) if 0 < i < len(units)}):
        last, unit = units[i - 1], units[i]
        before, after = overlap(last, unit)
        widths[i] -= before + after
        spare[i] = (last.right - before) * last.squeezable + (unit.left - after) * unit.squeezable
    return list(accumulate(widths)), list(accumulate(spare))


def _break(text: _Text, width: float, first_width: float) -> Iterator[Line]:
    if sum([unit.width for unit in text.units]) <= first_width:
        yield Line(_without_end_spaces(text.units), first_width, opens=True, closes=True)
        return
    chunks = _Chunks.of(text, width, first_width)
    start, count = 0, len(chunks.ends)
    while start < count:
        room = width if start else first_width
        end = _line_end(chunks, start, room)
        units = _without_end_spaces(chunks.units[chunks.first_unit(start) : chunks.ends[end - 1]])
        yield Line(units, room, opens=start == 0, closes=end >= count)
        start = end


def _without_end_spaces(units: Sequence[Unit]) -> Sequence[Unit]:
    end = len(units)
    while end and units[end - 1].kind is Kind.SPACE:
        end -= 1
    return units[:end]


def _line_end(chunks: _Chunks, start: int, room: float) -> int:
    """The chunk after the line: squeeze one more in where the line would else be a character short."""
    count = len(chunks.ends)
    for end in range(chunks.surely_fitting(start, room), count):
        fit, tight = chunks.widths(start, end + 1)
        if fit > room + TOLERANCE:
            slack = room - chunks.widths(start, end)[0]
            squeezed = tight <= room + TOLERANCE and slack >= chunks.units[chunks.first_unit(end)].face.em
            return _free_end(chunks, start, end + 1 if squeezed or end == start else end)
    return count


def _free_end(chunks: _Chunks, start: int, end: int) -> int:
    """The end itself, or the nearest one before it that cuts no word."""
    for i in range(end, start, -1):
        if i == len(chunks.ends) or chunks.free[i]:
            return i
    return end


def _fitting_chunks(text: _Text, width: float, first_width: float) -> Iterator[_Chunk]:
    """What can't be parted, each part narrow enough for a line of its own."""
    start = 0
    for end in range(1, len(text.units) + 1):
        if end == len(text.units) or text.glue[end] is Glue.FREE:
            limit = width if start else min(width, first_width)
            yield from _loosen(text, start, end, Glue.FREE, limit)
            start = end


def _loosen(text: _Text, start: int, end: int, level: Glue, limit: float) -> Iterator[_Chunk]:
    """Part text[start:end] where it holds least, until the parts fit; addresses from a quarter line on."""
    units = text.units[start:end]
    free = text.glue[start] <= Glue.URL
    is_url = level is Glue.FREE and Glue.URL in text.glue[start + 1 : end]
    if _tight(units) <= (limit / 4 if is_url else limit) + TOLERANCE:
        yield _Chunk(units, free)
    elif level is Glue.ATOM:
        for i, part in enumerate(_letters(units, limit)):
            yield _Chunk(part, free and i == 0)
    else:
        weaker = Glue(level + 1)
        for i in range(start + 1, end + 1):
            if i == end or text.glue[i] <= weaker:
                yield from _loosen(text, start, i, weaker, limit)
                start = i


def _letters(units: Sequence[Unit], limit: float) -> Iterator[Sequence[Unit]]:
    """The last resort for a word wider than the column: part it between letters."""
    part: list[Unit] = []
    for unit in units:
        for letter in unit.text if unit.kind is Kind.LATIN else [unit.text]:
            piece = make_unit(letter, unit.face)
            if part and piece.kind is not Kind.SPACE and _parts_in_need(part, piece, limit):
                yield part
                part = []
            part.append(piece)
    yield part


def _parts_in_need(part: list[Unit], piece: Unit, limit: float) -> bool:
    """Between letters, or where nothing else keeps the text within the column."""
    if Kind.LATIN in (part[-1].kind, piece.kind) and may_part(part[-1], piece):
        return True
    return _tight([*part, piece]) > limit + TOLERANCE


def _tight(units: Sequence[Unit]) -> float:
    """The width of a line of these units with every mark squeezed."""
    return _Chunks(units, [len(units)], [True]).widths(0, 1)[1] if units else 0.0
