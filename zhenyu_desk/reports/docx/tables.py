"""Tables and forms of the .docx: fixed widths, heads on every page, rows kept whole where a page has room for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.blocks import LABEL_SHARE, Column, FormRow
from zhenyu_desk.reports.docx.markup import lines_of, paragraph, twips
from zhenyu_desk.reports.docx.stylesheet import TABLE, Name
from zhenyu_desk.reports.page import LINE, TYPE_WIDTH
from zhenyu_desk.reports.placing import Align

_ALIGN = {Align.LEFT: "", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_SIDES = 6.0  # points between the rules of a cell and its text, both sides
_TALLEST = TYPE_WIDTH / 2  # of a row that is not cut: half a landscape page


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: float, *, small: bool) -> str:
    """A table so many points wide, its cells in 五号 if `small`, else in 小四."""
    widths = _shared_out([column.share for column in columns], width)
    head = [_cell(column.title, side, _head_style(small), Align.CENTER) for column, side in _beside(columns, widths)]
    style, size = (Name.SMALL_CELL, styles.SIZE_5) if small else (Name.CELL, styles.SIZE_S4)
    lines = [_row(head, "<w:cantSplit/><w:tblHeader/>")]
    for row in rows:
        cells = [_cell(text, side, style, column.align) for text, (column, side) in _with(row, columns, widths)]
        whole = "<w:cantSplit/>" if _height(row, widths, size) < _TALLEST else ""
        lines.append(_row(cells, whole))
    return _table(widths, "".join(lines))


def form(rows: Sequence[FormRow], width: float) -> str:
    """A form: in every row labels beside what is filled in; columns span the finest grid of all rows."""
    shares = [_form_shares(row) for row in rows]
    edges = sorted({edge for row in shares for edge in accumulate(row, initial=0.0)})
    columns = [twips(width * (right - left) / 100) for left, right in pairwise(edges)]
    lines = []
    for row, own in zip(rows, shares, strict=True):
        places = [edges.index(edge) for edge in accumulate(own, initial=0.0)]
        cells = []
        for number, (start, end) in enumerate(pairwise(places)):
            field = row.fields[number // 2]
            text, style, align = (
                (field.text, Name.CELL, Align.LEFT) if number % 2 else (field.label, Name.HEAD, Align.CENTER)
            )
            cells.append(_cell(text, sum(columns[start:end]), style, align, end - start))
        least = f'<w:cantSplit/><w:trHeight w:val="{twips(row.lines * LINE)}" w:hRule="atLeast"/>'
        lines.append(_row(cells, least))
    return _table(columns, "".join(lines))


def _form_shares(row: FormRow) -> list[float]:
    return [share for field in row.fields for share in (LABEL_SHARE, field.share - LABEL_SHARE)]


def _head_style(small: bool) -> Name:
    return Name.SMALL_HEAD if small else Name.HEAD


def _beside(columns: Sequence[Column], widths: Sequence[int]) -> list[tuple[Column, int]]:
    return list(zip(columns, widths, strict=True))


def _with(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> list[tuple[str, tuple[Column, int]]]:
    return list(zip(row, _beside(columns, widths), strict=True))


def _shared_out(shares: Sequence[float], width: float) -> list[int]:
    """Twips that add up to the whole width."""
    edges = [twips(width * reached / sum(shares)) for reached in accumulate(shares, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _height(row: Sequence[str], widths: Sequence[int], size: float) -> float:
    """About how high a row becomes, points."""
    lines = [
        sum(-(-len(line) * size // (width / 20 - _SIDES)) or 1 for line in text.split("\n"))
        for text, width in zip(row, widths, strict=True)
    ]
    return max(lines) * size * 4 / 3


def _table(widths: Sequence[int], rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(cells: Sequence[str], properties: str) -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, style: Name, align: Align, span: int = 1) -> str:
    side = f'<w:jc w:val="{_ALIGN[align]}"/>' if _ALIGN[align] else ""
    lines = "".join(paragraph(style, line, side) for line in lines_of(text))
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
    )
