"""Places the units of a line: squeezes, spreads and aligns (CLREQ 3.3, line adjustment)."""

from collections.abc import Sequence
from enum import Enum, auto

from zhenyu_desk.reports.linebreak import TOLERANCE, Kind, Line, Unit, overlap

MOST_SPREAD = 0.3  # em a gap; a line that needs more stays ragged
MOST_MIXED_GAP = 0.25  # em between hanzi and Latin, while the other gaps are narrower
MIXED_WEIGHT = 3  # how much more than the others such a gap opens


class Align(Enum):
    """How lines stand in their column."""

    LEFT = auto()
    CENTER = auto()
    RIGHT = auto()
    JUSTIFY = auto()


def place(line: Line, align: Align) -> list[float]:
    """The x of each unit's origin and, last, of the line's end; points from the start of the line's room."""
    units = line.units
    if not units:
        return [0.0]
    lefts, rights = _taken(units)
    extra = line.room - sum(unit.width for unit in units) + sum(lefts) + sum(rights)
    gaps = [0.0] * len(units)
    x = 0.0
    if extra < -TOLERANCE:
        _squeeze(units, lefts, rights, -extra)
    elif align is Align.JUSTIFY and not line.closes:
        gaps = _spread(units, extra)
    elif align is Align.RIGHT:
        x = extra
    elif align is Align.CENTER:
        x = extra / 2
    places = []
    for unit, left, right, gap in zip(units, lefts, rights, gaps, strict=True):
        places.append(x - left)
        x += unit.width - left - right + gap
    return [*places, x]


def _taken(units: Sequence[Unit]) -> tuple[list[float], list[float]]:
    """What each unit gives up on its left and right before any squeezing: marks in a row, the line's end."""
    lefts = [0.0] * len(units)
    rights = [0.0] * len(units)
    for i in range(1, len(units)):
        rights[i - 1], lefts[i] = overlap(units[i - 1], units[i])
    rights[-1] = units[-1].right
    return lefts, rights


def _squeeze(units: Sequence[Unit], lefts: list[float], rights: list[float], excess: float) -> None:
    """Take the excess evenly from the marks that still have their blank half; not at the line's start."""
    spare_lefts = [(u.left - taken) * u.squeezable for u, taken in zip(units, lefts, strict=True)]
    spare_rights = [(u.right - taken) * u.squeezable for u, taken in zip(units, rights, strict=True)]
    spare_lefts[0] = 0.0
    spare = sum(spare_lefts) + sum(spare_rights)
    share = min(1.0, excess / spare) if spare else 0.0
    for i in range(len(units)):
        lefts[i] += spare_lefts[i] * share
        rights[i] += spare_rights[i] * share


def _spread(units: Sequence[Unit], extra: float) -> list[float]:
    """The gap after each unit that fills the line, or none where a gap would pass 0.3 em."""
    em = units[0].face.em
    places = [i for i in range(len(units) - 1) if _is_open(units[i], units[i + 1])]
    gaps = [0.0] * len(units)
    if not places or extra > MOST_SPREAD * em * len(places):
        return gaps
    mixed = {i for i in places if _is_mixed(units[i], units[i + 1])}
    wide, even = _shares(extra, len(mixed), len(places) - len(mixed), MOST_MIXED_GAP * em)
    for i in places:
        gaps[i] = wide if i in mixed else even
    return gaps


def _shares(extra: float, mixed: int, others: int, most: float) -> tuple[float, float]:
    """A gap between hanzi and Latin, and any other: the first opens three times as much, up to `most`."""
    even = extra / (MIXED_WEIGHT * mixed + others)
    wide = MIXED_WEIGHT * even
    if wide > most and others:
        wide, even = most, (extra - most * mixed) / others
    if even > wide or not others:
        wide = even = extra / (mixed + others)
    return wide, even


def _is_open(first: Unit, second: Unit) -> bool:
    return not first.kind is second.kind is Kind.LATIN


def _is_mixed(first: Unit, second: Unit) -> bool:
    return {first.kind, second.kind} == {Kind.HAN, Kind.LATIN} or Kind.SPACE in (first.kind, second.kind)
