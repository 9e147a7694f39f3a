"""挂钩安排: who answers for which firm, and what happens when a leader changes posts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
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
    assert clerk.page.tabs.tabText(1) == "无主挂钩企业 · 2"


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
    clerk.tab_to(clerk.page.firms)
    clerk.press(Qt.Key.Key_Home, CTRL)
    row = clerk.page.firms.current_row().pairing
    clerk.press(Qt.Key.Key_2, ALT)
    clerk.keys("2026-11-30")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert next(p for p in _pairings(clerk) if p.id == row.id).end == date(2026, 11, 30)


def test_a_change_of_post_hands_all_firms_over_and_keeps_the_history(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.leaders)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_3, ALT)
    clerk.keys("ols")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("2026-12-1")
    clerk.tab()
    clerk.write("职务变动")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    former = [p for p in _pairings(clerk) if p.leader_name == "王建国"]
    new = [p for p in _pairings(clerk) if p.leader_name == "区乐山"]
    assert [p.end for p in former] == [date(2026, 11, 30)] * 2
    assert [(p.start, p.end, p.reason) for p in new] == [(date(2026, 12, 1), None, "职务变动")] * 2
    assert {p.enterprise_id for p in new} == {p.enterprise_id for p in former}


def test_a_hand_over_before_the_pairing_began_changes_nothing(clerk: Clerk) -> None:
    before = _pairings(clerk)
    clerk.press(Qt.Key.Key_3, ALT)
    clerk.keys("ols")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("2020-1-1")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "接任日期须晚于" in clerk.dialog().form.fields["start"].error
    assert _pairings(clerk) == before


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
