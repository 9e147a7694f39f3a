"""Finished PDFs, read back: page geometry, grid, page numbers, fonts, outline, same bytes, safe saving."""

import datetime
import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from tests.reports.reading import Char, assert_fonts_embedded, bare, baselines, characters, page_count, text_of
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.reports.blocks import Block, Column
from zhenyu_desk.reports.document import Metadata, build, write_file
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.page import LEFT, LINE, PITCH, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import Run
from zhenyu_desk.reports.pdf_blocks import PdfBlocks
from zhenyu_desk.reports.writing import ordinal

MM = 72 / 25.4
METADATA = Metadata("××镇情况通报", "××镇人民政府", "2026年10月")
BODY = (
    "截至2026年10月31日，全镇共走访企业128家次，其中规上企业56家次，占比43.75%；收集问题建议37条，办结率78.4%。"
    "走访昆山××公司（统一社会信用代码：91330109MA0000015Y），了解“机器换人”项目进展——预计2027年6月投产……"
    "联系人李昇堃、王玥、张𬱖，邮箱service@example.gov.cn，电话0512-88888888。"
)
HANZI = "镇" * 28 * 22


def make(fonts: FontSet, *parts: Block) -> bytes:
    return build([flowable for part in parts for flowable in part], METADATA, fonts)


def paper(blocks: PdfBlocks) -> list[Block]:
    """A paper with one of everything, long enough for several pages."""
    return [
        blocks.title("××镇2026年10月领导挂钩服务企业工作情况通报"),
        blocks.addressee("各村（社区）、各部门："),
        blocks.heading(1, "一、总体情况"),
        blocks.heading(2, "（一）走访情况"),
        *[blocks.text(BODY) for _ in range(8)],
        blocks.heading(4, "（1）用工"),
        blocks.text([Run("1.用工方面。", Role.KAI), BODY]),
        blocks.table("表1　走访情况", [Column("领导", 2), Column("家次", 1)], [["李昇堃", "12"], ["张𬱖", "9"]]),
        blocks.note("注：家次含重复走访。"),
        blocks.closing(BODY, "××镇人民政府", datetime.date(2026, 11, 3), attachments=["走访汇总表", "诉求清单"]),
        blocks.page(landscape=True),
        blocks.annex_mark(1),
        blocks.table("附表", [Column("企业", 2), Column("问题", 5)], [["某厂", BODY]] * 12),
        blocks.page(),
        blocks.text(BODY),
    ]


@pytest.fixture(scope="module")
def pdf(fonts: FontSet, blocks: PdfBlocks) -> bytes:
    return make(fonts, *paper(blocks))


def test_a_full_page_is_22_lines_of_28_characters_in_the_type_area(fonts: FontSet, blocks: PdfBlocks) -> None:
    pdf = make(fonts, blocks.addressee(HANZI))
    chars = [char for char in characters(pdf, 0) if char.text == "镇"]
    assert page_count(pdf) == 1
    assert len(chars) == 22 * 28
    heights = sorted({round(char.y, 2) for char in chars}, reverse=True)
    assert len(heights) == 22
    for above, below in pairwise(heights):
        assert above - below == pytest.approx(225 * MM / 22, abs=0.02)
    columns = sorted({round(char.x, 1) for char in chars})
    assert len(columns) == 28
    assert columns[0] == pytest.approx(28 * MM, abs=0.1)
    assert columns[-1] + PITCH == pytest.approx(184 * MM, abs=0.1)
    middle_of_first_line = heights[0] + 0.38 * 16
    assert middle_of_first_line == pytest.approx((297 - 37) * MM - LINE / 2, abs=0.1)


def test_body_text_keeps_to_the_grid_after_title_table_and_note(pdf: bytes) -> None:
    first = (297 - 37) * MM - LINE / 2 - 0.38 * 16
    for page in range(3):
        body = {round(c.y, 2) for c in characters(pdf, page) if c.text in "截收联邮"}
        for y in body:
            assert abs((first - y) / LINE - round((first - y) / LINE)) < 0.01, (page, y)


