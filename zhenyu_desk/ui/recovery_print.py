"""Prints the sheet with the recovery code, from memory and on one side: it never lies on a disk."""

from __future__ import annotations

from datetime import date

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QWidget

from zhenyu_desk.ui.print_pages import print_pages
from zhenyu_desk.ui.printing import make_printer
from zhenyu_desk.ui.widgets.pdf_view import PdfPages


def print_recovery_sheet(town: str, official: str, day: date, code: str, parent: QWidget) -> None:
    """Ask for the printer and print; EnvironmentProblem if that can't be done."""
    from zhenyu_desk.services.recovery_sheet import recovery_sheet

    printer = make_printer(is_duplex=False)
    if QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted:
        print_pages(PdfPages(recovery_sheet(town, official, day, code)), printer, [1])
