"""What python-docx has no words for: Chinese fonts, the character grid, page number fields, table borders."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.page import LINE, PITCH
from zhenyu_desk.reports.styles import SIZE_3

# The names under which office programs know the fonts of GB/T 9704-2012; where one lacks, they take another.
FONT_NAMES: dict[Role, str] = {
    Role.FANGSONG: "仿宋_GB2312",
    Role.KAI: "楷体_GB2312",
    Role.HEI: "黑体",
    Role.TITLE: "方正小标宋简体",
    Role.DIGITS: "宋体",
    Role.RARE: "宋体",
}
# What stands behind an element of a paragraph's properties (ECMA-376, 17.3.1.26): Word refuses another order.
_AFTER_GRID = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:snapToGrid", *_AFTER_GRID)
_TWENTIETHS = 20
_GRID_UNIT = 4096  # of a point, in which w:charSpace counts (ECMA-376, 17.6.5)


def dress(run: Run, role: Role, size: float) -> None:
    """Give a run the font of a role at a size in points."""
    run.font.size = Pt(size)
    run.font.name = FONT_NAMES[role]
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), FONT_NAMES[role])


def set_grid(section: Section) -> None:
    """22 lines of 28 characters on the type area (GB/T 9704-2012, 5.2.3)."""
    properties = section._sectPr
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        properties.append(grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(LINE * _TWENTIETHS)))
    grid.set(qn("w:charSpace"), str(round((PITCH - SIZE_3) * _GRID_UNIT)))


def add_page_number(paragraph: Paragraph) -> None:
    """«— 1 —» as a field that counts by itself (7.5)."""
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = paragraph.add_run(text if not kind else "")
        dress(run, Role.DIGITS, 14.0)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._element.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def use_odd_and_even_footers(document: Document) -> None:
    """Page numbers stand right on odd pages and left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True


def repeat_row(row: _Row) -> None:
    """Repeat a row at the head of the table on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def fix_widths(table: Table, widths: list[float]) -> None:
    """Columns of these widths in points, whatever their text."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)


def set_cell_margins(cell: _Cell, points: float) -> None:
    """The room at the sides of a cell's text."""
    margins = OxmlElement("w:tcMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), str(round(points * _TWENTIETHS)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    cell._tc.get_or_add_tcPr().insert_element_before(margins, "w:textDirection", "w:tcFitText", "w:vAlign")


def add_rule(paragraph: Paragraph, *, colour: str = "auto", eighths: int = 8, dashed: bool = False) -> None:
    """A rule under a paragraph; `eighths` of a point strong."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    bottom.set(qn("w:val"), "dashed" if dashed else "single")
    bottom.set(qn("w:sz"), str(eighths))
    bottom.set(qn("w:space"), "1")
    bottom.set(qn("w:color"), colour)
    borders.append(bottom)
    paragraph._element.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def leave_grid(paragraph: Paragraph) -> None:
    """Let the lines of a paragraph stand closer than the grid of the body, as in tables and notes."""
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    paragraph._element.get_or_add_pPr().insert_element_before(off, *_AFTER_GRID)
