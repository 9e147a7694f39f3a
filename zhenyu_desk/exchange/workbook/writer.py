"""Writes workbooks that a spreadsheet can't be hurt by: text as text, codes and phones in text format,
real dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhenyu_desk.domain.terms import Term
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.files import replacing
from zhenyu_desk.exchange.workbook.columns import Column, Kind, Sheet
from zhenyu_desk.exchange.workbook.printed import PrintedSheet, set_up_print, write_top
from zhenyu_desk.i18n import _

Record = Mapping[str, Any]
MAX_ROWS = 1_048_576  # of an .xlsx sheet, its header included
_DATE_FORMAT = "yyyy-mm-dd"
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "top"}


def write_workbook(
    target: Path, sheets: Iterable[tuple[Sheet, Iterable[Record]]], note: Callable[[], None] = lambda: None
) -> None:
    """Write records by column key, sheet by sheet; `target` is replaced only by a whole workbook.

    `note` is called when all is written and before `target` is touched; what it raises leaves `target` as it was.
    RuleBroken when a sheet has more records than a spreadsheet has rows.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with replacing(target) as unfinished:
        # Rows go straight to temporary files; beside the target, so that no personal data stays in a
        # common folder.
        options = {"constant_memory": True, "tmpdir": str(target.parent)}
        try:
            with Workbook(str(unfinished), options) as workbook:
                styles = _Styles(workbook)
                for sheet, records in sheets:
                    _write_sheet(workbook, styles, sheet, records)
        except FileCreateError as error:
            raise OSError(str(error)) from error
        note()


_A4 = 9  # ECMA-376, 18.3.1.63


class _Styles:
    """The formats of the cells of one workbook."""

    def __init__(self, workbook: Any) -> None:
        self._add = workbook.add_format
        self._made: dict[tuple[str, bool], Any] = {}
        self.head = workbook.add_format({**_FONT, "bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True})
        self.needed = workbook.add_format(
            {**_FONT, "bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True}
        )

    def of(self, sheet: Sheet, column: Column) -> Any:
        """The format of a column's cells; typing into an empty one must not turn a code into a number either."""
        shape, is_printed = {Kind.CODE: "@", Kind.DATE: _DATE_FORMAT}.get(column.kind, "General"), False
        if isinstance(sheet, PrintedSheet):
            shape, is_printed = sheet.formats.get(column.key, shape), True
        if (shape, is_printed) not in self._made:
            frame = {"border": 1, "text_wrap": True} if is_printed else {}
            self._made[shape, is_printed] = self._add({**_FONT, **frame, "num_format": shape})
        return self._made[shape, is_printed]


def _write_sheet(workbook: Any, styles: _Styles, sheet: Sheet, records: Iterable[Record]) -> None:
    page = workbook.add_worksheet(sheet.name)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    is_printed = isinstance(sheet, PrintedSheet)
    formats = [styles.of(sheet, column) for column in sheet.columns]
    for index, (column, style) in enumerate(zip(sheet.columns, formats, strict=True)):
        page.set_column(index, index, column.width, None if is_printed else style)
    head = write_top(workbook, page, sheet) if isinstance(sheet, PrintedSheet) else 0
    for index, column in enumerate(sheet.columns):
        page.write_string(head, index, column.header, styles.needed if column.required else styles.head)
    row = head
    for row, record in enumerate(records, start=head + 1):
        if row >= MAX_ROWS:
            raise _too_many(sheet)
        for index, (column, style) in enumerate(zip(sheet.columns, formats, strict=True)):
            value = record.get(column.key)
            if value not in (None, "", ()):
                _write_cell(page, row, index, column, value, style)
            elif is_printed:
                page.write_blank(row, index, None, style)  # framed like the others
    if isinstance(sheet, PrintedSheet):
        set_up_print(page, sheet, row)
    else:  # without a print area: rows written in later are to be printed, too
        page.freeze_panes(1, 1)
        page.repeat_rows(0)


def _too_many(sheet: Sheet) -> RuleBroken:
    return RuleBroken(
        _("The sheet {name} would have more rows than a spreadsheet holds; export month by month.").format(
            name=sheet.name
        )
    )


def _write_cell(page: Any, row: int, index: int, column: Column, value: Any, style: Any) -> None:
    if isinstance(value, date) and column.kind is Kind.DATE:
        page.write_datetime(row, index, value, style)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool | Term):
        page.write_number(row, index, value, style)
    else:
        page.write_string(row, index, column.show(value), style)
