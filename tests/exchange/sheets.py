"""Files as offices send them, made for tests by another library than the program's own writer."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

Rows = Sequence[Any]


def book(file: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook with these sheets."""
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(list(row))
    workbook.save(file)
    return file


def text_list(file: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    """A CSV file in this encoding."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))
    return file
