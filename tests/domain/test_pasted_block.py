"""Blocks copied from Excel and WPS: quoted cells, headings in any order and wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.pasted_block import places_from, read_block, read_headings, write_block
from zhenyu_desk.domain.visit_lines import Place

CELL = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]) | st.sampled_from('"\t\n,'), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_block_written_is_read_back(rows: list[list[str]]) -> None:
    stripped = [[cell.strip() for cell in row] for row in rows]
    assert read_block(write_block(stripped)) == [row for row in stripped if any(row)]


def test_a_quoted_cell_may_hold_line_breaks_tabs_and_quotes() -> None:
    assert read_block('a\t"前三季度\r\n订单""饱和"""\tb\r\nc\t\td\r\n') == [
        ["a", '前三季度\n订单"饱和"', "b"],
        ["c", "", "d"],
    ]


def test_a_quote_within_a_cell_is_a_quote() -> None:
    assert read_block('口径 5" 管\tb') == [['口径 5" 管', "b"]]


def test_short_rows_are_filled_up_and_blank_ones_left_out() -> None:
    assert read_block("a\tb\tc\n\n\t\t\nd\n") == [["a", "b", "c"], ["d", "", ""]]


def test_nothing_is_no_block() -> None:
    assert read_block("\r\n \t") == []


def test_headings_are_known_in_any_order_and_wording() -> None:
    row = ["序号", "企业名称（必填）", "走访日期*", "存在困难", "责任单位", "备注"]
    assert read_headings(row) == [None, Place.FIRM, Place.ON, Place.TITLE, Place.UNIT, None]


def test_a_heading_that_comes_twice_counts_once() -> None:
    assert read_headings(["日期", "企业", "走访时间"]) == [Place.ON, Place.FIRM, None]


@pytest.mark.parametrize(
    "row", [["11-20", "长泾恒信精密机械有限公司", "王建国"], ["企业", "甲公司", "乙公司"], ["升", "平", "降"]]
)
def test_a_row_of_values_is_no_row_of_headings(row: list[str]) -> None:
    assert read_headings(row) is None


def test_without_headings_the_columns_follow_the_cell_pasted_at() -> None:
    assert places_from(Place.UNIT, 3) == [Place.UNIT, Place.DEADLINE, None]
