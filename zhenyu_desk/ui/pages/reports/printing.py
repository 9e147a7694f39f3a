"""Puts a PDF on the office's printer."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from zhenyu_desk.ui.widgets.pdf_view import POINTS_PER_INCH, PdfPages

PRINT_DPI = 300


def ask_printer(pdf: bytes, parent: QWidget) -> tuple[PdfPages, QPrinter] | None:
    """Show the print dialog; the pages and the printer chosen, None if the user cancels."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    pages = PdfPages(pdf)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(pages.sizes))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return pages, printer


def print_pages(pages: PdfPages, printer: QPrinter) -> None:
    """Print from the first to the last page that the printer was told, at their size on paper."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(pages.sizes)
    painter = QPainter(printer)
    for number in range(first - 1, last):
        if number >= first:
            printer.newPage()
        size = pages.sizes[number]
        factor = printer.resolution() / POINTS_PER_INCH
        box = QRect(0, 0, round(size.width * factor), round(size.height * factor))
        painter.drawImage(QRectF(box), pages.render(number, box.size(), 1.0))
    painter.end()
