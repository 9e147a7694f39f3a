"""Puts a PDF on the office's printer, from memory: no file with people's names is left behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from zhenyu_desk.errors import AppError, Cancelled, EnvironmentProblem
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.pdf_view import POINTS_PER_INCH, PdfPages

PRINT_DPI = 300
SHOW_PROGRESS_AFTER_MS = 1000
Tell = Callable[[int], None]


def ask_and_print(
    pdf: bytes, parent: QWidget, shell: Shell, current: int = 1, note: Callable[[], object] | None = None
) -> bool:
    """Show the print dialog and print the pages chosen; False if the user cancels, or it failed and was told.

    `current` is the number of the page in view. Whether both sides are used is remembered. `note` writes into the
    audit log what is printed, where that was not done when the paper was made.
    """
    printer = make_printer(is_duplex=shell.settings.duplex)
    pages = PdfPages(pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages.sizes))
    options = QAbstractPrintDialog.PrintDialogOption
    for option in (options.PrintPageRange, options.PrintCurrentPage):
        dialog.setOption(option)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    if printer.outputFormat() is QPrinter.OutputFormat.NativeFormat:  # a PDF printer knows no sides
        shell.save_preferences(duplex=printer.duplex() is not QPrinter.DuplexMode.DuplexNone)
    if note is not None:
        shell.jobs.write(note, lambda _noted: None, shell.warn, owner=parent)
    numbers = chosen_pages(printer, len(pages.sizes), current)
    bar = _progress_bar(parent, len(numbers))
    try:
        print_pages(pages, printer, numbers, partial(_tell, bar))
    except Cancelled:
        return False
    except AppError as problem:
        shell.warn(problem)
        return False
    finally:
        bar.close()
        bar.deleteLater()
    return True


def make_printer(*, is_duplex: bool) -> QPrinter:
    """The default printer, set to A4 without margins of its own: those of the paper are in its pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    mode = QPrinter.DuplexMode
    printer.setDuplex(mode.DuplexLongSide if is_duplex else mode.DuplexNone)
    return printer


def chosen_pages(printer: QPrinter, count: int, current: int = 1) -> list[int]:
    """The numbers of the pages to print, from 1, in the order to print them, with the copies the printer can't make."""
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        numbers = [current]
    else:
        ranges = printer.pageRanges()
        numbers = [number for number in range(1, count + 1) if ranges.isEmpty() or ranges.contains(number)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _copy in range(copies)]


def print_pages(
    pages: PdfPages, printer: QPrinter, numbers: Sequence[int], progress: Tell = lambda _done: None
) -> None:
    """Print these pages at their size on paper, landscape ones along the sheet; EnvironmentProblem if it can't be.

    `progress` hears how many sheets are done; what it raises stops the printing.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise _not_printed(printer)
    try:
        for done, number in enumerate(numbers):
            progress(done)
            if done and not printer.newPage():
                raise _not_printed(printer)
            _paint(painter, pages, number - 1, printer.resolution())
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise _not_printed(printer)


def _paint(painter: QPainter, pages: PdfPages, number: int, resolution: int) -> None:
    sheet = pages.sheets[number]
    factor = resolution / POINTS_PER_INCH
    size = QSize(round(sheet.width * factor), round(sheet.height * factor))
    painter.drawImage(QRect(0, 0, size.width(), size.height()), pages.render_sheet(number, size))


def _progress_bar(parent: QWidget, count: int) -> QProgressDialog:
    """Seen when printing takes more than a second; the user can stop it there."""
    bar = QProgressDialog(_("Printing…"), _("Cancel"), 0, count, parent)
    bar.setWindowModality(Qt.WindowModality.WindowModal)
    bar.setMinimumDuration(SHOW_PROGRESS_AFTER_MS)
    return bar


def _tell(bar: QProgressDialog, done: int) -> None:
    bar.setLabelText(_("Printing page {number} of {count}…").format(number=done + 1, count=bar.maximum()))
    bar.setValue(done)
    if bar.wasCanceled():
        raise Cancelled(_("Printing was stopped."))


def _not_printed(printer: QPrinter) -> EnvironmentProblem:
    name = printer.printerName() or printer.outputFileName()
    return EnvironmentProblem(
        _("{printer} takes nothing to print; check that it is switched on and connected, or choose another.").format(
            printer=name or _("The printer")
        )
    )
