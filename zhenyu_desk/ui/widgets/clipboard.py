"""Rows on the clipboard: tab-separated for everything, and a table in which codes stay text for Excel and WPS."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

# Without it a spreadsheet turns a code of digits into a rounded number and reads "=…" as a formula.
_AS_TEXT = " style=\"mso-number-format:'\\@'\""


def copy_rows(rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> None:
    """Put rows of cells on the clipboard; `numbers` tells which columns a spreadsheet may calculate with."""
    copied = QMimeData()
    copied.setText(as_lines(rows))
    copied.setHtml(_as_table(rows, numbers))
    QGuiApplication.clipboard().setMimeData(copied)


def as_lines(rows: Sequence[Sequence[str]]) -> str:
    """Tab-separated lines."""
    return "\n".join("\t".join(row) for row in rows)


def _as_table(rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> str:
    styles = ["" if is_number else _AS_TEXT for is_number in numbers]
    lines = (
        "<tr>" + "".join(f"<td{style}>{escape(cell)}</td>" for cell, style in zip(row, styles, strict=True)) + "</tr>"
        for row in rows
    )
    return "<meta charset='utf-8'><table>" + "".join(lines) + "</table>"
