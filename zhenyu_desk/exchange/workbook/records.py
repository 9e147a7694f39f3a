"""What is read from a file before the ledger looks at it: records by column key, with their row and what
is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from zhenyu_desk.exchange.workbook.columns import Sheet


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that can't be read: its column, what stands in it, and why not."""

    key: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """One row. `values` holds the cells that are not empty, `typed` the same as they stand in the file,
    `extras` the cells of unknown columns by header, `unusual` the words that are on no list and were taken as
    «其他». `row` counts from 1 as the spreadsheet does.
    """

    row: int
    values: Mapping[str, Any]
    typed: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[CellProblem] = ()
    unusual: Sequence[CellProblem] = ()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet of a file. `title` is the name in the file, `missing` the headers of required columns not
    found.
    """

    sheet: Sheet
    title: str
    records: Sequence[SheetRecord]
    unknown: Sequence[str] = ()
    missing: Sequence[str] = ()
    header_row: int = 1


class FileKind(StrEnum):
    """What a file was recognised as."""

    WORKBOOK = "workbook"
    ENTERPRISES = "enterprises"


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file as it was understood. `ignored` names the sheets that are not taken."""

    kind: FileKind
    tables: Sequence[SheetTable]
    ignored: Sequence[str] = ()

    def table(self, sheet: Sheet) -> Sequence[SheetTable]:
        """The tables of one kind of sheet; a file may hold several lists of firms."""
        return [table for table in self.tables if table.sheet is sheet]
