"""The sections that people may write: what counts as a heading, what the program proposes, what it corrects."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.reports.reading import bare, outline_of, text_of
from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.domain.month_report import MonthReport, TypicalCase
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_paper
from zhenyu_desk.reports.monthly.proposals import proposed_texts
from zhenyu_desk.reports.monthly.sections import difference_words

WRITTEN = "\n".join(
    [
        "（一）用工",
        "1.技工缺口",
        "企业普遍反映招工难。",
        "（二）这是一句完整的话，所以不是标题。",
        "3.5万元的设备已到位；下月调试。",
    ]
)
SECTIONS = [
    "一、总体情况",
    "二、走访开展情况",
    "三、困难诉求办理情况",
    "四、发展动向与项目",
    "五、典型案例",
    "六、存在问题",
    "七、下一步打算",
]


def test_numbered_lines_of_their_own_are_headings_and_sentences_are_not(october: MonthReport, fonts: FontSet) -> None:
    pdf = month_paper(replace(october, texts={ReportPart.PROBLEMS: WRITTEN}), fonts)
    titles = outline_of(pdf)
    assert {"（一）用工", "1.技工缺口"} <= set(titles)
    assert not any("完整的话" in title or "万元" in title for title in titles)
    assert bare(WRITTEN) in bare(text_of(pdf)).replace("—1—", "")


def test_the_seven_sections_are_bookmarks_in_order(october: MonthReport, fonts: FontSet) -> None:
    assert [title for title in outline_of(month_paper(october, fonts)) if title in SECTIONS] == SECTIONS


def test_what_people_wrote_replaces_the_proposal(october: MonthReport, fonts: FontSet) -> None:
    proposed = proposed_texts(october)[ReportPart.NEXT_STEPS]
    text = bare(text_of(month_paper(replace(october, texts={ReportPart.NEXT_STEPS: "下月集中走访。"}), fonts)))
    assert "下月集中走访。" in text
    assert bare(proposed) not in text


@pytest.mark.parametrize("part", [ReportPart.PROBLEMS, ReportPart.NEXT_STEPS])
def test_a_proposal_holds_only_figures_that_the_report_holds(october: MonthReport, part: ReportPart) -> None:
    now = october.figures.current
    counts = (now.overdue, now.parked, now.open, now.paired_enterprises)
    known = {str(count.value) for count in counts} | {str(len(october.unvisited))}
    found = re.findall(r"(\d+)(?:件|家)", proposed_texts(october)[part])
    assert found
    assert set(found) <= known


def test_problems_name_what_is_overdue_parked_and_unvisited(october: MonthReport) -> None:
    problems = proposed_texts(october)[ReportPart.PROBLEMS]
    assert f"超期未办结{len(october.overdue)}件，涉及供电所" in problems
    assert f"挂账{len(october.parked)}件" in problems
    assert "未走访" not in problems  # every paired firm was visited


def test_a_month_without_problems_says_so(october: MonthReport) -> None:
    quiet = replace(october, overdue=(), parked=(), open=(), unvisited=())
    assert proposed_texts(quiet)[ReportPart.PROBLEMS] == "本月未发现突出问题。"
    assert proposed_texts(quiet)[ReportPart.CASES] == "本月无典型案例。"


def test_a_typical_case_tells_who_said_what_who_handled_it_and_how_it_ended(october: MonthReport) -> None:
    row = next(row for row in october.difficulties if row.resolved_on and row.lead_unit)
    case = proposed_texts(replace(october, typical=(TypicalCase(row, "企业有3名员工子女要入学"),)))[ReportPart.CASES]
    heading, text = case.split("\n")
    assert heading == f"（一）{row.title}"
    assert text.startswith(f"10月9日，{row.enterprise_name}反映：企业有3名员工子女要入学。由教育办牵头办理。")
    assert "办结，结果为" in text
    assert "回访评价基本满意。" in text
    assert row.resolved_on == date(2026, 10, 14)


def difference(*reasons: str) -> Difference:
    return Difference("visits", "走访家次", "家次", "visits", "28", "29", (1,), (), reasons)


def test_a_correction_says_what_was_reported_what_it_is_now_and_why(october: MonthReport, fonts: FontSet) -> None:
    words = difference_words(difference("ZF-2026-0012补录"), 9)
    assert words == "走访家次9月已报28家次，现为29家次，因ZF-2026-0012补录"
    text = bare(text_of(month_paper(replace(october, differences=(difference("ZF-2026-0012补录"),)), fonts)))
    assert f"上月数据更正：{words}。" in text


def test_many_reasons_are_summed_up() -> None:
    words = difference_words(difference(*(f"原因{i}" for i in range(8))), 9)
    assert words.endswith("因原因0、原因1、原因2、原因3、原因4等8项")
