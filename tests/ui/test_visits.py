"""走访: what is typed is what is stored, what is refused is said beside its field."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
from tests.ui.town import TODAY
from tests.ui.visit_form import FIRM, choose_firm, error_at, stored_cases, stored_visits
from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.terms import Move, ResultKind, State, Trend, Urgency, VisitWarning, VisitWay
from zhenyu_desk.services.visits import register_visit, update_visit
from zhenyu_desk.ui.pages.visits import history

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        opened.press(Qt.Key.Key_N, CTRL)
        yield opened


def test_every_field_of_the_form_is_stored(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    choose_firm(clerk)
    clerk.tab_to(fields.way)
    clerk.press(Qt.Key.Key_Down)
    for trend, key in ((fields.output, Qt.Key.Key_1), (fields.orders, Qt.Key.Key_2), (fields.staff, Qt.Key.Key_3)):
        clerk.tab_to(trend.chips)
        clerk.press(key)
    clerk.tab_to(fields.moves)
    clerk.press(Qt.Key.Key_1)
    clerk.tab_to(fields.investment)
    clerk.keys("3000")
    clerk.tab_to(fields.warnings)
    clerk.press(Qt.Key.Key_2)
    clerk.press(Qt.Key.Key_M, ALT)
    clerk.write("协调供电所现场勘察")
    clerk.tab()
    clerk.keys("11.30")
    clerk.tab_to(fields.more.policy)
    clerk.write("人才政策")
    clerk.press(Qt.Key.Key_S, CTRL)
    (visit,) = stored_visits(clerk)
    assert visit.way is VisitWay.PHONE
    assert (visit.output_trend, visit.order_trend, visit.staff_trend) == (Trend.UP, Trend.FLAT, Trend.DOWN)
    assert visit.moves == (Move.EXPANSION,)
    assert visit.investment == 3000
    assert visit.warnings == (VisitWarning.LEASE_ENDS,)
    assert [(p.text, p.due_on) for p in visit.promises] == [("协调供电所现场勘察", date(2026, 11, 30))]
    assert visit.policy == "人才政策"


def test_without_a_firm_the_sentence_stands_at_the_firm_and_nothing_is_stored(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("订单平稳")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert error_at(clerk, "enterprise_id") == "请选择企业。"
    assert clerk.focus is clerk.page.entry.fields.firm
    assert stored_visits(clerk) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2026-11-21", "走访日期 2026年11月21日 在今天之后，走访后才能登记。"), ("13.40", "13.40")],
)
def test_a_wrong_day_is_refused_beside_the_day(clerk: Clerk, typed: str, sentence: str) -> None:
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.on)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys(typed)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert sentence in error_at(clerk, "on")
    assert clerk.focus is clerk.page.entry.fields.on
    assert stored_visits(clerk) == []


def test_a_difficulty_without_a_category_is_refused_in_its_line(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.tab()
    clerk.write("道路照明不足")
    clerk.press(Qt.Key.Key_S, CTRL)
    line = clerk.page.entry.lines.lines[0]
    assert line.has_error
    assert clerk.focus is line.category
    assert stored_visits(clerk) == []


def test_half_typed_text_is_saved_by_ctrl_s(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("jiaoyu")  # the list is still open
    clerk.tab()
    clerk.write("员工子女")
    clerk.compose("入学")
    assert clerk.focus is clerk.page.entry.lines.lines[0].title
    # The platform's input method would commit on leaving the field; here the test plays its part.
    commit = QInputMethodEvent()
    commit.setCommitString("入学")
    QApplication.sendEvent(clerk.focus, commit)
    clerk.press(Qt.Key.Key_S, CTRL)
    (case,) = stored_cases(clerk)
    assert (case.title, case.category) == ("员工子女入学", "教育")


def test_a_firm_still_being_picked_is_taken_by_ctrl_s(clerk: Clerk) -> None:
    clerk.keys("hxjm")
    clerk.press(Qt.Key.Key_S, CTRL)
    (visit,) = stored_visits(clerk)
    assert visit.enterprise_name == FIRM


def test_one_key_turns_a_line_into_an_answer_on_the_spot(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("rencai")
    clerk.tab()
    clerk.write("人才公寓政策咨询")
    clerk.press(Qt.Key.Key_U, ALT)
    clerk.press(Qt.Key.Key_A, ALT)
    clerk.write("已当面解释")
    clerk.press(Qt.Key.Key_S, CTRL)
    (case,) = stored_cases(clerk)
    assert (case.state, case.result, case.result_text) == (State.RESOLVED, ResultKind.EXPLAINED, "已当面解释")
    assert case.urgency is Urgency.URGENT


def test_a_line_with_a_unit_is_assigned_with_the_deadline_shown(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("jiaoyu")
    clerk.tab()
    clerk.write("员工子女入学")
    line = clerk.page.entry.lines.lines[0]
    assert line.unit.text() == "教育办"
    assert line.deadline_words == "5 个工作日 · 11-27"
    clerk.press(Qt.Key.Key_S, CTRL)
    (case,) = stored_cases(clerk)
    assert (case.state, case.lead_unit, case.deadline) == (State.HANDLING, "教育办", date(2026, 11, 27))


def test_ctrl_enter_starts_the_next_with_day_leader_by_hand_and_companions(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    choose_firm(clerk)
    clerk.tab_to(fields.on)
    clerk.press(Qt.Key.Key_Down)
    clerk.tab_to(fields.leader)
    clerk.keys("cm")
    clerk.press(Qt.Key.Key_Return)
    assert fields.companions.hasFocus()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("周磊")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert len(stored_visits(clerk)) == 1
    assert clerk.focus is fields.firm
    assert clerk.page.entry.fields.firm.text() == ""
    assert fields.on.day() == TODAY - timedelta(days=1)
    assert fields.leader.text().startswith("陈敏")
    assert fields.companions.text() == "周磊"


def test_another_leader_than_the_paired_one_is_marked(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    choose_firm(clerk)
    assert fields.leader_note.isHidden()
    clerk.tab_to(fields.leader)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("cm")
    clerk.press(Qt.Key.Key_Return)
    assert fields.leader_note.text() == "非挂钩领导（主挂钩为王建国）"


def test_a_second_visit_on_the_same_day_is_asked_about_once(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: str, _yes: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(clerk.window, "ask", answer)
    for _time in range(2):
        choose_firm(clerk)
        clerk.press(Qt.Key.Key_Return, CTRL)
    assert len(asked) == 1
    assert "ZF-2026-0001" in asked[0]
    assert len(stored_visits(clerk)) == 1, "the answer was no"
    clerk.press(Qt.Key.Key_Return, CTRL)
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert len(asked) == 2, "after a yes it is not asked again"
    assert len(stored_visits(clerk)) == 3


def test_a_change_from_elsewhere_is_told_and_not_overwritten(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_S, CTRL)
    (visit,) = stored_visits(clerk)
    other = VisitInput(on=visit.on, enterprise_id=visit.enterprise_id, leader_id=visit.leader_id, business="别人写的")
    update_visit(clerk.context, visit.id, visit.version, other)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("我写的")
    clerk.press(Qt.Key.Key_S, CTRL)
    rest = clerk.page.entry.fields.form.rest
    assert rest.isVisible()
    assert rest.text() == "该记录刚被他人修改，请查看后重新修改。"
    assert stored_visits(clerk)[0].business == "别人写的"
    assert clerk.page.entry.fields.business.text() == "我写的", "what was typed is still there"


@pytest.mark.parametrize(("length", "stored"), [(10_000, 1), (10_001, 0)])
def test_ten_thousand_characters_are_stored_one_more_is_refused(clerk: Clerk, length: int, stored: int) -> None:
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("厂" * length)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert len(stored_visits(clerk)) == stored
    assert bool(error_at(clerk, "business")) is not bool(stored)


def test_tab_goes_from_top_to_bottom(clerk: Clerk) -> None:
    fields, seen = clerk.page.entry.fields, []
    order = [
        fields.firm,
        fields.on,
        fields.way,
        fields.leader,
        fields.companions,
        fields.host,
        fields.output,
        fields.orders,
        fields.staff,
        fields.business,
        fields.moves,
        fields.investment,
        fields.warnings,
    ]
    for _step in range(20):
        field = next((f for f in order if f is clerk.focus or f.isAncestorOf(clerk.focus)), None)
        if field is not None and field not in seen:
            seen.append(field)
        clerk.tab()
    assert seen == order


def test_past_visits_open_for_changing(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.settle()
    clerk.tab_to(clerk.page.history.table)
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Return)
    assert clerk.page.entry.visit.number == "ZF-2026-0001"
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("补记：订单平稳")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert [visit.business for visit in stored_visits(clerk)] == ["补记：订单平稳"]


def test_the_list_of_past_visits_goes_on_where_its_page_ends(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 40)
    firm, leader = next(iter(clerk.town.firms.values())), next(iter(clerk.town.leaders.values()))
    for day in range(100):
        register_visit(clerk.context, VisitInput(on=TODAY - timedelta(days=day), enterprise_id=firm, leader_id=leader))
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.settle()
    table = clerk.page.history.table
    clerk.tab_to(table)
    for _page in range(4):
        clerk.press(Qt.Key.Key_End, CTRL)
        clerk.settle()
    days = [row.on for row in clerk.page.history.model.rows]
    assert days == sorted(days, reverse=True)
    assert len(days) == 100
