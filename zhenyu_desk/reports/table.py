"""Tables of an official paper: header on every page, rows kept whole unless taller than a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports.page import LINE, page_height
from zhenyu_desk.reports.paragraph import Paragraph, copy_for_split, rounded_up, whole_lines
from zhenyu_desk.reports.pen import Pen

_SIDE, _ABOVE, _BELOW = 3.0, 2.0, 2.5  # points between a cell's rule and its text
_OUTER_RULE, _INNER_RULE = 0.9, 0.45
_ROUNDING = 1e-3
_KEPT, _MOST_KEPT_ROWS = 7 * LINE, 8  # a table up to so high, with so many rows, isn't cut
_LEAST_ROWS = 2  # of a table that goes on over the page
_LEAST_PART = 3 * LINE  # of a very tall row; less room than this at a page's foot stays empty


Cells = Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells, their shares of the width where they are not the columns', and its least height in points."""

    cells: Cells
    shares: Sequence[float] | None = None
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What a table is made of: caption and header cells, if any, rows, and the columns' shares of the width."""

    rows: Sequence[Row]
    shares: Sequence[float]
    caption: Paragraph | None = None
    header: Cells = ()


class _Layout:
    """Widths and heights of a table at one width, worked out once for all its parts; points."""

    def __init__(self, parts: Parts, width: float) -> None:
        self.width = width
        self._columns = self._shared_out(parts.shares)
        self._own = {id(row): self._shared_out(row.shares) for row in parts.rows if row.shares is not None}
        self.caption = parts.caption.wrap(width, 0)[1] if parts.caption else 0.0
        self.header = self.height(parts.header, self._columns) if parts.header else 0.0
        self.rows = [max(row.least, self.height(row.cells, self.widths(row))) for row in parts.rows]

    def widths(self, row: Row | None) -> Sequence[float]:
        """The widths of a row's cells, or of the header's."""
        return self._own.get(id(row), self._columns)

    def height(self, cells: Cells, widths: Sequence[float]) -> float:
        """The height that cells of these widths need."""
        inner = [cell.wrap(width - 2 * _SIDE, 0)[1] for cell, width in zip(cells, widths, strict=True)]
        return max(inner) + _ABOVE + _BELOW

    def _shared_out(self, shares: Sequence[float]) -> list[float]:
        return [self.width * share / sum(shares) for share in shares]


