"""The blocks of a paper as parts of a .docx: each is written into the document when its turn comes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.blocks import LABEL_SHARE, Block, Column, FormRow
from zhenyu_desk.reports.charts import Series
from zhenyu_desk.reports.docx import xml
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import (
    BOTTOM,
    LEFT,
    LINE,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PITCH,
    RIGHT,
    TOP,
    TYPE_HEIGHT,
    TYPE_WIDTH,
)
from zhenyu_desk.reports.paragraph import Content
from zhenyu_desk.reports.pdf_blocks import PdfBlocks
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.reports.writing import written_date

Part = Callable[[Document], None]

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_RED = RGBColor(0xD9, 0, 0)
_NAME_SIZE = 42.0
_SIDE = 3.0  # points between a cell's rule and its text
_CELL_LEADING = 1.35
_NUMBER_ROOM = 33.0  # points from the type area down to the foot of the page number (7.5)
_BODY = (Role.FANGSONG, styles.SIZE_3)
_HEADING_ROLES = (Role.HEI, Role.KAI, Role.FANGSONG, Role.FANGSONG)


class DocxBlocks:
    """Makes parts. Charts are drawn with the printer's fonts and put in as pictures."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts, self._printer = fonts, PdfBlocks(fonts)

    def title(self, text: str, record: str = "", *, blank: int = 1) -> Block:
        """The title, then `blank` lines."""
        return [_line(text, Role.TITLE, styles.SIZE_2, Align.CENTER, leading=styles.TITLE_LEADING), *self.blank(blank)]

    def red_head(self, name: str, code: str) -> Block:
        """The name of the office in red, 发文字号 below it, and the red rule."""
        number = _line(code, Role.FANGSONG, styles.SIZE_3, Align.CENTER, rule="D90000")
        return [_line(name, Role.TITLE, _NAME_SIZE, Align.CENTER, leading=3 * LINE, colour=_RED), *self.blank(), number]

    def bulletin_head(self, name: str, issue: str, unit: str, day: str) -> Block:
        """The name of the bulletin in red, its issue number, unit and date, and the red rule."""
        return [
            _line(name, Role.TITLE, _NAME_SIZE, Align.CENTER, leading=3 * LINE, colour=_RED),
            _line(issue, Role.FANGSONG, styles.SIZE_3, Align.CENTER),
            _line(f"{unit}\t{day}", Role.FANGSONG, styles.SIZE_3, Align.LEFT, rule="D90000", tab=TYPE_WIDTH),
            *self.blank(),
        ]

    def recipients(self, lines: list[tuple[str, str]]) -> Block:
        """报、送、发 with their names; nothing where nobody is named."""
        return [
            _line(f"{mark}：{names}", Role.FANGSONG, styles.SIZE_4, Align.LEFT, rule="auto")
            for mark, names in lines
            if names
        ]

    def addressee(self, text: str, record: str = "") -> Block:
        """主送机关, at the left edge."""
        return [_line(text, Role.FANGSONG, styles.SIZE_3, Align.LEFT)]

    def text(self, content: Content, record: str = "") -> Block:
        """Paragraphs of the body, indented by two characters."""
        return [_body(line) for line in _plain(content).split("\n")]

    def heading(self, level: int, content: Content, record: str = "", *, lines_below: int = 2) -> Block:
        """A heading that office programs list in their outline."""
        return [_heading(_plain(content), level)]

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        records: Sequence[str] = (),
        small: bool = True,
    ) -> Block:
        """A table with its caption above; its head is repeated on every page."""
        size = styles.SIZE_5 if small else styles.SIZE_S4
        return [
            _line(caption, Role.HEI, styles.SIZE_S4, Align.CENTER, keep_with_next=True),
            lambda document: _add_table(document, columns, rows, size),
        ]

    def form(self, rows: Sequence[FormRow], record: str = "") -> Block:
        """A form: labels beside what is filled in."""
        return [lambda document: _add_form(document, rows)]

    def column_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """The chart as a picture."""
        return [self._chart(self._printer.column_chart(caption, labels, series, lines), lines)]

    def row_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """The chart as a picture."""
        return [self._chart(self._printer.row_chart(caption, labels, series, lines), lines)]

    def note(self, content: Content, record: str = "") -> Block:
        """Notes in small type."""
        return [
            _line(line, Role.FANGSONG, styles.SIZE_5, Align.JUSTIFY, leading=LINE / 2, indent=2 * styles.SIZE_5)
            for line in _plain(content).split("\n")
        ]

    def annex_mark(self, number: int | None = None) -> Block:
        """«附件1» at the head of an annex."""
        return [_heading("附件" if number is None else f"附件{number}", 1, indented=False)]

    def closing(
        self,
        last: Content,
        unit: str,
        day: datetime.date,
        record: str = "",
        *,
        attachments: Sequence[str] = (),
    ) -> Block:
        """The last paragraph, 附件说明 if any, 署名 and 成文日期."""
        names = attachments if len(attachments) == 1 else [f"{i}.{name}" for i, name in enumerate(attachments, 1)]
        listed = [
            _line(f"附件：{name}" if place == 0 else name, *_BODY, Align.LEFT, left=(5 if place else 2) * PITCH)
            for place, name in enumerate(names)
        ]
        return [*self.text(last), *(self.blank() if listed else ()), *listed, *self.signed(unit, day, record)]

    def signed(self, unit: str, day: datetime.date, record: str = "") -> Block:
        """署名 and 成文日期 at the right."""
        return [
            *self.blank(),
            _line(unit, Role.FANGSONG, styles.SIZE_3, Align.RIGHT, right=4 * PITCH, keep_with_next=True),
            _line(written_date(day), Role.FANGSONG, styles.SIZE_3, Align.RIGHT, right=2 * PITCH),
        ]

    def cut_line(self, words: str) -> Block:
        """A dashed line with words above it."""
        return [_line(words, Role.FANGSONG, styles.SIZE_5, Align.CENTER, rule="auto", dashed=True)]

    def blank(self, lines: int = 1) -> Block:
        """Blank lines."""
        return [_line("", Role.FANGSONG, styles.SIZE_3, Align.LEFT) for _number in range(lines)]

    def page(self, *, landscape: bool = False) -> Block:
        """A new page in a section of its own."""
        return [lambda document: _add_section(document, landscape=landscape)]

    def _chart(self, chart: Block, lines: int) -> Part:
        from zhenyu_desk.reports.docx.pictures import picture_of

        png = picture_of(chart, lines, self._fonts)
        return lambda document: _add_picture(document, png)


