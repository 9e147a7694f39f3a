"""The report as .docx: the text and tables of the PDF, the geometry and fonts of the standard, the same every time."""

import hashlib
import io
import pickle
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from tests.reports.docx_reading import font_of, heads, opened, paragraphs, picture_words, pieces, printed, styles_of
from tests.reports.reading import bare, outline_of
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.reports.blocks import Column
from zhenyu_desk.reports.document import Metadata
from zhenyu_desk.reports.docx.blocks import DocxBlocks
from zhenyu_desk.reports.docx.document import build_docx
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_docx, month_paper
from zhenyu_desk.reports.paragraph import Run

SETTINGS = {
    "addressee": "各村（社区）、各部门：",
    "report_to": "市企业服务领导小组",
    "send_to": "镇党委、政府班子成员",
    "document_code": "周企〔{year}〕{number}号",
}
# Children in the order of the schema (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28), as far as the program writes them.
PARAGRAPH_ORDER = [
    "pStyle", "keepNext", "framePr", "widowControl", "pBdr", "tabs", "overflowPunct", "autoSpaceDE", "autoSpaceDN",
    "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "sectPr",
]  # fmt: skip
RUN_ORDER = ["rFonts", "snapToGrid", "color", "spacing", "sz", "szCs", "u", "lang"]
ABOUT = Metadata("通报", "企业服务办公室", "月报")


@pytest.fixture
def report(october: MonthReport) -> MonthReport:
    settings = october.settings.model_copy(update=SETTINGS)
    return replace(october, settings=settings, texts={ReportPart.ISSUE_NUMBER: "12"})


@pytest.fixture
def docx(report: MonthReport, fonts: FontSet) -> bytes:
    return month_docx(report, fonts, ReportTemplate.RED)


@pytest.fixture
def document(docx: bytes) -> Opened:
    return opened(docx)


@pytest.mark.parametrize("template", list(ReportTemplate))
def test_it_says_what_the_pdf_says_in_its_order_and_nothing_less(
    report: MonthReport, fonts: FontSet, template: ReportTemplate
) -> None:
    pdf = printed(month_paper(report, fonts, template))
    document = opened(month_docx(report, fonts, template))
    place, besides = 0, ""
    for piece in pieces(document):
        found = pdf.find(piece, place)
        assert found >= 0, f"the PDF doesn't say {piece!r} behind {pdf[max(0, place - 20) : place]!r}"
        besides += pdf[place:found]
        place = found + len(piece)
    besides += pdf[place:]
    for head in heads(document):  # repeated on the pages a table goes on
        besides = besides.replace(head, "")
    assert Counter(besides) - Counter(bare(picture_words(document))) == Counter(), besides


def test_every_table_of_the_pdf_is_there_with_its_rows(document: Opened, report: MonthReport) -> None:
    ledgers = [table for table in document.tables if table.cell(0, 0).text == "序号"]
    visits, difficulties, *_others = ledgers
    assert [row.cells[1].text.split("\n")[0] for row in visits.rows[1:]] == [row.number for row in report.visits]
    numbers = [row.number for row in report.difficulties]
    assert [row.cells[1].text.split("\n")[0] for row in difficulties.rows[1:]] == numbers


def test_pages_are_a4_with_the_margins_of_the_standard_and_ledgers_are_turned(document: Opened) -> None:
    upright = [section for section in document.sections if section.orientation == WD_ORIENT.PORTRAIT]
    turned = [section for section in document.sections if section.orientation == WD_ORIENT.LANDSCAPE]
    assert len(turned) == 4
    for section in upright:
        assert sizes(section.page_width, section.page_height) == [210, 297]
        assert sizes(section.top_margin, section.left_margin, section.right_margin, section.bottom_margin) == [
            37, 28, 26, 35,
        ]  # fmt: skip
    for section in turned:
        assert sizes(section.page_width, section.page_height) == [297, 210]
        assert sizes(section.top_margin, section.right_margin, section.bottom_margin, section.left_margin) == [
            28, 37, 26, 35,
        ]  # fmt: skip


