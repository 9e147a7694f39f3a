"""The building blocks of an official paper, whatever it is written as (GB/T 9704-2012, 7.3).

A paper is a list of blocks; `PdfBlocks` makes them for the printer, `DocxBlocks` for changing by hand.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from zhenyu_desk.reports.charts import Series
from zhenyu_desk.reports.paragraph import Content
from zhenyu_desk.reports.placing import Align

Block = list[Any]
"""Parts in their order; only the maker of the blocks knows what they are."""


LABEL_SHARE = 16.0
"""Percent of the width of a form that a label takes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, where its cells stand (figures: right)."""

    title: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled cell of a form; `share` of the width in percent, its label included."""

    label: str
    text: str
    share: float = 100.0


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form, at least so many body lines high."""

    fields: Sequence[Field]
    lines: float = 1.0


def whole(label: str, text: str, lines: float = 1.0) -> FormRow:
    """A form's row with one field."""
    return FormRow([Field(label, text)], lines)


def halves(label: str, text: str, other_label: str, other_text: str, lines: float = 1.0) -> FormRow:
    """A form's row with two fields side by side."""
    return FormRow([Field(label, text, 50), Field(other_label, other_text, 50)], lines)


class Blocks(Protocol):
    """Makes blocks. `record` names what is printed, should a character have no glyph."""

    def title(self, text: str, record: str = "", *, blank: int = 1) -> Block:
        """The title: 2号, centred, cut between words; as high as whole body lines, then `blank` lines."""

    def red_head(self, name: str, code: str) -> Block:
        """The name of the office in red, 发文字号 below it, and the red rule (7.2.4 to 7.2.7)."""

    def bulletin_head(self, name: str, issue: str, unit: str, day: str) -> Block:
        """The name of the bulletin in red, its issue number, unit and date, and the red rule."""

    def recipients(self, lines: list[tuple[str, str]], printed: tuple[str, str] | None = None) -> Block:
        """版记: 报、送、发 or 抄送 with their names, and who printed it and when; nothing where there is neither."""

    def addressee(self, text: str, record: str = "") -> Block:
        """主送机关, at the left edge."""

    def text(self, content: Content, record: str = "") -> Block:
        """A paragraph of the body, indented by two characters; a newline begins another."""

    def heading(self, level: int, content: Content, record: str = "") -> Block:
        """A heading of level 1 to 4 with its bookmark, never the last line of a page.

        What follows begins on its page, a table with its caption and first row.
        """

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        records: Sequence[str] = (),
        small: bool = True,
    ) -> Block:
        """A table across the type area with its caption, if any, above; cells in 五号, or 小四 if not `small`.

        `records` name the rows, for the case of a missing glyph.
        """

    def form(self, rows: Sequence[FormRow], record: str = "") -> Block:
        """A form across the type area, 小四: labels in 黑体 beside what is filled in or left to be written by hand."""

    def column_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """A chart of upright bars, `lines` body lines high with its caption below."""

    def row_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """A chart of lying bars, `lines` body lines high with its caption below."""

    def note(self, content: Content, record: str = "") -> Block:
        """A note in small type, such as 口径说明 under a table; a newline begins another."""

    def annex_mark(self, number: int | None = None, title: str = "") -> Block:
        """«附件1» at the head of an annex, with a bookmark, and its title on the third line (7.3.9).

        It is unnumbered if there is only one.
        """

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
        """The last paragraph, 附件说明 if any, 署名 and 成文日期, with text on their page (7.3.5).

        `sealed` leaves room for a seal, and sets them as under one.
        """

    def signed(self, unit: str, day: datetime.date, record: str = "") -> Block:
        """署名 and 成文日期 below a form (7.3.5)."""

    def cut_line(self, words: str) -> Block:
        """A dashed line across the paper with words above it, where a slip is cut off."""

    def blank(self, lines: int = 1) -> Block:
        """Blank lines of the body grid."""

    def page(self, *, landscape: bool = False) -> Block:
        """A new page, turned for a wide annex if `landscape`."""
