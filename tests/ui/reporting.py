"""What the tests of 报表 share: the page by keyboard, printers that print into files, a reading of the paper."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from tests.reports.reading import text_of
from tests.ui.clerk import Clerk
from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.terms import ReportPart, VisitWay
from zhenyu_desk.services import visits
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.pages.reports.part_field import PartField

REPORTS = 6
FIGURES, TEXTS, CORRECTIONS, ISSUED = range(4)


def open_reports(clerk: Clerk, tab: int = FIGURES) -> None:
    """Ctrl+6, then along the tabs by the arrow keys."""
    clerk.open(REPORTS)
    clerk.tab_to(clerk.page.tabs.tabBar())
    clerk.press(Qt.Key.Key_Left, times=3)
    clerk.press(Qt.Key.Key_Right, times=tab)


def go_to_part(clerk: Clerk, part: ReportPart) -> PartField:
    """Tab to the editor of a part, and to its end."""
    field: PartField = clerk.page.texts.fields[part]
    clerk.tab_to(field.edit)
    clerk.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    return field


def printed(clerk: Clerk) -> str:
    """What the paper at the right says."""
    return text_of(clerk.page.paper.pdf)


def answer_file_dialog(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """The user types the path of this file; Qt puts the default ending behind one without."""

    def take(dialog: QFileDialog) -> QDialog.DialogCode:
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(_ended(file, dialog.defaultSuffix()))])
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", take)


def _ended(file: Path, ending: str) -> Path:
    return file if file.suffix else file.with_name(f"{file.name}.{ending}")


def print_into(monkeypatch: pytest.MonkeyPatch, file: Path, pages: Sequence[int] = ()) -> list[QPrinter]:
    """The user takes a PDF printer in the system's dialog, and these pages; returns the printers used."""
    used: list[QPrinter] = []

    def take(dialog: Any) -> QDialog.DialogCode:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        if pages:
            printer.setFromTo(pages[0], pages[-1])
        used.append(printer)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", take)
    return used


def say_yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whoever is asked says yes from now on; returns what was asked."""
    questions: list[str] = []

    def agree(_window: MainWindow, question: str, _yes: str) -> bool:
        questions.append(question)
        return True

    monkeypatch.setattr(MainWindow, "ask", agree)
    return questions


def enter_a_visit(clerk: Clerk) -> None:
    """One more visit of October comes in late."""
    firm, leader = list(clerk.town.firms.values())[1], clerk.town.leaders["陈敏"]
    given = VisitInput(on=date(2026, 10, 20), enterprise_id=firm, leader_id=leader, way=VisitWay.ON_SITE)
    clerk.window.announce(visits.register_visit(clerk.context, given))
    clerk.settle()
