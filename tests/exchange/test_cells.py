"""Cells: dates of every form, numbers, codes that a spreadsheet spoiled, yes and no, lists."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.terms import Move, ResultKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.exchange import cells

DAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    "raw",
    [
        DAY, datetime.combine(DAY, time()), datetime.combine(DAY, time(9, 30)), "2026-10-08", "2026年10月8日",
        "2026.10.8", "2026/10/8", " 2026-10-8 ", "２０２６－１０－０８", "2026 年 10 月 8 日", "2026-10-08 00:00:00",
        "20261008", 20261008, 46303, 46303.0, "46303",
    ],
)  # fmt: skip
def test_every_form_of_a_date(raw: cells.Raw) -> None:
    assert cells.to_date(raw) == DAY


@pytest.mark.parametrize("raw", ["2026-02-30", "2026-13-01", "20261308", "昨天", "2026.10", "10月8日", 2026.1, 12, "1"])
def test_what_is_no_date_is_refused_with_its_text(raw: cells.Raw) -> None:
    with pytest.raises(RuleBroken) as error:
        cells.to_date(raw)
    assert str(cells.to_text(raw)) in error.value.sentence


@given(st.dates(date(1949, 10, 1), date(2100, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    written = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        day.isoformat(),
        serial,
    )
    assert {cells.to_date(raw) for raw in written} == {day}


@pytest.mark.parametrize("raw", [9.13e17, 913205836082830378, "9.13E+17", "9.13205836082830E+17"])
def test_a_code_that_became_a_number_is_refused(raw: cells.Raw) -> None:
    with pytest.raises(RuleBroken) as error:
        cells.to_code(raw)
    assert "丢失" in error.value.sentence


@pytest.mark.parametrize(
    ("raw", "code"),
    [(13862602201.0, "13862602201"), (320583000059760, "320583000059760"), ("00123", "00123"), ("", None)],
)
def test_codes_and_phones_typed_as_numbers(raw: cells.Raw, code: str | None) -> None:
    assert cells.to_code(raw) == code


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("1,200.50", "1200.50"),
        ("１２", "12"),
        (0.1 + 0.2, "0.3"),
        (3000, "3000"),
        (3000.0, "3000"),
        (" 12 000 ", "12000"),
    ],
)
def test_amounts(raw: cells.Raw, amount: str) -> None:
    assert cells.to_amount(raw) == Decimal(amount)


@pytest.mark.parametrize("raw", ["约3000", "NaN", "Infinity", "3000万", "--"])
def test_what_is_no_amount(raw: str) -> None:
    with pytest.raises(RuleBroken):
        cells.to_amount(raw)


def test_whole_numbers_yes_no_and_words() -> None:
    assert [cells.to_whole("１２０"), cells.to_whole(120.0), cells.to_whole(None)] == [120, 120, None]
    assert [cells.to_flag(raw) for raw in ("是", "否", True, False, "Y", "", None)] == [
        True, False, True, False, True, None, None,
    ]  # fmt: skip
    assert cells.to_list("高企、 规上；高企\n专精特新") == ("高企", "规上", "专精特新")
    assert cells.to_term(ResultKind, " 已解决 ") is ResultKind.SOLVED
    assert cells.to_terms(Move, "增资扩产，技改") == (Move.EXPANSION, Move.UPGRADE)
    for wrong in (
        lambda: cells.to_whole("1.5"),
        lambda: cells.to_flag("也许"),
        lambda: cells.to_term(ResultKind, "好"),
    ):
        with pytest.raises(RuleBroken):
            wrong()