class _Rules:
    """The rules above rows and between their cells; those between go on through rows that are cut alike."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._tops: list[float] = []
        self._upright: list[tuple[float, float, list[float]]] = []  # top, bottom, edges

    def add(self, top: float, bottom: float, widths: Sequence[float]) -> None:
        """A row between these heights, below the one before."""
        self._tops.append(top)
        edges = list(accumulate(widths))[:-1]
        if self._upright and self._upright[-1][2] == edges:
            top = self._upright.pop()[0]
        self._upright.append((top, bottom, edges))

    def draw(self, canvas: Canvas) -> None:
        """Draw them all at once."""
        canvas.setLineWidth(_INNER_RULE)
        across = [(0, top, self._width, top) for top in self._tops]
        canvas.lines([*across, *((x, top, x, bottom) for top, bottom, edges in self._upright for x in edges)])


class Table(Flowable):
    """A table as wide as its frame. Its height is whole body lines, so the text below keeps to the grid."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._layout: _Layout | None = None
        self._first, self._last = 0, len(parts.rows)
        self._captioned = True
        # Parts of rows that lie on two pages, by row number.
        self._cut: dict[int, Cells] = {}

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """The size in a frame aW wide; at a page's foot, less than a line of room is filled up too."""
        self.width = aW
        natural = self._head_height()
        for height in self._heights():
            natural += height
            if natural > aH + LINE:  # enough to know that it must be split; keeps long tables linear
                break
        whole = rounded_up(natural, LINE)
        self.height = aH if natural <= aH + _ROUNDING < whole else whole
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """The rows that fit in aH and the others; only a row taller than a page is cut within itself."""
        self.width = aW
        room = aH - self._head_height() + _ROUNDING
        end = self._first
        for height in self._heights():
            if height > room:
                break
            room -= height
            end += 1
        page = page_height(aW)
        if end < self._last and self._height(end) > page - self._head_height():
            return self._split_within(end, room, fresh=aH > page - LINE)
        if end == self._last - 1 and end - self._first > 1:
            end -= 1  # the last row, often the total, doesn't stand alone under a repeated head
        is_fresh = aH > page - LINE
        if end == self._first or not (is_fresh or self._is_worth_splitting(end)):
            return []
        return [self._part(self._first, end), self._part(end, self._last)]

    def draw(self) -> None:
        """Caption, header and rows from the top of the box, then the rules."""
        layout = self._laid()
        y = self.height
        pen, rules = Pen(self.canv), _Rules(self.width)
        if self._captioned and self._parts.caption:
            y -= layout.caption
            self._parts.caption.write(pen, 0, y)
        top = y
        if self._parts.header:
            y = self._draw_row(pen, rules, self._parts.header, layout.widths(None), y, layout.header)
        for number, height in zip(range(self._first, self._last), self._heights(), strict=True):
            widths = layout.widths(self._parts.rows[number])
            y = self._draw_row(pen, rules, self._cells(number), widths, y, height)
        pen.finish()
        rules.draw(self.canv)
        self._draw_frame(top, y)

    def _is_worth_splitting(self, end: int) -> bool:
        """Whether rows up to `end` are enough for the foot of a page, of a table that isn't small."""
        rows = range(self._first, min(self._last, self._first + _MOST_KEPT_ROWS))
        height = self._head_height() + sum(map(self._height, rows))
        is_small = len(rows) == self._last - self._first and height <= _KEPT
        return not is_small and end - self._first >= _LEAST_ROWS

    def _split_within(self, row: int, room: float, fresh: bool) -> list[Flowable]:
        """Cut a row taller than a page; not at the foot of a page, where only a few lines would stand."""
        if room < _LEAST_PART and not fresh:
            return [self._part(self._first, row), self._part(row, self._last)] if row > self._first else []
        fronts, backs = [], []
        for cell, width in zip(self._cells(row), self._laid().widths(self._parts.rows[row]), strict=True):
            count = whole_lines(room - _ABOVE - _BELOW, cell.style.leading)
            front, back = cell.cut(width - 2 * _SIDE, count)
            fronts.append(front)
            backs.append(back)
        head, tail = self._part(self._first, row + 1), self._part(row, self._last)
        head._cut = {**self._cut, row: fronts}
        tail._cut, tail._captioned = {row: backs}, False
        return [head, tail]

    def _part(self, first: int, last: int) -> "Table":
        part = copy_for_split(self)
        part._first, part._last = first, last
        part._captioned = self._captioned and first == self._first
        return part

    def _laid(self) -> _Layout:
        if self._layout is None or self._layout.width != self.width:
            self._layout = _Layout(self._parts, self.width)
        return self._layout

    def _head_height(self) -> float:
        return self._laid().header + (self._laid().caption if self._captioned else 0.0)

    def _cells(self, row: int) -> Cells:
        return self._cut.get(row) or self._parts.rows[row].cells

    def _height(self, row: int) -> float:
        layout = self._laid()
        if row not in self._cut:
            return layout.rows[row]
        return layout.height(self._cut[row], layout.widths(self._parts.rows[row]))

    def _heights(self) -> Iterator[float]:
        return map(self._height, range(self._first, self._last))

    def _draw_row(
        self, pen: Pen, rules: _Rules, cells: Cells, widths: Sequence[float], top: float, height: float
    ) -> float:
        """Write the cells of a row, and note its rules; returns the lower edge."""
        x = 0.0
        for cell, width in zip(cells, widths, strict=True):
            if cell.width != width - 2 * _SIDE:  # wrapped in between at another width
                cell.wrap(width - 2 * _SIDE, 0)
            used = cell.height
            spare = (height - _ABOVE - _BELOW - used) / 2
            if used:
                cell.write(pen, x + _SIDE, top - _ABOVE - spare - used)
            x += width
        rules.add(top, top - height, widths)
        return top - height

    def _draw_frame(self, top: float, bottom: float) -> None:
        self.canv.setLineWidth(_OUTER_RULE)
        half = _OUTER_RULE / 2
        self.canv.rect(half, bottom + half, self.width - _OUTER_RULE, top - bottom - _OUTER_RULE)
