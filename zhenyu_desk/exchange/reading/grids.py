"""A file as grids of raw cells, whatever its format: the one way in for everything that is imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhenyu_desk.errors import EnvironmentProblem, RuleBroken, reason_of
from zhenyu_desk.exchange.cells import Raw
from zhenyu_desk.exchange.reading.preflight import check_workbook_file
from zhenyu_desk.exchange.reading.text_files import read_text_grid
from zhenyu_desk.i18n import _

_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".txt", ".tsv")
MAX_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of raw cells from the sheet's first row on. `name` is empty for a text file."""

    name: str
    rows: Sequence[Sequence[Raw]]


def read_grids(file: Path) -> list[Grid]:
    """All sheets of a workbook, or the one of a text file.

    EnvironmentProblem for a file that is missing, locked or damaged; RuleBroken for one that is no list at
    all.
    """
    _check_readable(file)
    suffix = file.suffix.lower()
    if suffix in _WORKBOOKS:
        return _read_workbook(file)
    if suffix in _TEXTS:
        return [Grid("", read_text_grid(file))]
    raise RuleBroken(
        _("{name} is neither .xlsx nor .csv; open it in a spreadsheet and save it as .xlsx.").format(name=file.name)
    )


def _check_readable(file: Path) -> None:
    if file.is_dir():
        raise EnvironmentProblem(_("{path} is a folder; name the file to import.").format(path=file))
    if not file.exists():
        raise EnvironmentProblem(_("There is no file {path}; check its name.").format(path=file))
    try:
        with file.open("rb") as stream:
            stream.read(1)
        size = file.stat().st_size
    except OSError as error:
        raise EnvironmentProblem(
            _("{path} can't be read: {reason}. Close it in other programs and try again.").format(
                path=file, reason=reason_of(error)
            )
        ) from error
    if size == 0:
        raise RuleBroken(_("{name} is empty.").format(name=file.name))
    if size > MAX_BYTES:
        raise RuleBroken(
            _("{name} is too big ({size} MB); split it into files of at most {most} MB.").format(
                name=file.name, size=size // 2**20, most=MAX_BYTES // 2**20
            )
        )


def _read_workbook(file: Path) -> list[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    check_workbook_file(file)
    try:
        with CalamineWorkbook.from_path(str(file)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
            return [Grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except (CalamineError, ValueError, OverflowError) as error:
        raise EnvironmentProblem(
            _("{name} is damaged and can't be read; open it in a spreadsheet and save it again.").format(name=file.name)
        ) from error
