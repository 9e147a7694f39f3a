"""报表: issuing freezes a report, corrections name what changed since, what takes long can be stopped."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.clerk import CTRL, SHIFT, Clerk, sit_down
from tests.ui.reporting import (
    CORRECTIONS,
    ISSUED,
    TEXTS,
    answer_file_dialog,
    enter_a_visit,
    go_to_part,
    open_reports,
    printed,
    say_yes,
)
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.services import reports
from zhenyu_desk.services.figures import month_figures
from zhenyu_desk.services.issuing import issue_report, issued_reports
from zhenyu_desk.services.reports import Progress, report_pdf
from zhenyu_desk.ui.dialogs.rows import RowsDialog
from zhenyu_desk.ui.widgets import progress_strip

OCTOBER = Month(2026, 10)
CTRL_SHIFT = CTRL | SHIFT


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """The page with October's report."""
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        open_reports(opened)
        yield opened


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whoever is asked says yes; what was asked."""
    return say_yes(monkeypatch)


def test_issuing_asks_first_and_shows_the_frozen_report(clerk: Clerk, asked: list[str]) -> None:
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert "2026年10月" in asked[0]
    assert "没有期号" in asked[0]
    assert clerk.page.tabs.tabText(ISSUED) == "已发文 1"
    assert re.match(r"2026-11-20 \d\d:\d\d 发文的定稿", clerk.page.paper.banner_words.text())
    (line,) = clerk.page.issued.texts()
    assert re.fullmatch(r"2026-11-20 \d\d:\d\d 发文 · 普通\n数据截至 2026-10-31", line)
    before = clerk.page.paper.pdf
    enter_a_visit(clerk)
    assert clerk.page.paper.pdf == before, "frozen"
    clerk.tab_to(clerk.page.paper.banner)
    clerk.press(Qt.Key.Key_Space)
    assert not clerk.page.paper.banner.isVisible()
    assert clerk.page.paper.pdf != before


def test_issuing_takes_what_is_still_being_typed(clerk: Clerk, asked: list[str]) -> None:
    open_reports(clerk, TEXTS)
    go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("定稿前最后一句。")
    QTest.keyClick(clerk.focus, Qt.Key.Key_I, CTRL_SHIFT)
    clerk.settle()
    assert asked
    assert "定稿前最后一句。" in printed(clerk)
    assert len(issued_reports(clerk.context, OCTOBER)) == 1


def test_no_means_nothing_was_issued(clerk: Clerk) -> None:
    QTimer.singleShot(200, lambda: QTest.keyClick(open_dialog(QMessageBox), Qt.Key.Key_Escape))
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert issued_reports(clerk.context, OCTOBER) == []
    assert not clerk.page.paper.banner.isVisible()


def test_an_issued_report_is_not_taken_back_by_ctrl_z(clerk: Clerk, asked: list[str]) -> None:
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert asked
    clerk.tab_to(clerk.page.issued.list)
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert len(issued_reports(clerk.context, OCTOBER)) == 1


def test_corrections_name_what_changed_and_open_the_rows(clerk: Clerk) -> None:
    issue_report(clerk.context, OCTOBER)
    (visit,) = month_figures(clerk.context, OCTOBER).current.visits.ids
    enter_a_visit(clerk)
    clerk.page.show_month(Month(2026, 11))
    clerk.settle()
    assert clerk.page.tabs.tabText(CORRECTIONS).startswith("上月更正 ")
    open_reports(clerk, CORRECTIONS)
    lines = clerk.page.corrections.texts()
    assert lines[0].startswith("走访家次：上月已报 1，现为 2\n因 ZF-2026-")
    assert "补录" in lines[0]
    assert "上月数据更正" in printed(clerk)
    clerk.tab_to(clerk.page.corrections.list)
    clerk.press(Qt.Key.Key_Return)
    dialog = open_dialog(RowsDialog)
    shown = [row.id for row in dialog.model.rows]
    assert len(shown) == 1
    assert shown != [visit]
    dialog.close()


def test_without_an_issued_report_the_lists_say_what_to_do(clerk: Clerk) -> None:
    assert "2026-09 的报告没有在本程序中定稿发文" in clerk.page.corrections.empty.title.text()
    assert "还没有定稿发文" in clerk.page.issued.empty.title.text()
    issue_report(clerk.context, Month(2026, 9))
    clerk.press(Qt.Key.Key_F5)
    assert "数据没有变化" in clerk.page.corrections.empty.title.text()


def test_a_lost_file_of_an_issued_report_is_told(clerk: Clerk) -> None:
    issue_report(clerk.context, OCTOBER)
    for file in (clerk.town.folder / "attachments").rglob("*.pdf"):
        file.chmod(0o644)
        file.unlink()
    clerk.press(Qt.Key.Key_F5)
    open_reports(clerk, ISSUED)
    clerk.tab_to(clerk.page.issued.list)
    clerk.press(Qt.Key.Key_Return)
    assert "备份" in clerk.page.paper.empty.advice.text()
    clerk.tab_to(clerk.page.paper.banner)
    clerk.press(Qt.Key.Key_Space)
    assert clerk.page.paper.pdf


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """Reports take half a second a page from now on; returns the pages done."""
    monkeypatch.setattr(progress_strip, "SHOW_AFTER_MS", 50)
    done: list[int] = []

    def slowly(report: Any, template: Any = None, progress: Progress = reports.ignore) -> bytes:
        def tell(page: int) -> None:
            time.sleep(0.5)
            done.append(page)
            progress(page)

        return report_pdf(report, template, tell)

    def begin() -> list[int]:
        monkeypatch.setattr(reports, "report_pdf", slowly)
        return done

    return begin


def test_a_long_report_tells_its_pages_and_is_stopped_by_key(
    clerk: Clerk, slow: Callable[[], list[int]], qtbot: QtBot
) -> None:
    paper, before = clerk.page.paper, clerk.page.paper.pdf
    paper.strip._patience.setInterval(50)
    done = slow()
    clerk.page.refresh()
    qtbot.waitUntil(lambda: "已排 1 页" in paper.strip.words.text(), timeout=5000)
    assert paper.strip.isVisible()
    for _step in range(80):
        if paper.strip.isAncestorOf(clerk.focus):
            break
        QTest.keyClick(clerk.focus, Qt.Key.Key_Tab)
    QTest.keyClick(clerk.focus, Qt.Key.Key_Space)
    assert not paper.strip.isVisible()
    assert "F5" in clerk.page.side._note.text()
    clerk.settle()
    assert len(done) < paper.view.pages, "the work itself ended"
    assert paper.pdf == before


def test_a_character_without_a_glyph_names_the_record(clerk: Clerk) -> None:
    open_reports(clerk, TEXTS)
    field = go_to_part(clerk, ReportPart.CASES)
    clerk.write("\U0001fae8")
    clerk.tab()
    assert "U+1FAE8" in clerk.page.paper.empty.advice.text()
    assert "典型案例" in clerk.page.paper.empty.advice.text()
    clerk.tab_to(field.restore)
    clerk.press(Qt.Key.Key_Space)
    assert clerk.page.paper.pdf


@pytest.mark.parametrize(("key", "ending"), [(Qt.Key.Key_S, "pdf"), (Qt.Key.Key_W, "docx"), (Qt.Key.Key_E, "xlsx")])
def test_a_folder_that_cannot_be_written_is_told(
    clerk: Clerk, key: Qt.Key, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_file_dialog(monkeypatch, tmp_path / "没有" / f"月报.{ending}")
    clerk.press(key, CTRL_SHIFT)
    boxes = open_dialogs(QMessageBox)
    assert len(boxes) == 1
    assert str(tmp_path / "没有") in boxes[0].text()
    boxes[0].close()
    QApplication.processEvents()
    assert clerk.page.paper.pdf, "nothing is broken"
