"""Printing: every page at its size, only the pages wanted, both sides remembered, nothing left on the disk."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.reports.reading import page_count
from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.clerk import CTRL, Clerk, sit_down
from tests.ui.reporting import open_reports, print_into
from zhenyu_desk import settings as settings_file
from zhenyu_desk.errors import Cancelled
from zhenyu_desk.reports.pdfium import LOCK
from zhenyu_desk.ui import printing
from zhenyu_desk.ui.dialogs import print_progress
from zhenyu_desk.ui.dialogs.print_progress import PrintProgress
from zhenyu_desk.ui.print_pages import BLANK, chosen_pages, print_pages
from zhenyu_desk.ui.printing import make_printer
from zhenyu_desk.ui.widgets.pdf_view import PdfPages

A4 = (595, 842)
PALE = 235
"""Seconds: one page is painted on the printer under Python's lock."""
Mode = QPrinter.DuplexMode


class OfficePrinter(QPrinter):
    """A printer that can print on both sides: what Qt has without one is a file, which has no sides."""

    made: ClassVar[list["OfficePrinter"]] = []

    def __init__(self, mode: QPrinter.PrinterMode) -> None:
        super().__init__(mode)
        self._mode = Mode.DuplexNone
        self.made.append(self)

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self._mode = duplex

    def duplex(self) -> QPrinter.DuplexMode:
        return self._mode

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """The page with October's report."""
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        open_reports(opened)
        yield opened


def sizes(file: Path) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(file.read_bytes())
    return [(round(width), round(height)) for width, height in (page.get_size() for page in document)]


def ink(pages: PdfPages, number: int) -> tuple[int, int, int, int]:
    """What is printed on a sheet, as left, top, right and bottom in hundredths of its sides."""
    image = pages.render_sheet(number, QSize(200, 283)).convertToFormat(QImage.Format.Format_Grayscale8)
    dark = [(x, y) for x in range(200) for y in range(283) if image.pixelColor(x, y).value() < PALE]
    across, down = [x for x, _y in dark], [y for _x, y in dark]
    return min(across) // 2, min(down) * 100 // 283, max(across) // 2, max(down) * 100 // 283


