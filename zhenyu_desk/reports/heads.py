"""The heads of official papers: plain, 简报, and red head (GB/T 9704-2012, 7.2 and 10; report.md, heads)."""

from __future__ import annotations

from reportlab.lib.colors import Color
from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import LINE, PITCH
from zhenyu_desk.reports.paragraph import Paragraph, Style
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.reports.styles import BODY, SIZE_3, SIZE_4

RED = Color(0.85, 0.0, 0.0)
_RULE = 2.0
_THIN = 0.7
_SMALL = 9.0  # 小五
_NAME_SIZES = (48.0, 42.0, 36.0, 30.0, 26.0, 22.0)
_NAME_LINES = 3
_FOOT = 6.0  # points between the last line of 版记 and its lower rule


class NameBlock(Flowable):
    """The red name of an office or bulletin, as large as one line allows, in the middle of three body lines."""

    def __init__(self, name: str, fonts: FontSet) -> None:
        super().__init__()
        self._name, self._fonts = name, fonts

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The full width, three body lines."""
        faces = (self._fonts.face(Role.TITLE, size) for size in _NAME_SIZES)
        fitting = (face.size for face in faces if face.advance(self._name) <= aW)
        size = next(fitting, _NAME_SIZES[-1])
        style = Style(Role.TITLE, size, size * 1.2, Align.CENTER)
        self._paragraph = Paragraph(self._name, style, self._fonts, self._name)
        self._paragraph.wrap(aW, aH)
        self.width, self.height = aW, _NAME_LINES * LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw the name in red."""
        self.canv.saveState()
        self.canv.setFillColor(RED)
        self._paragraph.drawOn(self.canv, 0, (self.height - self._paragraph.height) / 2)
        self.canv.restoreState()


class Rule(Flowable):
    """A rule across the type area in the middle of a body line; red and strong under a head."""

    def __init__(self, *, red: bool) -> None:
        super().__init__()
        self._red = red

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The full width, one body line."""
        self.width, self.height = aW, LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.saveState()
        if self._red:
            self.canv.setStrokeColor(RED)
        self.canv.setLineWidth(_RULE if self._red else _THIN)
        self.canv.line(0, self.height / 2, self.width, self.height / 2)
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


class Recipients(Flowable):
    """报、送、发 between two rules at the foot of the last page, 4号 (GB/T 9704-2012, 7.4)."""

    def __init__(self, lines: list[tuple[str, str]], fonts: FontSet) -> None:
        super().__init__()
        hang = 3 * SIZE_4
        style = Style(Role.FANGSONG, SIZE_4, LINE * 0.8, Align.LEFT, left_indent=hang, first_indent=-hang)
        self._parts = [Paragraph(f"{mark}：{names}", style, fonts, mark) for mark, names in lines]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """As many body lines as the names need, or all that is left of the page."""
        self._used = sum(part.wrap(aW - 2 * SIZE_4, aH)[1] for part in self._parts)
        self.width, self.height = aW, max(aH, (int(self._used / LINE) + 2) * LINE)
        return self.width, self.height

    def draw(self) -> None:
        """Rules above and below, one character of room at the sides."""
        y = self._used + _FOOT
        self.canv.setLineWidth(_THIN)
        self.canv.line(0, y, self.width, y)
        for part in self._parts:
            y -= part.height
            part.drawOn(self.canv, SIZE_4, y)
        self.canv.line(0, _THIN, self.width, _THIN)
