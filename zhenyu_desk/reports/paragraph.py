"""A paragraph of Chinese official text as a ReportLab flowable, for frames and table cells."""

import math
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet, SizedFace, printable
from zhenyu_desk.reports.linebreak import Line, Span, break_lines
from zhenyu_desk.reports.placing import Align, place

_F = TypeVar("_F", bound=Flowable)

_EM_BOX_MIDDLE = 0.38  # em above the baseline: Chinese em boxes reach from -0.12 to 0.88
# Indents typed by hand, which would come on top of the style's.
_TYPED_INDENT = re.compile(r"^[ \u3000]+", re.MULTILINE)
_TYPED_INDENT_WITHIN = re.compile(r"(?<=\n)[ \u3000]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; lengths in points. `em` is the pitch where it differs from the size.

    `snap` rounds the height up to whole multiples, so that what follows stands on the grid again.
    """

    role: Role
    size: float
    leading: float
    align: Align = Align.JUSTIFY
    em: float | None = None
    first_indent: float = 0.0
    left_indent: float = 0.0
    snap: float = 0.0


class Run(NamedTuple):
    """A stretch of text within a paragraph in another role than its style's."""

    text: str
    role: Role


Content = str | Sequence[str | Run]


class Paragraph(Flowable):
    """Text in a style. A character that no font has raises MissingGlyph, naming `record`."""

    def __init__(self, content: Content, style: Style, fonts: FontSet, record: str = "") -> None:
        super().__init__()
        self.style = style
        self._spans = _spans(content, style, fonts, record)
        self._lines: Sequence[Line] | None = None
        self._range: tuple[int, int] | None = None
        self._wrapped = 0.0

    @property
    def text(self) -> str:
        """What is printed, as one string."""
        return "".join(span.text for span in self._spans)

    @property
    def is_start(self) -> bool:
        """Whether this is the whole paragraph or its first part."""
        return self._range is None or self._range[0] == 0

    def lines(self, width: float) -> Sequence[Line]:
        """The lines of this paragraph, or of this part of one, in a column `width` points wide."""
        if self._lines is None or (self._range is None and self._wrapped != width):
            column = width - self.style.left_indent
            self._lines = break_lines(self._spans, column, column - self.style.first_indent)
            self._wrapped = width
        return self._lines[slice(*self._range)] if self._range else self._lines

    def cut(self, width: float, count: int) -> tuple["Paragraph", "Paragraph"]:
        """The first `count` lines and the rest; either may be empty."""
        start = self._range[0] if self._range else 0
        end = start + len(self.lines(width))
        middle = min(start + count, end)
        return self._part(start, middle), self._part(middle, end)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The size in a column aW wide; lines are kept for the next call."""
        self.width = aW
        self.height = len(self.lines(aW)) * self.style.leading
        if self.style.snap:
            whole = rounded_up(self.height, self.style.snap)
            self.height = whole if whole <= aH or self.height > aH else aH  # less may be left at a page's foot
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Two parts, the first of which fits in aH; none if not a single line fits."""
        count = whole_lines(aH, self.style.leading)
        if count <= 0:
            return []
        if count >= len(self.lines(aW)):
            return [self]
        return list(self.cut(aW, count))

    def draw(self) -> None:
        """Draw the lines from the top of the paragraph's box."""
        style = self.style
        pen = _Pen(self)
        y = self.height - style.leading / 2 - _EM_BOX_MIDDLE * style.size
        for line in self.lines(self.width):
            pen.line(line, style.left_indent + (style.first_indent if line.opens else 0.0), y)
            y -= style.leading
        pen.finish()

    def _part(self, start: int, end: int) -> "Paragraph":
        part = copy_for_split(self)
        part._range = (start, end)
        return part


class _Pen:
    """Writes placed characters as few text runs; gaps become character spacing, so text extracts in order."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._canvas = paragraph.canv
        self._align = paragraph.style.align
        self._text = self._canvas.beginText()

    def line(self, line: Line, x: float, y: float) -> None:
        run: list[str] = []
        state: tuple[str, float, float] | None = None  # font, size, spacing
        for character, face, at, step in _characters(line, place(line, self._align)):
            glyph = face.glyph(character)
            now = (glyph.font, face.size, round(step - glyph.width * face.size, 3))
            if now != state:
                self._write(run)
                run = []
                state = now
                self._text.setFont(now[0], now[1])
                self._text.setCharSpace(now[2])
                self._text.setTextOrigin(x + at + face.shift(character), y)
            run.append(character)
        self._write(run)

    def finish(self) -> None:
        self._text.setCharSpace(0)
        self._canvas.drawText(self._text)

    def _write(self, run: list[str]) -> None:
        if run:
            self._text.textOut("".join(run))


def _characters(line: Line, places: Sequence[float]) -> list[tuple[str, SizedFace, float, float]]:
    """Each character of a line: face, x of its origin, distance to the next one's; points."""
    found: list[tuple[str, SizedFace, float, float]] = []
    for unit, (start, end) in zip(line.units, pairwise(places), strict=True):
        face = unit.face
        assert isinstance(face, SizedFace)
        x = start
        for character in unit.text[:-1]:
            step = face.character_advance(character)
            found.append((character, face, x, step))
            x += step
        found.append((unit.text[-1], face, x, end - x))
    return found


def _spans(content: Content, style: Style, fonts: FontSet, record: str) -> list[Span]:
    spans: list[Span] = []
    for run in [content] if isinstance(content, str) else content:
        text, role = (run, style.role) if isinstance(run, str) else run
        text = printable(text)
        if style.first_indent:
            text = (_TYPED_INDENT if not spans else _TYPED_INDENT_WITHIN).sub("", text)
        fonts.require(role, text, record)
        spans.append(Span(text, fonts.face(role, style.size, style.em)))
    return spans


def copy_for_split(flowable: _F) -> _F:
    """A copy to be narrowed down to a part, without ReportLab's note that the whole was put off once."""
    part = copy(flowable)
    part.__dict__.pop("_postponed", None)
    return part


def whole_lines(height: float, leading: float) -> int:
    """How many lines fit."""
    return int(height / leading + 1e-4)


def rounded_up(height: float, step: float) -> float:
    """The height as a whole number of steps."""
    return math.ceil(height / step - 1e-4) * step
