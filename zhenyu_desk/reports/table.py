"""Tables of an official paper: header on every page, rows kept whole unless taller than a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportlab.platypus.flowables import Flowable

from zhenyu_desk.reports.page import LINE, TYPE_HEIGHT, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import Paragraph, copy_for_split, rounded_up, whole_lines

_SIDE, _ABOVE, _BELOW = 3.0, 2.5, 3.5  # points between a cell's rule and its text
_OUTER_RULE, _INNER_RULE = 0.9, 0.45
_ROUNDING = 1e-3
_LEAST_PART = 3 * LINE  # of a very tall row; less room than this at a page's foot stays empty


Cells = Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a table is made of: caption, header cells, row cells, and the columns' shares of the width."""

    caption: Paragraph
    header: Cells
    rows: Sequence[Cells]
    shares: Sequence[float]


class _Layout:
    """Widths and heights of a table at one width, worked out once for all its parts; points."""

    def __init__(self, parts: Parts, width: float) -> None:
        self.width = width
        self.widths = [width * share / sum(parts.shares) for share in parts.shares]
        self.caption = parts.caption.wrap(width, 0)[1]
        self.header = self.height(parts.header)
        self.rows = [self.height(row) for row in parts.rows]

    def height(self, cells: Cells) -> float:
        """The height of a row of cells."""
        inner = [cell.wrap(width - 2 * _SIDE, 0)[1] for cell, width in zip(cells, self.widths, strict=True)]
        return max(inner) + _ABOVE + _BELOW


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
        page = TYPE_HEIGHT if aW <= TYPE_WIDTH + 1 else TYPE_WIDTH
        if end < self._last and self._height(end) > page - self._head_height():
            return self._split_within(end, room, fresh=aH > page - LINE)
        if end == self._first:
            return []
        return [self._part(self._first, end), self._part(end, self._last)]

    def draw(self) -> None:
        """Caption, header and rows from the top of the box, then the rules."""
        layout = self._laid()
        y = self.height
        if self._captioned:
            y -= layout.caption
            self._parts.caption.drawOn(self.canv, 0, y)
        edges = [y]
        for cells, height in [
            (self._parts.header, layout.header),
            *zip(self._rows(), self._heights(), strict=True),
        ]:
            self._draw_row(cells, y, height)
            y -= height
            edges.append(y)
        self._draw_rules(edges)

    def _split_within(self, row: int, room: float, fresh: bool) -> list[Flowable]:
        """Cut a row taller than a page; not at the foot of a page, where only a few lines would stand."""
        if room < _LEAST_PART and not fresh:
            return [self._part(self._first, row), self._part(row, self._last)] if row > self._first else []
        fronts, backs = [], []
        for cell, width in zip(self._cells(row), self._laid().widths, strict=True):
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
        return self._cut.get(row) or self._parts.rows[row]

    def _height(self, row: int) -> float:
        return self._laid().height(self._cut[row]) if row in self._cut else self._laid().rows[row]

    def _rows(self) -> Iterator[Cells]:
        return map(self._cells, range(self._first, self._last))

    def _heights(self) -> Iterator[float]:
        return map(self._height, range(self._first, self._last))

    def _draw_row(self, cells: Cells, top: float, height: float) -> None:
        x = 0.0
        for cell, width in zip(cells, self._laid().widths, strict=True):
            _, used = cell.wrap(width - 2 * _SIDE, 0)
            spare = (height - _ABOVE - _BELOW - used) / 2
            if used:
                cell.drawOn(self.canv, x + _SIDE, top - _ABOVE - spare - used)
            x += width

    def _draw_rules(self, edges: Sequence[float]) -> None:
        canvas = self.canv
        widths = list(accumulate(self._laid().widths))
        canvas.setLineWidth(_INNER_RULE)
        for y in edges[1:-1]:
            canvas.line(0, y, self.width, y)
        for x in widths[:-1]:
            canvas.line(x, edges[0], x, edges[-1])
        canvas.setLineWidth(_OUTER_RULE)
        half = _OUTER_RULE / 2
        canvas.rect(half, edges[-1] + half, self.width - _OUTER_RULE, edges[0] - edges[-1] - _OUTER_RULE)
