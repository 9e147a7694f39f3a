"""Puts a PDF on the office's printer, from memory: no file with people's names is left behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from zhenyu_desk.errors import AppError, Cancelled
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.messages import warn
from zhenyu_desk.ui.dialogs.print_progress import PrintProgress
from zhenyu_desk.ui.jobs.paged import PagedWork
from zhenyu_desk.ui.print_pages import chosen_pages, print_pages, uses_both_sides
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.pdf_view import PdfPages

PRINT_DPI = 300


def ask_and_print(
    pdf: bytes, parent: QWidget, shell: Shell, current: int = 1, note: Callable[[], object] | None = None
) -> None:
    """Show the print dialog and print the pages chosen, unless the user cancels.

    `current` is the number of the page in view. `note` writes into the audit log what is printed; where it
    can't, nothing is.
    """
    pages = PdfPages(pdf)
    printer = ask_for_printer(len(pages.sizes), parent, shell)
    if printer is None:
        return
    if note is None:
        send(pages, printer, parent, shell, current)
    else:
        shell.jobs.write(note, lambda _noted: send(pages, printer, parent, shell, current), shell.warn, owner=parent)


def ask_for_printer(count: int, parent: QWidget, shell: Shell) -> QPrinter | None:
    """The printer chosen in the print dialog for a paper of so many pages, and how; None if the user cancels.

    Whether both sides are used is remembered.
    """
    printer = make_printer(is_duplex=shell.settings.duplex)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, count)
    options = QAbstractPrintDialog.PrintDialogOption
    for option in (options.PrintPageRange, options.PrintCurrentPage):
        dialog.setOption(option)
    answer = dialog.exec()
    dialog.deleteLater()
    if answer != QDialog.DialogCode.Accepted:
        return None
    if printer.outputFormat() is QPrinter.OutputFormat.NativeFormat:  # a PDF printer knows no sides
        shell.save_preferences(duplex=uses_both_sides(printer))
    return printer


def send(
    pages: PdfPages,
    printer: QPrinter,
    parent: QWidget,
    shell: Shell,
    current: int = 1,
    starts: Sequence[int] = (),
    *,
    tell: Callable[[str], object] | None = None,
    always: Callable[[], None] = lambda: None,
) -> None:
    """Print the pages chosen of a PDF in which papers begin at `starts`, in the background; the user can stop it.

    The window does not close before. `tell` hears in words how it ended, instead of the status bar, and `always`
    that it did; what went wrong is told over `parent`.
    """
    numbers = chosen_pages(printer, len(pages.sizes), current, starts)
    work = PagedWork(shell.jobs)
    progress = PrintProgress(work, len(numbers), parent)

    tell = tell or shell.tell

    def done(_none: None) -> None:
        tell(_sent(printer))

    def end() -> None:
        progress.close_for_good()
        work.deleteLater()
        always()

    shell.jobs.read(
        lambda: print_pages(pages, printer, numbers, work.page),
        done,
        partial(_tell_problem, parent, tell),
        always=end,
        owner=parent,
        is_long=True,
        is_awaited=True,
    )


def make_printer(*, is_duplex: bool) -> QPrinter:
    """The default printer, set to A4 without margins of its own: those of the paper are in its pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    mode = QPrinter.DuplexMode
    printer.setDuplex(mode.DuplexLongSide if is_duplex else mode.DuplexNone)
    return printer


def _tell_problem(parent: QWidget, tell: Callable[[str], object], problem: AppError) -> None:
    if isinstance(problem, Cancelled):
        tell(_("Printing was stopped."))
    else:
        warn(parent, problem.sentence)


def _sent(printer: QPrinter) -> str:
    if printer.outputFileName():
        return _("Saved: {file}").format(file=printer.outputFileName())
    return _("Sent to the printer {printer}.").format(printer=printer.printerName())
