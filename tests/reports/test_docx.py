"""The report as .docx: the text and tables of the PDF, the geometry and fonts of the standard, whole in LibreOffice."""

import io
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.reports.reading import bare, outline_of, page_count, text_of
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_docx, month_paper

SETTINGS = {
    "addressee": "各村（社区）、各部门：",
    "report_to": "市企业服务领导小组",
    "send_to": "镇党委、政府班子成员",
    "document_code": "周企〔{year}〕{number}号",
}
# Children of w:pPr in the order of the schema (ECMA-376 part 1, 17.3.1.26), as far as the program writes them.
ORDER = ["pStyle", "keepNext", "keepLines", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc", "rPr"]


@pytest.fixture
def report(october: MonthReport) -> MonthReport:
    settings = october.settings.model_copy(update=SETTINGS)
    return replace(october, settings=settings, texts={ReportPart.ISSUE_NUMBER: "12"})


@pytest.fixture
def document(report: MonthReport, fonts: FontSet) -> Opened:
    return Document(io.BytesIO(month_docx(report, fonts, ReportTemplate.RED)))


def paragraphs(document: Opened) -> list[Paragraph]:
    """Every paragraph in the order of the text, those in cells included."""
    found: list[Paragraph] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            found += [line for row in part.rows for cell in row.cells for line in cell.paragraphs]
        else:
            found.append(part)
    return found


def words(text: str) -> Counter[str]:
    """How often each character stands in a text, whatever its order, without page numbers' dashes."""
    return Counter(bare(text).replace("—", ""))


@pytest.mark.parametrize("template", list(ReportTemplate))
def test_it_says_what_the_pdf_says(report: MonthReport, fonts: FontSet, template: ReportTemplate) -> None:
    pdf = text_of(month_paper(report, fonts, template))
    document = Document(io.BytesIO(month_docx(report, fonts, template)))
    text = "".join(line.text for line in paragraphs(document))
    printed = words(pdf)
    written = words(text)
    assert written - printed == Counter()  # the PDF repeats table heads and draws charts and page numbers besides
    for line in document.paragraphs:
        sentence = bare(line.text)[:12]
        assert sentence in bare(re.sub(r"—\d+—", "", pdf)), sentence


def test_every_table_of_the_pdf_is_there_with_its_rows(document: Opened, report: MonthReport) -> None:
    ledgers = [table for table in document.tables if [cell.text for cell in table.row_cells(0)][:2] == ["序号", "编号"]]
    visits, difficulties, *_others = ledgers
    assert [row.cells[1].text for row in visits.rows[1:]] == [row.number for row in report.visits]
    assert [row.cells[1].text for row in difficulties.rows[1:]] == [row.number for row in report.difficulties]


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
    grids = {section._sectPr.find(qn("w:docGrid")).get(qn("w:type")) for section in document.sections}
    assert grids == {"linesAndChars"}


def sizes(*lengths: object) -> list[int]:
    """Millimetres."""
    return [round(int(str(length)) / Mm(1)) for length in lengths]


def test_fonts_go_by_role(document: Opened) -> None:
    runs = [run for line in paragraphs(document) for run in line.runs if run.text]
    fonts = {run.text: run._element.xpath("w:rPr/w:rFonts/@w:eastAsia")[0] for run in runs}
    assert "仿宋" in fonts["各村（社区）、各部门："]
    assert "黑体" in fonts["一、总体情况"]
    assert "楷体" in fonts["（一）挂钩领导走访情况"]
    assert "黑体" in fonts["序号"]
    assert "小标宋" in next(name for text, name in fonts.items() if text.endswith("工作情况通报"))


def test_heads_of_tables_are_repeated(document: Opened) -> None:
    tables = [table for table in document.tables if len(table.rows) > 1]
    assert len(tables) > 5
    for table in tables:
        marks = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marks == [True] + [False] * (len(marks) - 1)


def test_the_outline_is_that_of_the_pdf(document: Opened, report: MonthReport, fonts: FontSet) -> None:
    headings = [line.text for line in document.paragraphs if line.style and line.style.name.startswith("Heading")]
    assert headings == outline_of(month_paper(report, fonts, ReportTemplate.RED))


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(document: Opened) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    first = document.sections[0]
    for footer, place in ((first.footer, "right"), (first.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert "PAGE" in line._p.xml
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) in (place, {"right": "end", "left": "start"}[place])
    assert all(section.footer.is_linked_to_previous for section in list(document.sections)[1:])


def test_elements_stand_in_the_order_of_the_schema(document: Opened) -> None:
    for line in paragraphs(document):
        if line._p.pPr is None:
            continue
        places = [ORDER.index(child.tag.split("}")[1]) for child in line._p.pPr if child.tag.split("}")[1] in ORDER]
        assert all(before < after for before, after in pairwise(places)), line._p.pPr.xml


def test_the_same_report_gives_the_same_text_and_whole_parts(report: MonthReport, fonts: FontSet) -> None:
    first, second = (ZipFile(io.BytesIO(month_docx(report, fonts))) for _ in range(2))
    assert first.testzip() is None
    assert first.read("word/document.xml") == second.read("word/document.xml")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_converts_it_whole(report: MonthReport, fonts: FontSet, tmp_path: Path) -> None:
    docx = month_docx(report, fonts, ReportTemplate.RED)
    (tmp_path / "paper.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "paper.docx")], check=True, capture_output=True, timeout=300)
    pdf = (tmp_path / "paper.pdf").read_bytes()
    ours = page_count(month_paper(report, fonts, ReportTemplate.RED))
    assert ours - 3 <= page_count(pdf) <= ours + 3
    written = words("".join(line.text for line in paragraphs(Document(io.BytesIO(docx)))))
    assert written - words(text_of(pdf)) == Counter()
