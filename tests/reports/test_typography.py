"""The monthly report read back letter by letter: fonts and sizes of each level, grid, blank lines, indents, gaps."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.reading import Letter, letters, page_count
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.paths import resources
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.font_files import BUNDLE, Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_paper
from zhenyu_desk.reports.page import BOTTOM, LEFT, LINE, PITCH, TYPE_HEIGHT, TYPE_WIDTH
from zhenyu_desk.reports.pdf_blocks import PdfBlocks
from zhenyu_desk.reports.placing import MOST_SPREAD
from zhenyu_desk.reports.styles import BODY

Line = list[Letter]

WRITTEN = "（一）用工方面\n1.技工缺口\n企业普遍反映招工难，" + "希望镇里组织专场招聘会，" * 6
FONTS = FontSet(resources() / "fonts", installed=[])
PRINTED = PdfBlocks(FONTS)
LETTERS = "企业困难诉求办理情况，。、（）《》“”：；2026年10月31日kVA%·—"


@pytest.fixture
def pages(october: MonthReport, fonts: FontSet) -> list[list[Line]]:
    """The lines of every page from the top, each with its letters from the left; without the page number."""
    addressed = october.settings.model_copy(update={"addressee": "各村（社区）、各部门："})
    report = replace(october, settings=addressed, texts={ReportPart.PROBLEMS: WRITTEN})
    pdf = month_paper(report, fonts)
    return [lines_of(pdf, page) for page in range(page_count(pdf))]


def lines_of(pdf: bytes, page: int) -> list[Line]:
    lines: dict[float, Line] = {}
    for letter in letters(pdf, page):
        if letter.char.y > BOTTOM:
            lines.setdefault(round(letter.char.y, 1), []).append(letter)
    return [sorted(lines[y], key=lambda letter: letter.char.x) for y in sorted(lines, reverse=True)]


def text_in(line: Line) -> str:
    return "".join(letter.char.text for letter in line)


def line_with(pages: list[list[Line]], words: str) -> Line:
    """The first line that begins with these words."""
    return next(line for lines in pages for line in lines if text_in(line).startswith(words))


def slot(line: Line) -> float:
    """Which of the 22 lines of its page a line of the body stands on, from 0."""
    return (BOTTOM + TYPE_HEIGHT - line[0].char.y - 0.38 * 16) / LINE - 0.5


def shapes(line: Line) -> set[tuple[str, float]]:
    """The fonts and sizes of the hanzi of a line."""
    return {(letter.font, letter.size) for letter in line if "\u4e00" <= letter.char.text <= "\u9fff"}


@pytest.mark.parametrize(
    ("words", "role", "size"),
    [
        ("领导挂钩服务企业工作情况通报", Role.TITLE, 22),
        ("各村", Role.FANGSONG, 16),
        ("现将", Role.FANGSONG, 16),
        ("一、总体情况", Role.HEI, 16),
        ("二、走访开展情况", Role.HEI, 16),
        ("（一）挂钩领导走访情况", Role.KAI, 16),
        ("（一）用工方面", Role.KAI, 16),
        ("1.技工缺口", Role.FANGSONG, 16),
        ("企业普遍反映", Role.FANGSONG, 16),
        ("附件：", Role.FANGSONG, 16),
        ("表1", Role.HEI, 12),
        ("挂钩领导应访", Role.HEI, 10.5),
        ("王建国", Role.FANGSONG, 10.5),
        ("图1", Role.HEI, 10.5),
    ],
)
def test_each_level_has_its_font_and_size(
    pages: list[list[Line]], fonts: FontSet, words: str, role: Role, size: float
) -> None:
    family = fonts.main(role).face.name.decode()
    assert BUNDLE[role].removesuffix(".ttf").split("-")[0] in family
    assert shapes(line_with(pages, words)) == {(family, size)}


def test_the_title_has_two_lines_35_points_apart_and_a_blank_line_below(pages: list[list[Line]]) -> None:
    first, second, addressee, opening = pages[0][:4]
    assert text_in(first) == "周市镇2026年10月"
    assert first[0].char.y - second[0].char.y == pytest.approx(35, abs=0.1)
    assert slot(addressee) == pytest.approx(4, abs=0.01)  # three lines of title, a blank one
    assert slot(opening) == pytest.approx(5, abs=0.01)
    middle = (first[0].char.x + first[-1].char.x + 22) / 2
    assert middle == pytest.approx(LEFT + TYPE_WIDTH / 2, abs=1)


def test_a_blank_line_stands_before_the_list_of_annexes_and_before_the_signature(pages: list[list[Line]]) -> None:
    body = next(lines for lines in pages if any(text_in(line).startswith("附件：") for line in lines))
    texts = [text_in(line) for line in body]
    listed = texts.index(next(text for text in texts if text.startswith("附件：")))
    assert slot(body[listed]) - slot(body[listed - 1]) == pytest.approx(2, abs=0.01)
    signed = texts.index("周市镇企业服务办公室")
    assert slot(body[signed]) - slot(body[signed - 1]) == pytest.approx(2, abs=0.01)
    assert texts[signed + 1] == "2026年11月24日"


@pytest.mark.parametrize("words", ["现将", "一、总体情况", "（一）用工方面", "1.技工缺口", "企业普遍反映", "附件："])
def test_paragraphs_and_headings_are_indented_by_two_characters(pages: list[list[Line]], words: str) -> None:
    start = line_with(pages, words)[0].char.x
    # A bracket stands in the right half of its box.
    assert start == pytest.approx(LEFT + 2 * PITCH, abs=0.1)


def test_lines_that_go_on_begin_at_the_edge(pages: list[list[Line]]) -> None:
    for lines in pages:
        texts = [text_in(line) for line in lines]
        for text, line in zip(texts, lines, strict=True):
            if text.startswith("数据截至"):
                assert line[0].char.x == pytest.approx(LEFT, abs=0.1)
                return
    raise AssertionError("the opening has a second line")


def test_body_lines_of_a_page_stand_on_22_slots_28_99_points_apart(pages: list[list[Line]]) -> None:
    assert pytest.approx(28.99, abs=0.005) == LINE
    body = [line for line in pages[0] if {letter.size for letter in line} == {16}]
    assert len(body) > 8
    for line in body:
        assert slot(line) == pytest.approx(round(slot(line)), abs=0.01)
        assert 0 <= round(slot(line)) < 22


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS, min_size=60, max_size=400))
def test_no_printed_gap_is_wider_than_three_tenths_of_an_em(text: str) -> None:
    pdf = build(PRINTED.text(text), Metadata("题", "镇"), FONTS)
    face = FONTS.face(BODY.role, BODY.size, BODY.em)
    for page in range(page_count(pdf)):
        for line in lines_of(pdf, page):
            for left, right in pairwise(line):
                gap = right.char.x - left.char.x - face.advance(left.char.text)
                assert gap <= MOST_SPREAD * PITCH + 0.1, (text_in(line), left.char.text, gap)
