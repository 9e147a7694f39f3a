"""What a paper says, without any setting: the blocks as plain text and tables, for the report's peers to set."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from zhenyu_desk.reports.blocks import Block, Column, FormRow
from zhenyu_desk.reports.charts import Series
from zhenyu_desk.reports.paragraph import Content
from zhenyu_desk.reports.writing import written_date


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `kind` is title, heading, text, note or right."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under its caption; its head is repeated on each page."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A new page."""

    landscape: bool


class ContentBlocks:
    """Makes blocks of Words, Grid and Sheet. Charts are left out, which spares the peers drawing them."""

    def title(self, text: str, record: str = "", *, blank: int = 1) -> Block:
        """The title."""
        return [Words("title", text)]

    def red_head(self, name: str, code: str) -> Block:
        """Name and code."""
        return [Words("title", name), Words("text", code)]

    def bulletin_head(self, name: str, issue: str, unit: str, day: str) -> Block:
        """Name, issue, unit and day."""
        return [Words("title", name), Words("text", f"{issue} {unit} {day}")]

    def recipients(self, lines: list[tuple[str, str]], printed: tuple[str, str] | None = None) -> Block:
        """A line each."""
        named = [f"{mark}：{names}" for mark, names in lines if names]
        return [Words("text", line) for line in [*named, *([" ".join(printed)] if printed else [])]]

    def addressee(self, text: str, record: str = "") -> Block:
        """One line."""
        return [Words("text", text)]

    def text(self, content: Content, record: str = "") -> Block:
        """A paragraph per line."""
        return [Words("text", line) for line in _plain(content).split("\n")]

    def heading(self, level: int, content: Content, record: str = "") -> Block:
        """A heading of any level."""
        return [Words("heading", _plain(content))]

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        records: Sequence[str] = (),
        small: bool = True,
    ) -> Block:
        """The table as it was given."""
        return [Grid(caption, columns, rows)]

    def form(self, rows: Sequence[FormRow], record: str = "") -> Block:
        """A line per field."""
        return [Words("text", f"{field.label} {field.text}") for row in rows for field in row.fields]

    def column_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """Nothing."""
        return []

    def row_chart(self, caption: str, labels: Sequence[str], series: Sequence[Series], lines: int) -> Block:
        """Nothing."""
        return []

    def note(self, content: Content, record: str = "") -> Block:
        """A small paragraph per line."""
        return [Words("note", line) for line in _plain(content).split("\n")]

    def annex_mark(self, number: int | None = None, title: str = "") -> Block:
        """A heading."""
        return [Words("heading", f"附件{number or ''}"), *(self.title(title) if title else ())]

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
        """Text, list and signature."""
        return [*self.text(last), *(Words("text", name) for name in attachments), *self.signed(unit, day)]

    def signed(self, unit: str, day: datetime.date, record: str = "") -> Block:
        """Two lines at the right."""
        return [Words("right", unit), Words("right", written_date(day))]

    def cut_line(self, words: str) -> Block:
        """One line."""
        return [Words("note", words)]

    def blank(self, lines: int = 1) -> Block:
        """Nothing."""
        return []

    def page(self, *, landscape: bool = False) -> Block:
        """A new page."""
        return [Sheet(landscape)]


def _plain(content: Content) -> str:
    runs = [content] if isinstance(content, str) else content
    return "".join(run if isinstance(run, str) else run[0] for run in runs)
