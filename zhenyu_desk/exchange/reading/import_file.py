"""From a file to records: the standard workbook, or a plain list of firms whose header words are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange.cells import Raw, to_text
from zhenyu_desk.exchange.reading.grids import Grid, read_grids
from zhenyu_desk.exchange.reading.headers import Header, find_header, fold
from zhenyu_desk.exchange.workbook.columns import Sheet
from zhenyu_desk.exchange.workbook.records import CellProblem, FileKind, ImportFile, SheetRecord, SheetTable
from zhenyu_desk.exchange.workbook.sheets import ENTERPRISES, SHEETS
from zhenyu_desk.i18n import _

_EMPTY_WORDS = frozenset({"n/a", "#n/a", "null", "none", "-", "--", "—", "——", "/"})
_TOTALS = frozenset({"合计", "小计", "总计", "共计"})
_KNOWN_WORDS = 2  # a list of firms has at least one more column than the name


def read_import_file(file: Path, kind: FileKind | None = None) -> ImportFile:
    """Read a file as `kind`, or find out what it is; RuleBroken when it is neither a workbook nor a list
    of firms.
    """
    grids = [grid for grid in read_grids(file) if any(to_text(cell) for row in grid.rows for cell in row)]
    if kind is not FileKind.ENTERPRISES:
        found = _as_workbook(grids)
        if found is not None:
            return found
    if kind is not FileKind.WORKBOOK:
        found = _as_firm_lists(grids, file.name)
        if found is not None:
            return found
    sheets = "、".join(sheet.name for sheet in SHEETS)
    raise RuleBroken(
        _(
            "{name} holds neither a sheet of the standard workbook ({sheets}) nor a list of firms: "
            "no header row with a column of firms' names was found."
        ).format(name=file.name, sheets=sheets)
    )


def _as_workbook(grids: Sequence[Grid]) -> ImportFile | None:
    by_name = {fold(sheet.name): sheet for sheet in SHEETS}
    tables, ignored, whole = [], [], False
    for grid in grids:
        sheet = by_name.get(fold(grid.name))
        header = find_header(sheet, grid.rows) if sheet else None
        if sheet is None or (header is None and sheet is ENTERPRISES):
            ignored.append(grid.name)
        elif header is None:
            tables.append(SheetTable(sheet, grid.name, (), missing=_required(sheet)))
        else:
            tables.append(_table(sheet, grid, grid.name, header, plain=False))
            whole = whole or not tables[-1].missing
    return ImportFile(FileKind.WORKBOOK, tables, ignored) if whole else None


def _as_firm_lists(grids: Sequence[Grid], file_name: str) -> ImportFile | None:
    tables, ignored = [], []
    for grid in grids:
        header = find_header(ENTERPRISES, grid.rows)
        if header is None or len(header.known) + len(header.unknown) < _KNOWN_WORDS or header.missing(ENTERPRISES):
            ignored.append(grid.name)
        else:
            tables.append(_table(ENTERPRISES, grid, grid.name or file_name, header, plain=True))
    return ImportFile(FileKind.ENTERPRISES, tables, ignored) if tables else None


def _required(sheet: Sheet) -> list[str]:
    return [column.header for column in sheet.columns if column.required]


def _table(sheet: Sheet, grid: Grid, title: str, header: Header, *, plain: bool) -> SheetTable:
    records = []
    for number, row in enumerate(grid.rows[header.row :], start=header.row + 1):
        cells = [_blanked(cell) for cell in row] if plain else row
        record = _record(header, cells, number)
        if (record.values or record.problems or record.extras) and not (plain and _is_total(record)):
            records.append(record)
    unknown = list(header.unknown.values())
    return SheetTable(sheet, title, records, unknown, header.missing(sheet), header.row)


def _record(header: Header, row: Sequence[Raw], number: int) -> SheetRecord:
    values, typed, problems, unusual = {}, {}, [], []
    extras: dict[str, str] = {}
    for index, column in header.known.items():
        shown = to_text(row[index]) if index < len(row) else None
        if shown is None:
            continue
        typed[column.key] = shown
        try:
            value = column.read(row[index])
        except RuleBroken as error:
            if column.key == "ownership" and fold(header.words[index]) != fold(column.header):
                extras[header.words[index]] = shown  # 企业类型 of the register is seldom one of our words
                continue
            value = column.taken_as_other(row[index])
            if value is None:
                problems.append(CellProblem(column.key, shown, error.sentence))
                continue
            unusual.append(CellProblem(column.key, shown, error.sentence))
            extras[column.header] = shown
        if value is not None:
            values[column.key] = value
    for index, word in header.unknown.items():
        shown = to_text(row[index]) if index < len(row) else None
        if shown is not None:
            extras[word] = shown
    return SheetRecord(number, values, typed, extras, problems, unusual)


def _blanked(cell: Raw) -> Raw:
    """Registers write N/A or a dash where nothing is known."""
    return None if isinstance(cell, str) and cell.strip().casefold() in _EMPTY_WORDS else cell


def _is_total(record: SheetRecord) -> bool:
    return record.typed.get("name", "").replace(" ", "") in _TOTALS
