"""The page of an official paper: type area, grid, page numbers, portrait and landscape (GB/T 9704-2012)."""

from functools import cached_property

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from zhenyu_desk.reports.embedding import Codes, EmbeddedFont
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.marks import DASH

# In points. 5.2.1: A4, top margin 37 mm, left margin 28 mm, type area 156 × 225 mm.
# 5.2.3: 22 lines of 28 characters.
PAPER_WIDTH, PAPER_HEIGHT = 210 * mm, 297 * mm
TOP, LEFT, RIGHT, BOTTOM = 37 * mm, 28 * mm, 26 * mm, 35 * mm
TYPE_WIDTH, TYPE_HEIGHT = 156 * mm, 225 * mm
LINES, CHARACTERS = 22, 28
LINE = TYPE_HEIGHT / LINES
PITCH = TYPE_WIDTH / CHARACTERS

PORTRAIT, LANDSCAPE = "portrait", "landscape"

_NUMBER_SIZE = 14  # 4号, 7.5
_NUMBER_GAP = 7 * mm  # from the type area to the upper edge of the dashes, 7.5
_ROUNDING = 0.01  # so that the 22nd line is not lost to float rounding


class OfficialCanvas(Canvas):
    """A canvas whose bookmarks may skip levels, as headings do in practice, and that remembers written lines."""

    is_numbered = True
    _doc: PDFDocument
    _depth = -1
    _bookmarks = 0

    def bookmark(self, title: str, level: int) -> None:
        """Add the current page to the outline; level 0 is the outermost."""
        self._depth = min(level, self._depth + 1)
        self._bookmarks += 1
        key = f"heading-{self._bookmarks}"
        self.bookmarkPage(key)
        self.addOutlineEntry(title, key, self._depth)

    def codes(self, font: str) -> Codes:
        """The codes of a registered font in this document."""
        codes = self._codes.get(font)
        if codes is None:
            embedded = getFont(font)
            assert isinstance(embedded, EmbeddedFont)
            codes = self._codes[font] = embedded.codes(self._doc)
        return codes

    @cached_property
    def _codes(self) -> dict[str, Codes]:
        return {}

    @cached_property
    def written(self) -> dict[int, tuple[object, str]]:
        """The operators of lines already written, by the line's id and with the line, which keeps its id so."""
        return {}


def page_height(width: float) -> float:
    """The height of the type area that is so wide: of an upright page or a turned one."""
    return TYPE_HEIGHT if width <= TYPE_WIDTH + 1 else TYPE_WIDTH


class PageNumbers:
    """Draws «— 1 —» under the type area: odd pages right, even pages left, one character in (7.5).

    A blank page before the page of 版记 has none, nor has that page (7.5).
    """

    def __init__(self, fonts: FontSet) -> None:
        self._font = fonts.main(Role.DIGITS)

    def draw(self, canvas: Canvas, number: int) -> None:
        """Draw the number in the coordinates of the portrait page."""
        if isinstance(canvas, OfficialCanvas) and not canvas.is_numbered:
            return
        text = f"{DASH} {number} {DASH}"
        width = self._font.stringWidth(text, _NUMBER_SIZE)
        x = LEFT + TYPE_WIDTH - _NUMBER_SIZE - width if number % 2 else LEFT + _NUMBER_SIZE
        y = BOTTOM - _NUMBER_GAP - self._font.top(DASH) * _NUMBER_SIZE
        canvas.setFont(self._font.fontName, _NUMBER_SIZE)
        canvas.drawString(x, y, text)


class _TurnedTemplate(PageTemplate):
    """A page that a viewer shows turned clockwise; BaseDocTemplate reads the attribute."""

    rotation = 90


def page_templates(numbers: PageNumbers) -> list[PageTemplate]:
    """Portrait first. Landscape is the same sheet shown turned: a table head lies at its left edge (7.5)."""

    def number(canvas: Canvas, doc: BaseDocTemplate) -> None:
        numbers.draw(canvas, doc.page)

    def turn(canvas: Canvas, doc: BaseDocTemplate) -> None:
        canvas.rotate(90)
        canvas.translate(0, -PAPER_WIDTH)

    def turn_back(canvas: Canvas, doc: BaseDocTemplate) -> None:
        canvas.translate(0, PAPER_WIDTH)
        canvas.rotate(-90)
        numbers.draw(canvas, doc.page)

    # ReportLab swaps the media box of a rotated page: the size is given as displayed.
    turned = _TurnedTemplate(
        LANDSCAPE,
        [_frame(BOTTOM, RIGHT, TYPE_HEIGHT, TYPE_WIDTH)],
        onPage=turn,
        onPageEnd=turn_back,
        pagesize=(PAPER_HEIGHT, PAPER_WIDTH),
    )
    upright = PageTemplate(
        PORTRAIT,
        [_frame(LEFT, BOTTOM, TYPE_WIDTH, TYPE_HEIGHT)],
        onPageEnd=number,
        pagesize=(PAPER_WIDTH, PAPER_HEIGHT),
    )
    return [upright, turned]


def _frame(x: float, y: float, width: float, height: float) -> Frame:
    return Frame(x, y - _ROUNDING, width, height + _ROUNDING, 0, 0, 0, 0)