def test_every_page_lies_whole_on_a4(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf")
    clerk.press(Qt.Key.Key_P, CTRL)
    given = PdfPages(clerk.page.paper.pdf)
    assert sizes(tmp_path / "printed.pdf") == [A4] * len(given.sizes)
    made = PdfPages((tmp_path / "printed.pdf").read_bytes())
    turned = next(number for number, size in enumerate(given.sizes) if size.width > size.height)
    for number in (0, turned):
        assert ink(made, number) == pytest.approx(ink(given, number), abs=1), "nothing is cut off"


def test_only_the_pages_wanted(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf", pages=(2, 3))
    clerk.press(Qt.Key.Key_P, CTRL)
    given = PdfPages(clerk.page.paper.pdf)
    made = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert len(made.sizes) == 2
    assert ink(made, 0) == pytest.approx(ink(given, 1), abs=1)


def test_ranges_order_copies_and_the_page_in_view(qapp: QApplication) -> None:
    printer = make_printer(is_duplex=False)
    assert chosen_pages(printer, 3) == [1, 2, 3]
    printer.setPageRanges(QPageRanges.fromString("1,4-5"))
    assert chosen_pages(printer, 9) == [1, 4, 5]
    assert chosen_pages(printer, 4) == [1, 4]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 9) == [5, 4, 1]
    printer.setPageRanges(QPageRanges())
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setCopyCount(2)
    assert chosen_pages(printer, 2) == [1, 2, 1, 2]
    printer.setCollateCopies(False)
    assert chosen_pages(printer, 2) == [1, 1, 2, 2]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    printer.setCopyCount(1)
    assert chosen_pages(printer, 9, current=7) == [7]


def test_on_both_sides_every_paper_and_every_copy_begins_on_its_own_sheet(qapp: QApplication) -> None:
    printer = OfficePrinter(QPrinter.PrinterMode.HighResolution)
    starts = (1, 2, 5)
    assert chosen_pages(printer, 5, starts=starts) == [1, 2, 3, 4, 5], "on one side nothing is wasted"
    printer.setDuplex(Mode.DuplexLongSide)
    assert chosen_pages(printer, 5, starts=starts) == [1, BLANK, 2, 3, 4, BLANK, 5]
    assert chosen_pages(printer, 3) == [1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 3, starts=(1,)) == [3, BLANK, 1, 2]
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setCopyCount(2)
    assert chosen_pages(printer, 3) == [1, 2, 3, BLANK, 1, 2, 3]
    printer.setCollateCopies(False)
    assert chosen_pages(printer, 3) == [1, 2, 1, 2, 3, BLANK, 3]


def test_a_side_left_empty_is_a_page_without_ink(clerk: Clerk, tmp_path: Path) -> None:
    printer = make_printer(is_duplex=False)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(PdfPages(clerk.page.paper.pdf), printer, [1, BLANK, 2])
    made = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert len(made.sizes) == 3
    image = made.render_sheet(1, QSize(50, 70)).convertToFormat(QImage.Format.Format_Grayscale8)
    assert all(image.pixelColor(x, y).value() > PALE for x in range(50) for y in range(70))
    assert ink(made, 2)


def test_pages_are_rendered_one_thread_at_a_time(clerk: Clerk) -> None:
    pages = PdfPages(clerk.page.paper.pdf)
    with ThreadPoolExecutor(1) as other:
        with LOCK:
            waiting = other.submit(pages.render_sheet, 0, QSize(50, 70))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        assert not waiting.result(timeout=5).isNull()


def test_both_sides_are_remembered(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    offered: list[QPrinter.DuplexMode] = []

    def choose(dialog: QPrintDialog) -> QDialog.DialogCode:
        printer = OfficePrinter.made[-1]
        QPrinter.setOutputFormat(printer, QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        offered.append(printer.duplex())
        printer.setDuplex(Mode.DuplexNone if len(offered) == 1 else Mode.DuplexLongSide)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(printing, "QPrinter", OfficePrinter)
    monkeypatch.setattr(QPrintDialog, "exec", choose)
    for _time in range(3):
        clerk.press(Qt.Key.Key_P, CTRL)
    assert offered == [Mode.DuplexLongSide, Mode.DuplexNone, Mode.DuplexLongSide]
    assert settings_file.load().duplex


def test_a_pdf_printer_does_not_change_what_is_remembered(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf")
    clerk.press(Qt.Key.Key_P, CTRL)
    assert clerk.window.settings.duplex


def test_a_cancelled_dialog_prints_nothing(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert not list(tmp_path.glob("*.pdf"))


def test_a_file_that_cannot_be_written_is_told(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    print_into(monkeypatch, tmp_path / "没有" / "printed.pdf")
    clerk.press(Qt.Key.Key_P, CTRL)
    box = open_dialog(QMessageBox)
    assert (
        box.text()
        == f"无法写入文件 {tmp_path / '没有' / 'printed.pdf'}（没有这个文件夹或文件），请换一个文件夹或文件名。"
    )
    box.close()


def test_nothing_is_left_in_a_temporary_folder(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(temporary))
    print_into(monkeypatch, tmp_path / "printed.pdf")
    clerk.press(Qt.Key.Key_P, CTRL)
    assert page_count((tmp_path / "printed.pdf").read_bytes())
    assert list(temporary.iterdir()) == []


def test_printing_stops_where_it_is_told(clerk: Clerk, tmp_path: Path) -> None:
    printer = make_printer(is_duplex=False)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    pages = PdfPages(clerk.page.paper.pdf)
    done: list[int] = []

    def stop(sheet: int) -> None:
        done.append(sheet)
        if sheet == 1:
            raise Cancelled("停")

    (tmp_path / "printed.pdf").write_bytes(b"from before")
    with pytest.raises(Cancelled):
        print_pages(pages, printer, [1, 2, 3], stop)
    assert done == [0, 1]
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["printed.pdf"], "no part of it is left"
    assert (tmp_path / "printed.pdf").read_bytes() == b"from before"


def test_the_window_goes_on_while_it_prints_and_esc_stops_it(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(print_progress, "SHOW_AFTER_MS", 0)
    pages = PdfPages(clerk.page.paper.pdf)
    printer = make_printer(is_duplex=False)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setCopyCount(50)
    printing.send(pages, printer, clerk.page, clerk.window)
    qtbot.waitUntil(lambda: bool(open_dialogs(PrintProgress)))
    progress = open_dialog(PrintProgress)
    seen: set[int] = set()
    beat = QTimer(interval=10)
    beat.timeout.connect(lambda: seen.add(progress.bar.value()))
    beat.start()
    assert clerk.window.jobs.is_writing, "the window does not close before it is done"
    qtbot.waitUntil(lambda: len(seen) > 2)
    beat.stop()
    assert re.fullmatch(r"正在打印第 \d+ / \d+ 页…", progress.words.text())
    QTest.keyClick(progress, Qt.Key.Key_Escape)
    clerk.settle()
    assert not open_dialogs(PrintProgress)
    assert clerk.window.status.message.text() == "打印已停止。"
    assert not (tmp_path / "printed.pdf").exists()
