"""The annexes of the report as a workbook: the report's own ones, real numbers and dates, ready to be printed."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.ledgers import Town
from zhenyu_desk.domain.figures import Count, Days, Rate
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ResultKind, Trend
from zhenyu_desk.exchange.annex import annex_tables
from zhenyu_desk.exchange.workbook.columns import Sheet, code
from zhenyu_desk.exchange.workbook.writer import write_workbook
from zhenyu_desk.reports.monthly.annexes import counted_rows, needed_annexes
from zhenyu_desk.services.exporting import export_annex, export_workbook
from zhenyu_desk.services.figures import month_report

HOSTILE = ['=HYPERLINK("x","y")', "+1+1", "@SUM(A1)", "-2+3", "'quoted", "<b>&amp;</b>", "a\x00b"]


@pytest.fixture
def report(town: Town) -> MonthReport:
    """October: one visit, three difficulties: one resolved, one parked, one overdue."""
    on = date(2026, 10, 9)
    town.visit(
        on,
        town.difficulty(on, "增容800kVA，联系13812345678", assign_unit_id=town.unit),
        town.difficulty(on, "就近入学", assign_unit_id=town.other_unit),
        town.difficulty(on, "用地20亩", assign_unit_id=town.unit),
    )
    solved = Step(on=date(2026, 10, 14), action=Action.RESOLVE, result=ResultKind.SOLVED, text="找13912345678")
    town.step(2, solved)
    park = Step(on=date(2026, 10, 15), action=Action.PARK, condition="待指标", review_on=date(2026, 12, 1))
    town.step(3, park)
    return month_report(town.context, Month(2026, 10))


def written(report: MonthReport, folder: Path) -> Workbook:
    target = folder / "附表.xlsx"
    write_workbook(target, annex_tables(report))
    return load_workbook(target)


def head_row(page: Worksheet) -> int:
    """The row of the heads, from 1."""
    return int(str(page.print_title_rows).split(":")[0].strip("$"))


def rows(page: Worksheet) -> list[dict[str, object]]:
    """The records by the words of the head."""
    heads, *records = page.iter_rows(min_row=head_row(page), values_only=True)
    return [dict(zip(map(str, heads), record, strict=True)) for record in records]


def start_of(day: date) -> datetime:
    """How openpyxl reads a day: as its first moment, without a zone."""
    return datetime.combine(day, time())


def test_they_are_the_annexes_of_the_report_with_their_titles(report: MonthReport, tmp_path: Path) -> None:
    book = written(report, tmp_path)
    annexes = needed_annexes(report)
    assert book.sheetnames == [annex.title for annex in annexes]
    titles = [f"附件{number}　{annex.title}" for number, annex in enumerate(annexes, 1)]
    assert [page["A1"].value for page in book] == titles
    assert {page["A2"].value for page in book} == {"周市镇2026年10月，统计日2026年10月31日"}
    assert [page.page_setup.orientation == "landscape" for page in book] == [annex.is_landscape for annex in annexes]
    assert [row["诉求编号"] for row in rows(book["未办结诉求"])] == [row.number for row in report.open]
    assert [row["诉求编号"] for row in rows(book["挂账诉求"])] == ["SQ-2026-0003"]


def test_an_annex_without_rows_is_left_out_as_in_the_report(town: Town, tmp_path: Path) -> None:
    report = month_report(town.context, Month(2026, 10))
    assert written(report, tmp_path).sheetnames == [annex.title for annex in needed_annexes(report)]


def test_each_is_ready_for_the_printer(report: MonthReport, tmp_path: Path) -> None:
    for page in written(report, tmp_path):
        row = head_row(page)
        assert page.freeze_panes == f"C{row + 1}"
        assert page.print_area.replace("$", "") == f"'{page.title}'!{page.dimensions}"
        assert (page.page_setup.paperSize, page.page_setup.fitToHeight) == (9, 0)
        footer = page.oddFooter
        assert footer is not None
        assert "&P" in str(footer.center.text)


def test_dates_numbers_and_rates_are_real_ones_with_formats(report: MonthReport, tmp_path: Path) -> None:
    visit = replace(report.visits[0], investment=Decimal("1234.5"), output_trend=Trend.UP)
    book = written(replace(report, visits=(visit,)), tmp_path)
    (row,) = rows(book["本月走访台账"])
    assert (row["序号"], row["拟投资（万元）"], row["产值"]) == (1, 1234.5, "升")
    page = book["本月走访台账"]
    by_head = dict(zip(row, page[head_row(page) + 1], strict=True))
    assert by_head["日期"].number_format == "yyyy-mm-dd"
    assert by_head["拟投资（万元）"].number_format == "#,##0.00"
    assert row["日期"] == by_head["日期"].value == start_of(date(2026, 10, 9))
    days = [row["剩余工作日"] for row in rows(book["未办结诉求"])]
    assert days == [case.days_left for case in report.open]


def test_each_figure_stands_there_with_what_it_was_counted_from(report: MonthReport, tmp_path: Path) -> None:
    page = written(report, tmp_path)["口径说明"]
    found = {row["指标"]: row for row in rows(page)}
    assert (found["走访家次"]["本月数"], found["走访家次"]["计入行数"]) == (1, 1)
    rate = found["解决率"]
    assert (rate["比率"], rate["分子"], rate["分母"]) == (1, 1, 1)
    percents = [cell for row in page.iter_rows(min_row=head_row(page) + 1) for cell in row if cell.column == 3]
    assert {cell.number_format for cell in percents} == {"0.0%"}
    assert len(found) == len(percents)
    figures = report.figures.current
    keys = [key for key in figures.__slots__ if isinstance(getattr(figures, key), Count | Rate | Days)]
    assert [row["计入行数"] for row in found.values()] == [counted_rows(figures, key) for key in keys]


def test_the_end_of_the_month_is_named_only_on_its_last_day(town: Town, report: MonthReport, tmp_path: Path) -> None:
    early = month_report(town.context, Month(2026, 10), date(2026, 10, 12))
    assert "月末超期" in [row["指标"] for row in rows(written(report, tmp_path)["口径说明"])]
    book = written(early, tmp_path)
    assert "统计日超期" in [row["指标"] for row in rows(book["口径说明"])]
    assert "挂账诉求" not in book.sheetnames  # parked after that day


def test_phones_are_masked(report: MonthReport, town: Town, tmp_path: Path) -> None:
    export_annex(town.context, Month(2026, 10), None, tmp_path / "附表.xlsx")
    said = [str(cell.value) for page in load_workbook(tmp_path / "附表.xlsx") for row in page for cell in row]
    assert not [text for text in said if "13812345678" in text or "13912345678" in text]
    assert any("138****5678" in text for text in said)
    assert any("139****5678" in text for text in said)


@pytest.mark.parametrize("words", HOSTILE)
def test_strings_never_become_formulas(report: MonthReport, tmp_path: Path, words: str) -> None:
    visit = replace(report.visits[0], business=words, enterprise_name=words)
    settings = report.settings.model_copy(update={"town": words})
    book = written(replace(report, visits=(visit,), settings=settings), tmp_path)
    cells = [cell for page in book for row in page for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert rows(book["本月走访台账"])[0]["企业名称"] in (words, words.replace("\x00", "_x0000_"))


def test_only_annexes_have_a_print_area(town: Town, tmp_path: Path) -> None:
    sheet = Sheet("企业", (code("number", "编号"),))
    write_workbook(tmp_path / "plain.xlsx", [(sheet, [{"number": "1"}])])
    export_workbook(town.context, tmp_path / "standard.xlsx")
    for name in ("plain.xlsx", "standard.xlsx"):
        for page in load_workbook(tmp_path / name):
            assert not page.print_area
            assert page.print_title_rows == "$1:$1"
            assert page.freeze_panes == "B2"
