"""The building blocks of an official paper as flowables for `document.build`; what each is, `Blocks` says."""

import datetime
from collections.abc import Sequence

from reportlab.platypus.doctemplate import NextPageTemplate
from reportlab.platypus.flowables import PageBreak, Spacer

from zhenyu_desk.reports import styles
from zhenyu_desk.reports.blocks import LABEL_SHARE, Block, Blocks, Column, FormRow
from zhenyu_desk.reports.charts import ColumnChart, RowChart, Series
from zhenyu_desk.reports.closing import Closing, Signature
from zhenyu_desk.reports.flow import Heading, TitleBlock
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.heads import CutLine, Imprint, NameBlock, RedRule, Sides, ToEvenPage
from zhenyu_desk.reports.page import LANDSCAPE, LINE, PITCH, PORTRAIT, TYPE_HEIGHT, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import Content, Paragraph, Style
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.reports.table import Parts, Row, Table

_MOST_KEPT = TYPE_HEIGHT / 2  # of 附件说明 that stays on the page of the signature


class PdfBlocks(Blocks):
    """Makes blocks in one set of fonts. `record` names what is printed, should a character have no glyph."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    def title(self, text: str, record: str = "", *, blank: int = 1) -> Block:
        return [TitleBlock(text, self._fonts, record), *self.blank(blank)]

    def red_head(self, name: str, code: str) -> Block:
        style = Style(styles.BODY.role, styles.SIZE_3, LINE, Align.CENTER, em=PITCH)
        return [
            NameBlock(name, self._fonts, is_office=True),
            *self.blank(2),
            *([self._paragraph(code, style, name)] if code else ()),
            RedRule(),  # high in its line: with what is left of it, two lines are blank above the title (7.3.1)
            *self.blank(),
        ]

    def bulletin_head(self, name: str, issue: str, unit: str, day: str) -> Block:
        style = Style(styles.BODY.role, styles.SIZE_3, LINE, Align.CENTER, em=PITCH)
        return [
            NameBlock(name, self._fonts, is_office=False),
            self._paragraph(issue or " ", style, name),
            Sides(unit, day, self._fonts),
            RedRule(),
            *self.blank(),
        ]

    def recipients(self, lines: list[tuple[str, str]], printed: tuple[str, str] | None = None) -> Block:
        named = [(mark, names) for mark, names in lines if names]
        if not named and printed is None:
            return []
        imprint = Imprint(named, printed, self._fonts)
        return [ToEvenPage(imprint), imprint]

    def addressee(self, text: str, record: str = "") -> Block:
        return [self._paragraph(text, styles.FLUSH, record)]

    def text(self, content: Content, record: str = "") -> Block:
        return [self._paragraph(content, styles.BODY, record)]

    def heading(self, level: int, content: Content, record: str = "") -> Block:
        return [Heading(content, styles.HEADINGS[level - 1], self._fonts, record, level - 1)]

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        records: Sequence[str] = (),
        small: bool = True,
    ) -> Block:
        cell, head = styles.cells(small)
        names = records or [caption] * len(rows)
        aligned = [cell[column.align] for column in columns]
        made: list[dict[str, Paragraph]] = [{} for _column in columns]  # equal cells of a column are one

        def cell_of(column: int, text: str, name: str) -> Paragraph:
            if text not in made[column]:
                made[column][text] = self._paragraph(text, aligned[column], name)
            return made[column][text]

        parts = Parts(
            caption=self._paragraph(caption, styles.CAPTION, caption) if caption else None,
            header=[self._paragraph(column.title, head, caption) for column in columns],
            rows=[
                Row([cell_of(column, text, name) for column, text in enumerate(row)])
                for row, name in zip(rows, names, strict=True)
            ],
            shares=[column.share for column in columns],
        )
        return [Table(parts)]

    def form(self, rows: Sequence[FormRow], record: str = "") -> Block:
        cell, head = styles.cells(small=False)
        made = []
        for row in rows:
            cells, shares = [], []
            for field in row.fields:
                cells += [
                    self._paragraph(field.label, head, record),
                    self._paragraph(field.text, cell[Align.LEFT], record),
                ]
                shares += [LABEL_SHARE, field.share - LABEL_SHARE]
            made.append(Row(cells, shares, row.lines * LINE))
        return [Table(Parts(made, [1.0]))]

    def column_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        return [ColumnChart(labels, series, caption, lines, self._fonts)]

    def row_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        return [RowChart(labels, series, caption, lines, self._fonts)]

    def note(self, content: Content, record: str = "") -> Block:
        return [self._paragraph(content, styles.NOTE, record)]

    def attachments(self, names: Sequence[str], record: str = "") -> Block:
        """附件说明 after a blank line: one name, or a numbered list (7.3.4)."""
        items = names if len(names) == 1 else [f"{i}.{name}" for i, name in enumerate(names, 1)]
        face = self._fonts.face(styles.BODY.role, styles.SIZE_3, PITCH)
        block = self.blank()
        for i, item in enumerate(items):
            number = item[: len(item) - len(names[i])]
            style = styles.attachment(face.advance(number), is_first=i == 0)
            block.append(self._paragraph(item if i else "附件：" + item, style, record))
        return block

    def annex_mark(self, number: int | None = None, title: str = "") -> Block:
        text = "附件" if number is None else f"附件{number}"
        mark = Heading(text, styles.ANNEX_MARK, self._fonts, "", 0, f"{text}　{title}" if title else text)
        return [mark, *self.blank(), *self.title(title, title, blank=0)] if title else [mark]

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
        signature = Signature(unit, day, self._fonts, record, is_sealed=sealed)
        names = self.attachments(attachments, record) if attachments else []
        body = self._paragraph(last, styles.BODY, record)
        if sum(part.wrap(TYPE_WIDTH, TYPE_HEIGHT)[1] for part in names) > _MOST_KEPT:
            return [body, *names, signature]
        return [Closing(body, [*names, signature])]

    def signed(self, unit: str, day: datetime.date, record: str = "") -> Block:
        return [Signature(unit, day, self._fonts, record)]

    def cut_line(self, words: str) -> Block:
        return [CutLine(words, self._fonts)]

    def blank(self, lines: int = 1) -> Block:
        return [Spacer(0, lines * LINE)]

    def page(self, *, landscape: bool = False) -> Block:
        return [NextPageTemplate(LANDSCAPE if landscape else PORTRAIT), PageBreak()]

    def _paragraph(self, content: Content, style: Style, record: str) -> Paragraph:
        return Paragraph(content, style, self._fonts, record)
