"""The heads and the foot of official papers, read back: red names, red rules, 版记 at the foot of the last page."""

from dataclasses import replace

import pytest

from tests.reports.reading import bare, characters, page_count, rules, text_colours, text_of
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_paper
from zhenyu_desk.reports.page import BOTTOM, LEFT, LINE, TYPE_HEIGHT, TYPE_WIDTH
from zhenyu_desk.reports.pdf_blocks import PdfBlocks

METADATA = Metadata("题", "镇")
RED = (217, 0, 0)
MM = 72 / 25.4


@pytest.mark.parametrize("count", [4, 9, 12, 16, 20])
def test_a_name_is_red_and_stands_in_one_line(fonts: FontSet, blocks: PdfBlocks, count: int) -> None:
    name = "企" * count
    pdf = build(
        [*blocks.bulletin_head(name, "第12期", "周市镇企服办", "2026年10月31日"), *blocks.text("正文")], METADATA, fonts
    )
    chars = [char for char in characters(pdf, 0) if char.text == "企" and char.y > 655]
    assert len(chars) == count
    assert len({round(char.y, 1) for char in chars}) == 1
    assert chars[0].x >= LEFT - 0.1
    assert chars[0].x + chars[-1].x + (chars[1].x - chars[0].x) == pytest.approx(2 * LEFT + TYPE_WIDTH, abs=0.5)
    assert text_colours(pdf, 0)["企" * count] == RED
    assert text_colours(pdf, 0)["正文"] == (0, 0, 0)


def test_a_name_too_long_for_a_line_stays_in_the_type_area(fonts: FontSet, blocks: PdfBlocks) -> None:
    pdf = build(blocks.red_head("企" * 35, "周企〔2026〕3号"), METADATA, fonts)
    chars = [char for char in characters(pdf, 0) if char.text == "企"]
    assert len(chars) == 36
    assert all(LEFT - 0.1 <= char.x <= LEFT + TYPE_WIDTH - 16 for char in chars)


@pytest.mark.parametrize("red", [True, False])
def test_the_red_rule_crosses_the_type_area(fonts: FontSet, blocks: PdfBlocks, red: bool) -> None:
    head = blocks.red_head("周市镇人民政府文件", "周企〔2026〕3号")
    if not red:
        head = blocks.bulletin_head("企业服务简报", "第12期", "周市镇企服办", "2026年10月31日")
    (rule,) = [rule for rule in rules(build(head, METADATA, fonts), 0) if rule.colour == RED]
    assert rule.left == pytest.approx(LEFT, abs=2.5)
    assert rule.right == pytest.approx(LEFT + TYPE_WIDTH, abs=2.5)


def test_unit_and_date_of_a_bulletin_share_a_line(fonts: FontSet, blocks: PdfBlocks) -> None:
    pdf = build(blocks.bulletin_head("简报", "第12期", "周市镇企服办", "2026年10月31日"), METADATA, fonts)
    y = {char.text: char.y for char in characters(pdf, 0) if char.text in "周日"}
    assert y["周"] == pytest.approx(y["日"], abs=0.1)


@pytest.mark.parametrize("template", [ReportTemplate.BULLETIN, ReportTemplate.RED])
def test_recipients_stand_at_the_foot_of_the_last_page(
    october: MonthReport, fonts: FontSet, template: ReportTemplate
) -> None:
    report = replace(
        october,
        settings=october.settings.model_copy(
            update={
                "report_to": "市企业服务领导小组",
                "send_to": "镇党委、政府班子成员",
                "distribute_to": "各村（社区）",
            }
        ),
        texts={ReportPart.ISSUE_NUMBER: "12"},
    )
    pdf = month_paper(report, fonts, template)
    last = page_count(pdf) - 1
    chars = characters(pdf, last)
    text = "".join(char.text for char in chars)
    assert page_count(pdf) % 2 == 0
    if template is ReportTemplate.RED:
        assert (
            "抄送：市企业服务领导小组，镇党委、政府班子成员，各村（社区）。周市镇企业服务办公室2026年11月24日印发"
            in text
        )
    else:
        assert "报：市企业服务领导小组送：镇党委、政府班子成员发：各村（社区）" in text
    foot = min(char.y for char in chars if char.text in "发村")
    assert foot - BOTTOM < 20
    wide = [rule for rule in rules(pdf, last) if rule.right - rule.left > 400]
    upper, *_thin, lower = sorted((rule for rule in wide if rule.top < 200), key=lambda rule: -rule.top)
    assert lower.bottom == pytest.approx(BOTTOM, abs=2)
    assert upper.top > max(char.y for char in chars if char.text in "报抄" and char.y < 200)
    assert "第12期" in bare(text_of(pdf)) or template is ReportTemplate.RED


