"""挂钩安排: who answers for which firm, and what happens when a leader changes posts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
from tests.ui.reporting import answer_file_dialog
from zhenyu_desk.domain.rows import PairingRow
from zhenyu_desk.store.queries.register import leaders, pairings

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(5)
        opened.settle()
        yield opened


def test_leaders_stand_in_rank_order_with_their_firms(clerk: Clerk) -> None:
    lines = clerk.page.leaders.model().rows
    assert [line.leader.name for line in lines] == ["王建国", "陈敏", "缪长青", "区乐山"]
    assert [line.paired for line in lines] == [2, 2, 2, 0]
    assert [line.due for line in lines] == [1, 0, 1, 0]
    assert [clerk.page.tabs.tabText(place) for place in range(4)] == [
        "王建国 · 2 家",
        "到期应访 · 2",
        "无主挂钩 · 2",
        "某日挂钩",
    ]


def test_a_second_main_leader_is_refused_beside_the_start(clerk: Clerk) -> None:
    before = _pairings(clerk)
    clerk.press(Qt.Key.Key_D, CTRL)
    clerk.keys("zblr")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Return, CTRL)
    error = clerk.dialog().form.fields["start"].error
    assert "陈敏" in error
    assert "主挂钩" in error
    assert _pairings(clerk) == before


def test_a_pairing_is_ended(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.tabs.firms)
    clerk.press(Qt.Key.Key_Home, CTRL)
    row = clerk.page.tabs.firms.current_row().pairing
    clerk.press(Qt.Key.Key_2, ALT)
    clerk.keys("2026-11-30")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert next(p for p in _pairings(clerk) if p.id == row.id).end == date(2026, 11, 30)


def test_an_end_before_the_start_is_refused_beside_the_end(clerk: Clerk) -> None:
    before = _pairings(clerk)
    clerk.press(Qt.Key.Key_2, ALT)
    clerk.keys("2020-1-1")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["end"].error == "结束日期早于开始日期。"
    assert _pairings(clerk) == before


def test_a_change_of_post_by_keys_alone(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.tab_to(clerk.page.leaders)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_3, ALT)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("2026-11-30")
    clerk.tab(2)
    clerk.write("职务变动")
    clerk.press(Qt.Key.Key_Return, CTRL)
    dialog: Any = clerk.dialog()
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "请选择接任领导" in next(field.error for field in dialog.form.fields.values() if field.error)
    clerk.tab_to(dialog.form.fields["all"].editor)
    clerk.keys("ols")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("暂不")
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert dialog.preview.words.text() == (
        "王建国的 2 家挂钩企业到2026年11月30日为止，自2026年12月1日起：暂不安排 1 家、区乐山 1 家。"
    )
    clerk.press(Qt.Key.Key_C, ALT)
    head, first, second = (line.split("\t") for line in QApplication.clipboard().text().splitlines())
    assert head == ["企业", "接任领导", "联系人", "手机", "未销号诉求", "未兑现承诺", "最近走访"]
    assert first[:4] == ["长泾恒信精密机械有限公司", "暂不安排", "张伟（总经理）", "138****2201"]
    assert "员工子女 3 名申请就近入学" in first[4]
    assert second[1] == "区乐山"
    target = tmp_path / "交接.xlsx"
    answer_file_dialog(monkeypatch, target)
    clerk.press(Qt.Key.Key_E, ALT)
    assert load_workbook(target).worksheets[0].max_row == 3
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert _ends(clerk, "王建国") == [date(2026, 11, 30)] * 2
    (new,) = (row for row in _pairings(clerk) if row.leader_name == "区乐山")
    assert (new.start, new.end, new.reason) == (date(2026, 12, 1), None, "职务变动")
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert _ends(clerk, "王建国") == [None, None]
    assert _ends(clerk, "区乐山") == []


def test_one_may_go_back_in_a_change_of_post_and_what_was_chosen_stays(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_3, ALT)
    dialog: Any = clerk.dialog()
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.tab_to(dialog.form.fields["all"].editor)
    clerk.keys("ols")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert dialog.preview.isVisible()
    clerk.press(Qt.Key.Key_Left, ALT)
    clerk.press(Qt.Key.Key_Left, ALT)
    assert dialog.form.fields["last_day"].isVisible()
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert dialog.preview.isVisible()
    assert {successor for _line, successor in dialog.preview.model.rows} == {"区乐山"}


def test_a_leader_without_firms_has_none_to_hand_over(clerk: Clerk) -> None:
    before = _pairings(clerk)
    clerk.tab_to(clerk.page.leaders)
    clerk.press(Qt.Key.Key_End, CTRL)
    clerk.press(Qt.Key.Key_3, ALT)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "没有需要交接的企业" in clerk.dialog().form.fields["leader_id"].error
    assert _pairings(clerk) == before


def test_who_has_whom_since_when_how_often_and_when_next(clerk: Clerk) -> None:
    model = clerk.page.tabs.firms.model()
    shown = [[model.index(row, column).data() for column in range(6)] for row in range(2)]
    assert shown == [
        ["长泾恒信精密机械有限公司", "2024-03-01", "30 天", "○○○ ○○● ○●○ ●○", "2026-10-09", "● 超期 12 天"],
        ["周浜华拓汽车零部件有限公司", "2024-03-01", "30 天", "○○○ ○○○ ○○○ ○●", "2026-11-05", "■ 还有 15 天"],
    ]
    assert "10月：王建国" in model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)


def test_what_is_due_stands_by_leader_the_longest_over_first_and_leads_to_the_visit(clerk: Clerk) -> None:
    tabs = clerk.page.tabs
    tabs.setCurrentIndex(1)
    clerk.settle()
    rows = [(firm.pairing.leader_name, firm.days_over) for firm in tabs.due.model().rows]
    assert rows == [("王建国", 12), ("缪长青", 994)]
    clerk.tab_to(tabs.due)
    clerk.press(Qt.Key.Key_Home, CTRL)
    firm = tabs.due.current_row().pairing.enterprise_name
    clerk.press(Qt.Key.Key_4, ALT)
    assert clerk.window.page_name == "visits"
    assert clerk.page.entry.fields.firm.choice().name == firm


def test_the_pairings_of_any_day(clerk: Clerk) -> None:
    tabs = clerk.page.tabs
    tabs.setCurrentIndex(3)
    clerk.settle()
    assert len(tabs.on_day.model().rows) == 6
    clerk.tab_to(tabs.day)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("2024-2-29")
    clerk.press(Qt.Key.Key_Return)
    assert tabs.on_day.model().rows == []
    clerk.press(Qt.Key.Key_Up)
    assert len(tabs.on_day.model().rows) == 6


def test_a_pairing_made_by_mistake_is_removed_and_taken_back(clerk: Clerk) -> None:
    before = len(_pairings(clerk))
    clerk.tab_to(clerk.page.tabs.firms)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Delete)
    assert len(_pairings(clerk)) == before - 1
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert len(_pairings(clerk)) == before


def test_a_leader_is_added_behind_the_others(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_1, ALT)
    clerk.write("单晓峰")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["post"].error == "职务：必须填写。"
    clerk.write("党委委员")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    made = clerk.context.read(leaders)[-1]
    assert (made.name, made.post, made.rank) == ("单晓峰", "党委委员", 5)


def _pairings(clerk: Clerk) -> list[PairingRow]:
    return clerk.context.read(pairings)


def _ends(clerk: Clerk, leader: str) -> list[date | None]:
    return [row.end for row in _pairings(clerk) if row.leader_name == leader]
