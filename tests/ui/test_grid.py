"""流水录入: Enter and Tab only; what the cells understand, and what follows from them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.clerk import CTRL, SHIFT
from tests.ui.grids import ENTER, ESCAPE, TAB, GridClerk, at_the_grid
from zhenyu_desk.domain.visit_lines import Place

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
HENGXIN, LIANRUI, SANLI = "长泾恒信精密机械有限公司", "周浜联瑞新材料有限公司", "三立食品有限公司"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[GridClerk]:
    with at_the_grid(tmp_path, qtbot) as opened:
        yield opened


def test_the_list_of_firms_shows_their_leader_and_what_is_entered(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.keys("hx")
    assert desk.offered()[0] == (HENGXIN, "王建国 · 当日已录")
    desk.press(ESCAPE)
    desk.keys("jt")
    assert desk.offered() == [("金腾包装有限公司", "未挂钩")]


def test_a_firm_without_a_leader_takes_the_one_of_the_row_above(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.keys("jtbz")
    desk.press()
    assert desk.cell(1, Place.LEADER) == "王建国"
    assert desk.mark(1, Place.LEADER) == "该企业当日没有主挂钩领导。"
    assert desk.at == (1, Place.OUTPUT)


def test_another_leader_is_marked_and_saved(desk: GridClerk) -> None:
    desk.keys("hxjm")
    desk.press()
    desk.press(TAB, SHIFT)
    assert desk.at == (0, Place.LEADER)
    desk.keys("cm")
    desk.press()
    assert desk.mark(0, Place.LEADER) == "非挂钩领导（主挂钩为王建国）"
    desk.save()
    assert desk.visits()[0].leader_name == "陈敏"


def test_tab_goes_on_like_enter_and_shift_goes_back(desk: GridClerk) -> None:
    desk.keys("hxjm")
    desk.press(TAB)
    assert desk.at == (0, Place.OUTPUT)
    desk.press(TAB, times=3)
    assert desk.at == (0, Place.BUSINESS)
    desk.press(ENTER, SHIFT)
    assert desk.at == (0, Place.STAFF)


def test_tab_leaves_the_grid_from_its_blank_row(desk: GridClerk) -> None:
    desk.press(TAB)
    assert desk.clerk.focus is not desk.grid.view
    desk.press(TAB, SHIFT)
    assert desk.clerk.focus is desk.grid.view


def test_one_key_makes_a_trend_and_goes_on(desk: GridClerk) -> None:
    desk.keys("hxjm")
    desk.press()
    for typed in ("spj", "123", "SPJ"):
        desk.grid.view.go_to(0, Place.OUTPUT)
        desk.press(Qt.Key.Key_Right, SHIFT, times=2)
        desk.press(Qt.Key.Key_Delete)
        desk.grid.view.go_to(0, Place.OUTPUT)
        desk.keys(typed)
        assert desk.row(0)[3:6] == ["升", "平", "降"]
        assert desk.at == (0, Place.BUSINESS)


def test_other_letters_do_nothing_in_a_trend(desk: GridClerk) -> None:
    desk.keys("hxjm")
    desk.press()
    desk.keys("x")
    assert (desk.cell(0, Place.OUTPUT), desk.at) == ("", (0, Place.OUTPUT))
    assert desk.message == "产值：1 升 · 2 平 · 3 降"


def test_moves_are_typed_by_number_or_initials(desk: GridClerk) -> None:
    desk.visit("hxjm")
    desk.grid.view.go_to(0, Place.MOVES)
    assert "1 增资扩产" in desk.message
    desk.keys("1 jg")
    desk.press()
    assert desk.cell(0, Place.MOVES) == "增资扩产、技改"
    desk.grid.view.go_to(0, Place.MOVES)
    desk.keys("9")
    desk.press()
    assert desk.mark(0, Place.MOVES) == "“9”不是发展动向，请输入序号或拼音首字母，如 1 3。"


def test_enter_without_a_category_means_no_difficulty(desk: GridClerk) -> None:
    desk.visit("hxjm")
    assert (desk.cell(0, Place.CATEGORY), desk.cell(0, Place.TITLE)) == ("—", "无困难")
    assert desk.at == (1, Place.FIRM)
    desk.save()
    assert desk.cases() == []


def test_ctrl_enter_adds_a_difficulty_without_number_and_firm(desk: GridClerk) -> None:
    desk.visit("hxjm", "jy", "员工子女入学")
    desk.press(Qt.Key.Key_Up)
    desk.press(ENTER, CTRL)
    assert desk.at == (1, Place.CATEGORY)
    desk.keys("yongdian")
    desk.press()
    desk.write("增容 800 kVA")
    desk.press(ENTER, CTRL)
    desk.keys("sp")
    desk.press()
    desk.write("环评批复")
    desk.press()
    assert desk.numbers() == ["1", "", "", "2"]
    assert desk.row(1)[:8] == [""] * 8
    assert desk.row(1)[8:] == ["用电", "增容 800 kVA", "供电所", "11-27"]
    desk.save()
    assert len(desk.visits()) == 1
    assert [case.title for case in desk.cases()] == ["员工子女入学", "增容 800 kVA", "环评批复"]
    assert {case.enterprise_name for case in desk.cases()} == {HENGXIN}


def test_unit_and_time_limit_follow_the_category_until_the_clerk_chooses(desk: GridClerk) -> None:
    desk.visit("hxjm", "jy", "员工子女入学")
    desk.grid.view.go_to(0, Place.CATEGORY)
    desk.keys("sp")
    desk.press()
    assert desk.row(0)[10:] == ["行政审批局", "11-27"]
    desk.grid.view.go_to(0, Place.UNIT)
    desk.keys("jfb")
    desk.press()
    desk.grid.view.go_to(0, Place.DEADLINE)
    desk.keys("12.4")
    desk.press()
    desk.grid.view.go_to(0, Place.CATEGORY)
    desk.keys("jy")
    desk.press()
    assert desk.row(0)[10:] == ["经发办", "12-04"]
    desk.save()
    assert desk.cases()[0].deadline == date(2026, 12, 4)


def test_the_date_is_carried_down_and_moves_leader_and_time_limit(desk: GridClerk) -> None:
    desk.visit("hxjm", "jy", "员工子女入学")
    desk.grid.view.go_to(0, Place.ON)
    desk.keys("18")
    desk.press()
    assert desk.cell(0, Place.ON) == desk.cell(1, Place.ON) == "11-18"
    assert desk.cell(0, Place.DEADLINE) == "11-25"


def test_dates_as_clerks_write_them(desk: GridClerk) -> None:
    for typed, shown in (("11.19", "11-19"), ("20261118", "11-18"), ("zt", "11-19"), ("2025-11-20", "2025-11-20")):
        desk.grid.view.go_to(0, Place.ON)
        desk.keys(typed)
        desk.press()
        assert desk.cell(0, Place.ON) == shown


def test_ctrl_d_copies_from_above(desk: GridClerk) -> None:
    desk.visit("hxjm", business="订单平稳")
    desk.keys("lrxcl")
    desk.press()
    desk.grid.view.go_to(1, Place.BUSINESS)
    desk.press(Qt.Key.Key_D, CTRL)
    assert desk.cell(1, Place.BUSINESS) == "订单平稳"


def test_escape_leaves_the_cell_as_it_was_and_f2_goes_on_with_it(desk: GridClerk) -> None:
    desk.visit("hxjm", business="订单平稳")
    desk.grid.view.go_to(0, Place.BUSINESS)
    desk.keys("abc")
    desk.press(ESCAPE)
    assert desk.cell(0, Place.BUSINESS) == "订单平稳"
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_End)
    desk.write("，略增")
    desk.press()
    assert desk.cell(0, Place.BUSINESS) == "订单平稳，略增"


def test_del_empties_and_ctrl_z_brings_back(desk: GridClerk) -> None:
    desk.visit("hxjm", business="订单平稳")
    desk.grid.view.go_to(0, Place.OUTPUT)
    desk.press(Qt.Key.Key_Right, SHIFT, times=3)
    desk.press(Qt.Key.Key_Delete)
    assert desk.row(0)[3:7] == [""] * 4
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.row(0)[3:7] == ["平", "平", "平", "订单平稳"]
    desk.press(Qt.Key.Key_Y, CTRL)
    assert desk.row(0)[3:7] == [""] * 4


def test_ctrl_delete_removes_a_visit_with_its_further_difficulties(desk: GridClerk) -> None:
    desk.visit("hxjm", "jy", "员工子女入学")
    desk.press(Qt.Key.Key_Up)
    desk.press(ENTER, CTRL)
    desk.keys("sp")
    desk.press()
    desk.write("环评")
    desk.press()
    desk.visit("lrxcl")
    desk.grid.view.go_to(0, Place.FIRM)
    desk.press(Qt.Key.Key_Delete, CTRL)
    assert desk.numbers() == ["1", "2"]
    assert desk.cell(0, Place.FIRM) == LIANRUI
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.numbers() == ["1", "", "2", "3"]


def test_text_being_composed_opens_the_editor_and_arrives_whole(desk: GridClerk) -> None:
    desk.compose("heng'xin")
    assert desk.grid.delegate.editor is not None
    event = QInputMethodEvent()
    event.setCommitString("恒信")
    QApplication.sendEvent(desk.clerk.focus, event)
    desk.clerk.settle()
    assert desk.editor.text() == "恒信"
    assert desk.offered() == [(HENGXIN, "王建国")]
    desk.press()
    assert desk.cell(0, Place.FIRM) == HENGXIN


def test_text_committed_without_being_composed_arrives_too(desk: GridClerk) -> None:
    desk.grid.view.go_to(0, Place.BUSINESS)
    for part in ("“", "订单𠮷🙂", "”"):
        event = QInputMethodEvent()
        event.setCommitString(part)
        QApplication.sendEvent(desk.clerk.focus, event)
    desk.press()
    assert desk.cell(0, Place.BUSINESS) == "“订单𠮷🙂”"


def test_the_grid_fits_into_a_small_screen(desk: GridClerk) -> None:
    desk.visit("hxjm")
    assert not desk.grid.view.horizontalScrollBar().isVisible()


def test_every_part_has_a_name(desk: GridClerk) -> None:
    assert desk.grid.view.accessibleName() == "待录入的走访"
    assert desk.grid.companions.accessibleName() == "陪同人员"
    desk.keys("h")
    assert desk.editor.accessibleName() == "企业"


def test_the_menu_of_the_grid_names_its_keys_and_cuts(desk: GridClerk) -> None:
    shown = {a.text(): a.shortcut().toString() for a in desk.grid.view.actions()}
    assert "Ctrl+Enter" in shown.values()
    assert set(shown) >= {"剪切", "复制", "重做", "全部保存"}
    desk.keys("hxjm")
    desk.press()
    desk.grid.view.go_to(0, Place.FIRM)
    desk.press(Qt.Key.Key_X, CTRL)
    assert QApplication.clipboard().text().strip() == HENGXIN
    assert desk.cell(0, Place.FIRM) == ""
