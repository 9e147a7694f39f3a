"""The pages of a PDF on a printer, or in the file that it writes: which, in what order, rendered one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from zhenyu_desk.errors import Cancelled, EnvironmentProblem, reason_of
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.widgets.pdf_view import POINTS_PER_INCH, PdfPages

BLANK = 0
"""A side on which nothing is printed."""
_END_OF_PDF, _TAIL = b"%%EOF", 64
Tell = Callable[[int], None]


def chosen_pages(printer: QPrinter, count: int, current: int = 1, starts: Sequence[int] = ()) -> list[int]:
    """The numbers of the pages to print, from 1, in the order to print them, with the copies the printer can't make.

    On both sides, each of the papers that begin at `starts`, and each copy, begins on a sheet of its own: BLANK
    stands for a side left empty.
    """
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        numbers = [current]
    else:
        ranges = printer.pageRanges()
        numbers = [number for number in range(1, count + 1) if ranges.isEmpty() or ranges.contains(number)]
    sheets = _on_both_sides(numbers, starts) if uses_both_sides(printer) else [[number] for number in numbers]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        sheets.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    sheets = sheets * copies if printer.collateCopies() else [sheet for sheet in sheets for _copy in range(copies)]
    sides = [number for sheet in sheets for number in sheet]
    return sides[:-1] if sides and sides[-1] == BLANK else sides


def _on_both_sides(numbers: Sequence[int], starts: Sequence[int]) -> list[list[int]]:
    sides: list[int] = []
    for number in numbers:
        if number in starts and len(sides) % 2:
            sides.append(BLANK)
        sides.append(number)
    if len(sides) % 2:
        sides.append(BLANK)
    return [sides[first : first + 2] for first in range(0, len(sides), 2)]


def uses_both_sides(printer: QPrinter) -> bool:
    """Whether the printer is set to print on both sides of a sheet."""
    return printer.duplex() is not QPrinter.DuplexMode.DuplexNone


def print_pages(
    pages: PdfPages, printer: QPrinter, numbers: Sequence[int], progress: Tell = lambda _done: None
) -> None:
    """Print these pages at their size on paper, landscape ones along the sheet; EnvironmentProblem if it can't be.

    Any thread may do it; no more than one page is held at a time. `progress` hears how many sides are done; what it
    raises stops the printing. A file is there whole or not at all: it holds people's names.
    """
    if printer.outputFileName():
        with _whole_file(printer):
            _print(pages, printer, numbers, progress)
    else:
        _print(pages, printer, numbers, progress)


def _print(pages: PdfPages, printer: QPrinter, numbers: Sequence[int], progress: Tell) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        raise _not_printed(printer)
    try:
        for done, number in enumerate(numbers):
            progress(done)
            if done and not printer.newPage():
                raise _not_printed(printer)
            if number != BLANK:
                _paint(painter, pages, number - 1, printer.resolution())
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise _not_printed(printer)


def _paint(painter: QPainter, pages: PdfPages, number: int, resolution: int) -> None:
    sheet = pages.sheet(number)
    factor = resolution / POINTS_PER_INCH
    size = QSize(round(sheet.width * factor), round(sheet.height * factor))
    painter.drawImage(QRect(0, 0, size.width(), size.height()), pages.render_sheet(number, size))


@contextmanager
def _whole_file(printer: QPrinter) -> Iterator[None]:
    """Let the printer write beside its file, which is replaced once all is written."""
    target = Path(printer.outputFileName())
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=f".{target.name}", delete=False) as made:
            beside = Path(made.name)
    except OSError as error:
        raise _not_written(target, reason_of(error)) from error
    printer.setOutputFileName(str(beside))
    try:
        yield
        if not _is_complete(beside):
            raise _not_written(target, _("the disk is full"))
        beside.chmod(0o644)
        beside.replace(target)
    except OSError as error:
        raise _not_written(target, reason_of(error)) from error
    finally:
        printer.setOutputFileName(str(target))
        beside.unlink(missing_ok=True)


def _is_complete(pdf: Path) -> bool:
    """Whether the end was written, too: Qt does not tell of a disk that is full."""
    with pdf.open("rb") as file:
        file.seek(max(0, pdf.stat().st_size - _TAIL))
        return _END_OF_PDF in file.read()


def _not_written(file: Path, reason: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        _("{file} can't be written ({reason}); choose another folder or file name.").format(file=file, reason=reason)
    )


def _not_printed(printer: QPrinter) -> EnvironmentProblem:
    return EnvironmentProblem(
        _("{printer} takes nothing to print; check that it is switched on and connected, or choose another.").format(
            printer=printer.printerName() or _("The printer")
        )
    )
