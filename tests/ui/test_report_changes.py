"""报表 after its month went on: old numbers in a text, a month issued already, another month, a wrong day."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, press, settings_tab
from tests.ui.clerk import CTRL, SHIFT, Clerk, sit_down
from tests.ui.reporting import (
    CORRECTIONS,
    ISSUED,
    TEXTS,
    enter_a_visit,
    go_to_part,
    open_reports,
    print_into,
    printed,
    say_yes,
)
from zhenyu_desk import i18n
from zhenyu_desk.domain.figures import Count
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.errors import Cancelled, EnvironmentProblem
from zhenyu_desk.services import reports
from zhenyu_desk.services.issuing import issue_report, issued_reports
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui.figure_lines import since
from zhenyu_desk.ui.jobs.paged import PagedWork
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.pages.reports.changed_text import ChangedText, changed_spans
from zhenyu_desk.ui.pages.reports.lines_list import LinesList

OCTOBER, SEPTEMBER = Month(2026, 10), Month(2026, 9)
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


def change_overview(clerk: Clerk) -> Any:
    """A sentence is added to the overview by hand."""
    open_reports(clerk, TEXTS)
    field = go_to_part(clerk, ReportPart.OVERVIEW)
    clerk.write("数据已核对。")
    clerk.tab()
    return field


def values(clerk: Clerk) -> dict[str, str]:
    return {line.key: line.value for line in clerk.page.figures.lines()}


def test_old_numbers_in_a_text_are_told_and_can_be_compared(clerk: Clerk) -> None:
    field = change_overview(clerk)
    assert field.mark.text() == "已改写"
    assert not field.compare.isVisible()
    enter_a_visit(clerk)
    assert field.mark.text() == "数字已变"
    clerk.tab_to(field.compare)
    clerk.press(Qt.Key.Key_Space)
    dialog = open_dialog(ChangedText)
    assert "1家次" in dialog.then.toPlainText()
    assert "2家次" in dialog.now.toPlainText()
    assert dialog.own.toPlainText().endswith("数据已核对。")
    dialog.reject()


@pytest.mark.parametrize(("place", "kept"), [(0, False), (1, True)])
def test_the_text_is_kept_or_the_programs_is_taken(clerk: Clerk, place: int, kept: bool) -> None:
    field = change_overview(clerk)
    enter_a_visit(clerk)
    field.show_changes()
    dialog = open_dialog(ChangedText)
    press(dialog.answers[place], Qt.Key.Key_Space)
    clerk.settle()
    assert field.edit.text().endswith("数据已核对。") is kept
    assert field.mark.text() == ("已改写" if kept else "程序生成")
    assert ("数据已核对" in printed(clerk)) is kept


def test_numbers_are_marked_whole() -> None:
    then, now = "环比下降35.4%，1家次", "环比下降29.2%，11家次"
    former, later = changed_spans(then, now)
    assert [then[a:b] for a, b in former] == ["35.4%", "1"]
    assert [now[a:b] for a, b in later] == ["29.2%", "11"]


def test_issuing_asks_again_for_old_numbers_and_for_a_second_issue(clerk: Clerk, asked: list[str]) -> None:
    change_overview(clerk)
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert "再发一次" not in asked[0]
    assert "数字已变" not in asked[0]
    clerk.press(Qt.Key.Key_Escape)
    enter_a_visit(clerk)
    assert "发文后有改动：走访家次" in clerk.page.side._note.text()
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert "本月报告已于 2026-11-20" in asked[1]
    assert "一、总体情况" in asked[1]
    assert "不能撤销" in asked[1]
    assert [("第2次" in line, "第1次" in line) for line in clerk.page.issued.texts()] == [(True, False), (False, True)]


@pytest.mark.parametrize(("value", "words"), [(3, "与上月持平"), (4, "较上月 +1（33.3%）"), (2, "较上月 -1（33.3%）")])
def test_a_figure_is_compared_with_the_month_before(value: int, words: str) -> None:
    i18n.set_language("zh_CN")
    assert since(Count(tuple(range(value))), Count((1, 2, 3))) == words


def test_a_correction_with_many_reasons_is_not_cut(clerk: Clerk) -> None:
    lines: LinesList[int] = clerk.page.corrections
    open_reports(clerk, CORRECTIONS)
    lines.show_items([(0, "一行"), (1, "走访家次：上月已报 1，现为 20\n因 " + "；".join(["ZF-2026-0001补录"] * 20))])
    short, long = (lines.list.visualItemRect(lines.list.item(place)).height() for place in (0, 1))
    assert long > 8 * (short - 16)


def test_a_red_head_without_a_code_is_told_before_issuing(clerk: Clerk, asked: list[str]) -> None:
    clerk.tab_to(clerk.page.head.template)
    clerk.press(Qt.Key.Key_Down, times=2)
    assert clerk.page.head.chosen_template() is ReportTemplate.RED
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert "没有发文字号" in asked[0]


def test_beside_an_issued_report_stand_its_own_figures(clerk: Clerk, asked: list[str]) -> None:
    then = values(clerk)
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert len(asked) == 1
    enter_a_visit(clerk)
    assert values(clerk) == then
    assert "发文时的数字" in clerk.page.side._note.text()
    assert not clerk.page.texts.isEnabled()
    for doing in (clerk.page.doings.annex, clerk.page.doings.figures_file, clerk.page.doings.word):
        assert not doing.isEnabled()
    clerk.press(Qt.Key.Key_Escape)
    assert values(clerk)["visits"] == "2"
    assert clerk.page.texts.isEnabled()
    assert clerk.page.doings.annex.isEnabled()
    assert not clerk.page.paper.banner.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_P, Qt.Key.Key_S, Qt.Key.Key_W, Qt.Key.Key_E, Qt.Key.Key_I])
def test_with_a_wrong_day_nothing_leaves_the_page(clerk: Clerk, key: Qt.Key, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(QPrintDialog, "exec", never)
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.exec", never)
    monkeypatch.setattr(MainWindow, "ask", never)
    clerk.page.head.as_of.setText("2026-12-31")
    open_reports(clerk)
    clerk.press(key, CTRL if key == Qt.Key.Key_P else CTRL_SHIFT)
    assert clerk.page.head.form.fields["as_of"].error
    assert clerk.page.head.as_of.hasFocus()
    assert issued_reports(clerk.context, OCTOBER) == []


def test_an_issued_report_is_printed_whatever_day_is_typed(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    print_into(monkeypatch, tmp_path / "printed.pdf")
    issue_report(clerk.context, OCTOBER)
    clerk.press(Qt.Key.Key_F5)
    clerk.page.show_issued(issued_reports(clerk.context, OCTOBER)[0])
    clerk.settle()
    clerk.page.head.as_of.setText("2026-12-31")
    clerk.press(Qt.Key.Key_P, CTRL)
    assert (tmp_path / "printed.pdf").exists()


def test_nothing_can_be_typed_until_another_month_is_read(clerk: Clerk, qtbot: QtBot) -> None:
    field = change_overview(clerk)
    clerk.tab_to(clerk.page.head.month)
    QTest.keyClick(clerk.focus, Qt.Key.Key_Down)
    assert clerk.page.head.chosen_month() == SEPTEMBER
    assert not field.edit.isEnabled()
    assert not clerk.page.head.number.isEnabled()
    assert field.edit.text() == ""
    clerk.settle()
    assert field.edit.isEnabled()
    assert clerk.page.head.number.isEnabled()
    assert "9月" in field.edit.text()


def test_a_month_is_left_only_when_its_text_is_kept(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any) -> None:
        raise EnvironmentProblem("磁盘已满。")

    open_reports(clerk, TEXTS)
    field = go_to_part(clerk, ReportPart.PROBLEMS)
    clerk.write("要紧的话。")
    monkeypatch.setattr("zhenyu_desk.ui.pages.reports.page.save_report_text", full)
    clerk.page.show_month(SEPTEMBER)
    clerk.settle()
    assert clerk.page.head.chosen_month() == OCTOBER
    assert field.edit.text().endswith("要紧的话。")
    assert field.problem.text() == "磁盘已满。"


def test_another_month_begins_at_its_first_page(clerk: Clerk) -> None:
    bar = clerk.page.paper.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    clerk.press(Qt.Key.Key_F5)
    assert bar.value() > 0, "the place is kept within a month"
    clerk.page.show_month(SEPTEMBER)
    clerk.settle()
    assert bar.value() == 0


def test_the_paper_is_zoomed_by_keys(clerk: Clerk) -> None:
    before = clerk.page.paper.view.zoom
    clerk.press(Qt.Key.Key_Minus, CTRL)
    smaller = clerk.page.paper.view.zoom
    assert smaller < before
    clerk.press(Qt.Key.Key_Equal, CTRL)
    assert clerk.page.paper.view.zoom > smaller
    clerk.press(Qt.Key.Key_0, CTRL)
    assert clerk.page.paper.view.zoom == before


def test_a_month_without_typical_cases_says_how_to_mark_one(clerk: Clerk) -> None:
    open_reports(clerk, TEXTS)
    assert clerk.page.texts._hint.isVisible()
    assert "Ctrl+T" in clerk.page.texts._hint.text()


def test_a_missing_folder_of_fonts_is_told(clerk: Clerk, tmp_path: Path) -> None:
    clerk.window.save_preferences(fonts_folder=tmp_path / "没有")
    clerk.press(Qt.Key.Key_F5)
    assert f"找不到本单位的字体文件夹：{tmp_path / '没有'}" in clerk.page.side._note.text()
    assert clerk.page.paper.pdf, "the program's own fonts serve"


@pytest.mark.parametrize("code", ["政〔{year}〕{num}号", "政〔{year〕号", "政{0}号", "政{{number}}号"])
def test_a_document_code_with_other_braces_is_refused_beside_it(clerk: Clerk, code: str) -> None:
    tab = settings_tab(clerk.window, "公文")
    tab.edits["document_code"].setText(code)
    tab.save()
    clerk.settle()
    assert "{year}" in tab.form.fields["document_code"].error
    assert clerk.context.read(load_settings).document_code == ""
    tab.edits["document_code"].setText("政〔{year}〕{number}号")
    tab.save()
    clerk.settle()
    assert clerk.context.read(load_settings).document_code == "政〔{year}〕{number}号"


def test_the_window_does_not_wait_for_a_report_that_is_being_made(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    done: list[int] = []

    def endless(_report: Any, _template: Any = None, progress: Callable[[int], None] = reports.ignore) -> bytes:
        for page in range(1, 200):
            time.sleep(0.05)
            done.append(page)
            progress(page)
        return b""

    monkeypatch.setattr(reports, "report_pdf", endless)
    clerk.page.refresh()
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    clerk.window.jobs.close()
    assert len(done) < 100


def test_work_ends_at_its_next_page_once_it_is_stopped(clerk: Clerk) -> None:
    work = PagedWork(clerk.window.jobs)
    work.page(1)
    work.stop()
    with pytest.raises(Cancelled):
        work.page(2)


def test_leaving_the_page_takes_its_message_along(clerk: Clerk, asked: list[str]) -> None:
    clerk.press(Qt.Key.Key_I, CTRL_SHIFT)
    assert asked
    assert clerk.page.tabs.currentIndex() == ISSUED
    assert "定稿发文" in clerk.window.status.message.text()
    clerk.open(1)
    assert clerk.window.status.message.text() == ""
