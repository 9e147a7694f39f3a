"""Looks at a workbook file before it is parsed: a spreadsheet may unpack to hundreds of gigabytes
(trust.md).
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from zhenyu_desk.errors import AppError, EnvironmentProblem, RuleBroken
from zhenyu_desk.i18n import _

MAX_ENTRIES = 5_000
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 200
MAX_CELLS = 40_000_000  # of the rectangle that a sheet spans, empty cells included
_WORTH_A_LOOK = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 4 * 1024 * 1024


def check_workbook_file(file: Path) -> None:
    """Raise AppError with a sentence if the file is no .xlsx, is protected, damaged, or would unpack to
    too much.
    """
    with file.open("rb") as stream:
        head = stream.read(len(_OLE))
        if head == _OLE:
            raise _old_or_protected(file, stream.read())
    if not zipfile.is_zipfile(file):
        if head.startswith(b"PK"):
            raise _damaged(file)
        raise RuleBroken(
            _("{name} is not a spreadsheet, whatever its name says; save it as .xlsx again.").format(name=file.name)
        )
    try:
        with ZipFile(file) as package:
            _check_package(file, package)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _damaged(file) from error


def _check_package(file: Path, package: ZipFile) -> None:
    entries = package.infolist()
    if "xl/workbook.xml" not in package.namelist():
        raise RuleBroken(
            _("{name} is not a spreadsheet, whatever its name says; save it as .xlsx again.").format(name=file.name)
        )
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _too_big(file)
    if any(_is_bomb(entry) for entry in entries):
        raise _too_big(file)
    for entry in entries:
        if _SHEET.fullmatch(entry.filename) and _spanned_cells(package, entry) > MAX_CELLS:
            raise _too_big(file)


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > _WORTH_A_LOOK and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _spanned_cells(package: ZipFile, entry: ZipInfo) -> int:
    """Cells of the rectangle from A1 to the last used row and column; readers set aside memory for all of
    it.
    """
    last_row = last_column = 0
    rest = b""
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"<") if len(chunk) == _CHUNK else len(text)
            for letters, digits in _CELL.findall(text, 0, end):
                last_row = max(last_row, int(digits))
                last_column = max(last_column, _column_number(letters))
            rest = text[end:]
    return last_row * last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _old_or_protected(file: Path, content: bytes) -> AppError:
    if _ENCRYPTED in content:
        return RuleBroken(
            _("{name} is protected by a password; save a copy without one and import that.").format(name=file.name)
        )
    return RuleBroken(_("{name} is in the old .xls format; save it as .xlsx.").format(name=file.name))


def _too_big(file: Path) -> RuleBroken:
    return RuleBroken(
        _("{name} would unpack to more than this program reads; delete unused rows and columns, or split it.").format(
            name=file.name
        )
    )


def _damaged(file: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        _("{name} is damaged and can't be read; open it in a spreadsheet and save it again.").format(name=file.name)
    )
