"""Every step of a difficulty by keys alone, with what each small form proposes and says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.cases import choose, detail_of, like, note, refuse_to_ask
from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from tests.ui.town import TODAY
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction, State
from zhenyu_desk.services.difficulties import register_difficulty, take_step

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)

SCHOOL, POWER, PENSION, LAND, DONE, NEW = 1, 3, 4, 5, 6, 7


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(3)
        yield opened


def test_assigning_proposes_unit_and_deadline_and_goes_by_the_rules(clerk: Clerk) -> None:
    key = _waiting(clerk)
    choose(clerk, key)
    clerk.press(Qt.Key.Key_J, ALT)
    assert clerk.typed("unit_id") == "供电所"
    assert note(clerk, "unit_id") == "按类别“用电”推荐。"
    assert clerk.typed("new_deadline").startswith("2026-11-27")
    assert note(clerk, "new_deadline") == "自办理之日起 5 个工作日（按规则）"
    clerk.tab_to(clerk.dialog().form.fields["on"].editor)
    clerk.keys("11.19")
    clerk.tab()
    assert clerk.typed("new_deadline").startswith("2026-11-26"), "it counts from the day of the step"
    clerk.press(Qt.Key.Key_Return, CTRL)
    shown = detail_of(clerk, key)
    assert (shown.row.state, shown.row.lead_unit, shown.row.deadline) == (
        State.HANDLING,
        "供电所",
        date(2026, 11, 26),
    )
    assert shown.events[-1].days == 5, "so that it is worked out anew when the calendar changes"


def test_a_deadline_of_ones_own_is_told_in_working_days(clerk: Clerk) -> None:
    key = _waiting(clerk)
    choose(clerk, key)
    clerk.press(Qt.Key.Key_J, ALT)
    clerk.tab_to(clerk.dialog().form.fields["new_deadline"].editor)
    clerk.keys("11.30")
    assert note(clerk, "new_deadline") == "自办理之日起 6 个工作日"
    clerk.press(Qt.Key.Key_Return, CTRL)
    shown = detail_of(clerk, key)
    assert (shown.row.deadline, shown.events[-1].days) == (date(2026, 11, 30), None)


def test_the_unit_that_handled_like_cases_is_proposed(clerk: Clerk) -> None:
    for title in ("热处理线投产需增容 500 kVA", "注塑车间投产需增容 200 kVA"):
        key = _waiting(clerk, title, clerk.town.units["经发办"])
        take_step(
            clerk.context, key, None, Step(on=TODAY, action=Action.RESOLVE, result=ResultKind.SOLVED, text="已办")
        )
    choose(clerk, _waiting(clerk))
    clerk.press(Qt.Key.Key_J, ALT)
    assert clerk.typed("unit_id") == "经发办"
    assert note(clerk, "unit_id") == "相似诉求多由该单位承办。"


def test_a_returned_one_is_not_proposed_to_the_same_unit_again(clerk: Clerk) -> None:
    choose(clerk, SCHOOL)
    clerk.press(Qt.Key.Key_K, ALT)
    clerk.write("不属本单位职责")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert detail_of(clerk, SCHOOL).row.state is State.REGISTERED
    choose(clerk, SCHOOL)
    clerk.press(Qt.Key.Key_J, ALT)
    assert clerk.typed("unit_id") == ""
    assert note(clerk, "unit_id") == "该诉求曾由教育办退回。"
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["unit_id"].error, "the form stays and says what is missing"


def test_an_extension_shows_the_present_deadline_and_proposes_the_rule_days_more(clerk: Clerk) -> None:
    choose(clerk, POWER)
    clerk.press(Qt.Key.Key_Y, ALT)
    assert clerk.typed("new_deadline").startswith("2026-12-01")
    assert note(clerk, "new_deadline") == "现时限：2026年11月24日 · 自办理之日起 7 个工作日（按规则）"
    clerk.tab()
    clerk.write("变压器未到货")
    clerk.press(Qt.Key.Key_Return, CTRL)
    row = detail_of(clerk, POWER).row
    assert (row.deadline, row.original_deadline) == (date(2026, 12, 1), date(2026, 11, 24))


def test_the_clock_is_stopped_and_restarted(clerk: Clerk) -> None:
    choose(clerk, POWER)
    clerk.press(Qt.Key.Key_S, ALT)
    clerk.write("等企业提交图纸")
    clerk.tab()
    clerk.keys("11.18")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert detail_of(clerk, POWER).row.is_stopped
    assert clerk.page.model.rows[0].number, "the list is still there"
    choose(clerk, POWER)
    clerk.press(Qt.Key.Key_S, ALT)
    assert note(clerk, "on") == "已停表 2 个工作日 · 时限由2026年11月24日顺延至2026年11月26日"
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert detail_of(clerk, POWER).row.deadline == date(2026, 11, 26)


def test_supervision_and_escalation(clerk: Clerk) -> None:
    choose(clerk, POWER)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.write("请三日内到场")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_I, ALT)
    clerk.write("提请区供电公司协调")
    clerk.press(Qt.Key.Key_Return, CTRL)
    shown = detail_of(clerk, POWER)
    assert [event.action for event in shown.events[-2:]] == [Action.SUPERVISE, Action.ESCALATE]
    assert shown.row.is_supervised


def test_parking_proposes_a_review_a_month_ahead_on_a_working_day(clerk: Clerk) -> None:
    choose(clerk, POWER)
    clerk.press(Qt.Key.Key_G, ALT)
    assert clerk.typed("review_on").startswith("2026-12-21"), "the 20th is a Sunday"
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["condition"].error
    clerk.write("待电网改造")
    clerk.press(Qt.Key.Key_Return, CTRL)
    row = detail_of(clerk, POWER).row
    assert (row.state, row.review_on) == (State.PARKED, date(2026, 12, 21))


def test_a_parked_one_is_taken_up_again(clerk: Clerk) -> None:
    choose(clerk, LAND)
    clerk.press(Qt.Key.Key_G, ALT)
    clerk.press(Qt.Key.Key_Return, CTRL)
    row = detail_of(clerk, LAND).row
    assert (row.state, row.deadline) == (State.HANDLING, date(2026, 11, 27))


@pytest.mark.parametrize(
    ("key", "state", "satisfaction", "words"),
    [
        (Qt.Key.Key_1, State.CLOSED, Satisfaction.SATISFIED, "保存后即销号。"),
        (Qt.Key.Key_2, State.CLOSED, Satisfaction.FAIRLY, "保存后即销号。"),
        (Qt.Key.Key_3, State.RESOLVED, Satisfaction.DISSATISFIED, "不满意的仍为“待回访”"),
    ],
)
def test_a_call_back_is_one_digit(
    clerk: Clerk, key: Qt.Key, state: State, satisfaction: Satisfaction, words: str
) -> None:
    choose(clerk, PENSION)
    clerk.press(Qt.Key.Key_C, ALT)
    clerk.press(key)
    assert note(clerk, "satisfaction").startswith(words)
    clerk.press(Qt.Key.Key_Return, CTRL)
    row = detail_of(clerk, PENSION).row
    assert (row.state, row.satisfaction) == (state, satisfaction)


def test_an_unhappy_firm_is_handled_again_or_closed_with_the_explanation(clerk: Clerk) -> None:
    dissatisfied = Step(on=TODAY, action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.DISSATISFIED)
    take_step(clerk.context, PENSION, None, dissatisfied)
    choose(clerk, PENSION)
    clerk.press(Qt.Key.Key_O, ALT)
    clerk.tab_to(clerk.dialog().form.fields["reason"].editor)
    clerk.write("认证未成功")
    clerk.press(Qt.Key.Key_Return, CTRL)
    row = detail_of(clerk, PENSION).row
    assert (row.state, row.reopened, row.deadline) == (State.HANDLING, 1, date(2026, 11, 27))
    for step in (
        Step(on=TODAY, action=Action.RESOLVE, result=ResultKind.EXPLAINED, text="已说明政策"),
        dissatisfied,
    ):
        take_step(clerk.context, PENSION, None, step)
    choose(clerk, PENSION)
    clerk.press(Qt.Key.Key_X, ALT)
    clerk.write("已向企业解释")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert detail_of(clerk, PENSION).row.state is State.CLOSED


def test_an_end_without_a_result_needs_kind_and_reason(clerk: Clerk) -> None:
    choose(clerk, NEW)
    clerk.press(Qt.Key.Key_Q, ALT)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["end_kind"].error
    clerk.press(Qt.Key.Key_4)
    clerk.tab()
    clerk.write("企业撤回")
    clerk.press(Qt.Key.Key_Return, CTRL)
    row = detail_of(clerk, NEW).row
    assert (row.state, row.end_kind) == (State.ENDED, EndKind.WITHDRAWN)


def test_a_correction_says_which_step_it_takes_back(clerk: Clerk) -> None:
    choose(clerk, PENSION)
    clerk.press(Qt.Key.Key_Z, ALT)
    words = " ".join(label.text() for label in clerk.dialog().findChildren(QLabel))
    assert "将撤销：11-16  办结" in words
    assert "已现场办结。" in words
    assert "撤销后恢复为“办理中”。" in words
    clerk.write("登记错误")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert detail_of(clerk, PENSION).row.state is State.HANDLING


def test_ten_thousand_characters_emoji_and_rare_characters_arrive_whole(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_to_ask(monkeypatch)
    text = ("𬭁䶮㙍👩‍🔧" * 3000)[:9_999] + "完"
    choose(clerk, SCHOOL)
    clerk.press(Qt.Key.Key_P, ALT)
    clerk.write(text + "多")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["text"].error == "最多填写 10000 字，现有 10001 字。"
    clerk.press(Qt.Key.Key_Backspace)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert detail_of(clerk, SCHOOL).events[-1].text == text
    shown = clerk.page.detail
    assert shown.width() <= clerk.window.width() // 2, "a long word never widens the panel"
    clerk.press(Qt.Key.Key_C, CTRL | ALT)
    assert text in QApplication.clipboard().text()


def test_shift_tab_goes_back_through_the_form(clerk: Clerk) -> None:
    choose(clerk, POWER)
    clerk.press(Qt.Key.Key_Y, ALT)
    form = clerk.dialog().form
    clerk.tab()
    assert clerk.focus is form.fields["reason"].editor
    clerk.press(Qt.Key.Key_Backtab, SHIFT)
    assert clerk.focus is form.fields["new_deadline"].editor
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.no_dialog(), "nothing was typed, so nothing is asked"


def _waiting(clerk: Clerk, title: str = "新车间投产需增容 800 kVA", unit: int | None = None) -> int:
    """A difficulty about power, phoned in on the day before."""
    given = like(clerk, title, clerk.town.categories["用电"], unit).model_copy(
        update={"reported_on": date(2026, 11, 19)}
    )
    changes = register_difficulty(clerk.context, given)
    clerk.window.announce(changes)
    clerk.settle()
    assert changes.id
    return changes.id
