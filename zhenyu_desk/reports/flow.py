"""Blocks that are more than a paragraph: the title, headings with bookmarks, and what stays together."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus.doctemplate import ActionFlowable
from reportlab.platypus.flowables import Flowable, PageBreak

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.fonts import FontSet, printable
from zhenyu_desk.reports.page import LINE, OfficialCanvas, page_height
from zhenyu_desk.reports.paragraph import Content, Paragraph, Style, rounded_up, whole_lines
from zhenyu_desk.reports.titles import title_lines

_LEAST_TEXT = 2  # lines of text under a heading at the foot of a page


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
    """A paragraph that is also a bookmark, by its own words or others; level 0 is the outermost."""

    def __init__(
        self, content: Content, style: Style, fonts: FontSet, record: str, level: int, bookmark: str = ""
    ) -> None:
        super().__init__(content, style, fonts, record)
        self._level, self._bookmark = level, bookmark

    def draw(self) -> None:
        """Draw the heading and add it to the outline."""
        if self.is_start and isinstance(self.canv, OfficialCanvas):
            self.canv.bookmark(self._bookmark or self.text, self._level)
        super().draw()


class Stack(Flowable):
    """Parts one below the other."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._parts = parts

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The size of all together."""
        self._heights: list[float] = []
        for part in self._parts:
            self._heights.append(part.wrap(aW, aH - sum(self._heights))[1])
        self.width, self.height = aW, sum(self._heights)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the parts."""
        y = self.height
        for part, height in zip(self._parts, self._heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0, y)


class Kept(Stack):
    """Headings and what they head: its first part, two lines of text or a row of a table, stays on their page."""

    def __init__(self, heads: Sequence[Heading], body: Flowable) -> None:
        super().__init__([*heads, body])
        self._heads, self._body = heads, body

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """The headings with the first part of the body, and the rest; nothing where too little fits."""
        room = aH - sum(head.wrap(aW, aH)[1] for head in self._heads)
        parts = self._split_body(aW, room)
        if parts:
            return [Kept(self._heads, parts[0]), *parts[1:]]
        is_fresh = aH > page_height(aW) - LINE
        return [*self._heads, self._body] if is_fresh else []

    def _split_body(self, aW: float, room: float) -> list[Flowable]:
        body = self._body
        if isinstance(body, Paragraph):
            least = min(_LEAST_TEXT, len(body.lines(aW)))
            if whole_lines(room, body.style.leading) < least:
                return []
        return body.split(aW, room) if room > 0 else []


def with_headings_kept(story: Iterable[Flowable]) -> Iterator[Flowable]:
    """The story with every heading and what follows it as one part."""
    heads: list[Heading] = []
    for part in story:
        if isinstance(part, Heading):
            heads.append(part)
        elif heads and not isinstance(part, ActionFlowable | PageBreak):
            yield Kept(heads, part)
            heads = []
        else:
            yield from heads
            yield part
            heads = []
    yield from heads
