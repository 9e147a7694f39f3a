"""Tables over pages: header repeated, rows kept whole, taller ones cut, nothing lost, body grid kept."""

import pypdfium2
import pytest
from reportlab.platypus import Table as ReportLabTable

from tests.counting import calls_of
from tests.reports.reading import bare, characters, page_count, text_of
from zhenyu_desk.reports.blocks import Blocks, Column
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet, MissingGlyph
from zhenyu_desk.reports.page import BOTTOM, LEFT, LINE, TYPE_HEIGHT, TYPE_WIDTH
from zhenyu_desk.reports.paragraph import Paragraph
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.reports.styles import cells

METADATA = Metadata("表", "镇")
COLUMNS = [Column("序号", 1, Align.CENTER), Column("问题", 6), Column("金额", 2, Align.RIGHT)]
LONG = "".join(f"第{i}件，用工缺口约{i}人；" for i in range(1, 400))


def rows(count: int) -> list[list[str]]:
    return [[f"N{i}", "厂区门口道路破损，雨天积水，影响货车进出，" * 3, f"{i}.50"] for i in range(count)]


@pytest.mark.parametrize("landscape", [False, True])
def test_header_is_repeated_and_rows_are_kept_whole(fonts: FontSet, blocks: Blocks, landscape: bool) -> None:
    table = blocks.table("表1　清单", COLUMNS, rows(60))
    pdf = build([*blocks.text("起"), *blocks.page(landscape=landscape), *table], METADATA, fonts)
    pages = ["".join(char.text for char in characters(pdf, page)) for page in range(page_count(pdf))]
    assert len(pages) > 3
    assert all("序号问题金额" in page for page in pages[1:])
    assert sum("表1清单" in page for page in pages) == 1
    for i in range(60):
        (home,) = [page for page in pages if f"N{i}厂" in page.replace("\n", "")]
        assert f"{i}.50" in home
    assert text_of(pdf).count("厂区门口") == 180


def test_a_row_taller_than_a_page_is_cut_and_loses_nothing(fonts: FontSet, blocks: Blocks) -> None:
    table = blocks.table("表", COLUMNS, [*rows(2), ["X", LONG, "1"], *rows(2)])
    pdf = build(table, METADATA, fonts)
    middle = "".join(
        char.text
        for page in range(page_count(pdf))
        for char in characters(pdf, page)
        if LEFT + TYPE_WIDTH / 9 < char.x < LEFT + TYPE_WIDTH * 7 / 9 and char.y > BOTTOM
    )
    assert bare(LONG) in middle.replace("问题", "")


@pytest.mark.parametrize("lines_before", range(22))
def test_neither_the_first_row_nor_the_last_stands_alone(fonts: FontSet, blocks: Blocks, lines_before: int) -> None:
    table = blocks.table("表1　清单", COLUMNS, rows(14))
    pdf = build([*blocks.blank(lines_before), *table], METADATA, fonts)
    pages = ["".join(char.text for char in characters(pdf, page)) for page in range(page_count(pdf))]
    counts = [page.count(".50") for page in pages]
    assert sum(counts) == 14
    assert 1 not in counts


@pytest.mark.parametrize("lines_before", range(22))
def test_a_small_table_is_not_cut(fonts: FontSet, blocks: Blocks, lines_before: int) -> None:
    pdf = build([*blocks.blank(lines_before), *blocks.table("表1", COLUMNS, rows(3))], METADATA, fonts)
    counts = ["".join(char.text for char in characters(pdf, page)).count(".50") for page in range(page_count(pdf))]
    assert [count for count in counts if count] == [3]


def test_figures_stand_right_and_rules_fill_the_type_area(fonts: FontSet, blocks: Blocks) -> None:
    pdf = build(blocks.table("表", COLUMNS, [["1", "甲", "7"], ["2", "乙", "1234.5"]]), METADATA, fonts)
    chars = characters(pdf, 0)
    seven = next(char for char in chars if char.text == "7")
    five = [char for char in chars if char.text == "5"][-1]
    assert seven.x == pytest.approx(five.x, abs=0.1)
    document = pypdfium2.PdfDocument(pdf)
    lefts, _, rights, _ = zip(*[rule.get_bounds() for rule in paths(document[0])], strict=True)
    assert min(lefts) == pytest.approx(LEFT, abs=0.6)
    assert max(rights) == pytest.approx(LEFT + TYPE_WIDTH, abs=0.6)
    document.close()


def paths(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfObject]:
    return [found for found in page.get_objects() if found.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]


def test_text_below_a_table_is_on_the_grid_again(fonts: FontSet, blocks: Blocks) -> None:
    pdf = build([*blocks.text("甲"), *blocks.table("表", COLUMNS, rows(3)), *blocks.text("乙")], METADATA, fonts)
    y = {char.text: char.y for char in characters(pdf, 0) if char.text in "甲乙"}
    lines = (y["甲"] - y["乙"]) / LINE
    assert lines == pytest.approx(round(lines), abs=0.01)


def test_a_table_without_rows_shows_its_header(fonts: FontSet, blocks: Blocks) -> None:
    assert "序号问题金额" in text_of(build(blocks.table("表", COLUMNS, []), METADATA, fonts))


def test_a_missing_glyph_names_its_row(blocks: Blocks) -> None:
    with pytest.raises(MissingGlyph, match="ZF-2026-0002"):
        blocks.table(
            "表",
            COLUMNS,
            [["1", "甲", "1"], ["2", "\U0001f600", "1"]],
            records=["ZF-2026-0001", "走访 ZF-2026-0002"],
        )


def test_the_cost_of_a_table_grows_with_its_rows_not_their_square(fonts: FontSet, blocks: Blocks) -> None:
    def work(count: int) -> int:
        return calls_of(lambda: build(blocks.table("表", COLUMNS, rows(count)), METADATA, fonts))

    work(1200)
    assert work(1200) < work(300) * 4 * 1.2


def test_three_thousand_rows_come_out_whole(fonts: FontSet, blocks: Blocks) -> None:
    assert page_count(build(blocks.table("表", COLUMNS, rows(3000)), METADATA, fonts)) > 100


def test_paragraphs_stand_in_cells_of_reportlabs_own_tables(fonts: FontSet) -> None:
    style = cells(small=True)[0][Align.LEFT]
    table = ReportLabTable([[Paragraph(LONG, style, fonts)]], colWidths=[200], splitInRow=1)
    assert table.wrap(200, TYPE_HEIGHT)[1] > TYPE_HEIGHT
    pdf = build([table], METADATA, fonts)
    assert page_count(pdf) > 2
    assert "第399件" in text_of(pdf)
