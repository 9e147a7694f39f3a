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
        self.head = workbook.add_format({**_FONT, "bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True})
        self.needed = workbook.add_format(
            {**_FONT, "bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True}
        )
        self.plain = workbook.add_format(_FONT)
        self.text = workbook.add_format({**_FONT, "num_format": "@"})
        self.date = workbook.add_format({**_FONT, "num_format": _DATE_FORMAT})

    def of(self, column: Column) -> Any:
        """The format of a column's cells; typing into an empty one must not turn a code into a number
        either.
        """
        return {Kind.CODE: self.text, Kind.DATE: self.date}.get(column.kind, self.plain)


def _write_sheet(workbook: Any, styles: _Styles, sheet: Sheet, records: Iterable[Record]) -> None:
    page = workbook.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width, styles.of(column))
    for index, column in enumerate(sheet.columns):
        page.write_string(0, index, column.header, styles.needed if column.required else styles.head)
    row = 0
    for row, record in enumerate(records, start=1):
        if row >= MAX_ROWS:
            raise _too_many(sheet)
        for index, column in enumerate(sheet.columns):
            _write_cell(page, row, index, column, record.get(column.key), styles.of(column))
    _set_up_print(page, row, len(sheet.columns))


def _set_up_print(page: Any, rows: int, columns: int) -> None:
    """A4 turned, as wide as the columns, their heads on every page."""
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, rows, columns - 1)


def _too_many(sheet: Sheet) -> RuleBroken:
    return RuleBroken(
        _("The sheet {name} would have more rows than a spreadsheet holds; export month by month.").format(
            name=sheet.name
        )
    )


def _write_cell(page: Any, row: int, index: int, column: Column, value: Any, style: Any) -> None:
    if value is None or value in ("", ()):
        return
    if isinstance(value, date) and column.kind is Kind.DATE:
        page.write_datetime(row, index, value, style)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool | Term):
        page.write_number(row, index, value, style)
    else:
        page.write_string(row, index, column.show(value), style)
