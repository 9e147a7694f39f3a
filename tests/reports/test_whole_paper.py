"""The monthly report as a whole: clean files, embedded fonts, same bytes, turned pages, and texts beyond measure."""

import io
from dataclasses import replace

import pikepdf
import pytest

from tests.ledgers import Town
from tests.reports.docx_reading import opened, paragraphs
from tests.reports.reading import (
    assert_fonts_embedded,
    assert_syntax_clean,
    bare,
    characters,
    outline_of,
    page_count,
    text_of,
)
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.reports.blocks import Column
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_docx, month_paper
from zhenyu_desk.reports.page import BOTTOM, LEFT, TYPE_HEIGHT, TYPE_WIDTH
from zhenyu_desk.reports.pdf_blocks import PdfBlocks
from zhenyu_desk.reports.placing import Align
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.history import audit_anchor

LONG_NAME = (  # 60 characters
    "江苏昆山恒岚精密机械智能装备新材料科技研究开发生产制造销售服"
    "务集团股份有限公司周市镇第一分公司横长泾路厂区总装车间技术改"
)
METADATA = Metadata("题", "镇")
ANNEXES = list(enumerate(("本月走访台账", "本月困难诉求办理台账", "未办结诉求", "挂账诉求", "口径说明"), 1))
COLUMNS = [Column("序号", 1, Align.RIGHT), Column("企业", 2), Column("问题", 4)]


@pytest.mark.parametrize("template", list(ReportTemplate))
def test_files_are_clean_embedded_and_the_same_each_time(
    october: MonthReport, fonts: FontSet, template: ReportTemplate
) -> None:
    pdf = month_paper(october, fonts, template)
    assert_syntax_clean(pdf)
    assert_fonts_embedded(pdf)
    assert month_paper(october, fonts, template) == pdf


@pytest.mark.parametrize("template", list(ReportTemplate))
def test_the_fingerprint_of_the_audit_log_ends_the_definitions(
    busy: Town, october: MonthReport, fonts: FontSet, template: ReportTemplate
) -> None:
    anchor = audit_anchor(busy.context)
    pdf = month_paper(october, fonts, template)
    assert_inside(pdf)
    words = "修改记录校验码（定稿后检查台账时，据此核对修改记录有无删改）："
    assert f"{words}{anchor}" in text_of(pdf).rpartition("计入行数口径")[2]
    lines: dict[float, str] = {}
    for char in characters(pdf, page_count(pdf) - 1):
        lines[char.y] = lines.get(char.y, "") + char.text
    assert anchor in lines.values(), "in one line of its own"
    groups = " ".join(anchor[place : place + 4] for place in range(0, 64, 4))
    assert groups in [one.text for one in paragraphs(opened(month_docx(october, fonts, template)))]


@pytest.mark.parametrize("template", list(ReportTemplate))
def test_a_month_without_data_prints_under_every_head(town: Town, fonts: FontSet, template: ReportTemplate) -> None:
    pdf = month_paper(month_report(town.context, Month(2026, 5)), fonts, template)
    assert_syntax_clean(pdf)
    assert_inside(pdf)
    text = bare(text_of(pdf))
    assert "七、下一步打算" in text
    assert "None" not in text


def test_ledgers_are_turned_and_the_definitions_upright(october: MonthReport, fonts: FontSet) -> None:
    pdf = month_paper(october, fonts)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        turned = [int(page.get("/Rotate", 0)) for page in document.pages]
    pages = ["".join(char.text for char in characters(pdf, page)) for page in range(len(turned))]
    starts = [
        next(page for page, text in enumerate(pages) if f"附件{number}{title}" in text) for number, title in ANNEXES
    ]
    assert [turned[page] for page in starts] == [90, 90, 90, 90, 0]
    assert set(turned[: starts[0]]) == {0}
    assert set(turned[starts[0] : starts[-1]]) == {90}
    assert set(turned[starts[-1] :]) == {0}
    named = [f"附件{number}　{title}" for number, title in ANNEXES]
    assert [title for title in outline_of(pdf) if title.startswith("附件")] == named
    listed = "附件：" + "".join(f"{number}.{title}" for number, title in ANNEXES)
    assert listed in bare("".join(pages[: starts[0]]))


def test_an_empty_month_has_no_empty_tables_and_a_single_annex_no_number(town: Town, fonts: FontSet) -> None:
    report = month_report(town.context, Month(2026, 5))
    pdf = month_paper(report, fonts)
    text = bare(text_of(pdf))
    assert "附件：1.本月未走访企业2.口径说明" in text
    assert [one for one in outline_of(pdf) if one.startswith("附件")] == ["附件1　本月未走访企业", "附件2　口径说明"]
    assert "困难诉求分类情况" not in text
    quiet = month_paper(replace(report, unvisited=()), fonts)
    assert "附件：口径说明" in bare(text_of(quiet))
    assert "附件　口径说明" in outline_of(quiet)


def test_the_longest_names_and_texts_stay_in_the_type_area(october: MonthReport, fonts: FontSet) -> None:
    report = replace(
        october,
        visits=tuple(replace(row, enterprise_name=LONG_NAME, business="情况" * 2500) for row in october.visits),
        difficulties=tuple(replace(row, enterprise_name=LONG_NAME, title=LONG_NAME) for row in october.difficulties),
        texts={ReportPart.PROBLEMS: "问题" * 2500},
    )
    pdf = month_paper(report, fonts)
    assert_inside(pdf)
    text = bare(text_of(pdf))
    assert text.count("题") >= 2500
    assert text.count("况") >= 2 * 2500
    assert "恒岚" in text


def test_a_text_of_5000_characters_in_a_cell_loses_nothing(fonts: FontSet, blocks: PdfBlocks) -> None:
    rows = [["1", LONG_NAME, "字" * 5000], ["2", "乙", "丙"]]
    for landscape in (False, True):
        table = blocks.table("表", COLUMNS, rows)
        pdf = build([*blocks.text("起"), *blocks.page(landscape=landscape), *table], METADATA, fonts)
        assert_inside(pdf)
        assert_syntax_clean(pdf)
        assert text_of(pdf).count("字") == 5000


def test_two_thousand_rows(fonts: FontSet, blocks: PdfBlocks) -> None:
    rows = [[str(i), f"第{i}家企业有限公司", "厂区门口道路破损"] for i in range(2000)]
    pdf = build([*blocks.page(landscape=True), *blocks.table("表", COLUMNS, rows)], METADATA, fonts)
    assert 80 <= page_count(pdf) <= 120
    assert text_of(pdf).count("家企业有限公司") == 2000


def assert_inside(pdf: bytes) -> None:
    """Nothing but page numbers outside the type area, on upright and turned pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        turned = [int(page.get("/Rotate", 0)) == 90 for page in document.pages]
    for page, is_turned in enumerate(turned):
        for char in characters(pdf, page):
            if char.text in "—0123456789" and char.y < BOTTOM:
                continue
            slack = 0.2
            assert LEFT - slack <= char.x <= LEFT + TYPE_WIDTH + slack, (page, is_turned, char)
            assert BOTTOM - slack <= char.y <= BOTTOM + TYPE_HEIGHT + slack, (page, is_turned, char)
