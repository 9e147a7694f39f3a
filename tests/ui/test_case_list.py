"""The list of 诉求办理: several at a time, export, removal, the panel beside it and the drawer over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.cases import all_rows, choose, detail_of, like
from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from tests.ui.town import TODAY
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, ResultKind, Source, State
from zhenyu_desk.services.difficulties import register_difficulty, take_step
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.cases import page, reading

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(3)
        yield opened


def test_a_step_for_several_is_refused_by_number_and_taken_for_none(clerk: Clerk) -> None:
    page_ = clerk.page
    assert clerk.focus is page_.table, "the page opens on its list"
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Down, SHIFT, times=2)
    assert page_.list.count.text() == "共 5 条 · 已选 3 条"
    take_step(clerk.context, 3, None, Step(on=TODAY, action=Action.PROGRESS, text="别人记的"))
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.write("请抓紧办理")
    clerk.tab()
    clerk.keys("11.10")
    clerk.press(Qt.Key.Key_Return, CTRL)
    error = clerk.dialog().form.fields["on"].error
    assert error.startswith("SQ-2026-0001")
    assert [row.is_supervised for row in all_rows(clerk) if row.id in (2, 3)] == [False, False]


def test_steps_that_not_all_allow_are_not_offered(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_A, CTRL)
    shown = [action.text() for action in clerk.page.record_actions()]
    assert shown[:3] == ["进展…", "督办…", "提级…"]
    clerk.tab_to(clerk.page.filters.chips)
    clerk.press(Qt.Key.Key_7)
    clerk.tab_to(clerk.page.table)
    clerk.press(Qt.Key.Key_A, CTRL)
    words = [label.text() for label in clerk.page.detail.findChildren(QLabel) if label.isVisible()]
    assert "所选诉求没有可以一起办理的步骤，请选择状态相同的诉求。" in words


def test_menu_right_click_and_buttons_offer_the_same(clerk: Clerk) -> None:
    choose(clerk, 1)
    offered = [action.text().rstrip("…") for action in clerk.page.record_actions()]
    steps = {action.label for action in Action}
    buttons = [button.text() for button in clerk.page.detail.findChildren(QPushButton) if button.isVisible()]
    menu = clerk.page.table.menu()
    assert menu.actions()[: len(offered)] == list(clerk.page.record_actions())
    assert [word for word in offered if word in steps] == [word for word in buttons if word in steps]
    assert "删除" not in offered, "it was handed out already"


def test_removed_at_once_and_taken_back(clerk: Clerk) -> None:
    made = register_difficulty(clerk.context, like(clerk, "重复登记", clerk.town.categories["其他"]))
    assert made.id
    clerk.window.announce(made)
    clerk.settle()
    choose(clerk, made.id)
    place = clerk.page.table.currentIndex().row()
    clerk.press(Qt.Key.Key_Delete)
    assert made.id not in [row.id for row in clerk.page.model.rows]
    assert clerk.window.status.message.text() == "已移入回收站：SQ-2026-0009。"
    assert clerk.page.table.currentIndex().row() == min(place, len(clerk.page.model.rows) - 1)
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert made.id in [row.id for row in clerk.page.model.rows]


def test_after_a_step_that_takes_it_off_the_list_one_goes_on_with_the_next(clerk: Clerk) -> None:
    first, second = (row.id for row in clerk.page.model.rows[:2])
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_B, ALT)
    clerk.press(Qt.Key.Key_1)
    clerk.tab()
    clerk.write("已入学")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert detail_of(clerk, first).row.state is State.RESOLVED
    assert clerk.page.table.current_row().id == second
    assert clerk.page.detail.detail.row.id == second
    assert clerk.focus is clerk.page.table


def test_the_export_has_all_rows_not_only_those_loaded(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (page, reading):
        monkeypatch.setattr(module, "PAGE", 2)
    target = tmp_path / "清单.xlsx"
    names: list[str] = []

    def choose_file(dialog: QFileDialog) -> QDialog.DialogCode:
        names.extend(Path(file).name for file in dialog.selectedFiles())
        dialog.selectFile(str(target))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", choose_file)
    clerk.page.filters.unit.set_value(None)
    clerk.page._restart()
    clerk.settle()
    clerk.page.model.append_rows([], True)
    clerk.press(Qt.Key.Key_E, CTRL | SHIFT)
    rows = list(load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 1 + 5
    assert names == ["诉求清单-未办结-20261120.xlsx"]
    assert clerk.window.status.message.text() == f"已导出 5 条：{target}"


def test_similar_cases_stand_beside_one_not_done_and_lead_back(clerk: Clerk) -> None:
    made = register_difficulty(clerk.context, like(clerk, "申请人才公寓 8 套", clerk.town.categories["人才"]))
    assert made.id
    clerk.window.announce(made)
    clerk.settle()
    choose(clerk, made.id)
    similar = clerk.page.detail.similar
    words = [label.text() for label in similar.findChildren(QLabel)]
    assert words[:2] == ["相似的办结件", "部分解决 · 人社办 · 2 个工作日 · 2026-11-10"]
    (found,) = similar.findChildren(QPushButton)
    assert found.accessibleName() == "申请人才公寓 6 套"
    clerk.tab_to(found)
    clerk.press(Qt.Key.Key_Space)
    assert clerk.page.detail.detail.row.number == "SQ-2026-0006"
    assert similar.isHidden(), "it is done itself"
    back = next(b for b in clerk.page.detail.findChildren(QPushButton) if b.text().startswith("‹ 返回 SQ"))
    clerk.tab_to(back)
    clerk.press(Qt.Key.Key_Space)
    assert clerk.page.detail.detail.row.id == made.id


def test_a_new_one_brings_along_what_the_ledger_knows(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL | SHIFT)
    form = clerk.dialog().form
    clerk.keys("hxjm")
    clerk.press(Qt.Key.Key_Return)
    assert clerk.typed("leader_id").startswith("王建国")
    clerk.tab_to(form.fields["category_id"].editor)
    clerk.keys("rencai")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(form.fields["title"].editor)
    clerk.write("申请人才公寓 3 套")
    clerk.qtbot.waitUntil(lambda: clerk.typed("assign_unit_id") == "人社办")
    clerk.settle()
    words = [label.text() for label in clerk.dialog().findChildren(QLabel)]
    assert any(text.startswith("部分解决 · 人社办") for text in words)
    assert any(text.startswith("时限 5 个工作日") for text in words)
    clerk.press(Qt.Key.Key_Return, CTRL)
    made = max(all_rows(clerk), key=lambda row: row.id)
    assert (made.state, made.lead_unit, made.source) == (State.HANDLING, "人社办", Source.CALL)


def test_a_call_that_was_answered_at_once(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL | SHIFT)
    form = clerk.dialog().form
    clerk.keys("slsp")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(form.fields["category_id"].editor)
    clerk.keys("zhengce")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(form.fields["title"].editor)
    clerk.write("补贴申报时间咨询")
    clerk.tab_to(form.fields["spot_result"].editor)
    clerk.press(Qt.Key.Key_2)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert form.fields["spot_text"].error == "请填写答复内容。"
    clerk.write("已告知申报窗口")
    clerk.press(Qt.Key.Key_Return, CTRL)
    made = max(all_rows(clerk), key=lambda row: row.id)
    assert (made.state, made.result, made.result_text) == (State.RESOLVED, ResultKind.EXPLAINED, "已告知申报窗口")


def test_where_it_is_narrow_the_panel_is_a_drawer_over_the_list(clerk: Clerk) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, 150)
    try:
        clerk.window.resize(1365, 768)
        clerk.settle()
        assert clerk.page.beside.is_drawer
        assert clerk.page.table.isVisible()
        assert not clerk.page.detail.isVisible()
        clerk.press(Qt.Key.Key_Home, CTRL)
        clerk.press(Qt.Key.Key_Return)
        assert clerk.page.detail.isVisible()
        assert clerk.page.detail.isAncestorOf(clerk.focus), "Enter leads to its steps"
        clerk.press(Qt.Key.Key_Escape)
        assert not clerk.page.detail.isVisible()
        assert clerk.focus is clerk.page.table
        clerk.press(Qt.Key.Key_P, ALT)
        clerk.write("已上门核实")
        clerk.press(Qt.Key.Key_Return, CTRL)
        assert detail_of(clerk, 1).events[-1].text == "已上门核实", "steps work while the drawer is closed"
    finally:
        theme.apply(application, 100)
