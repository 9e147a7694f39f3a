"""Charts read back: within the type area, every value printed, whole lines high, in grey alone."""

import pytest

from tests.reports.reading import characters, rules, text_of
from zhenyu_desk.reports.blocks import Block
from zhenyu_desk.reports.charts import Fill, Series
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import BOTTOM, LEFT, LINE, TYPE_HEIGHT, TYPE_WIDTH
from zhenyu_desk.reports.pdf_blocks import PdfBlocks

METADATA = Metadata("图", "镇")
NEW = Series("新增", [31, 0, 1234, 47], Fill.HATCHED)
DONE = Series("办结", [29, 58, 0, 61], Fill.DARK)
LABELS = ["用电", "用地用房", "自然资源和规划所", "其他"]
LINES = 8


@pytest.fixture(params=["columns", "rows", "one"])
def chart(request: pytest.FixtureRequest, blocks: PdfBlocks) -> Block:
    if request.param == "columns":
        return blocks.column_chart("图1　近12个月", LABELS, [NEW, DONE], LINES)
    return blocks.row_chart("图1　近12个月", LABELS, [NEW, DONE] if request.param == "rows" else [NEW], LINES)


def test_everything_stands_in_the_room_of_the_chart(chart: Block, fonts: FontSet) -> None:
    pdf = build(chart, METADATA, fonts)
    below = BOTTOM + TYPE_HEIGHT - LINES * LINE
    for drawn in rules(pdf, 0):
        assert LEFT - 1 <= drawn.left <= drawn.right <= LEFT + TYPE_WIDTH + 1, drawn
        assert below - 1 <= drawn.bottom <= drawn.top <= BOTTOM + TYPE_HEIGHT + 1, drawn
    for char in characters(pdf, 0):
        if char.y > BOTTOM:
            assert LEFT - 0.1 <= char.x <= LEFT + TYPE_WIDTH - 4, char
            assert below <= char.y <= BOTTOM + TYPE_HEIGHT, char


def test_values_labels_legend_and_caption_are_printed(chart: Block, fonts: FontSet) -> None:
    text = text_of(build(chart, METADATA, fonts))
    for words in ("1234", "31", "47", "用地用房", "自然资源和规划所", "新增", "图1近12个月"):
        assert words in text, words


def test_it_is_whole_lines_high(chart: Block, fonts: FontSet, blocks: PdfBlocks) -> None:
    pdf = build([*blocks.text("甲"), *chart, *blocks.text("乙")], METADATA, fonts)
    y = {char.text: char.y for char in characters(pdf, 0) if char.text in "甲乙"}
    assert y["甲"] - y["乙"] == pytest.approx((LINES + 1) * LINE, abs=0.05)


def test_it_is_grey_alone(chart: Block, fonts: FontSet) -> None:
    fillings = set()
    for drawn in rules(build(chart, METADATA, fonts), 0):
        assert len(set(drawn.colour)) == 1, drawn
        if drawn.filling is not None:
            assert len(set(drawn.filling)) == 1, drawn
            fillings.add(drawn.filling)
    assert fillings


def test_series_differ_without_colour(fonts: FontSet, blocks: PdfBlocks) -> None:
    drawn = rules(build(blocks.row_chart("图", LABELS, [NEW, DONE], LINES), METADATA, fonts), 0)
    assert len({each.filling for each in drawn if each.filling is not None}) == 2


@pytest.mark.parametrize("values", [[], [0, 0, 0, 0]])
def test_nothing_to_show_is_no_error(fonts: FontSet, blocks: PdfBlocks, values: list[int]) -> None:
    series = [Series("新增", values, Fill.DARK)]
    labels = LABELS[: len(values)]
    parts = [*blocks.column_chart("图", labels, series, LINES), *blocks.row_chart("图", labels, series, LINES)]
    assert text_of(build(parts, METADATA, fonts)).count("图") == 2
