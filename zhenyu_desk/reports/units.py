"""What text is made of as line breaking sees it: units with their widths, in one face each."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, Protocol

from zhenyu_desk.reports.atoms import is_narrow
from zhenyu_desk.reports.marks import CLOSERS, DASH, ELLIPSIS, NO_END, NO_START, OPENERS, STOPS

MARKS = NO_START | NO_END | {DASH, ELLIPSIS}
TOLERANCE = 0.01  # points; below what a printer can show


class Kind(Enum):
    """What a unit is to its neighbours."""

    HAN = auto()
    MARK = auto()
    LATIN = auto()
    SPACE = auto()


class Face(Protocol):
    """A font at a size, as line breaking sees it."""

    @property
    def em(self) -> float:
        """The advance of a full-width character, in points."""

    @property
    def units(self) -> "Units":
        """The units of this face."""

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


class Units(dict[str, Unit]):
    """The units of a face by their text; equal ones are one object, made when asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, text: str) -> Unit:
        unit = self[text] = _new_unit(text, self._face)
        return unit


def overlap(first: Unit, second: Unit) -> tuple[float, float]:
    """What two marks in a row give up to take 1.5 em together: from the first's right, the second's left."""
    if first.right and (second.right or second.left):
        return first.right, 0.0
    if first.left and second.left:
        return 0.0, second.left
    return 0.0, 0.0


def _new_unit(text: str, face: Face) -> Unit:
    width = face.advance(text)
    if text.isspace():
        return Unit(text, face, Kind.SPACE, width)
    if is_narrow(text):
        return Unit(text, face, Kind.LATIN, width)
    if text[0] not in MARKS:
        return Unit(text, face, Kind.HAN, width)
    half = face.em / 2 if abs(width - face.em) < TOLERANCE else 0.0
    left = half if text in OPENERS else 0.0
    right = half if text in CLOSERS else 0.0
    return Unit(text, face, Kind.MARK, width, left, right, text not in STOPS)
