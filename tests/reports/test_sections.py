"""The sections that people may write: what counts as a heading, what the program proposes, what it corrects."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.ledgers import Town
from tests.reports.reading import bare, outline_of, text_of
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.month_report import MonthReport, TypicalCase
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import EnterpriseRow
from zhenyu_desk.domain.terms import Action, EndKind, EnterpriseState, Move, ReportPart, VisitWarning
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_paper
from zhenyu_desk.reports.monthly.proposals import proposed_texts
from zhenyu_desk.services.figures import month_report

WRITTEN = "\n".join(
    [
        "（一）用工",
        "1.技工缺口",
        "企业普遍反映招工难。",
        "（二）这是一句完整的话，所以不是标题。",
        "3.5万元的设备已到位；下月调试。",
    ]
)
UNVISITED = EnterpriseRow(7, "远航科技有限公司", "", "", "", "", EnterpriseState.NORMAL, "王建国", None, 0)
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


def test_the_last_step_is_followed_by_where_to_look_only_if_there_is_something(october: MonthReport) -> None:
    steps = proposed_texts(october)[ReportPart.NEXT_STEPS].splitlines()
    assert steps[-1] == "超期诉求明细见附件，请各牵头单位对照抓紧落实。"
    both = replace(october, unvisited=(UNVISITED,))
    assert proposed_texts(both)[ReportPart.NEXT_STEPS].splitlines()[-1] == (
        "未走访企业、超期诉求明细见附件，请各挂钩领导、各牵头单位对照抓紧落实。"
    )
    quiet = replace(october, overdue=())
    assert "附件" not in proposed_texts(quiet)[ReportPart.NEXT_STEPS]


def test_what_people_wrote_as_next_steps_ends_the_body(october: MonthReport, fonts: FontSet) -> None:
    text = bare(text_of(month_paper(replace(october, texts={ReportPart.NEXT_STEPS: "下月集中走访。"}), fonts)))
    assert "七、下一步打算下月集中走访。附件：1.本月走访台账" in text
    assert "对照抓紧落实" not in text


def test_a_typical_case_ends_its_sentences_once(october: MonthReport) -> None:
    row = next(row for row in october.difficulties if row.resolved_on)
    case = TypicalCase(replace(row, result_text="已协调入学，"), "企业有3名员工子女要入学，\n")
    text = proposed_texts(replace(october, typical=(case,)))[ReportPart.CASES]
    assert "要入学。" in text
    assert "，。" not in text
    assert "已协调入学。" in text


def test_other_warnings_and_moves_have_names_of_their_own(october: MonthReport, fonts: FontSet) -> None:
    visits = tuple(
        replace(row, moves=(Move.OTHER,), warnings=(VisitWarning.OTHER,), enterprise_name="恒岚")
        for row in october.visits
    )
    text = bare(text_of(month_paper(replace(october, visits=visits), fonts)))
    assert "其他预警1家：恒岚。" in text
    assert "其他动向1家（恒岚）" in text


def test_a_month_that_runs_says_what_it_is_held_against_and_not_its_end(busy: Town, fonts: FontSet) -> None:
    text = bare(text_of(month_paper(month_report(busy.context, Month(2026, 10), date(2026, 10, 25)), fonts)))
    assert "数据截至2026年10月25日，环比、同比以上月、上年同月全月数为基数。" in text
    assert "月末" not in text
    assert "统计日未办结" in text
    assert "月末未办结" in bare(text_of(month_paper(month_report(busy.context, Month(2026, 10)), fonts)))


def test_only_kinds_of_end_that_occurred_are_named(busy: Town, fonts: FontSet) -> None:
    text = bare(text_of(month_paper(month_report(busy.context, Month(2026, 10)), fonts)))
    assert "本月没有终止的诉求。" in text
    busy.step(1, Step(on=date(2026, 10, 21), action=Action.END, end_kind=EndKind.WITHDRAWN, reason="企业撤回"))
    text = bare(text_of(month_paper(month_report(busy.context, Month(2026, 10)), fonts)))
    assert "本月终止1件，其中撤回1件。" in text
