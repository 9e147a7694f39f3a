"""The heads of official papers: plain, 简报, and red head (GB/T 9704-2012, 7.2 and 10; report.md, heads)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus.doctemplate import ActionFlowable
from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import LINE, PITCH, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import Paragraph, Style, rounded_up
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.reports.styles import BODY, SIZE_3, SIZE_4
from zhenyu_desk.reports.titles import title_lines

RED = Color(0.85, 0.0, 0.0)
_RULE = 2.0
_SMALL = 9.0  # 小五
_THICK, _THIN = 0.35 * mm, 0.25 * mm  # rules of 版记: the outer ones, those between (7.4.1)
_NAME_SIZES = (48.0, 42.0, 36.0, 30.0, 26.0, 22.0)
_PARTED_SIZE = 30.0  # of a name that is cut, between words, for not one of these sizes fits it into a line
NAME_LEADING = 1.2
BULLETIN_LINES = 3
OFFICE_TOP = 35 * mm  # from the type area's upper edge to that of the office's name (7.2.4)
_RULE_BELOW = 4 * mm  # from 发文字号 to the red rule (7.2.7)
_TEXT_FOOT = (LINE - SIZE_3) / 2  # of a body line, below its characters
_IMPRINT_LEADING = LINE * 0.8
_FOOT = 6.0  # points between the last line of 版记 and its lower rule


def fitted_name(name: str, fonts: FontSet, width: float) -> tuple[float, list[str]]:
    """The largest size at which a red name takes one line; one that is cut between words where none does."""
    for size in _NAME_SIZES:
        if fonts.face(Role.TITLE, size).advance(name) <= width:
            return size, [name]
    return _PARTED_SIZE, title_lines(name, width, fonts.face(Role.TITLE, _PARTED_SIZE).advance)


class NameBlock(Flowable):
    """A red name as large as one line allows: an office's 35 mm down, a bulletin's in the middle of three lines."""

    def __init__(self, name: str, fonts: FontSet, *, is_office: bool) -> None:
        super().__init__()
        self._name, self._fonts, self._is_office = name, fonts, is_office

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The full width, whole body lines."""
        self._paragraph = self._largest(aW)
        above = OFFICE_TOP if self._is_office else 0.0
        least = 0 if self._is_office else BULLETIN_LINES * LINE
        self.width, self.height = aW, max(least, rounded_up(above + self._paragraph.wrap(aW, aH)[1], LINE))
        return self.width, self.height

    def draw(self) -> None:
        """Draw the name in red."""
        name = self._paragraph
        blank = name.style.leading - name.style.size  # half of it above the characters
        spare = self.height - name.height
        self.canv.saveState()
        self.canv.setFillColor(RED)
        name.drawOn(self.canv, 0, spare - OFFICE_TOP + blank / 2 if self._is_office else spare / 2)
        self.canv.restoreState()

    def _largest(self, width: float) -> Paragraph:
        size, lines = fitted_name(self._name, self._fonts, width)
        style = Style(Role.TITLE, size, size * NAME_LEADING, Align.CENTER)
        return Paragraph("\n".join(lines), style, self._fonts, self._name)


class RedRule(Flowable):
    """The strong red rule under a head, across the type area: 4 mm below the characters of the line above."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The full width, one body line."""
        self.width, self.height = aW, LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        y = self.height + _TEXT_FOOT - _RULE_BELOW - _RULE / 2
        self.canv.saveState()
        self.canv.setStrokeColor(RED)
        self.canv.setLineWidth(_RULE)
        self.canv.line(0, y, self.width, y)
        self.canv.restoreState()


