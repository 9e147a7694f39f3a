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
from zhenyu_desk.reports.linebreak import Breakable, Line
from zhenyu_desk.reports.pen import Pen, SetLine, TextRun
from zhenyu_desk.reports.placing import Align, place, plain_start
from zhenyu_desk.reports.units import Span, Unit

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

    def __hash__(self) -> int:
        return hash((self.size, self.leading, self.first_indent, self.left_indent))  # quick: it is asked per cell


class Run(NamedTuple):
    """A stretch of text within a paragraph in another role than its style's."""

    text: str
    role: Role


Content = str | Sequence[str | Run]


class Setting:
    """A text in a style and its lines by width: one for all paragraphs that say the same, as cells of tables do."""

    def __init__(self, content: Content, style: Style, fonts: FontSet, record: str) -> None:
        self.spans = _spans(content, style, fonts, record)
        self._style = style
        self._breakable = Breakable(self.spans)
        self._lines: dict[float, Sequence[SetLine]] = {}

    def lines(self, width: float) -> Sequence[SetLine]:
        """The lines in a column `width` points wide."""
        if width not in self._lines:
            style = self._style
            column = width - style.left_indent
            broken = self._breakable.lines(column, column - style.first_indent)
            self._lines[width] = [SetLine(_runs(line, style.align), line.opens) for line in broken]
        return self._lines[width]


class Paragraph(Flowable):
    """Text in a style. A character that no font has raises MissingGlyph, naming `record`."""

    def __init__(self, content: Content, style: Style, fonts: FontSet, record: str = "") -> None:
        super().__init__()
        self.style = style
        self._setting = _setting(content, style, fonts, record)
        self._lines: Sequence[SetLine] | None = None
        self._range: tuple[int, int] | None = None
        self._wrapped = 0.0

    @property
    def text(self) -> str:
        """What is printed, as one string."""
        return "".join(span.text for span in self._setting.spans)

    @property
    def is_start(self) -> bool:
        """Whether this is the whole paragraph or its first part."""
        return self._range is None or self._range[0] == 0

    def lines(self, width: float) -> Sequence[SetLine]:
        """The lines of this paragraph, or of this part of one, in a column `width` points wide."""
        if self._lines is None or (self._range is None and self._wrapped != width):
            self._lines = self._setting.lines(width)
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
        pen = Pen(self.canv)
        self.write(pen, 0.0, 0.0)
        pen.finish()

    def write(self, pen: Pen, x: float, y: float) -> None:
        """Write the lines with a pen that others use too; the box's lower left corner is at x, y."""
        style = self.style
        y += self.height - style.leading / 2 - _EM_BOX_MIDDLE * style.size
        for line in self.lines(self.width):
            pen.line(line, x + style.left_indent + (style.first_indent if line.opens else 0.0), y)
            y -= style.leading

    def _part(self, start: int, end: int) -> "Paragraph":
        part = copy_for_split(self)
        part._range = (start, end)
        return part


def _setting(content: Content, style: Style, fonts: FontSet, record: str) -> Setting:
    if not isinstance(content, str):
        return Setting(content, style, fonts, record)
    known = fonts.settings.get((content, style))
    if known is None:
        known = fonts.settings[content, style] = Setting(content, style, fonts, record)
    return known


def _runs(line: Line, align: Align) -> Sequence[TextRun]:
    """The characters of a line where `place` puts them, those alike in font and spacing together."""
    units = line.units
    if not units:
        return ()
    face, start = _sized(units[0]), plain_start(line, align)
    if start is not None and len({unit.face for unit in units}) == 1:
        text = "".join([unit.text for unit in units])
        if face.are_alike(text):
            first = face.drawn[text[0]]
            width = sum([unit.width for unit in units]) - first.gap * len(text)
            return (TextRun(start + first.shift, first.font, face.size, first.gap, text, width),)
    return _several_runs(units, place(line, align))


def _several_runs(units: Sequence[Unit], places: Sequence[float]) -> Sequence[TextRun]:
    runs: list[TextRun] = []
    written = ""
    font, size, spacing = "", 0.0, 0.0
    start = width = 0.0
    for unit, (x, end) in zip(units, pairwise(places), strict=True):
        face = _sized(unit)
        left = len(unit.text)
        for character in unit.text:
            drawn = face.drawn[character]
            left -= 1
            step = drawn.advance if left else end - x
            gap = round(step - drawn.width, 3)
            if gap != spacing or drawn.font != font or face.size != size:
                if written:
                    runs.append(TextRun(start, font, size, spacing, written, width))
                written, start, width = "", x + drawn.shift, 0.0
                font, size, spacing = drawn.font, face.size, gap
            written += character
            width += drawn.width
            x += step
    if written:
        runs.append(TextRun(start, font, size, spacing, written, width))
    return runs


def _sized(unit: Unit) -> SizedFace:
    assert isinstance(unit.face, SizedFace)
    return unit.face


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
