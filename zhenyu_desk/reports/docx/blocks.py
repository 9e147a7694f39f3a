"""The blocks of a paper as parts of a .docx: each is written into the document when its turn comes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.blocks import Block, Blocks, Column, FormRow
from zhenyu_desk.reports.charts import Series
from zhenyu_desk.reports.docx import heads, signing, tables
from zhenyu_desk.reports.docx.body import Body
from zhenyu_desk.reports.docx.markup import (
    broken_lines,
    lines_of,
    paragraph,
    spacing,
    unindented,
)
from zhenyu_desk.reports.docx.stylesheet import HEADINGS, Name
from zhenyu_desk.reports.fonts import FontSet, printable
from zhenyu_desk.reports.page import LINE, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import Content, rounded_up
from zhenyu_desk.reports.pdf_blocks import PdfBlocks
from zhenyu_desk.reports.titles import title_lines

Part = Callable[[Body], None]


class DocxBlocks(Blocks):
    """Makes parts. Charts are drawn with the printer's fonts and put in as pictures."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts, self._printer = fonts, PdfBlocks(fonts)

    def title(self, text: str, record: str = "", *, blank: int = 1) -> Block:
        """The title in the lines of the PDF, then `blank` lines."""
        return [_writes(self._title(Name.TITLE, text)), *self.blank(blank)]

    def red_head(self, name: str, code: str) -> Block:
        """The name of the office in red, 发文字号 below it, and the red rule."""
        number = [_writes(paragraph(Name.CENTRED, printable(code)))] if code else []
        office = _writes(heads.office_name(name, self._fonts))
        return [office, *self.blank(2), *number, _writes(heads.RED_RULE), *self.blank()]

    def bulletin_head(self, name: str, issue: str, unit: str, day: str) -> Block:
        return [
            _writes(heads.bulletin_name(name, self._fonts)),
            _writes(paragraph(Name.CENTRED, printable(issue))),
            _writes(heads.sides(unit, day)),
            _writes(heads.RED_RULE),
            *self.blank(),
        ]

    def recipients(self, lines: list[tuple[str, str]], printed: tuple[str, str] | None = None) -> Block:
        """版记: who gets copies, and who printed it and when; nothing where there is neither."""
        named = [(mark, names) for mark, names in lines if names]
        return [_writes(heads.imprint(named, printed))] if named or printed else []

    def addressee(self, text: str, record: str = "") -> Block:
        return [_writes(_paragraphs(Name.FLUSH, text))]

    def text(self, content: Content, record: str = "") -> Block:
        """Paragraphs of the body, indented by two characters."""
        return [_writes(_paragraphs(Name.BODY, content))]

    def heading(self, level: int, content: Content, record: str = "") -> Block:
        """A heading that office programs list in their outline."""
        return [_writes(_paragraphs(HEADINGS[level - 1], content))]

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
        return [
            *([_writes(_paragraphs(Name.CAPTION, caption))] if caption else ()),
            lambda body: body.add(tables.table(columns, rows, body.width, small=small)),
        ]

    def form(self, rows: Sequence[FormRow], record: str = "") -> Block:
        """A form: labels beside what is filled in."""
        return [lambda body: body.add(tables.form(rows, body.width))]

    def column_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """The chart as a picture, its caption as text."""
        return self._chart(self._printer.column_chart(caption, labels, series, lines), caption, labels, series, lines)

    def row_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """The chart as a picture, its caption as text."""
        return self._chart(self._printer.row_chart(caption, labels, series, lines), caption, labels, series, lines)

    def note(self, content: Content, record: str = "") -> Block:
        """Notes in small type."""
        return [_writes(_paragraphs(Name.NOTE, content))]

    def annex_mark(self, number: int | None = None, title: str = "") -> Block:
        """«附件1» at the head of an annex, and its title on the third line; both are in the outline."""
        mark = _writes(paragraph(Name.ANNEX_MARK, "附件" if number is None else f"附件{number}"))
        if not title:
            return [mark]
        return [mark, _writes(paragraph(Name.SIGNATURE, "")), _writes(self._title(Name.ANNEX_TITLE, title))]

    def closing(
        self,
        last: Content,
        unit: str,
        day: datetime.date,
        record: str = "",
        *,
        attachments: Sequence[str] = (),
        sealed: bool = False,
    ) -> Block:
        """The last paragraph, 附件说明 if any, 署名 and 成文日期, as under a seal if `sealed`."""
        listed = [signing.blank(), signing.attachments(attachments, self._fonts)] if attachments else []
        signed = signing.signature(unit, day, self._fonts, is_sealed=sealed)
        return [_writes(_paragraphs(Name.LAST, last)), *map(_writes, (*listed, signed))]

    def signed(self, unit: str, day: datetime.date, record: str = "") -> Block:
        """署名 and 成文日期 below a form."""
        return [_writes(signing.signature(unit, day, self._fonts, is_sealed=False))]

    def cut_line(self, words: str) -> Block:
        """A dashed line with words above it."""
        return [_writes(_paragraphs(Name.CUT_LINE, words))]

    def blank(self, lines: int = 1) -> Block:
        """Blank lines."""
        return [_writes(paragraph(Name.FLUSH, "") * lines)]

    def page(self, *, landscape: bool = False) -> Block:
        """A new page in a section of its own."""
        return [lambda body: body.start_page(landscape=landscape)]

    def _title(self, style: Name, text: str) -> str:
        face = self._fonts.face(styles.TITLE.role, styles.TITLE.size)
        lines = title_lines(printable(text), TYPE_WIDTH, face.advance)
        height = len(lines) * styles.TITLE_LEADING
        spare = (rounded_up(height, LINE) - height) / 2
        return broken_lines(style, lines, spacing(spare, spare))

    def _chart(
        self, chart: Block, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int
    ) -> list[Part]:
        from zhenyu_desk.reports.docx.pictures import picture_of

        words = "；".join(
            f"{one.name}：" + "、".join(f"{label}{value}" for label, value in zip(labels, one.values, strict=True))
            for one in series
        )

        def draw(body: Body) -> None:
            body.add_picture(picture_of(chart, lines, self._fonts), printable(caption), printable(words))

        return [draw, _writes(paragraph(Name.FIGURE_CAPTION, printable(caption)))]


def _writes(markup: str) -> Part:
    return lambda body: body.add(markup)


def _paragraphs(style: Name, content: Content, properties: str = "") -> str:
    """A paragraph for each line as typed."""
    return "".join(paragraph(style, unindented(line), properties) for line in lines_of(content))
