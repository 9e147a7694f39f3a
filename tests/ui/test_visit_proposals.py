"""The form 登记走访: what it proposes and carries over, what stands beside it; the list of past visits."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from tests.ui.town import TODAY
from tests.ui.visit_form import FIRM, choose_firm, stored_visits, words_beside
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import DifficultyInput, VisitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, Level, ResultKind
from zhenyu_desk.services.attachments import attachments_of
from zhenyu_desk.services.difficulties import take_step
from zhenyu_desk.services.visits import register_visit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        opened.press(Qt.Key.Key_N, CTRL)
        yield opened


def test_a_proposed_leader_is_not_carried_over_to_a_firm_paired_with_another(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    choose_firm(clerk)
    clerk.tab_to(fields.companions)
    clerk.write("李静")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.keys("lrxcl")
    clerk.press(Qt.Key.Key_Return)
    assert fields.leader.text().startswith("陈敏")
    assert fields.leader_note.isHidden()
    assert fields.companions.text() == "", "another leader takes other people along"


def test_companions_stay_with_the_same_leader_also_on_an_earlier_day(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    firm, leader = clerk.town.firms[FIRM], clerk.town.leaders["王建国"]
    later = VisitInput(on=TODAY, enterprise_id=firm, leader_id=leader, companions="孙丽")
    register_visit(clerk.context, later)
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("11.18")
    clerk.tab_to(fields.companions)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("周磊")
    clerk.press(Qt.Key.Key_Return, CTRL)
    choose_firm(clerk)
    assert fields.leader.text().startswith("王建国")
    assert fields.companions.text() == "周磊"


def test_a_leader_chosen_by_hand_is_carried_over_and_one_key_takes_the_paired_one(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    choose_firm(clerk)
    clerk.tab_to(fields.leader)
    clerk.keys("wjg")
    clerk.press(Qt.Key.Key_Return)
    assert clerk.focus is fields.companions
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.keys("lrxcl")
    clerk.press(Qt.Key.Key_Return)
    clerk.tab_to(fields.leader)
    clerk.tab()
    assert clerk.focus is fields.companions, "Tab goes past the link below the leader"
    assert fields.leader.text().startswith("王建国")
    assert fields.leader_note.text() == "非挂钩领导（主挂钩为陈敏）"
    clerk.press(Qt.Key.Key_L, ALT)
    assert fields.leader.text().startswith("陈敏")
    assert fields.leader_note.isHidden()


def test_companions_are_those_of_the_leaders_last_visit_unless_typed(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    firm, leader = clerk.town.firms[FIRM], clerk.town.leaders["王建国"]
    register_visit(
        clerk.context, VisitInput(on=date(2026, 11, 2), enterprise_id=firm, leader_id=leader, companions="周磊")
    )
    choose_firm(clerk)
    assert fields.companions.text() == "周磊"
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.tab_to(fields.companions)
    clerk.write("孙丽")
    clerk.tab_to(fields.firm)
    choose_firm(clerk)
    assert fields.companions.text() == "孙丽"


def test_a_visit_for_a_firm_starts_with_it(clerk: Clerk) -> None:
    clerk.page.new_visit(clerk.town.firms[FIRM])
    clerk.settle()
    fields = clerk.page.entry.fields
    assert fields.firm.text() == FIRM
    assert fields.leader.text().startswith("王建国")
    assert clerk.focus is fields.on


def test_like_cases_propose_unit_and_level_and_stand_beside_the_form(clerk: Clerk) -> None:
    firm, leader = clerk.town.firms[FIRM], clerk.town.leaders["王建国"]
    for day in (2, 3):
        given = DifficultyInput(
            enterprise_id=firm,
            reported_on=date(2026, 11, day),
            title="厂区东侧道路照明不足",
            category_id=clerk.town.categories["其他"],
            level=Level.COORDINATE,
            assign_unit_id=clerk.town.units["经发办"],
        )
        visit = VisitInput(on=date(2026, 11, day), enterprise_id=firm, leader_id=leader)
        changed = register_visit(clerk.context, visit, [given])
        (case,) = changed.touched[Aggregate.DIFFICULTY]
        done = Step(on=date(2026, 11, 10), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已加装路灯")
        take_step(clerk.context, case, None, done)
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("qita")
    clerk.tab()
    clerk.write("厂区西侧道路照明不足")
    line = clerk.page.entry.lines.lines[0]
    clerk.qtbot.waitUntil(lambda: line.unit.text() == "经发办")
    assert line.level.value() is Level.COORDINATE
    assert line.deadline_words.startswith("15 个工作日")
    clerk.qtbot.waitUntil(lambda: "相似的办结件" in words_beside(clerk))
    assert any("已解决 · 经发办" in words for words in words_beside(clerk))


def test_a_screenshot_is_attached_by_ctrl_v_from_any_field_and_text_goes_into_the_field(clerk: Clerk) -> None:
    entry = clerk.page.entry
    choose_firm(clerk)
    clerk.tab_to(entry.fields.companions)
    clipboard = QApplication.clipboard()
    clipboard.setText("周磊")
    clerk.press(Qt.Key.Key_V, CTRL)
    assert entry.fields.companions.text() == "周磊"
    clipboard.setImage(QImage(40, 30, QImage.Format.Format_RGB32))
    clerk.press(Qt.Key.Key_V, CTRL)
    clerk.press(Qt.Key.Key_S, CTRL)
    (visit,) = stored_visits(clerk)
    (kept,) = attachments_of(clerk.context, Aggregate.VISIT, visit.id)
    assert kept.media_type == "image/png"
    assert visit.companions == "周磊"
    assert [file.sha256 for file in entry.attachments.given()] == [kept.sha256], "shown again with the saved visit"


def test_a_past_visit_goes_to_the_recycle_bin_by_del_and_comes_back_by_undo(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.settle()
    clerk.tab_to(clerk.page.history.table)
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Delete)
    assert stored_visits(clerk) == []
    assert clerk.window.status.message.text() == "走访 ZF-2026-0001 已移入回收站。"
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert [visit.number for visit in stored_visits(clerk)] == ["ZF-2026-0001"]


def test_past_visits_are_narrowed_by_their_leader(clerk: Clerk) -> None:
    firm = clerk.town.firms[FIRM]
    for name, day in (("王建国", 2), ("陈敏", 3)):
        given = VisitInput(on=date(2026, 11, day), enterprise_id=firm, leader_id=clerk.town.leaders[name])
        register_visit(clerk.context, given)
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.settle()
    assert len(clerk.page.history.model.rows) == 2
    clerk.tab_to(clerk.page.history.leader)
    clerk.keys("cm")
    clerk.press(Qt.Key.Key_Return)
    assert [row.leader_name for row in clerk.page.history.model.rows] == ["陈敏"]


def test_a_promise_stands_beside_the_form_until_it_is_marked_as_kept(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_M, ALT)
    clerk.write("协调供电所现场勘察")
    clerk.tab()
    clerk.keys("11.18")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert "未兑现的承诺" in words_beside(clerk)
    assert "11-20 · ● 应于 11-18 兑现，已逾期" in words_beside(clerk)
    line = clerk.page.entry.fields.more.promises.lines[0]
    clerk.tab_to(line.kept)
    clerk.press(Qt.Key.Key_Space)
    assert line.kept.text() == "已兑现 11-20"
    clerk.press(Qt.Key.Key_S, CTRL)
    assert [promise.kept_on for promise in stored_visits(clerk)[0].promises] == [TODAY]
    assert "未兑现的承诺" not in words_beside(clerk)


def test_typing_into_a_chosen_field_replaces_the_choice(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_Backtab, SHIFT)
    clerk.keys("lrxcl")
    clerk.press(Qt.Key.Key_Return)
    assert fields.firm.text() == "周浜联瑞新材料有限公司"


def test_a_category_taken_away_takes_the_unit_it_proposed_along(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("jy")
    clerk.press(Qt.Key.Key_Return)
    line = clerk.page.entry.lines.lines[0]
    assert line.title.hasFocus()
    assert line.unit.text() == "教育办"
    clerk.press(Qt.Key.Key_Backtab, SHIFT)
    clerk.press(Qt.Key.Key_Delete)
    assert line.unit.text() == ""
