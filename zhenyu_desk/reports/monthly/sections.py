"""The sections that are text: 一 总体情况, 四 to 七, and what corrects the report of the month before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.reports.blocks import Block, Blocks
from zhenyu_desk.reports.monthly.charts import month_chart
from zhenyu_desk.reports.monthly.corrections import corrections
from zhenyu_desk.reports.monthly.moves import moves_table
from zhenyu_desk.reports.monthly.proposals import text_of

# «（一）…» alone on a line is a heading of the second level, «1.…» one of the third; sentences are text.
_HEADING = re.compile(r"^(?:(?P<second>（[一二三四五六七八九十]{1,3}）)|(?P<third>\d{1,2}\.))[^。；]{1,40}$")


def overview(report: MonthReport, blocks: Blocks) -> Block:
    """一、总体情况, with the chart of twelve months, and what the last report would say otherwise by now."""
    return [
        *_written("一、总体情况", ReportPart.OVERVIEW, report, blocks),
        *month_chart(report, blocks),
        *corrections(report, blocks),
    ]


def moves(report: MonthReport, blocks: Blocks) -> Block:
    """四、发展动向与项目."""
    return [
        *_written("四、发展动向与项目", ReportPart.MOVES, report, blocks),
        *moves_table(report, blocks),
    ]


def closing_sections(report: MonthReport, blocks: Blocks) -> Block:
    """五、典型案例 to 七、下一步打算, but for its last paragraph, which stands with the signature."""
    steps = _lines(ReportPart.NEXT_STEPS, report)
    return [
        *_written("五、典型案例", ReportPart.CASES, report, blocks),
        *_written("六、存在问题", ReportPart.PROBLEMS, report, blocks),
        *blocks.heading(1, "七、下一步打算"),
        *_paragraphs(steps[:-1], ReportPart.NEXT_STEPS, blocks),
    ]


def last_paragraph(report: MonthReport) -> str:
    """The last paragraph of the body."""
    return _lines(ReportPart.NEXT_STEPS, report)[-1]


def _written(title: str, part: ReportPart, report: MonthReport, blocks: Blocks) -> Block:
    return [*blocks.heading(1, title), *_paragraphs(_lines(part, report), part, blocks)]


def _lines(part: ReportPart, report: MonthReport) -> list[str]:
    return [line.strip() for line in text_of(report, part).splitlines() if line.strip()]


def _paragraphs(lines: Sequence[str], part: ReportPart, blocks: Blocks) -> Block:
    story: Block = []
    for line in lines:
        found = _HEADING.match(line)
        story += blocks.heading(2 if found["second"] else 3, line, part.word) if found else blocks.text(line, part.word)
    return story
