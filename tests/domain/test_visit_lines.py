"""Lines of the grid: where Enter goes, which rows belong together, and that a draft gives back what was kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.terms import Level, Move
from zhenyu_desk.domain.visit_lines import (
    DIFFICULTY,
    Cell,
    Line,
    Place,
    day_of,
    groups,
    head_row,
    lines_from_json,
    lines_to_json,
    moves_of,
    next_stop,
)

CELLS = st.builds(Cell, st.text(max_size=20), st.none() | st.integers(1, 10**9), st.booleans())
LINES = st.builds(
    Line,
    cells=st.lists(CELLS, min_size=len(Place), max_size=len(Place)).map(tuple),
    further=st.booleans(),
    level=st.sampled_from(Level),
    checked=st.booleans(),
)


@given(st.lists(LINES, max_size=6))
def test_a_kept_draft_gives_back_every_line(lines: list[Line]) -> None:
    if lines and lines[0].further:
        lines[0] = Line(lines[0].cells)
    assert lines_from_json(json.loads(json.dumps(lines_to_json(lines)))) == lines


def test_the_first_line_of_a_draft_is_a_visit_in_any_case() -> None:
    (line,) = lines_from_json(lines_to_json([Line(further=True)]))
    assert not line.further


@given(st.lists(st.booleans(), max_size=12))
def test_every_row_belongs_to_just_one_visit(further: list[bool]) -> None:
    lines = [Line(further=flag and number > 0) for number, flag in enumerate(further)]
    rows = [list(group) for group in groups(lines)]
    assert [row for group in rows for row in group] == list(range(len(lines)))
    for group in rows:
        assert all(head_row(lines, row) == group[0] for row in group)


def test_enter_skips_what_is_filled_in() -> None:
    line = _line({Place.ON: "2026-11-20", Place.FIRM: "恒信", Place.LEADER: "王建国", Place.ORDERS: "平"})
    assert next_stop(line, Place.FIRM) is Place.OUTPUT
    assert next_stop(line, Place.OUTPUT) is Place.STAFF


def test_without_a_category_the_line_is_done() -> None:
    line = _line({Place.FIRM: "恒信"})
    assert next_stop(line, Place.MOVES) is Place.CATEGORY
    assert next_stop(line, Place.CATEGORY) is None


def test_a_time_limit_is_asked_for_only_with_a_unit() -> None:
    line = _line({Place.CATEGORY: "教育", Place.TITLE: "入学"})
    assert next_stop(line, Place.TITLE) is Place.UNIT
    assert next_stop(line, Place.UNIT) is None
    assert next_stop(line.put(Place.UNIT, Cell("教育办", 1)), Place.UNIT) is Place.DEADLINE


def test_a_further_difficulty_has_only_the_columns_of_a_difficulty() -> None:
    line = Line(further=True)
    assert [place for place in Place if line.takes(place)] == list(DIFFICULTY)
    assert next_stop(line, None) is Place.CATEGORY


@pytest.mark.parametrize(
    ("text", "moves"), [("", ()), ("增资扩产、技改", (Move.EXPANSION, Move.UPGRADE)), ("增资扩产、搬家", None)]
)
def test_moves_are_words_in_a_row(text: str, moves: tuple[Move, ...] | None) -> None:
    assert moves_of(text) == moves


def test_what_is_no_day_is_none() -> None:
    assert day_of("2026-11-20") is not None
    assert day_of("11-20") is None


def _line(texts: dict[Place, str]) -> Line:
    line = Line()
    for place, text in texts.items():
        line = line.put(place, Cell(text))
    return line