def sizes(*lengths: object) -> list[int]:
    """Millimetres."""
    return [round(int(str(length)) / Mm(1)) for length in lengths]


def test_word_and_wps_read_a_grid_of_22_lines_with_28_characters(document: Opened, docx: bytes) -> None:
    size = styles_of(docx)["Normal"].find(f".//{qn('w:sz')}")
    assert size is not None
    for section in document.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "linesAndChars"
        if section.orientation == WD_ORIENT.PORTRAIT:
            character = int(size.get(qn("w:val"), "")) / 2 + int(grid.get(qn("w:charSpace"))) / 4096
            paper, margins = (section._sectPr.find(qn(name)) for name in ("w:pgSz", "w:pgMar"))
            sides = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
            ends = sum(int(margins.get(qn(f"w:{side}"))) for side in ("top", "bottom"))
            width = (int(paper.get(qn("w:w"))) - sides) / 20
            height = (int(paper.get(qn("w:h"))) - ends) / 20
            assert int(width / character) == 28
            assert int(height / (int(grid.get(qn("w:linePitch"))) / 20)) == 22


def test_styles_have_the_fonts_of_their_role(document: Opened, docx: bytes) -> None:
    lines = {line.text: line for line in paragraphs(document) if line.text}

    def font(text: str) -> str:
        return font_of(docx, lines[text])

    assert font("各村（社区）、各部门：") == "仿宋_GB2312"
    assert font("一、总体情况") == "黑体"
    assert font("（一）挂钩领导走访情况") == "楷体_GB2312"
    assert font("序号") == "黑体"
    assert font_of(docx, title_of(document)) == "方正小标宋简体"


def title_of(document: Opened) -> Paragraph:
    return next(line for line in document.paragraphs if line.style and line.style.name == "Title")


def test_the_title_keeps_the_lines_of_the_pdf_by_line_breaks(document: Opened) -> None:
    assert title_of(document).text.split("\n") == ["周市镇2026年10月", "领导挂钩服务企业工作情况通报"]


def test_a_stretch_of_another_role_keeps_its_font(fonts: FontSet) -> None:
    docx = build_docx(DocxBlocks(fonts).text(["正文", Run("楷体", Role.KAI), "又正文"]), ABOUT)
    (line,) = [line for line in opened(docx).paragraphs if line.text]
    runs = {run.text: run._r.xpath("w:rPr/w:rFonts/@w:eastAsia") for run in line.runs}
    assert runs == {"正文": [], "楷体": ["楷体_GB2312"], "又正文": []}


