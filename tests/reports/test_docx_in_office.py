"""The .docx as LibreOffice prints it: whole, 22 lines of 28 characters, heads, numbers and 版记 in their places."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from reportlab.lib.units import mm

from tests.reports import office
from tests.reports.docx_reading import opened, pieces
from tests.reports.reading import Char, bare, characters, page_count
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.reports.document import Metadata
from zhenyu_desk.reports.docx.blocks import DocxBlocks
from zhenyu_desk.reports.docx.document import build_docx
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_docx, month_paper
from zhenyu_desk.reports.page import BOTTOM, LEFT, LINE, PAPER_HEIGHT, PAPER_WIDTH, RIGHT, TYPE_WIDTH

pytestmark = pytest.mark.skipif(not office.IS_HERE, reason="LibreOffice is not installed")

BASELINE = 75.3  # points from the edge of the sheet to the page number's baseline, in the PDF
ABOUT = Metadata("通报", "企业服务办公室")


@pytest.fixture
def report(october: MonthReport) -> MonthReport:
    settings = october.settings.model_copy(update={"document_code": "周企〔{year}〕{number}号", "send_to": "镇党委"})
    return replace(october, settings=settings, texts={ReportPart.ISSUE_NUMBER: "12"})


def lines(pdf: bytes, page: int) -> list[list[Char]]:
    """The lines of a page from the top, each from the left, without the page number."""
    found: dict[int, list[Char]] = defaultdict(list)
    for char in characters(pdf, page):
        found[round(char.y)].append(char)
    ordered = [sorted(found[y], key=lambda char: char.x) for y in sorted(found, reverse=True)]
    return [line for line in ordered if line[0].y > BOTTOM]


@pytest.mark.parametrize("template", [ReportTemplate.RED, ReportTemplate.BULLETIN])
def test_it_is_printed_whole(report: MonthReport, fonts: FontSet, template: ReportTemplate) -> None:
    docx = month_docx(report, fonts, template)
    pdf = office.converted(docx)
    written = Counter("".join(pieces(opened(docx))))
    said = Counter(
        char.text for page in range(page_count(pdf)) for char in characters(pdf, page) if not is_beside(char)
    )
    assert written - said == Counter()
    repeated = Counter("".join(cell.text for table in opened(docx).tables for cell in table.rows[0].cells))
    assert set(said - written) <= set(repeated)  # heads of tables that go on over the page
    assert abs(page_count(pdf) - page_count(month_paper(report, fonts, template))) <= 2


def test_a_line_holds_28_characters_and_a_page_22_lines(fonts: FontSet) -> None:
    pdf = office.converted(build_docx(DocxBlocks(fonts).text("春夏秋冬" * 250), ABOUT))
    first, *others, _last = [line for page in range(page_count(pdf)) for line in lines(pdf, page)]
    assert len(first) == 26  # indented by two
    assert {len(line) for line in others} == {28}
    full = lines(pdf, 0)
    assert len(full) == 22
    steps = [above[0].y - below[0].y for above, below in pairwise(full)]
    assert all(abs(step - LINE) < 0.1 for step in steps)
    assert all(line[0].x >= LEFT and line[-1].x < PAPER_WIDTH - RIGHT - 14 for line in full)
    assert PAPER_HEIGHT - 37 * mm - LINE < full[0][0].y < PAPER_HEIGHT - 37 * mm


def test_the_head_stands_where_the_pdf_has_it(report: MonthReport, fonts: FontSet) -> None:
    ours = lines(month_paper(report, fonts, ReportTemplate.RED), 0)
    theirs = lines(office.converted(month_docx(report, fonts, ReportTemplate.RED)), 0)
    for mine, their in zip(ours[:5], theirs[:5], strict=True):  # name, number, two lines of title, first line
        assert bare("".join(char.text for char in their))[:8] == bare("".join(char.text for char in mine))[:8]
        assert abs(mine[0].y - their[0].y) < LINE / 4


def test_a_long_name_over_the_paper_is_cut_between_words(fonts: FontSet) -> None:
    blocks = DocxBlocks(fonts)
    name = "某某市某某区某某街道办事处某某社区党群服务中心文件"
    pdf = office.converted(build_docx([*blocks.red_head(name, ""), *blocks.text("正文")], ABOUT))
    head = ["".join(char.text for char in line) for line in lines(pdf, 0)]
    assert "".join(head) == f"{name}正文"
    assert all(len(line) >= 4 for line in head[:-1])


def test_page_numbers_stand_as_on_paper_landscape_pages_too(report: MonthReport, fonts: FontSet) -> None:
    pdf = office.converted(month_docx(report, fonts, ReportTemplate.PLAIN))
    turned = 0
    for page in range(page_count(pdf)):
        number = [char for char in characters(pdf, page) if is_beside(char)]
        assert "".join(char.text for char in number) == f"—{page + 1}—"
        first, *_others, last = number
        is_odd = page % 2 == 0
        if abs(first.y - last.y) < 1:
            assert BASELINE - 2 < first.y < BASELINE + 2
            assert (first.x > LEFT + TYPE_WIDTH / 2) == is_odd
        else:  # downwards, at the left edge of the turned page: odd ones below, even ones above
            turned += 1
            assert BASELINE - 2 < first.x < BASELINE + 2
            assert first.y > last.y
            assert (first.y < PAPER_WIDTH / 2) == is_odd
    assert turned >= 3


def is_beside(char: Char) -> bool:
    """Whether a character stands outside the type area, where only page numbers are."""
    return char.x < BASELINE + 2 or (char.y < BASELINE + 2 and char.x > LEFT)


def test_the_imprint_stands_at_the_foot_of_the_last_page(report: MonthReport, fonts: FontSet) -> None:
    pdf = office.converted(month_docx(report, fonts, ReportTemplate.RED))
    *_others, copies, printer = lines(pdf, page_count(pdf) - 1)
    assert "".join(char.text for char in copies) == "抄送：镇党委。"
    assert "".join(char.text for char in printer).startswith("周市镇企业服务办公室")
    assert BOTTOM < printer[0].y < BOTTOM + LINE


def test_the_signature_is_not_alone_on_its_page(report: MonthReport, fonts: FontSet) -> None:
    for extra in (17, 18, 19):
        blocks = DocxBlocks(fonts)
        story = [*blocks.text("\n".join(["一行"] * extra)), *blocks.closing("末段" * 40, "办公室", report.made_on)]
        pdf = office.converted(build_docx(story, ABOUT))
        last = ["".join(char.text for char in line) for line in lines(pdf, page_count(pdf) - 1)]
        assert len(last) >= 4, f"{extra} lines before: {last}"