def test_sheets_are_a4_and_landscape_ones_are_turned(pdf: bytes) -> None:
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        assert float(page.mediabox.width) == pytest.approx(210 * MM, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(297 * MM, abs=0.1)
    turned = [page.rotation for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert turned[0] == 0
    assert 90 in turned
    assert turned[-1] == 0


def test_page_numbers_stand_outside_right_on_odd_and_left_on_even_pages_also_on_landscape(pdf: bytes) -> None:
    for page in range(page_count(pdf)):
        below = [char for char in characters(pdf, page) if char.y < 35 * MM - 15]
        assert "".join(char.text for char in below) == f"—{page + 1}—", page
        assert_number_in_place(below, page + 1)


def assert_number_in_place(number: list[Char], page: int) -> None:
    dash = 0.89 * 14  # advance of the dash
    if page % 2:
        assert number[-1].x + dash == pytest.approx(LEFT + TYPE_WIDTH - 14, abs=0.1)
    else:
        assert number[0].x == pytest.approx(LEFT + 14, abs=0.1)
    upper_edge_of_dash = number[0].y + 0.293 * 14
    assert 35 * MM - upper_edge_of_dash == pytest.approx(7 * MM, abs=0.1)


def test_nothing_but_the_page_number_stands_outside_the_type_area(pdf: bytes) -> None:
    for page in range(page_count(pdf)):
        for char in characters(pdf, page)[:-1]:
            inside = 35 * MM <= char.y <= 260 * MM and 28 * MM - 0.1 <= char.x <= 184 * MM
            assert inside or char.y < 35 * MM - 15, (page, char)


def test_text_copies_out_as_typed(pdf: bytes) -> None:
    text = text_of(pdf)
    for typed in (
        "李昇堃、王玥、张𬱖",
        "——预计",
        "……联系人",
        "（统一社会信用代码：91330109MA0000015Y）",
        "“机器换人”",
    ):
        assert typed in text
    assert text.count(bare(BODY)[:40]) >= 10


def test_other_readers_copy_it_as_typed_too(pdf: bytes) -> None:
    text = bare("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))
    assert "李昇堃、王玥、张𬱖" in text
    assert text.count("service@example.gov.cn") >= 8


def test_all_fonts_are_embedded_subsets_and_no_base_font_is_named(pdf: bytes) -> None:
    assert_fonts_embedded(pdf)


def test_syntax_is_clean(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        assert document.get_warnings() == []


def test_it_says_what_it_is(pdf: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.subject) == (
        METADATA.title,
        METADATA.author,
        METADATA.subject,
    )
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_headings_are_bookmarks(pdf: bytes) -> None:
    outline = pypdf.PdfReader(io.BytesIO(pdf)).outline
    assert [outline_titles(outline)] == [["一、总体情况", ["（一）走访情况", ["（1）用工"]], "附件1"]]


def outline_titles(outline: object) -> object:
    if isinstance(outline, list):
        return [outline_titles(item) for item in outline]
    assert isinstance(outline, pypdf.generic.Destination)
    return outline.title


def test_the_same_input_gives_the_same_bytes(fonts: FontSet, blocks: PdfBlocks, pdf: bytes) -> None:
    assert make(fonts, *paper(blocks)) == pdf


def test_text_that_looks_like_markup_is_printed_as_typed(fonts: FontSet, blocks: PdfBlocks) -> None:
    typed = "甲<b>乙</b>&amp;丙<br/>"
    assert text_of(make(fonts, blocks.text(typed))).startswith(typed)


@pytest.mark.parametrize(("unit", "date_right"), [("××镇人民政府", False), ("企服办", True)])
def test_signature(fonts: FontSet, blocks: PdfBlocks, unit: str, date_right: bool) -> None:
    day = datetime.date(2026, 2, 3)
    pdf = make(fonts, blocks.closing("特此通报。", unit, day))
    chars = characters(pdf, 0)
    name = next(char for char in chars if char.text == unit[0])
    date = next(char for char in chars if char.text == "2")
    assert "2026年2月3日" in text_of(pdf)
    assert date.x - name.x == pytest.approx(2 * PITCH, abs=0.1)
    assert name.y - date.y == pytest.approx(LINE, abs=0.1)
    end = date.x + 3 * PITCH + 6 * 8 if date_right else name.x + len(unit) * PITCH
    assert end == pytest.approx(LEFT + TYPE_WIDTH - 2 * PITCH, abs=0.2)


@pytest.mark.parametrize("lines_before", range(16, 22))
def test_the_signature_never_stands_alone(fonts: FontSet, blocks: PdfBlocks, lines_before: int) -> None:
    pdf = make(
        fonts,
        blocks.addressee("\n".join("镇" * lines_before)),
        blocks.closing("村" * 80, "××镇人民政府", datetime.date(2026, 2, 3)),
    )
    last = characters(pdf, page_count(pdf) - 1)
    assert "人民政府" in "".join(char.text for char in last)
    assert len({round(char.y) for char in last if char.text == "村"}) >= 2
    assert text_of(pdf).count("村") == 80


@pytest.mark.parametrize("lines_before", range(18, 23))
def test_a_heading_is_never_the_last_line_of_a_page(fonts: FontSet, blocks: PdfBlocks, lines_before: int) -> None:
    pdf = make(
        fonts,
        blocks.addressee("\n".join("镇" * lines_before)),
        blocks.heading(1, "一、总"),
        blocks.text(BODY),
    )
    page = next(p for p in range(page_count(pdf)) if any(c.text == "总" for c in characters(pdf, p)))
    chars = characters(pdf, page)
    heading = next(char.y for char in chars if char.text == "总")
    assert any(char.y < heading - 1 and char.y > 35 * MM for char in chars)


def test_a_heading_goes_to_the_page_of_its_table(fonts: FontSet, blocks: PdfBlocks) -> None:
    table = blocks.table("表1", [Column("甲", 1)], [["乙"]])
    before = blocks.addressee("\n".join("镇" * 18))
    pdf = make(fonts, before, blocks.heading(1, "一、总"), blocks.heading(2, "（一）分"), table)
    assert {"总", "分", "乙"} <= {char.text for char in characters(pdf, 1)}


@pytest.mark.parametrize("lines_before", range(12, 22))
def test_headings_stay_with_two_rows_of_a_long_table(fonts: FontSet, blocks: PdfBlocks, lines_before: int) -> None:
    table = blocks.table("表1", [Column("列", 1)], [["乙" * 60]] * 30)
    before = blocks.addressee("\n".join("镇" * lines_before))
    pdf = make(fonts, before, blocks.heading(1, "一、总"), blocks.heading(2, "（一）分"), table)
    home = next(page for page in range(page_count(pdf)) if "总" in {char.text for char in characters(pdf, page)})
    text = "".join(char.text for char in characters(pdf, home))
    assert "一、总（一）分表1列" in text
    assert text.count("乙") >= 120
    assert text_of(pdf).count("乙") == 1800


@pytest.mark.parametrize("lines_before", range(8, 22))
def test_a_heading_stays_with_the_closing(fonts: FontSet, blocks: PdfBlocks, lines_before: int) -> None:
    pdf = make(
        fonts,
        blocks.addressee("\n".join("镇" * lines_before)),
        blocks.heading(2, "（二）强化督办"),
        blocks.closing("村" * 20, "××镇人民政府", datetime.date(2026, 2, 3), attachments=["甲", "乙"]),
    )
    pages = ["".join(char.text for char in characters(pdf, page)) for page in range(page_count(pdf))]
    assert any("督办村" in page for page in pages)


def test_a_heading_above_a_row_as_tall_as_the_page_is_no_error(fonts: FontSet, blocks: PdfBlocks) -> None:
    table = blocks.table("表1", [Column("列", 1)], [["乙" * 41 * 46], ["丙"]])
    assert text_of(make(fonts, blocks.heading(1, "一、总"), table)).count("乙") == 41 * 46


@pytest.mark.parametrize("unit", ["周市镇" + "企业服务" * 9 + "办公室", "周" * 200])
@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_long_signature_is_cut_and_keeps_the_date(
    fonts: FontSet, blocks: PdfBlocks, unit: str, is_sealed: bool
) -> None:
    pdf = make(fonts, blocks.closing("特此通报。", unit, datetime.date(2026, 12, 31), sealed=is_sealed))
    assert text_of(pdf).startswith(f"特此通报。{unit}2026年12月31日")
    for char in characters(pdf, 0):
        assert LEFT - 0.1 <= char.x <= LEFT + TYPE_WIDTH - 7, char


def test_under_a_seal_the_date_stands_four_characters_in_and_the_office_in_its_middle(
    fonts: FontSet, blocks: PdfBlocks
) -> None:
    pdf = make(fonts, blocks.closing("特此通报。", "周市镇人民政府", datetime.date(2026, 2, 3), sealed=True))
    chars = characters(pdf, 0)
    text, name, day = (next(char for char in chars if char.text == mark) for mark in "特周日")
    first = next(char for char in chars if char.text == "2")
    assert day.x + PITCH == pytest.approx(LEFT + TYPE_WIDTH - 4 * PITCH, abs=0.2)
    assert name.x + 3.5 * PITCH == pytest.approx((first.x + day.x + PITCH) / 2, abs=0.2)
    assert text.y - name.y == pytest.approx(3 * LINE, abs=0.1)


def test_many_attachments_run_on_to_the_next_page(fonts: FontSet, blocks: PdfBlocks) -> None:
    names = [f"第{i}号" + "镇" * 30 for i in range(1, 21)]
    closing = blocks.closing("特此通报。", "××镇人民政府", datetime.date(2026, 2, 3), attachments=names)
    text = text_of(make(fonts, closing))
    assert text.count("号镇") == 20
    assert text.index("第20号") < text.index("人民政府")


def test_a_note_at_the_foot_of_a_landscape_page_splits(fonts: FontSet, blocks: PdfBlocks) -> None:
    pdf = make(fonts, blocks.text("甲"), blocks.page(landscape=True), blocks.note("注" * 5000))
    assert text_of(pdf).count("注") == 5000


def test_attachment_names_are_aligned(fonts: FontSet, blocks: PdfBlocks) -> None:
    chars = characters(make(fonts, blocks.attachments(["甲" + "镇" * 30, "乙表"])), 0)
    x = {char.text: char.x for char in chars if char.text in "附甲乙12" and char.y > 35 * MM}
    assert x["附"] == pytest.approx(LEFT + 2 * PITCH, abs=0.1)
    assert x["1"] == pytest.approx(LEFT + 5 * PITCH, abs=0.1)
    assert x["2"] == pytest.approx(x["1"], abs=0.01)
    assert x["甲"] == pytest.approx(x["乙"], abs=0.1)
    second_line = min(char.x for char in chars if char.text == "镇")
    assert second_line == pytest.approx(x["甲"], abs=0.1)


def test_a_hundred_pages_in_one_paragraph_split_quickly_and_lose_nothing(fonts: FontSet, blocks: PdfBlocks) -> None:
    text = BODY * 440
    pdf = make(fonts, blocks.text(text))
    assert page_count(pdf) > 100
    assert text_of(pdf).replace("—", "").count("截至2026年10月31日") == 440


def test_saving_replaces_the_file_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "通报.pdf"
    target.write_bytes(b"old")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        write_file(tmp_path / "nowhere" / "a.pdf", b"x")
    assert "a.pdf" in caught.value.sentence


def test_a_target_that_can_not_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(EnvironmentProblem):
        write_file(tmp_path / "a.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_heading_numbers() -> None:
    assert [ordinal(1, n) for n in (1, 10, 11, 20, 23)] == ["一、", "十、", "十一、", "二十、", "二十三、"]
    assert [ordinal(level, 2) for level in (2, 3, 4)] == ["（二）", "2.", "（2）"]


def test_baselines_are_found(pdf: bytes) -> None:
    assert len(baselines(pdf, 0)) > 15
