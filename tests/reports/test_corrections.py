"""上月数据更正 in the report: figures of one cause together, rates in percent, names as the next month calls them."""

from dataclasses import replace
from datetime import date

from tests.reports.reading import bare, outline_of, text_of
from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_paper
from zhenyu_desk.reports.monthly.corrections import completed, corrected

SEPTEMBER = Month(2026, 9)
VISITS = Difference("visits", "走访家次", "家次", "visit", "28", "29", (1,), (), ("ZF-2026-0012补录",))
COVERAGE = replace(
    VISITS, key="coverage", word="走访覆盖率", unit="家", rows="enterprise", reported="12/12", now="12/13"
)
NEW = Difference("new", "本月新增", "件", "difficulty", "10", "11", (4,), ())


def test_figures_of_one_cause_stand_together_and_rates_are_percent() -> None:
    assert corrected([VISITS, COVERAGE, NEW], SEPTEMBER) == (
        "9月通报数据更正如下：因ZF-2026-0012补录，走访家次由28家次更正为29家次，"
        "走访覆盖率由100.0%（12/12）更正为92.3%（12/13）；9月新增由10件更正为11件。"
    )


def test_names_are_those_of_the_month_after() -> None:
    carried = replace(NEW, word="上月结转")
    late = replace(NEW, word="月末超期", as_of=date(2026, 9, 30))
    early = replace(late, as_of=date(2026, 9, 25))
    text = corrected([carried, late, early], SEPTEMBER)
    assert "8月结转由" in text
    assert "，9月末超期由" in text
    assert "，9月25日超期由" in text
    assert "本月" not in text


def test_many_reasons_are_summed_up() -> None:
    many = replace(VISITS, reasons=tuple(f"原因{i}" for i in range(8)))
    assert "因原因0、原因1、原因2、原因3、原因4等8项，" in corrected([many], SEPTEMBER)


def test_rows_that_changed_under_the_same_figure_are_told() -> None:
    same = replace(VISITS, now="28", gone=(2,))
    assert "走访家次仍为28家次，所计记录有变动" in corrected([same], SEPTEMBER)


def test_a_report_issued_early_is_completed_by_the_whole_month() -> None:
    early = replace(VISITS, reported="1", now="1", added=(), whole="3", as_of=date(2026, 9, 25))
    assert corrected([early], SEPTEMBER) == ""
    assert completed([early], SEPTEMBER) == (
        "9月通报数据截至9月25日，全月走访家次3家次（已报1家次），本月环比以全月数为基数。"
    )
    assert completed([VISITS], SEPTEMBER) == ""


def test_they_stand_under_a_heading_of_their_own(october: MonthReport, fonts: FontSet) -> None:
    assert "上月数据更正" not in outline_of(month_paper(october, fonts))
    pdf = month_paper(replace(october, differences=(VISITS,)), fonts)
    titles = outline_of(pdf)
    assert titles.index("一、总体情况") < titles.index("上月数据更正") < titles.index("二、走访开展情况")
    assert corrected([VISITS], SEPTEMBER) in bare(text_of(pdf)).replace("—1—", "").replace("—2—", "")
