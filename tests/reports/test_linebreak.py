"""Line breaking against the rules of GB/T 15834 and an independent oracle."""

import random

import pytest

from tests.counting import calls_of
from tests.reports import oracle
from zhenyu_desk.reports.linebreak import Breakable, Line
from zhenyu_desk.reports.placing import Align, place
from zhenyu_desk.reports.units import Span, Units


class PlainFace:
    """Full-width characters of 10 points, Latin ones half as wide."""

    em = oracle.EM

    def __init__(self) -> None:
        self.units = Units(self)

    def advance(self, text: str) -> float:
        return sum(map(oracle.char_width, text))


FACE = PlainFace()


def lines_of(text: str, ems: float, indent: float = 0) -> list[Line]:
    width = ems * FACE.em
    return list(Breakable([Span(text, FACE)]).lines(width, width - indent * FACE.em))


def texts(lines: list[Line]) -> list[str]:
    return ["".join(unit.text for unit in line.units) for line in lines]


@pytest.mark.parametrize("seed", range(20))
def test_random_paragraphs_keep_every_rule(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(250):
        check_paragraph(oracle.random_text(dice, 70), dice.randint(6, 28), dice.choice([0, 2]))


def check_paragraph(text: str, ems: int, indent: int) -> None:
    lines = lines_of(text, ems, indent)
    assert "".join(texts(lines)).replace(" ", "") == text.replace(" ", "")
    kept = oracle.kept_stretches(text)
    start = 0
    for i, (line, shown) in enumerate(zip(lines, texts(lines), strict=True)):
        start = text.index(shown, start)
        end = start + len(shown)
        while end < len(text) and text[end] == " ":
            end += 1
        where = f"line {i} «{shown}» of {text!r} in {ems} em"
        assert i == 0 or shown[0] not in oracle.NEVER_FIRST, where
        assert end == len(text) or shown[-1] not in oracle.NEVER_LAST, where
        legal = end == len(text) or oracle.may_break(text, end, kept)
        if not legal or oracle.tight_width(shown) > line.room + 0.01:
            assert not oracle.legal_break_fits(text, start, line.room, kept), where
        check_places(line, where)
        start = end


def check_places(line: Line, where: str) -> None:
    places = place(line, Align.JUSTIFY)
    assert places == sorted(places), where
    if oracle.tight_width("".join(unit.text for unit in line.units)) <= line.room:
        assert places[-1] <= line.room + 0.02, where
    for unit, left, right in zip(line.units, places, places[1:], strict=False):
        assert right - left <= unit.width + 0.3 * FACE.em + 0.001, where


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        ("一二三四五六七，八九", 7.5, ["一二三四五六七，", "八九"]),  # the mark takes half an em at the end
        ("一二，三四五六七，八九", 8, ["一二，三四五六七，", "八九"]),  # squeezed in
        ("一二三四五六七，八九", 7, ["一二三四五六", "七，八九"]),  # pushed down
        ("一二三、四五六七八", 8, ["一二三、四五六七", "八"]),
        ("一二三四五“六七”", 6, ["一二三四五", "“六七”"]),
        ("一二三四五——六七", 6, ["一二三四五", "——六七"]),
        ("一二三四五……六七", 6, ["一二三四五", "……六七"]),
        ("一二三四五六12.5%七", 7, ["一二三四五六", "12.5%七"]),
        ("一二三四五2026年2月3日六", 10, ["一二三四五", "2026年2月3日六"]),
        ("电话0512-88888888找人", 7, ["电话", "0512-88888888", "找人"]),
        ("代码91330109MA0000015Y好", 10, ["代码", "91330109MA0000015Y好"]),
        ("共3.5万元整好", 4, ["共", "3.5万元", "整好"]),
        ("hello world again", 6, ["hello world", "again"]),
        ("一二三\n四五", 9, ["一二三", "四五"]),
        ("一二三××镇", 4, ["一二三", "××镇"]),
        ("", 9, [""]),
        ("一\n\n二", 9, ["一", "", "二"]),
    ],
)
def test_example(text: str, ems: float, expected: list[str]) -> None:
    assert texts(lines_of(text, ems)) == expected


def test_addresses_break_after_their_marks_only() -> None:
    shown = texts(lines_of("网址https://www.example.gov.cn/a/b_c/list?page=12，邮箱service@example.gov.cn", 9))
    assert len(shown) > 3
    for line in shown[:-1]:
        assert line[-1] in "/.-_@，箱"


def test_a_word_wider_than_the_column_is_parted_rather_than_lost() -> None:
    shown = texts(lines_of("甲ABCDEFGHIJKLMNOPQRSTUVWXYZ乙", 6))
    assert "".join(shown) == "甲ABCDEFGHIJKLMNOPQRSTUVWXYZ乙"
    assert all(oracle.tight_width(line) <= 60 for line in shown)


def test_a_span_border_does_not_open_a_break() -> None:
    other = PlainFace()
    spans = [Span("一二三四五六", FACE), Span("12", other), Span("%七", FACE)]
    assert texts(list(Breakable(spans).lines(70, 70))) == ["一二三四五六", "12%七"]


def test_two_marks_in_a_row_take_one_and_a_half_em() -> None:
    (line,) = lines_of("一）。二", 20)
    assert place(line, Align.LEFT)[-1] == pytest.approx(35)
    (line,) = lines_of("一。“二", 20)
    assert place(line, Align.LEFT) == pytest.approx([0, 10, 15, 25, 35])


def test_justified_lines_end_at_the_margin_and_loose_ones_stay_ragged() -> None:
    full, _ = lines_of("一二三四五六七八九2026年3月", 10)
    assert place(full, Align.JUSTIFY)[-1] == pytest.approx(full.room)
    loose, _ = lines_of("一二三91330109MA0000015Y", 9)
    assert place(loose, Align.JUSTIFY)[-1] == pytest.approx(30)


def test_gaps_between_hanzi_and_latin_open_first_but_at_most_a_quarter_em() -> None:
    line, _ = lines_of("一二三ABC四五六七八九ABCDE", 11)
    places = place(line, Align.JUSTIFY)
    gaps = [b - a - unit.width for unit, a, b in zip(line.units, places, places[1:], strict=False)]
    assert max(gaps) == pytest.approx(gaps[2])
    assert gaps[2] <= 2.5 + 1e-6
    assert gaps[0] < gaps[2]


def test_alignment() -> None:
    (line,) = lines_of("一二", 10)
    assert place(line, Align.CENTER)[0] == pytest.approx(40)
    assert place(line, Align.RIGHT)[-1] == pytest.approx(100)


def test_cost_grows_with_the_text_not_its_square() -> None:
    text = oracle.random_text(random.Random(1), 4000)
    once = calls_of(lambda: lines_of(text, 28))
    assert calls_of(lambda: lines_of(text * 8, 28)) < once * 8 * 1.2
