"""The shared controls: dates as typed, chips by keyboard, pickers by pinyin, errors beside the field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import press, type_text
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit, day_with_weekday
from zhenyu_desk.ui.widgets.day_text import read_day
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.pickers import Choice, PickCombo

TODAY = date(2026, 11, 24)
DAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    "text",
    ["2026-10-8", "2026-10-08", "2026.10.8", "2026/10/8", "20261008", "2026年10月8日", "10.8", "10-8", "10/8",
     "10月8日", "１０．８", " 2026-10-08 周四 ", "2026年10月8日星期四"],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert read_day(text, TODAY) == DAY


@pytest.mark.parametrize("text", ["2026-13-1", "2.30", "8", "1008", "26-10-8", "明天", "10.8.26", "2026-10", "0.0"])
def test_what_is_no_date_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        read_day(text, TODAY)


def test_blank_is_no_day() -> None:
    assert read_day("  ", TODAY) is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_what_is_shown_is_read_again(day: date) -> None:
    assert read_day(day_with_weekday(day), TODAY) == day


def test_arrows_move_a_date(qtbot: QtBot) -> None:
    edit = DateEdit(lambda: TODAY, DAY)
    qtbot.addWidget(edit)
    press(edit, Qt.Key.Key_Up)
    press(edit, Qt.Key.Key_Up)
    press(edit, Qt.Key.Key_Down)
    press(edit, Qt.Key.Key_PageUp)
    assert edit.day() == date(2026, 10, 16)
    assert edit.text() == "2026-10-16 周五"


def test_a_date_settles_when_it_is_left(qtbot: QtBot) -> None:
    edit = DateEdit(lambda: TODAY)
    qtbot.addWidget(edit)
    told: list[date | None] = []
    edit.day_changed.connect(told.append)
    type_text(edit, "10.8")
    press(edit, Qt.Key.Key_Return)
    assert (edit.text(), told) == ("2026-10-08 周四", [DAY])


def test_chips_by_keyboard(qtbot: QtBot) -> None:
    chips = ChipGroup([("up", "升"), ("flat", "平"), ("down", "降")], optional=True)
    qtbot.addWidget(chips)
    chips.show()
    chips.setFocus()
    press(chips.chip("up"), Qt.Key.Key_Right)
    press(chips.chip("flat"), Qt.Key.Key_Space)
    assert chips.value() == "flat"
    press(chips.chip("flat"), Qt.Key.Key_3)
    assert chips.values() == ("down",)
    press(chips.chip("down"), Qt.Key.Key_Space)
    assert chips.value() is None


def test_one_chip_is_always_chosen_unless_it_is_optional(qtbot: QtBot) -> None:
    chips = ChipGroup([(1, "一"), (2, "二")])
    qtbot.addWidget(chips)
    chips.set_value(1)
    chips.chip(1).click()
    assert chips.value() == 1


@pytest.mark.parametrize("typed", ["王", "建国", "wjg", "wangjianguo", "镇长"])
def test_a_leader_is_found_by_name_pinyin_or_post(qtbot: QtBot, typed: str) -> None:
    pick = PickCombo([Choice(1, "单志远", "书记"), Choice(2, "王建国", "镇长")], people=True)
    qtbot.addWidget(pick)
    pick.show()
    type_text(pick, typed)
    assert [choice.id for choice in pick.shown_choices()] == [2]
    press(pick, Qt.Key.Key_Return)
    assert pick.value() == 2
    assert not pick.is_open


def test_a_surname_is_found_by_its_own_reading(qtbot: QtBot) -> None:
    pick = PickCombo([Choice(1, "单志远"), Choice(2, "丹平")], people=True)
    qtbot.addWidget(pick)
    pick.show()
    type_text(pick, "szy")
    press(pick, Qt.Key.Key_Return)
    assert pick.value() == 1


def test_changed_text_is_no_choice_any_more(qtbot: QtBot) -> None:
    pick = PickCombo([Choice(1, "王建国")], people=True)
    qtbot.addWidget(pick)
    pick.set_value(1)
    type_text(pick, "x")
    assert pick.value() is None


def test_an_error_stands_beside_its_field_and_takes_the_focus(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    lines = QVBoxLayout(whole)
    form, town, other = Form(), QLineEdit(), QLineEdit()
    lines.addWidget(form.add("town", "镇名", town, required=True))
    lines.addWidget(form.add("other", "其他", other))
    lines.addWidget(form.rest)
    whole.show()
    form.show_problem(RuleBroken("请填写镇名。", field="town"))
    assert form.fields["town"].error == "请填写镇名。"
    assert whole.focusWidget() is town
    assert town.accessibleName() == "镇名"
    form.show_problem(RuleBroken("别的问题。"))
    assert form.fields["town"].error == ""
    assert form.rest.text() == "别的问题。"
