"""署名 and 成文日期 of a paper, and the text that stands with them (GB/T 9704-2012, 7.3.5)."""

import datetime
from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.flow import Stack
from zhenyu_desk.reports.fonts import FontSet, printable
from zhenyu_desk.reports.page import LINE, PITCH, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import Paragraph, Style, whole_lines
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.reports.titles import title_lines
from zhenyu_desk.reports.writing import written_date

_FROM_RIGHT = 2 * PITCH
_SEALED_FROM_RIGHT = 4 * PITCH
_MOST_WIDE = 20 * PITCH  # a longer 署名 is cut between words
_ABOVE, _ABOVE_SEALED = 1, 2  # blank lines; a seal of 42 mm then ends less than a line below the text
_LEAST_TEXT = 2  # lines of text on the page with the signature


class Signature(Flowable):
    """署名 and, below it, the date, as a paper without a seal has them (7.3.5.2) or one with a seal (7.3.5.1).

    Without a seal: a blank line, 署名 two characters from the right, the date two characters right of its start; a
    date longer than 署名 stands two characters from the right, and 署名 moves left. With one: room for the seal, the
    date four characters from the right, 署名 in the middle above it.
    """

    def __init__(self, unit: str, day: datetime.date, fonts: FontSet, record: str, *, is_sealed: bool = False) -> None:
        super().__init__()
        style = Style(styles.BODY.role, styles.SIZE_3, LINE, Align.LEFT, em=PITCH)
        fonts.require(style.role, printable(unit), record)
        face = fonts.face(style.role, style.size, style.em)
        units = title_lines(printable(unit), _MOST_WIDE, face.advance)
        date = written_date(day)
        self._units = [Paragraph(text, style, fonts, record) for text in units]
        self._date = Paragraph(date, style, fonts, record)
        self._unit_widths, self._date_width = [face.advance(text) for text in units], face.advance(date)
        self._is_sealed = is_sealed

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Whole lines, full width."""
        above = _ABOVE_SEALED if self._is_sealed else _ABOVE
        self.width, self.height = aW, (above + len(self._units) + 1) * LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines at the foot of the box."""
        places = self._sealed() if self._is_sealed else self._unsealed()
        y = self.height - (_ABOVE_SEALED if self._is_sealed else _ABOVE) * LINE
        for paragraph, x in zip([*self._units, self._date], places, strict=True):
            y -= LINE
            paragraph.wrap(TYPE_WIDTH, LINE)
            paragraph.drawOn(self.canv, x, y)

    def _unsealed(self) -> list[float]:
        """Where 署名's lines and the date begin."""
        widest = max(self._unit_widths)
        start = self.width - _FROM_RIGHT - (widest if widest >= self._date_width else self._date_width + 2 * PITCH)
        return [*[start] * len(self._units), start + 2 * PITCH]

    def _sealed(self) -> list[float]:
        middle = self.width - _SEALED_FROM_RIGHT - self._date_width / 2
        middle = min(middle, self.width - _FROM_RIGHT - max(self._unit_widths) / 2)
        return [middle - width / 2 for width in (*self._unit_widths, self._date_width)]


class Closing(Stack):
    """The last paragraph, and what stands below it; two of its lines, if there are, stay with the latter."""

    def __init__(self, body: Paragraph, below: Sequence[Flowable]) -> None:
        super().__init__([body, *below])
        self._body, self._below = body, below

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """As many lines of text as leave two for the page of the signature; none if too few fit or remain."""
        count = min(whole_lines(aH, LINE), len(self._body.lines(aW)) - _LEAST_TEXT)
        if count <= 0:
            return []
        head, rest = self._body.cut(aW, count)
        return [head, Closing(rest, self._below)]
