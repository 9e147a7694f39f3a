"""Breaks Chinese text into lines by GB/T 15834 and CLREQ (basic level); pure, widths come in with spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from typing import NamedTuple, Protocol

from zhenyu_desk.reports.atoms import atoms, is_narrow
from zhenyu_desk.reports.marks import CLOSERS, DASH, ELLIPSIS, NO_END, NO_START, OPENERS, STOPS

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


class Measure:
    """The width of a growing line: `fit` as it would be set, `tight` with every mark squeezed."""

    __slots__ = ("_last", "_natural", "_spare", "fit", "tight")

    def __init__(self) -> None:
        self._last: Unit | None = None
        self._natural = self._spare = self.fit = self.tight = 0.0

    def add(self, unit: Unit) -> None:
        """Put one more unit on the line."""
        if self._last is not None:
            before, after = overlap(self._last, unit)
            self._natural -= before + after
            self._spare += (self._last.right - before) * self._last.squeezable
            self._spare += (unit.left - after) * unit.squeezable
        self._natural += unit.width
        self._last = unit
        if unit.kind is not Kind.SPACE:
            self.fit = self._natural - unit.right
            self.tight = self.fit - self._spare


def overlap(first: Unit, second: Unit) -> tuple[float, float]:
    """What two marks in a row give up to take 1.5 em together: from the first's right, the second's left."""
    if first.right and (second.right or second.left):
        return first.right, 0.0
    if first.left and second.left:
        return 0.0, second.left
    return 0.0, 0.0


def break_lines(spans: Sequence[Span], width: float, first_width: float) -> list[Line]:
    """Set spans into lines `width` points wide, the first of each paragraph (newline) `first_width`."""
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        lines += _break(_parse(paragraph), width, first_width)
    return lines


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
    ends = _SpanCutter(spans)
    for atom in atoms("".join(span.text for span in spans)):
        glue = Glue.FREE
        for piece in atom.pieces:
            for part, face in ends.cut(piece):
                text.units.append(make_unit(part, face))
                text.glue.append(glue)
                glue = Glue.URL if atom.is_url else Glue.ATOM
    _harden(text)
    return text


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
    if text[0] not in NO_START | NO_END | {DASH, ELLIPSIS}:
        return Unit(text, face, Kind.HAN, width)
    half = face.em / 2 if abs(width - face.em) < TOLERANCE else 0.0
    left = half if text in OPENERS else 0.0
    right = half if text in CLOSERS else 0.0
    return Unit(text, face, Kind.MARK, width, left, right, text not in STOPS)


def _harden(text: _Text) -> None:
    """Raise the glue wherever a mark forbids a break; spaces stay with what stands before them."""
    before: Unit | None = None
    for i, unit in enumerate(text.units):
        if i and (unit.kind is Kind.SPACE or before is None or not may_part(before, unit)):
            text.glue[i] = Glue.HARD
        elif i and text.glue[i] is Glue.FREE and unit.kind is text.units[i - 1].kind is Kind.LATIN:
            text.glue[i] = Glue.ATOM
        if unit.kind is not Kind.SPACE:
            before = unit


def may_part(before: Unit, after: Unit) -> bool:
    """Whether the marks allow a line to end after one unit and begin with the other."""
    return before.text[-1] not in NO_END and after.text[0] not in NO_START


class _Chunk(NamedTuple):
    """Units that stay on one line; `free` if a line may begin with them other than in need."""

    units: Sequence[Unit]
    free: bool


def _break(text: _Text, width: float, first_width: float) -> Iterator[Line]:
    chunks = list(_fitting_chunks(text, width, first_width))
    start = 0
    while start < len(chunks) or start == 0:
        room = width if start else first_width
        end = _line_end(chunks, start, room)
        units = [unit for chunk in chunks[start:end] for unit in chunk.units]
        while units and units[-1].kind is Kind.SPACE:
            units.pop()
        yield Line(units, room, opens=start == 0, closes=end >= len(chunks))
        start = max(end, 1)


def _line_end(chunks: Sequence[_Chunk], start: int, room: float) -> int:
    """The chunk after the line: squeeze one more in where the line would else be a character short."""
    line = Measure()
    end = start
    slack = room
    while end < len(chunks):
        for unit in chunks[end].units:
            line.add(unit)
        if line.fit > room + TOLERANCE:
            squeezed = line.tight <= room + TOLERANCE and slack >= chunks[end].units[0].face.em
            return _free_end(chunks, start, end + 1 if squeezed or end == start else end)
        slack = room - line.fit
        end += 1
    return end


def _free_end(chunks: Sequence[_Chunk], start: int, end: int) -> int:
    """The end itself, or the nearest one before it that cuts no word."""
    for i in range(end, start, -1):
        if i == len(chunks) or chunks[i].free:
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
    line = Measure()
    for unit in units:
        line.add(unit)
    return line.tight
