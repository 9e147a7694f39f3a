"""Copy and paste in 流水录入: a block of a spreadsheet through its preview, single cells, and back."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.clerk import CTRL, SHIFT
from tests.ui.grids import GridClerk, at_the_grid
from zhenyu_desk.domain.visit_lines import Place
from zhenyu_desk.ui.pages.visits.grid.preview import PastePreview

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
HENGXIN, LIANRUI, SANLI = "长泾恒信精密机械有限公司", "周浜联瑞新材料有限公司", "三立食品有限公司"
HEADINGS = "序号\t走访日期\t企业名称\t挂钩领导\t产值\t订单\t用工\t经营情况\t存在困难\t诉求类别\t责任单位"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[GridClerk]:
    with at_the_grid(tmp_path, qtbot) as opened:
        yield opened


def test_a_block_with_headings_in_its_own_order_comes_in_and_is_saved(desk: GridClerk) -> None:
    preview = _paste(
        desk,
        HEADINGS,
        f'1\t2026/11/18\t{HENGXIN}\t王建国\t升\t平\t升\t"前三季度产值 1.86 亿元\n订单饱和"\t员工子女入学\t教育\t教育办',
        "\t\t\t\t\t\t\t二线投产\t增容 800 kVA\t用电\t供电所",
        f"2\t11月18日\t{LIANRUI}\t\t平稳\t↓\t上升\t二期封顶\t环评批复进度\t审批\t",
        f"3\t\t{SANLI}\t\t\t\t\t\t无\t\t",
    )
    assert preview.summary.text() == "共 4 行：3 家次、3 件诉求。"
    _take(desk, preview)
    assert desk.numbers() == ["1", "", "2", "3", "4"]
    assert desk.row(0)[:6] == ["11-18", HENGXIN, "王建国", "升", "平", "升"]
    assert desk.row(1)[8:] == ["用电", "增容 800 kVA", "供电所", "11-25"]
    assert desk.row(2) == [
        "11-18", LIANRUI, "陈敏", "平", "降", "升", "二期封顶", "", "审批", "环评批复进度", "行政审批局", "11-25"
    ]  # fmt: skip
    assert desk.row(3)[8:10] == ["—", "无困难"]
    assert desk.visits() == [], "not saved yet"
    desk.save()
    assert [visit.enterprise_name for visit in desk.visits()] == [HENGXIN, LIANRUI, SANLI]
    assert {visit.on for visit in desk.visits()} == {date(2026, 11, 18)}
    assert desk.visits()[0].business == "前三季度产值 1.86 亿元\n订单饱和\n二线投产"
    assert len(desk.cases()) == 3


def test_numbers_are_no_trends_and_a_dash_is_nothing(desk: GridClerk) -> None:
    preview = _paste(
        desk,
        "走访日期\t企业名称\t产值\t订单\t用工\t发展动向\t诉求类别\t存在困难\t责任单位\t办理时限",
        f"11.18\t{HENGXIN}\t-\t无\t—\t/\t用电\t增容\t无\t—",
        f"11.18\t{LIANRUI}\t2\t升\t350\t3\t\t\t\t",
    )
    assert "1 行有问题" in preview.summary.text()
    _take(desk, preview)
    assert desk.row(0)[3:8] == ["", "", "", "", ""]
    assert desk.row(0)[10:] == ["", ""]
    assert desk.row(1)[3:6] == ["2", "升", "350"]
    assert [place for place in Place if desk.mark(1, place)] == [Place.OUTPUT, Place.STAFF, Place.MOVES]
    desk.save()
    assert desk.visits() == [], "what was not understood is mended first"


def test_without_headings_the_columns_follow_the_cell_at_the_cursor(desk: GridClerk) -> None:
    preview = _paste(desk, f"{HENGXIN}\t陈敏\t升\t平\t降", f"{LIANRUI}\t\t平\t平\t平")
    assert [combo.currentText() for combo in preview.combos] == ["企业", "领导", "产值", "订单", "用工"]
    _take(desk, preview)
    assert desk.row(0)[:6] == ["11-20", HENGXIN, "陈敏", "升", "平", "降"]
    assert desk.row(1)[:6] == ["11-20", LIANRUI, "陈敏", "平", "平", "平"]


def test_how_a_column_is_taken_is_changed_by_keys(desk: GridClerk) -> None:
    preview = _paste(desk, f"{HENGXIN}\t订单饱和", f"{LIANRUI}\t略增")
    combo = preview.combos[1]
    _tab_to(desk, combo)
    QTest.keyClick(combo, Qt.Key.Key_Home)  # not taken
    desk.clerk.settle()
    assert preview.summary.text() == "共 2 行：2 家次、0 件诉求。"
    for _step in range(1 + Place.BUSINESS):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    desk.clerk.settle()
    assert combo.currentText() == "经营情况"
    _take(desk, preview)
    assert [desk.cell(row, Place.BUSINESS) for row in (0, 1)] == ["订单饱和", "略增"]


def test_a_column_taken_twice_is_taken_where_it_was_chosen_last(desk: GridClerk) -> None:
    preview = _paste(desk, f"{HENGXIN}\t{LIANRUI}", f"{SANLI}\t{HENGXIN}")
    preview.combos[1].setCurrentIndex(1 + Place.FIRM)
    desk.clerk.settle()
    assert preview.combos[0].currentText() == "不导入"
    _take(desk, preview)
    assert [desk.cell(row, Place.FIRM) for row in (0, 1)] == [LIANRUI, HENGXIN]


def test_names_that_are_not_the_registers_are_shown_with_a_choice(desk: GridClerk) -> None:
    preview = _paste(
        desk,
        "日期\t企业\t产值",
        "昨天\t周浜联瑞新材料公司\t升",
        "昨天\t启元光电\t平",
        "昨天\t恒星\t降",
        f"昨天\t{SANLI}\t升",
    )
    assert [(name, picker.text()) for name, picker in preview.pickers.items()] == [
        ("周浜联瑞新材料公司", LIANRUI),
        ("启元光电", "启元光电科技有限公司"),
        ("恒星", ""),
    ]
    assert "1 行有问题" in preview.summary.text()
    assert preview.model.remark(2).startswith("● 企业：企业档案中没有“恒星”")
    picker = preview.pickers["恒星"]
    _tab_to(desk, picker)
    for letter in "hxjm":
        QTest.keyClicks(picker, letter)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    desk.clerk.settle()
    assert preview.summary.text() == "共 4 行：4 家次、0 件诉求。"
    _take(desk, preview)
    assert [desk.cell(row, Place.FIRM) for row in range(4)] == [LIANRUI, "启元光电科技有限公司", HENGXIN, SANLI]


def test_a_row_with_a_problem_comes_in_marked_and_is_led_to(desk: GridClerk) -> None:
    preview = _paste(
        desk, "日期\t企业\t类别\t困难内容", f"昨天\t{SANLI}\t审批\t扩建", f"11.30\t{HENGXIN}\t天文\t看星星"
    )
    assert "1 行有问题" in preview.summary.text()
    _take(desk, preview)
    assert desk.at == (1, Place.ON)
    assert "在今天之后" in desk.message
    assert "没有在用的类别“天文”" in desk.mark(1, Place.CATEGORY)


def test_escape_leaves_the_grid_as_it_was(desk: GridClerk) -> None:
    preview = _paste(desk, f"{HENGXIN}\t陈敏", f"{LIANRUI}\t")
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    desk.clerk.settle()
    assert desk.grid.model.rowCount() == 1
    assert desk.clerk.focus is desk.grid.view


def test_a_paste_is_one_step_to_take_back(desk: GridClerk) -> None:
    _take(desk, _paste(desk, f"{HENGXIN}\t陈敏", f"{LIANRUI}\t"))
    assert desk.grid.model.rowCount() == 3
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.grid.model.rowCount() == 1


def test_columns_without_firms_go_over_the_rows_at_the_cursor(desk: GridClerk) -> None:
    _take(desk, _paste(desk, f"{HENGXIN}\t", f"{LIANRUI}\t"))
    desk.grid.view.go_to(0, Place.OUTPUT)
    _take(desk, _paste(desk, "升\t平", "降\t升"))
    assert [desk.row(row)[1:5] for row in (0, 1)] == [[HENGXIN, "王建国", "升", "平"], [LIANRUI, "陈敏", "降", "升"]]
    assert desk.grid.model.rowCount() == 3


def test_one_cell_goes_at_once_into_all_that_are_selected(desk: GridClerk) -> None:
    _take(desk, _paste(desk, f"{HENGXIN}\t", f"{LIANRUI}\t"))
    desk.grid.view.go_to(0, Place.BUSINESS)
    desk.press(Qt.Key.Key_Down, SHIFT)
    QGuiApplication.clipboard().setText("订单平稳")
    desk.press(Qt.Key.Key_V, CTRL)
    assert open_dialogs(PastePreview) == []
    assert [desk.cell(row, Place.BUSINESS) for row in (0, 1)] == ["订单平稳"] * 2


def test_a_block_copied_pastes_back(desk: GridClerk) -> None:
    _take(desk, _paste(desk, f'昨天\t{HENGXIN}\t陈敏\t升\t平\t降\t"a\nb"\t增资扩产 技改\t教育\t入学', at=Place.ON))
    desk.grid.view.go_to(0, Place.ON)
    desk.press(Qt.Key.Key_Right, SHIFT, times=len(Place) - 1)
    desk.press(Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied == f'2026-11-19\t{HENGXIN}\t陈敏\t升\t平\t降\t"a\nb"\t增资扩产、技改\t教育\t入学\t教育办\t2026-11-26'
    desk.grid.view.go_to(1, Place.ON)
    desk.press(Qt.Key.Key_V, CTRL)
    _take(desk, open_dialog(PastePreview))
    assert desk.row(1) == desk.row(0)


def test_an_empty_clipboard_is_told(desk: GridClerk) -> None:
    QGuiApplication.clipboard().setText(" \n")
    desk.press(Qt.Key.Key_V, CTRL)
    assert desk.message == "剪贴板中没有文字。"


def test_500_rows_come_in_at_once(desk: GridClerk) -> None:
    names = list(desk.clerk.town.firms)
    rows = [
        f"2026-{1 + number % 10:02d}-05\t{names[number % 8] if number % 4 else ''}\t升\t教育\t困难{number}"
        for number in range(1, 501)
    ]
    preview = _paste(desk, "日期\t企业\t产值\t类别\t困难内容", *rows)
    assert preview.summary.text().startswith("共 500 行")
    started = time.process_time()
    QTest.keyClick(preview, Qt.Key.Key_Return, CTRL)
    assert time.process_time() - started < 1, "what the screen waits for"
    assert sum(line.has_difficulty for line in desk.grid.model.lines) == 500


def _paste(desk: GridClerk, *rows: str, at: Place | None = None) -> PastePreview:
    if at is not None:
        desk.grid.view.go_to(desk.at[0], at)
    QGuiApplication.clipboard().setText("\r\n".join(rows))
    desk.press(Qt.Key.Key_V, CTRL)
    desk.clerk.settle()
    return open_dialog(PastePreview)


def _take(desk: GridClerk, preview: PastePreview) -> None:
    QTest.keyClick(preview, Qt.Key.Key_Return, CTRL)
    desk.clerk.settle()


def _tab_to(desk: GridClerk, field: QWidget) -> None:
    for _step in range(60):
        if QApplication.focusWidget() is field:
            return
        QTest.keyClick(desk.clerk.focus, Qt.Key.Key_Tab)
    raise AssertionError("Tab never reaches that field")
