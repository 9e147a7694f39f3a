"""A sheet that is made to be printed as it is, such as an annex; standard workbooks are filled in further instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zhenyu_desk.exchange.workbook.columns import Sheet

_FONT = {"font_name": "宋体", "font_size": 11}
_TITLE = {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"}
_NOTE = {**_FONT, "text_wrap": True, "valign": "vcenter"}
_TITLE_HEIGHT, _LINE_HEIGHT = 30, 16  # points
_FOOTER = '&C&"宋体"&14— &P —'
_FROZEN_COLUMNS = 2  # what tells rows apart: number and name


@dataclass(frozen=True, slots=True)
class PrintedSheet(Sheet):
    """A sheet with a title and notes above its head; `formats` are the numbers' formats by the key of their column."""

    title: str = ""
    notes: tuple[str, ...] = ()
    is_landscape: bool = True
    formats: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def head_row(self) -> int:
        """The row of the columns' heads, from 0."""
        return 1 + len(self.notes)


def write_top(workbook: Any, page: Any, sheet: PrintedSheet) -> int:
    """Title and notes across all columns, as strings whatever they begin with; returns the row of the heads."""
    last = len(sheet.columns) - 1
    title, note = workbook.add_format(_TITLE), workbook.add_format(_NOTE)
    room = sum(column.width for column in sheet.columns) / 2  # full-width characters to a line
    for row, text in enumerate((sheet.title, *sheet.notes)):
        height = -(-len(text) // room) * _LINE_HEIGHT if row else _TITLE_HEIGHT
        page.set_row(row, height)
        page.merge_range(row, 0, row, last, "", note if row else title)
        page.write_string(row, 0, text, note if row else title)
    return sheet.head_row


def set_up_print(page: Any, sheet: PrintedSheet, last_row: int) -> None:
    """The heads stay in view, and stand on every printed page with its number below; nothing else is printed."""
    page.freeze_panes(sheet.head_row + 1, _FROZEN_COLUMNS)
    page.repeat_rows(sheet.head_row)
    page.print_area(0, 0, last_row, len(sheet.columns) - 1)
    page.set_footer(_FOOTER)
    page.center_horizontally()
    if not sheet.is_landscape:
        page.set_portrait()
