"""报表 · 文字: what people write is kept, marked, printed and taken back, by keys alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.reports.reading import page_count
from tests.ui.clerk import CTRL, SHIFT, Clerk, sit_down
from tests.ui.reporting import TEXTS, go_to_part, open_reports, print_into, printed
from zhenyu_desk.domain.inputs import MAX_TEXT
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services import report_texts
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.pages.reports import page as reports_page

OCTOBER, SEPTEMBER = Month(2026, 10), Month(2026, 9)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """The tab 文字 of October's report."""
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        open_reports(opened, TEXTS)
        yield opened


def kept(clerk: Clerk, month: Month = OCTOBER) -> dict[ReportPart, str]:
    return dict(month_report(clerk.context, month).texts)


def test_the_program_writes_until_somebody_does(clerk: Clerk) -> None:
    for field in clerk.page.texts.fields.values():
        assert field.edit.text()
        assert field.mark.text() == "程序生成"
        assert not field.restore.isVisible()
    assert kept(clerk) == {}


def test_a_sentence_added_is_saved_on_leaving_and_printed(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("企业反映夜间停电两次。")
    assert field.mark.text() == "未保存"
    clerk.tab()
    assert field.mark.text() == "已改写"
    assert kept(clerk)[ReportPart.PROBLEMS].endswith("企业反映夜间停电两次。")
    assert "企业反映夜间停电两次。" in printed(clerk)
    assert "存在问题" in clerk.window.status.message.text()


def test_ctrl_s_saves_what_is_half_composed_and_the_cursor_stays(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.NEXT_STEPS)
    clerk.compose("召开专题会议")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert kept(clerk)[ReportPart.NEXT_STEPS].endswith("召开专题会议")
    assert field.edit.hasFocus()
    clerk.write("。")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert kept(clerk)[ReportPart.NEXT_STEPS].endswith("召开专题会议。")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert clerk.window.status.message.text() == "报告文字已全部保存。"


def test_undo_brings_the_former_text_back_and_a_new_one_can_be_kept(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.PROBLEMS)
    before = field.edit.text()
    clerk.write("第一句。")
    clerk.tab()
    clerk.window.status.undo.click()
    clerk.settle()
    assert field.edit.text() == before
    assert field.mark.text() == "程序生成"
    go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("第二句。")
    clerk.tab()
    assert kept(clerk)[ReportPart.PROBLEMS].endswith("第二句。")


def test_back_to_the_programs_text(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.CASES)
    proposed = field.edit.text()
    clerk.write("补一个案例。")
    clerk.press(Qt.Key.Key_Backtab, SHIFT)
    assert field.restore.hasFocus() or field.mark.text() == "已改写"
    clerk.tab_to(field.restore)
    clerk.press(Qt.Key.Key_Space)
    assert field.edit.text() == proposed
    assert field.mark.text() == "程序生成"
    assert kept(clerk) == {}
    assert "补一个案例" not in printed(clerk)


def test_an_emptied_part_gets_the_programs_text_again(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.CASES)
    proposed = field.edit.text()
    clerk.write("多一句。")
    clerk.tab()
    go_to_part(clerk, ReportPart.CASES)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.press(Qt.Key.Key_Delete)
    clerk.tab()
    assert field.edit.text() == proposed
    assert kept(clerk) == {}


def test_each_month_has_its_own_texts(clerk: Clerk) -> None:
    go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("十月的话。")
    clerk.tab_to(clerk.page.head.month)
    clerk.press(Qt.Key.Key_Down)
    assert clerk.page.head.chosen_month() == SEPTEMBER
    assert "十月的话" not in clerk.page.texts.fields[ReportPart.PROBLEMS].edit.text()
    assert "十月的话" not in printed(clerk)
    clerk.press(Qt.Key.Key_Up)
    assert clerk.page.texts.fields[ReportPart.PROBLEMS].edit.text().endswith("十月的话。")


def test_what_is_typed_survives_a_change_from_elsewhere(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("正在写")
    clerk.window.announce(report_texts.save_report_text(clerk.context, OCTOBER, ReportPart.CASES, "别人写的案例。"))
    clerk.settle()
    assert field.edit.text().endswith("正在写")
    assert clerk.page.texts.fields[ReportPart.CASES].edit.text() == "别人写的案例。"
    assert "别人写的案例。" in printed(clerk)


def test_leaving_the_page_saves(clerk: Clerk) -> None:
    go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("离开前写的。")
    clerk.open(1)
    assert kept(clerk)[ReportPart.PROBLEMS].endswith("离开前写的。")


def test_a_text_too_long_is_told_below_it_and_not_lost(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    field = go_to_part(clerk, ReportPart.PROBLEMS)
    event = QInputMethodEvent()
    event.setCommitString("长" * MAX_TEXT)
    QApplication.sendEvent(field.edit, event)
    clerk.tab()
    assert f"最多{MAX_TEXT}个字" in field.problem.text()
    assert field.mark.text() == "未保存"
    asked: list[str] = []

    def stay(_window: MainWindow, question: str, _yes: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(MainWindow, "ask", stay)
    clerk.tab_to(clerk.page.head.month)
    clerk.press(Qt.Key.Key_Down)
    assert asked
    assert clerk.page.head.chosen_month() == OCTOBER
    assert len(field.edit.text()) > MAX_TEXT


def test_a_full_disk_keeps_the_text_on_the_screen(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any) -> None:
        raise EnvironmentProblem("磁盘已满。")

    field = go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("要紧的话。")
    with monkeypatch.context() as patched:
        patched.setattr(reports_page, "save_report_text", full)
        clerk.tab()
    assert field.problem.text() == "磁盘已满。"
    assert field.mark.text() == "未保存"
    go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert kept(clerk)[ReportPart.PROBLEMS].endswith("要紧的话。")
    assert not field.problem.isVisible()


def test_the_issue_number_is_printed_under_the_bulletins_head(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.head.template)
    clerk.press(Qt.Key.Key_Down)
    assert clerk.page.head.template.currentText() == "简报"
    clerk.tab_to(clerk.page.head.number)
    clerk.keys("12")
    clerk.press(Qt.Key.Key_Return)
    assert "第12期" in printed(clerk)
    assert kept(clerk)[ReportPart.ISSUE_NUMBER] == "12"


def test_printing_right_after_typing_prints_what_was_typed(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf")
    go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("打印前刚写的。")
    QTest.keyClick(clerk.focus, Qt.Key.Key_P, CTRL)
    clerk.settle()
    assert "打印前刚写的。" in printed(clerk), "the paper printed is the one made after the text was saved"
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == clerk.page.paper.view.pages


def test_entering_a_part_shows_its_page(clerk: Clerk) -> None:
    view = clerk.page.paper.view
    assert view.page_in_view() == 1
    go_to_part(clerk, ReportPart.NEXT_STEPS)
    assert view.page_in_view() > 1


def test_the_cursor_stays_in_view_in_a_long_text(clerk: Clerk) -> None:
    field = go_to_part(clerk, ReportPart.OVERVIEW)
    for _line in range(12):
        clerk.press(Qt.Key.Key_Return)
    clerk.write("最后一行")
    cursor = field.edit.cursorRect()
    place = field.edit.viewport().mapTo(clerk.page.texts, cursor.center())
    assert clerk.page.texts.rect().contains(place)
