"""Blocks that are more than a paragraph: the title, and headings with bookmarks."""

from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.fonts import FontSet, printable
from zhenyu_desk.reports.page import LINE, OfficialCanvas
from zhenyu_desk.reports.paragraph import Content, Paragraph, Style, rounded_up
from zhenyu_desk.reports.titles import title_lines


class TitleBlock(Flowable):
    """The title in the middle of a block of whole body lines (7.3.1)."""

    def __init__(self, text: str, fonts: FontSet, record: str) -> None:
        super().__init__()
        fonts.require(styles.TITLE.role, printable(text), record)
        self._text, self._fonts, self._record = printable(text), fonts, record

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The size of the block, full width."""
        style = styles.TITLE
        lines = title_lines(self._text, aW, self._fonts.face(style.role, style.size).advance)
        self._paragraph = Paragraph("\n".join(lines), style, self._fonts, self._record)
        self.width, self.height = aW, rounded_up(self._paragraph.wrap(aW, aH)[1], LINE)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the title, the spare height half above and half below."""
        self._paragraph.drawOn(self.canv, 0, (self.height - self._paragraph.height) / 2)


class Heading(Paragraph):
    """A paragraph that is also a bookmark; level 0 is the outermost."""

    def __init__(self, content: Content, style: Style, fonts: FontSet, record: str, level: int) -> None:
        super().__init__(content, style, fonts, record)
        self._level = level

    def draw(self) -> None:
        """Draw the heading and add it to the outline."""
        if self.is_start and isinstance(self.canv, OfficialCanvas):
            self.canv.bookmark(self.text, self._level)
        super().draw()