@pytest.mark.parametrize("lines", [1, 18, 21, 22, 30, 41, 43, 44, 45, 62])
def test_the_imprint_stands_on_an_even_last_page_and_a_blank_page_before_it_has_no_number(
    fonts: FontSet, blocks: PdfBlocks, lines: int
) -> None:
    story = [*blocks.addressee("\n".join("镇" * lines)), *blocks.recipients([("抄送", "各村。")], ("办公室", "印发"))]
    pdf = build(story, METADATA, fonts)
    pages = ["".join(char.text for char in characters(pdf, page)) for page in range(page_count(pdf))]
    filled = -(-lines // 22)
    assert len(pages) % 2 == 0
    assert "抄送：各村。办公室印发" in pages[-1]
    has_blank = len(pages) == filled + 2
    assert has_blank == (filled % 2 == 0 and filled * 22 - lines < 2)
    for number, page in enumerate(pages, 1):
        assert (f"—{number}—" in page) == (not has_blank or number <= filled)


def test_the_name_of_the_office_begins_35_mm_down_and_its_code_two_lines_below(
    fonts: FontSet, blocks: PdfBlocks
) -> None:
    pdf = build([*blocks.red_head("周市镇人民政府文件", "周企〔2026〕3号"), *blocks.title("题目")], METADATA, fonts)
    chars = characters(pdf, 0)
    name, code, title = (next(char for char in chars if char.text == mark) for mark in "镇企题")
    upper_edge = BOTTOM + TYPE_HEIGHT - name.y - 0.86 * 48  # of 镇 in a Chinese em box
    assert upper_edge / MM == pytest.approx(35, abs=1)
    assert 2 * LINE <= name.y - code.y - 16 <= 4 * LINE
    (rule,) = [rule for rule in rules(pdf, 0) if rule.colour == RED]
    lower_edge_of_code = code.y - 0.12 * 16
    assert (lower_edge_of_code - rule.top) / MM == pytest.approx(4, abs=0.5)
    assert 2 * LINE <= rule.bottom - title.y - 22 <= 3 * LINE


@pytest.mark.parametrize(
    ("update", "head", "signer"),
    [
        ({}, "周市镇人民政府文件", "周市镇人民政府"),
        ({"issuer": "周市镇经济发展局"}, "周市镇经济发展局文件", "周市镇经济发展局"),
        ({"red_head": "中共周市镇委员会文件"}, "中共周市镇委员会文件", "中共周市镇委员会"),
        ({"red_head": "周市镇人民政府办公室"}, "周市镇人民政府办公室", "周市镇人民政府办公室"),
    ],
)
def test_the_office_in_the_red_head_is_the_one_that_signs(
    october: MonthReport, fonts: FontSet, update: dict[str, str], head: str, signer: str
) -> None:
    report = replace(october, settings=october.settings.model_copy(update=update))
    text = bare(text_of(month_paper(report, fonts, ReportTemplate.RED)))
    assert text.startswith(head)
    assert f"{signer}2026年11月24日" in text


def test_a_long_name_is_cut_between_words(fonts: FontSet, blocks: PdfBlocks) -> None:
    pdf = build(blocks.red_head("江苏省昆山市周市镇人民政府企业服务工作领导小组文件", ""), METADATA, fonts)
    lines: dict[float, str] = {}
    for char in characters(pdf, 0)[:-3]:
        lines[round(char.y)] = lines.get(round(char.y), "") + char.text
    assert len(lines) == 2
    assert not any(line.startswith(("府", "件", "组")) for line in lines.values())


def test_a_plain_report_has_neither(october: MonthReport, fonts: FontSet) -> None:
    settings = october.settings.model_copy(update={"report_to": "市企业服务领导小组"})
    pdf = month_paper(replace(october, settings=settings), fonts)
    assert "市企业服务领导小组" not in text_of(pdf)
    assert not any(rule.colour == RED for page in range(page_count(pdf)) for rule in rules(pdf, page))