def set_up_page(section: Section, *, landscape: bool) -> None:
    """A4 with the margins, grid and page numbers of GB/T 9704-2012, 5.2."""
    width, height = (PAPER_HEIGHT, PAPER_WIDTH) if landscape else (PAPER_WIDTH, PAPER_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    # The landscape page is the portrait one turned: its head lies at the left edge of the sheet.
    top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if landscape else (TOP, RIGHT, BOTTOM, LEFT)
    section.top_margin, section.bottom_margin = Pt(top), Pt(bottom)
    section.left_margin, section.right_margin = Pt(left), Pt(right)
    section.footer_distance = Pt(bottom - _NUMBER_ROOM)
    xml.set_grid(section)


def number_pages(section: Section) -> None:
    """Page numbers, odd ones right, even ones left, one character in (7.5)."""
    for footer, align in ((section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = _ALIGN[align]
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(styles.SIZE_4)
        xml.add_page_number(paragraph)


def _line(
    text: str,
    role: Role,
    size: float,
    align: Align,
    *,
    leading: float = LINE,
    indent: float = 0.0,
    left: float = 0.0,
    right: float = 0.0,
    colour: RGBColor | None = None,
    rule: str = "",
    dashed: bool = False,
    tab: float = 0.0,
    keep_with_next: bool = False,
) -> Part:
    """A paragraph of its own."""

    def write(document: Document) -> None:
        paragraph = document.add_paragraph()
        _shape(paragraph, align, leading)
        shape = paragraph.paragraph_format
        shape.first_line_indent, shape.left_indent, shape.right_indent = Pt(indent), Pt(left), Pt(right)
        shape.keep_with_next = keep_with_next
        if leading < LINE:
            xml.leave_grid(paragraph)
        if tab:
            shape.tab_stops.add_tab_stop(Pt(tab), WD_TAB_ALIGNMENT.RIGHT)
        run = paragraph.add_run(text)
        xml.dress(run, role, size)
        if colour is not None:
            run.font.color.rgb = colour
        if rule:
            xml.add_rule(paragraph, colour=rule, dashed=dashed)

    return write


def _body(text: str) -> Part:
    return _line(text, *_BODY, Align.JUSTIFY, indent=2 * PITCH)


def _heading(text: str, level: int, *, indented: bool = True) -> Part:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph(style=f"Heading {level}")
        _shape(paragraph, Align.LEFT, LINE)
        paragraph.paragraph_format.first_line_indent = Pt(2 * PITCH if indented else 0)
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run(text)
        xml.dress(run, _HEADING_ROLES[level - 1], styles.SIZE_3)
        run.font.bold = False
        run.font.color.rgb = RGBColor(0, 0, 0)

    return write


def _shape(paragraph: Paragraph, align: Align, leading: float) -> None:
    paragraph.alignment = _ALIGN[align]
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(leading)


def _add_table(document: Document, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float) -> None:
    table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    room = _type_width(document)
    shares = [column.share for column in columns]
    lines = list(table.rows)
    for cell, column in zip(lines[0].cells, columns, strict=True):
        _fill(cell, column.title, Role.HEI, size, Align.CENTER)
    for line, texts in zip(lines[1:], rows, strict=True):
        for cell, text, column in zip(line.cells, texts, columns, strict=True):
            _fill(cell, text, Role.FANGSONG, size, column.align)
    xml.repeat_row(lines[0])
    xml.fix_widths(table, [room * share / sum(shares) for share in shares])


def _add_form(document: Document, rows: Sequence[FormRow]) -> None:
    room = _type_width(document)
    for row in rows:
        table = document.add_table(rows=1, cols=2 * len(row.fields), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        line = table.rows[0]
        line.height = Pt(row.lines * LINE)
        widths = []
        for place, field in enumerate(row.fields):
            _fill(line.cells[2 * place], field.label, Role.HEI, styles.SIZE_S4, Align.CENTER)
            _fill(line.cells[2 * place + 1], field.text, Role.FANGSONG, styles.SIZE_S4, Align.LEFT)
            widths += [room * LABEL_SHARE / 100, room * (field.share - LABEL_SHARE) / 100]
        xml.fix_widths(table, widths)


def _fill(cell: _Cell, text: str, role: Role, size: float, align: Align) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    xml.set_cell_margins(cell, _SIDE)
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _shape(paragraph, align, size * _CELL_LEADING)
        xml.leave_grid(paragraph)
        xml.dress(paragraph.add_run(line), role, size)


def _add_picture(document: Document, png: bytes) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run().add_picture(io.BytesIO(png), width=Pt(TYPE_WIDTH))


def _add_section(document: Document, *, landscape: bool) -> None:
    set_up_page(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)


def _type_width(document: Document) -> float:
    is_turned = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    return TYPE_HEIGHT if is_turned else TYPE_WIDTH


def _plain(content: Content) -> str:
    runs = [content] if isinstance(content, str) else content
    return "".join(run if isinstance(run, str) else run[0] for run in runs)
