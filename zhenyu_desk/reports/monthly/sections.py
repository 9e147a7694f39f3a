"""The sections that are text: 一 总体情况, 四 to 七, and what corrects the report of the month before."""

from __future__ import annotations

import re

from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.reports.blocks import Block, Blocks
from zhenyu_desk.reports.monthly.charts import month_chart
from zhenyu_desk.reports.monthly.moves import moves_table
from zhenyu_desk.reports.monthly.proposals import text_of

# «（一）…» alone on a line is a heading of the second level, «1.…» one of the third; sentences are text.
_HEADING = re.compile(r"^(?:(?P<second>（[一二三四五六七八九十]{1,3}）)|(?P<third>\d{1,2}\.))[^。；]{1,40}$")
_MOST_REASONS = 5


def overview(report: MonthReport, blocks: Blocks) -> Block:
    """一、总体情况, with what the last report would say otherwise by now, and the chart of twelve months."""
    return [
        *_written("一、总体情况", ReportPart.OVERVIEW, report, blocks),
        *_corrections(report, blocks),
        *month_chart(report, blocks),
    ]


def moves(report: MonthReport, blocks: Blocks) -> Block:
    """四、发展动向与项目."""
    return [
        *_written("四、发展动向与项目", ReportPart.MOVES, report, blocks),
        *moves_table(report, blocks),
    ]


def closing_sections(report: MonthReport, blocks: Blocks) -> Block:
    """五、典型案例 to 七、下一步打算."""
    return [
        *_written("五、典型案例", ReportPart.CASES, report, blocks),
        *_written("六、存在问题", ReportPart.PROBLEMS, report, blocks),
        *_written("七、下一步打算", ReportPart.NEXT_STEPS, report, blocks),
    ]


def difference_words(difference: Difference, month: int) -> str:
    """«走访家次上月已报28家次，现为29家次，因ZF-2026-0012补录»."""
    reasons = "、".join(difference.reasons[:_MOST_REASONS])
    if len(difference.reasons) > _MOST_REASONS:
        reasons += f"等{len(difference.reasons)}项"
    unit = difference.unit if difference.reported.isdecimal() else ""
    cause = f"，因{reasons}" if reasons else ""
    return f"{difference.word}{month}月已报{difference.reported}{unit}，现为{difference.now}{unit}{cause}"


def _corrections(report: MonthReport, blocks: Blocks) -> Block:
    if not report.differences:
        return []
    former = report.figures.current.month.minus(1).month
    words = "；".join(difference_words(difference, former) for difference in report.differences)
    return blocks.text(f"上月数据更正：{words}。", "上月数据更正")


def _written(title: str, part: ReportPart, report: MonthReport, blocks: Blocks) -> Block:
    story = list(blocks.heading(1, title))
    for line in text_of(report, part).splitlines():
        if not line.strip():
            continue
        found = _HEADING.match(line.strip())
        if found:
            story += blocks.heading(2 if found["second"] else 3, line.strip(), part.word)
        else:
            story += blocks.text(line.strip(), part.word)
    return story
