"""What a clerk types into the cells of the grid, and what it is taken for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.line_words import (
    day_by_word,
    moves_text,
    nearest_past,
    read_moves,
    read_trend,
    says_no_difficulty,
    says_nothing,
    without_time,
)
from zhenyu_desk.domain.terms import Move, Trend
from zhenyu_desk.domain.visit_lines import moves_of

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "trend"),
    [
        *((word, Trend.UP) for word in ("升", "s", "S", "1", "１", "↑", "上升", "增长", "+")),
        *((word, Trend.FLAT) for word in ("平", "p", "2", "→", "持平", "平稳")),
        *((word, Trend.DOWN) for word in ("降", "j", "3", "↓", "下降", "-")),
        *((word, None) for word in ("", "x", "4", "12", "1.86 亿")),
    ],
)
def test_trends_by_one_key_word_or_arrow(typed: str, trend: Trend | None) -> None:
    assert read_trend(typed, by_keys=True) is trend


@pytest.mark.parametrize("pasted", ["1", "2", "３", "-", "+", "=", "s", "j", "12", "1.86 亿"])
def test_a_number_or_a_sign_of_a_spreadsheet_is_no_trend(pasted: str) -> None:
    assert read_trend(pasted) is None
    assert [read_trend(word) for word in ("升", "持平", "↓")] == list(Trend)


@pytest.mark.parametrize("pasted", ["-", "－", "—", "——", "/", "无", " 无 "])
def test_what_stands_for_nothing_in_a_spreadsheet(pasted: str) -> None:
    assert says_nothing(pasted)
    assert not says_nothing(f"{pasted}变化")


@pytest.mark.parametrize(
    ("typed", "moves"),
    [
        ("", ()),
        ("1", (Move.EXPANSION,)),
        ("13", (Move.EXPANSION, Move.DIGITAL)),
        ("3 1 3", (Move.DIGITAL, Move.EXPANSION)),
        ("zzkc、jg", (Move.EXPANSION, Move.UPGRADE)),
        ("chanxueyan", (Move.RESEARCH,)),
        ("增资扩产，技改", (Move.EXPANSION, Move.UPGRADE)),
        ("技术改造/绿色", (Move.UPGRADE, Move.GREEN)),
        ("增资", (Move.EXPANSION,)),
        ("8", None),
        ("技改 xx", None),
        ("z", None),
        ("zg", (Move.DIGITAL,)),
        ("技", (Move.UPGRADE,)),
    ],
)
def test_moves_by_number_initials_or_word(typed: str, moves: tuple[Move, ...] | None) -> None:
    assert read_moves(typed, by_keys=True) == moves


def test_moves_of_a_spreadsheet_are_taken_by_their_words_alone() -> None:
    assert read_moves("增资扩产，技术改造、智改") == (Move.EXPANSION, Move.UPGRADE, Move.DIGITAL)
    for pasted in ("1", "13", "2026", "zzkc"):
        assert read_moves(pasted) is None


@given(st.lists(st.sampled_from(Move), unique=True))
def test_moves_shown_are_read_back(moves: list[Move]) -> None:
    assert read_moves(moves_text(moves)) == tuple(moves)
    assert moves_of(moves_text(moves)) == tuple(moves)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", FRIDAY),
        ("昨天", date(2026, 11, 19)),
        ("zt", date(2026, 11, 19)),
        ("前天", date(2026, 11, 18)),
        ("周三", date(2026, 11, 18)),
        ("周五", FRIDAY),
        ("周日", date(2026, 11, 15)),
        ("上周三", date(2026, 11, 11)),
        ("星期一", date(2026, 11, 16)),
        ("18", date(2026, 11, 18)),
        ("26/11/5", date(2026, 11, 5)),
        ("26-11-5 0:00", date(2026, 11, 5)),
        ("21", date(2026, 10, 21)),
        ("31", date(2026, 10, 31)),
        ("32", None),
        ("0", None),
        ("11-20", None),
        ("明天", None),
    ],
)
def test_days_by_word(typed: str, day: date | None) -> None:
    assert day_by_word(typed, FRIDAY) == day


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 31))
def test_the_day_of_a_month_alone_is_the_last_one(today: date, number: int) -> None:
    day = day_by_word(str(number), today)
    assert day is not None
    assert (day.day, day <= today) == (number, True)
    later = (day + timedelta(days=n) for n in range(1, (today - day).days + 1))
    assert number not in [between.day for between in later]


def test_a_spreadsheet_puts_a_time_behind_the_date() -> None:
    assert without_time("2026/11/20 0:00:00") == "2026/11/20"


def test_a_day_of_december_typed_in_january_is_last_years() -> None:
    today = date(2027, 1, 4)
    assert nearest_past("12-30", date(2027, 12, 30), today) == date(2026, 12, 30)
    assert nearest_past("2027-12-30", date(2027, 12, 30), today) == date(2027, 12, 30)
    assert nearest_past("1-5", date(2027, 1, 5), today) == date(2027, 1, 5), "a slip that has to be seen"


@pytest.mark.parametrize("typed", ["无", "-", "—", "暂无困难", "没有。"])
def test_words_for_no_difficulty(typed: str) -> None:
    assert says_no_difficulty(typed)
    assert not says_no_difficulty(f"{typed}停车位")