class CutLine(Flowable):
    """A dashed line with small words in its middle, one body line high."""

    def __init__(self, words: str, fonts: FontSet) -> None:
        super().__init__()
        self._words = Paragraph(words, Style(Role.FANGSONG, _SMALL, LINE / 2, Align.CENTER), fonts, words)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The full width, one body line."""
        self._words.wrap(aW, aH)
        self.width, self.height = aW, LINE
        return self.width, self.height

    def draw(self) -> None:
        """Words above, dashes below."""
        self._words.drawOn(self.canv, 0, LINE / 2)
        self.canv.saveState()
        self.canv.setLineWidth(_THIN)
        self.canv.setDash(4, 3)
        self.canv.line(0, LINE / 2 - 2, self.width, LINE / 2 - 2)
        self.canv.restoreState()


class Sides(Flowable):
    """A line with something at the left and at the right: unit and date of a bulletin."""

    def __init__(self, left: str, right: str, fonts: FontSet) -> None:
        super().__init__()
        style = Style(BODY.role, SIZE_3, LINE, Align.LEFT, em=PITCH)
        self._parts = [Paragraph(text, style, fonts, text) for text in (left, right)]
        self._right_width = fonts.face(style.role, style.size, style.em).advance(right)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """One body line."""
        self.width, self.height = aW, LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw both, one character in from the edges."""
        left, right = self._parts
        for part, x in ((left, PITCH), (right, self.width - PITCH - self._right_width)):
            part.wrap(self.width, LINE)
            part.drawOn(self.canv, x, 0)


class _Cell(NamedTuple):
    """A text of 版记: where it begins, how wide its room is."""

    x: float
    width: float
    text: Paragraph


class Imprint(Flowable):
    """版记 at the foot of the last page, 4号: who gets copies and, if told, who printed it and when (7.4)."""

    def __init__(self, copies: Sequence[tuple[str, str]], printed: tuple[str, str] | None, fonts: FontSet) -> None:
        super().__init__()
        self._rows = [[_copies_to(mark, names, fonts)] for mark, names in copies]
        self._thin_above = len(self._rows)  # the row of who printed it
        if printed:
            self._rows.append(_printed_by(*printed, fonts))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As many body lines as the names need, or all that is left of the page."""
        self._heights = [max(cell.text.wrap(cell.width, aH)[1] for cell in row) for row in self._rows]
        self.width, self.height = aW, max(aH, self.least)
        return self.width, self.height

    @property
    def least(self) -> float:
        """The room it needs, in points, once wrapped."""
        return rounded_up(sum(self._heights) + _FOOT, LINE)

    def draw(self) -> None:
        """Strong rules above and below, a thin one between, one character of room at the sides."""
        y = sum(self._heights) + _FOOT
        self._rule(y, _THICK)
        for number, (row, height) in enumerate(zip(self._rows, self._heights, strict=True)):
            if number and number == self._thin_above:
                self._rule(y, _THIN)
            for cell in row:
                cell.text.drawOn(self.canv, cell.x, y - cell.text.height)
            y -= height
        self._rule(_THICK / 2, _THICK)

    def _rule(self, y: float, thickness: float) -> None:
        self.canv.setLineWidth(thickness)
        self.canv.line(0, y, self.width, y)


def _copies_to(mark: str, names: str, fonts: FontSet) -> _Cell:
    hang = (len(mark) + 1) * SIZE_4
    style = Style(Role.FANGSONG, SIZE_4, _IMPRINT_LEADING, Align.LEFT, left_indent=hang, first_indent=-hang)
    return _Cell(SIZE_4, TYPE_WIDTH - 2 * SIZE_4, Paragraph(f"{mark}：{names}", style, fonts, mark))


def _printed_by(printer: str, day: str, fonts: FontSet) -> list[_Cell]:
    """印发机关 at the left, 印发日期 at the right (7.4.3)."""
    style = Style(Role.FANGSONG, SIZE_4, _IMPRINT_LEADING, Align.LEFT)
    day_width = fonts.face(style.role, style.size).advance(day) + 1
    unit_width = TYPE_WIDTH - 3 * SIZE_4 - day_width
    return [
        _Cell(SIZE_4, unit_width, Paragraph(printer, style, fonts, printer)),
        _Cell(TYPE_WIDTH - SIZE_4 - day_width, day_width, Paragraph(day, style, fonts, printer)),
    ]


class ToEvenPage(ActionFlowable):
    """Goes on to the page that 版记 belongs on: the last one, which is an even one (7.4, 7.5)."""

    def __init__(self, imprint: Imprint) -> None:
        super().__init__()
        self._imprint = imprint

    def apply(self, doc: Any) -> None:
        """Stay where the page is even and has room; else turn it, and leave an odd page in between blank."""
        self._imprint.wrap(TYPE_WIDTH, 0)
        is_even = doc.page % 2 == 0
        if is_even and doc.frame._y - doc.frame._y1p >= self._imprint.least:
            return
        doc.handle_pageBreak()
        doc.clean_hanging()
        if is_even:
            doc.canv.is_numbered = False
            doc.handle_pageBreak()
