"""What narrows the list of 诉求办理: text, leader, period, saved filters; and how it is sorted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from zhenyu_desk.domain.case_filters import Chip
from zhenyu_desk.services.saved_filters import saved_filters
from zhenyu_desk.ui.pages.cases import page as cases_page
from zhenyu_desk.ui.pages.cases import reading

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(3)
        yield opened


def test_a_text_narrows_list_and_counts_by_any_part_and_by_pinyin(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F, CTRL)
    assert clerk.focus is clerk.page.filters.text
    clerk.write("增容")
    _wait(clerk, ["压铸线投产需增容 800 kVA"])
    assert _chip(clerk, Chip.ALL) == "全部 1"
    assert clerk.page.list.count.text() == "共 1 条"
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("hxjm")
    _wait(clerk, ["员工子女 3 名申请就近入学"])
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("没有这样的事")
    _wait(clerk, [])
    assert clerk.page.detail.detail is None


def test_it_is_said_when_a_text_has_more_finds_than_are_listed(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FOUND", 2)
    monkeypatch.setattr(cases_page, "MOST_FOUND", 2)
    clerk.page.filters.chips.set_value(Chip.ALL)
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.write("公司")
    clerk.qtbot.waitUntil(lambda: len(clerk.page.model.rows) == 2)
    assert clerk.page.filters.cut.isVisible()
    assert clerk.page.filters.cut.text() == "只列出并统计最近 2 条，导出时包含全部。"
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("增容")
    _wait(clerk, ["压铸线投产需增容 800 kVA"])
    assert not clerk.page.filters.cut.isVisible()


def test_leader_and_period_narrow_too_and_stay_when_the_page_is_left(clerk: Clerk) -> None:
    filters = clerk.page.filters
    clerk.tab_to(filters.chips)
    clerk.press(Qt.Key.Key_7)
    clerk.tab_to(filters.leader)
    clerk.keys("wjg")
    clerk.press(Qt.Key.Key_Return)
    _wait(clerk, ["员工子女 3 名申请就近入学", "增资扩产需工业用地 30 亩"])
    clerk.tab_to(filters.period)
    clerk.press(Qt.Key.Key_Down)
    QApplication.processEvents()
    clerk.press(Qt.Key.Key_Return)
    _wait(clerk, ["增资扩产需工业用地 30 亩"])
    clerk.open(1)
    clerk.open(3)
    assert [row.title for row in clerk.page.model.rows] == ["增资扩产需工业用地 30 亩"]
    assert filters.period.currentText() == "本月"


def test_a_span_of_days_is_asked_for_and_shown(clerk: Clerk) -> None:
    filters = clerk.page.filters
    clerk.tab_to(filters.chips)
    clerk.press(Qt.Key.Key_7)
    clerk.tab_to(filters.period)
    clerk.press(Qt.Key.Key_End)
    clerk.keys("11.5")
    clerk.tab()
    clerk.keys("11.1")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["end"].error == "结束日期早于起始日期。"
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("11.6")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    _wait(clerk, ["增资扩产需工业用地 30 亩", "申请人才公寓 6 套"])
    assert filters.period.currentText() == "2026-11-05 至 2026-11-06"


def test_a_filter_is_saved_applied_by_its_number_renamed_and_dropped(clerk: Clerk) -> None:
    filters = clerk.page.filters
    clerk.tab_to(filters.chips)
    clerk.press(Qt.Key.Key_7)
    clerk.tab_to(filters.unit)
    clerk.keys("gds")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(clerk.page.table)
    clerk.press(Qt.Key.Key_S, CTRL | SHIFT)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["name"].error == "请填写筛选名称。"
    clerk.write("供电所全部")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    filters.show_chip(Chip.OPEN)
    filters.changed.emit()
    clerk.settle()
    assert len(clerk.page.model.rows) == 5
    clerk.tab_to(clerk.page.table)
    clerk.press(Qt.Key.Key_1, ALT)
    assert [row.lead_unit for row in clerk.page.model.rows] == ["供电所"]
    assert filters.chips.value() is Chip.ALL
    (row,) = filters.saved.rows
    filters.saved.rename_wanted.emit(row)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("电力")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert _menu_texts(clerk)[0] == "电力\tAlt+1"
    filters.saved.remove_wanted.emit(filters.saved.rows[0])
    clerk.settle()
    assert _menu_texts(clerk)[0] == "还没有已存筛选"
    clerk.window.undo_last()
    clerk.settle()
    assert [kept.name for kept in saved_filters(clerk.context, "cases")] == ["电力"]
    assert [kept.name for kept in filters.saved.rows] == ["电力"]


def test_a_header_sorts_through_the_database_and_others_do_not(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.filters.chips)
    clerk.press(Qt.Key.Key_7)
    header = clerk.page.table.horizontalHeader()
    dues = [row.deadline for row in clerk.page.model.rows if row.deadline]
    assert dues == sorted(dues)
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    clerk.settle()
    falling = [row.deadline for row in clerk.page.model.rows]
    assert falling[:3] == [date(2026, 11, 30), date(2026, 11, 30), date(2026, 11, 24)]
    assert falling[-2:] == [None, None], "those without a deadline stay below"
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    clerk.settle()
    numbers = [row.number for row in clerk.page.model.rows]
    assert numbers == sorted(numbers)
    header.setSortIndicator(4, Qt.SortOrder.AscendingOrder)
    clerk.settle()
    assert [row.number for row in clerk.page.model.rows] == numbers
    assert header.sortIndicatorSection() == 1, "the mark stays where the order is"


def test_what_is_no_longer_there_to_choose_is_left_open(clerk: Clerk) -> None:
    filters = clerk.page.filters
    filters.show_narrowing(filters.narrowing())
    filters.unit.set_value(9999)
    assert filters.narrowing().is_plain


def _wait(clerk: Clerk, titles: list[str]) -> None:
    clerk.qtbot.waitUntil(lambda: sorted(row.title for row in clerk.page.model.rows) == sorted(titles))
    clerk.settle()


def _chip(clerk: Clerk, chip: Chip) -> str:
    return str(clerk.page.filters.chips.chip(chip).text())


def _menu_texts(clerk: Clerk) -> list[str]:
    menu = clerk.page.filters.saved.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]
