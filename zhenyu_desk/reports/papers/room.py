"""How much room a form takes, so that a slip keeps to its sheet: what is long goes to an annex, blanks give way.

Heights are estimates in body lines, on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from zhenyu_desk.reports.blocks import LABEL_SHARE, Block, Blocks, FormRow
from zhenyu_desk.reports.page import LINE, TYPE_WIDTH

SEE_ANNEX = "见附页。"
_FORM_SIZE, _FORM_LEADING = 12.0, 17.0  # 小四
_TABLE_SIZE, _TABLE_LEADING = 10.5, 14.0  # 五号
_EDGES = 6.0  # points of a cell beside and above its text
_LEAST = 0.85
_BETWEEN = "　"


def text_lines(text: str, share: float, size: float = _FORM_SIZE) -> int:
    """In how many lines a text is set in a cell with this share of the width, in percent."""
    room = (TYPE_WIDTH * share / 100 - _EDGES) / size
    widths = map(_width, text.split("\n"))
    return sum(1 if width <= room else ceil(width / int(room)) for width in widths)


def row_height(cells: Sequence[tuple[str, float]]) -> float:
    """Of a table's row: (text, share) per cell."""
    most = max(text_lines(text, share, _TABLE_SIZE) for text, share in cells)
    return (most * _TABLE_LEADING + _EDGES) / LINE


def form_height(rows: Sequence[FormRow]) -> int:
    """Whole lines that a form takes."""
    return ceil(sum(max(row.lines, _needed(row)) for row in rows))


def squeezed(rows: Sequence[FormRow], room: float) -> list[FormRow]:
    """The rows with what they leave blank made smaller, all alike, until they fit as far as they can."""
    heights = [(max(row.lines, _needed(row)), max(_needed(row), _LEAST)) for row in rows]
    spare = sum(height - least for height, least in heights)
    excess = sum(height for height, _least in heights) - room
    if excess <= 0 or not spare:
        return list(rows)
    part = min(1.0, excess / spare)
    return [
        FormRow(row.fields, height - part * (height - least))
        for row, (height, least) in zip(rows, heights, strict=True)
    ]


def shortened(text: str, most: int) -> str:
    """The beginning of a text that is longer than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def boxes(words: Iterable[str], ticked: str = "", *, share: float = 100 - LABEL_SHARE) -> str:
    """Words with a box to tick before each, in the lines of a cell: a box is never parted from its words."""
    return in_lines((f"{'■' if word == ticked else '□'}{word}" for word in words), share)


def in_lines(parts: Iterable[str], share: float = 100 - LABEL_SHARE) -> str:
    """The parts with blanks between them, cut into the lines of a cell between two of them only."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]}{_BETWEEN}{part}" if lines[-1] else part
        if text_lines(longer, share) == 1:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


class Annex:
    """Takes the texts that are too long for a slip, each under its label, onto sheets of their own."""

    def __init__(self, number: str) -> None:
        self._number = number
        self._parts: list[tuple[str, str]] = []

    def fitted(self, label: str, text: str, lines: int, share: float = 100 - LABEL_SHARE) -> str:
        """The text where it fits in so many lines of its cell, else where to find it."""
        if text_lines(text, share) <= lines:
            return text
        self._parts.append((label, text))
        return SEE_ANNEX

    def block(self, blocks: Blocks) -> Block:
        """The sheets, where anything went there."""
        if not self._parts:
            return []
        story = [*blocks.page(), *blocks.title(f"{self._number}附页", self._number)]
        for label, text in self._parts:
            story += [*blocks.heading(1, label, self._number), *blocks.text(text, self._number)]
        return story


def _width(text: str) -> float:
    """In characters; of the Latin ones letters are up to 0.7 wide, but W and M, all others half."""
    return sum((0.7 if mark.isalpha() else 0.5) if mark.isascii() else 1.0 for mark in text)


def _needed(row: FormRow) -> float:
    most = max(text_lines(field.text, field.share - LABEL_SHARE) for field in row.fields)
    return (most * _FORM_LEADING + _EDGES) / LINE
