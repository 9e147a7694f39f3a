"""Places the units of a line: squeezes, spreads and aligns (CLREQ 3.3, line adjustment)."""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import accumulate
from operator import sub

from zhenyu_desk.reports.linebreak import Line, marks_in
from zhenyu_desk.reports.units import TOLERANCE, Kind, Unit, overlap

MOST_SPREAD = 0.3  # em a gap; a line that needs more stays ragged
MOST_MIXED_GAP = 0.25  # em between hanzi and Latin, while the other gaps are narrower
MIXED_WEIGHT = 3  # how much more than the others such a gap opens


class Align(Enum):
    """How lines stand in their column."""

    LEFT = auto()
    CENTER = auto()
    RIGHT = auto()
    JUSTIFY = auto()


_SHARE_BEFORE = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0, Align.JUSTIFY: 0.0}


def place(line: Line, align: Align) -> list[float]:
    """The x of each unit's origin and, last, of the line's end; points from the start of the line's room."""
    units = line.units
    if not units:
        return [0.0]
    widths = [unit.width for unit in units]
    is_spread = align is Align.JUSTIFY and not line.closes
    if not is_spread and not marks_in(units):
        return list(accumulate(widths, initial=_start(line.room - sum(widths), align)))
    lefts, rights = _taken(units)
    extra = line.room - sum(widths) + sum(lefts) + sum(rights)
    x = _start(extra, align)
    if extra < -TOLERANCE:
        _squeeze(units, lefts, rights, -extra)
    gaps = _spread(units, extra) if is_spread and extra >= -TOLERANCE else [0.0] * len(units)
    steps = [width - left - right + gap for width, left, right, gap in zip(widths, lefts, rights, gaps, strict=True)]
    *starts, end = accumulate(steps, initial=x)
    return [*map(sub, starts, lefts), end]


def plain_start(line: Line, align: Align) -> float | None:
    """The x of the first unit if `place` would set them all one after another as they are; else None."""
    units = line.units
    if align is not Align.JUSTIFY or line.closes:
        if len(units) == 1:
            return _start(line.room - units[0].width + units[0].right, align)
        marks = marks_in(units)
        extra = line.room - sum([unit.width for unit in units]) + units[-1].right
        if extra >= -TOLERANCE and 1 not in map(sub, marks[1:], marks):
            return _start(extra, align)
    start, *others = place(line, align)[:-1]
    is_plain = others == [*accumulate([unit.width for unit in units], initial=start)][1:-1]
    return start if is_plain else None


def _start(extra: float, align: Align) -> float:
    """Where a line with so much room to spare begins; an overfull one at the start of its room."""
    return max(0.0, extra) * _SHARE_BEFORE[align]


def _taken(units: Sequence[Unit]) -> tuple[list[float], list[float]]:
    """What each unit gives up on its left and right before any squeezing: marks in a row, the line's end."""
    lefts = [0.0] * len(units)
    rights = [0.0] * len(units)
    for i in marks_in(units):
        if i and units[i - 1].kind is Kind.MARK:
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