def test_heads_of_tables_are_repeated_and_rows_are_not_cut(document: Opened) -> None:
    tables = [table for table in document.tables if len(table.rows) > 1]
    assert len(tables) > 5
    for table in tables:
        marks = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marks == [True] + [False] * (len(marks) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
        edges = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        for row in table.rows:
            assert [int(width) for width in row._tr.xpath("w:tc/w:tcPr/w:tcW/@w:w")] == edges


def test_only_a_row_taller_than_half_a_page_may_be_cut(fonts: FontSet) -> None:
    part = DocxBlocks(fonts).table("", [Column("甲", 50), Column("乙", 50)], [["短", "短"], ["长" * 5000, "短"]])
    (table,) = opened(build_docx(part, ABOUT)).tables
    assert [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows] == [True, True, False]


def test_the_outline_is_that_of_the_pdf(document: Opened, docx: bytes, report: MonthReport, fonts: FontSet) -> None:
    levels = {name for name, style in styles_of(docx).items() if style.find(f".//{qn('w:outlineLvl')}") is not None}
    headings = [bare(line.text) for line in document.paragraphs if line.style and line.style.style_id in levels]
    outline = [bare(title) for title in outline_of(month_paper(report, fonts, ReportTemplate.RED))]
    assert "".join(headings) == "".join(outline)
    body = [title for title in outline if not title.startswith("附件")]
    assert headings[: len(body)] == body


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(document: Opened) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        for footer, place in ((section.footer, "right"), (section.even_page_footer, "left")):
            number = footer._element.xpath(".//w:p[w:r/w:instrText]")[0]
            assert number.xpath("w:pPr/w:jc/@w:val") == [place]
            is_turned = bool(number.xpath("ancestor::w:txbxContent"))
            assert is_turned == (section.orientation == WD_ORIENT.LANDSCAPE)


def test_elements_stand_in_the_order_of_the_schema(document: Opened, docx: bytes) -> None:
    found = [(document.element, order) for order in (PARAGRAPH_ORDER, RUN_ORDER)]
    found += [(style, order) for style in styles_of(docx).values() for order in (PARAGRAPH_ORDER, RUN_ORDER)]
    for root, order in found:
        for properties in root.iter(qn("w:pPr") if order is PARAGRAPH_ORDER else qn("w:rPr")):
            places = [order.index(child.tag.split("}")[1]) for child in properties]
            assert all(before < after for before, after in pairwise(places)), [child.tag for child in properties]


def test_it_is_chinese_and_says_who_made_it(docx: bytes, document: Opened) -> None:
    about = document.core_properties
    assert (about.title, about.author) == ("周市镇2026年10月领导挂钩服务企业工作情况通报", "周市镇企业服务办公室")
    assert about.language == "zh-CN"
    assert about.comments == ""
    assert about.created == about.modified
    with ZipFile(io.BytesIO(docx)) as package:
        whole = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "ignore")
        assert set(package.namelist()).isdisjoint({"docProps/thumbnail.jpeg", "docProps/app.xml"})
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "python-docx" not in whole
    assert "en-US" not in whole
    assert 'w:lang w:val="zh-CN" w:eastAsia="zh-CN"' in whole


def test_the_same_report_gives_the_same_bytes_in_another_process_too(
    report: MonthReport, docx: bytes, tmp_path: Path
) -> None:
    (tmp_path / "report").write_bytes(pickle.dumps(report))
    program = (
        "import hashlib, pathlib, pickle, sys\n"
        "from zhenyu_desk.domain.terms import ReportTemplate\n"
        "from zhenyu_desk.paths import resources\n"
        "from zhenyu_desk.reports.fonts import FontSet\n"
        "from zhenyu_desk.reports.monthly import month_docx\n"
        "report = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "docx = month_docx(report, FontSet(resources() / 'fonts', installed=[]), ReportTemplate.RED)\n"
        "print(hashlib.sha256(docx).hexdigest())\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "report")]
    digest = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout.strip()
    assert digest == hashlib.sha256(docx).hexdigest()


def test_what_xml_can_not_hold_and_markup_in_texts_do_no_harm(fonts: FontSet) -> None:
    words = "甲\x00\x0b\ufffe乙 <w:br/> & ]]> 「=1+1」"
    blocks = DocxBlocks(fonts)
    document = opened(build_docx([*blocks.text(words), *blocks.table(words, [Column("栏", 1)], [[words]])], ABOUT))
    assert set(pieces(document)) == {bare("甲乙 <w:br/> & ]]> 「=1+1」"), "栏"}


def test_progress_is_told_and_what_it_raises_ends_the_work(fonts: FontSet) -> None:
    told: list[int] = []

    def stop_at_three(number: int) -> None:
        told.append(number)
        if number == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        build_docx(DocxBlocks(fonts).text("一") * 5, ABOUT, stop_at_three)
    assert told == [1, 2, 3]


def test_long_tables_take_no_longer_than_their_rows_are_worth(fonts: FontSet) -> None:
    rows = [
        [f"SQ-2026-{row:04}", *("企业负责人介绍，产能利用率约85%" * 3 for _column in range(8))] for row in range(2000)
    ]
    columns = [Column("编号", 10), *(Column("情况", 10) for _number in range(8))]
    start = time.process_time()
    docx = build_docx(DocxBlocks(fonts).table("", columns, rows), ABOUT)
    assert time.process_time() - start < 4
    assert docx
