"""Breaks Chinese text into lines by GB/T 15834 and CLREQ (basic level); pure, widths come in with spans."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import accumulate
from math import inf
from operator import itemgetter, sub
from typing import NamedTuple

from zhenyu_desk.reports.atoms import Atom, atoms, stretches
from zhenyu_desk.reports.marks import NO_END, NO_START
from zhenyu_desk.reports.units import MARKS, TOLERANCE, Face, Kind, Span, Unit, overlap

_CAREFUL = re.compile(f"[\n{re.escape(''.join(sorted(MARKS)))}]|^ | $")


class Glue(IntEnum):
    """How strongly a unit holds to the one before: a line may begin at FREE, at the others only in need."""

    FREE = 0
    URL = 1
    ATOM = 2
    HARD = 3


class Line(NamedTuple):
    """The units of one line, without the spaces at its end; `room` in points."""

    units: Sequence[Unit]
    room: float
    opens: bool
    closes: bool


class _Text:
    """One paragraph cut into units, and what no width changes; glue[i] binds unit i to the one before."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.units: list[Unit] = []
        self.glue: list[Glue] = []
        self.special: list[int] = []
        """The units that may be something else than hanzi."""
        _add(self, spans)
        _harden(self)
        free, mark = Glue.FREE, Kind.MARK
        self.widths = [unit.width for unit in self.units]
        self.ends = [*[i for i, glue in enumerate(self.glue) if glue is free][1:], len(self.units)]
        """Where what can't be parted ends."""
        edges = itemgetter(0, *self.ends)([*accumulate(self.widths, initial=0.0)])
        self.width = edges[-1]
        self.widest = inf if Glue.URL in self.glue else max(map(sub, edges[1:], edges))
        """The width of the widest stretch that can't be parted; with an address, which may have to be, no end."""
        self.running = _running_widths(self.units, self.widths, [i for i in self.special if self.units[i].kind is mark])


class Breakable:
    """A text in spans that is cut into lines, at one width or several; what can be kept between them is."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._short = _short_units(*spans[0]) if len(spans) == 1 else ()
        self._texts: Sequence[_Text] = ()

    def lines(self, width: float, first_width: float) -> Sequence[Line]:
        """Lines `width` points wide, the first of each paragraph (newline) `first_width`."""
        if self._short and max([unit.width for unit in self._short]) <= first_width:
            return [Line([unit], first_width, opens=True, closes=True) for unit in self._short]
        self._texts = self._texts or [_Text(paragraph) for paragraph in _paragraphs(self._spans)]
        return [line for text in self._texts for line in _break(text, width, first_width)]


def _short_units(text: str, face: Face) -> Sequence[Unit]:
    """The paragraphs of a text without marks, such as a date or a name in a table, each in one piece; else none."""
    parts = text.split("\n")
    if not all(parts) or any(map(_CAREFUL.search, parts)):
        return ()
    return [Unit(part, face, Kind.HAN, face.advance(part)) for part in parts]


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for text, face in spans:
        head, *rest = text.split("\n")
        current.append(Span(head, face))
        for piece in rest:
            yield current
            current = [Span(piece, face)]
    yield current


def _add(text: _Text, spans: Sequence[Span]) -> None:
    joined = "".join(span.text for span in spans)
    if len(spans) == 1:
        _add_in_one_face(text, joined, spans[0].face)
    else:
        _add_in_faces(text, joined, spans)


def _add_in_one_face(text: _Text, joined: str, face: Face) -> None:
    units, unit_of = text.units, face.units.__getitem__
    free = Glue.FREE
    for stretch in stretches(joined):
        if isinstance(stretch, str):
            units += map(unit_of, stretch)
            text.glue += [free] * len(stretch)
        else:
            start, count = len(units), len(stretch.pieces)
            units += map(unit_of, stretch.pieces)
            text.glue += [free, *[_rest(stretch)] * (count - 1)] if count > 1 else (free,)
            text.special += range(start, start + count)


def _add_in_faces(text: _Text, joined: str, spans: Sequence[Span]) -> None:
    ends = _SpanCutter(spans)
    for atom in atoms(joined):
        parts = [part for piece in atom.pieces for part in ends.cut(piece)]
        text.units += [face.units[part] for part, face in parts]
        text.glue += [Glue.FREE, *[_rest(atom)] * (len(parts) - 1)]
    text.special += range(len(text.units))


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


def _harden(text: _Text) -> None:
    """Raise the glue wherever a mark forbids a break; spaces stay with what stands before them."""
    units, glue = text.units, text.glue
    space, latin, free, hard = Kind.SPACE, Kind.LATIN, Glue.FREE, Glue.HARD  # looked up once: enums are slow
    for i in _with_next(text.special, len(units)):
        unit, last = units[i], units[i - 1]
        before = last if last.kind is not space else _last_shown(units, i)
        if unit.kind is space or before is None or not may_part(before, unit):
            glue[i] = hard
        elif glue[i] is free and unit.kind is last.kind is latin:
            glue[i] = Glue.ATOM


def _with_next(special: Sequence[int], end: int) -> Sequence[int]:
    """These units and those that follow them, but for the first of all, which follows none."""
    return sorted({*special, *(i + 1 for i in special)} - {0, end})


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

    def __init__(
        self,
        units: Sequence[Unit],
        ends: Sequence[int],
        free: Sequence[bool],
        running: tuple[list[float], list[float]] | None = None,
    ) -> None:
        self.units, self.ends, self.free = units, ends, free
        self._natural, self._spare = running or _running_widths(units, [unit.width for unit in units], marks_in(units))

    @classmethod
    def of(cls, text: _Text, width: float, first_width: float) -> "_Chunks":
        """What can't be parted, each part narrow enough for a line of its own."""
        if text.widest <= min(width, first_width):
            return cls(text.units, text.ends, [True] * len(text.ends), text.running)
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


def marks_in(units: Sequence[Unit]) -> Sequence[int]:
    """Which of the units are marks."""
    mark = Kind.MARK
    return [i for i, unit in enumerate(units) if unit.kind is mark]


def _running_widths(
    units: Sequence[Unit], own: Sequence[float], marks: Sequence[int]
) -> tuple[list[float], list[float]]:
    """Up to each unit: the natural width, marks in a row overlapping, and what squeezing could take from it."""
    widths = [*own]
    spare = [0.0] * len(units)
    for i in _with_next(marks, len(units)):
        last, unit = units[i - 1], units[i]
        before, after = overlap(last, unit)
        widths[i] -= before + after
        spare[i] = (last.right - before) * last.squeezable + (unit.left - after) * unit.squeezable
    return list(accumulate(widths)), list(accumulate(spare))


def _break(text: _Text, width: float, first_width: float) -> Iterator[Line]:
    if text.width <= first_width:
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
    end, space = len(units), Kind.SPACE
    while end and units[end - 1].kind is space:
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
            piece = unit.face.units[letter]
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
