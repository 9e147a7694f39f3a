"""署名 and 成文日期 of a paper without a seal, and the text that stands with them (GB/T 9704-2012, 7.3.5)."""

import datetime
from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import LINE, PITCH
from zhenyu_desk.reports.paragraph import Paragraph, Style, whole_lines
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.reports.writing import written_date

_FROM_RIGHT = 2 * PITCH
_LEAST_TEXT = 2  # lines of text on the page with the signature


class Signature(Flowable):
    """A blank line, 署名 two characters from the right, the date two characters right of its start (7.3.5.2).

    A date longer than 署名 stands two characters from the right, and 署名 moves left.
    """

    def __init__(self, unit: str, day: datetime.date, fonts: FontSet, record: str) -> None:
        super().__init__()
        style = Style(styles.BODY.role, styles.SIZE_3, LINE, Align.LEFT, em=PITCH)
        face = fonts.face(style.role, style.size, style.em)
        date = written_date(day)
        self._unit, self._date = (Paragraph(text, style, fonts, record) for text in (unit, date))
        self._unit_width, self._date_width = face.advance(unit), face.advance(date)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Three lines, full width."""
        self.width, self.height = aW, 3 * LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw both lines at the foot of the box."""
        unit_x = self.width - _FROM_RIGHT - self._unit_width
        if self._date_width > self._unit_width:
            unit_x = self.width - _FROM_RIGHT - self._date_width - 2 * PITCH
        for paragraph, x, y in ((self._unit, unit_x, LINE), (self._date, unit_x + 2 * PITCH, 0.0)):
            paragraph.wrap(self.width - x, LINE)
            paragraph.drawOn(self.canv, x, y)


class Closing(Flowable):
    """The last paragraph, and what stands below it; two of its lines, if there are, stay with the latter."""

    def __init__(self, body: Paragraph, below: Sequence[Flowable]) -> None:
        super().__init__()
        self._body, self._below = body, below

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The size of all together."""
        self.width = aW
        self._heights = [part.wrap(aW, aH)[1] for part in self._parts()]
        self.height = sum(self._heights)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """As many lines of text as leave two for the page of the signature; none if too few fit or remain."""
        count = min(whole_lines(aH, LINE), len(self._body.lines(aW)) - _LEAST_TEXT)
        if count <= 0:
            return []
        head, rest = self._body.cut(aW, count)
        return [head, Closing(rest, self._below)]

    def draw(self) -> None:
        """Draw the parts one below the other."""
        y = self.height
        for part, height in zip(self._parts(), self._heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0, y)

    def _parts(self) -> list[Flowable]:
        return [self._body, *self._below]
