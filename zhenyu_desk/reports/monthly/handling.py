"""Section 三、困难诉求办理情况: by category and unit, time limits with every overdue case, call-backs, 督办, parked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import EndKind
from zhenyu_desk.reports.blocks import Block, Blocks, Column
from zhenyu_desk.reports.monthly.annexes import OPEN, PARKED, annex_name
from zhenyu_desk.reports.monthly.charts import category_chart, unit_chart
from zhenyu_desk.reports.monthly.wording import (
    day_words,
    days_words,
    rate_words,
    sentence,
    share,
    table_day,
)
from zhenyu_desk.reports.placing import Align

_MOST_ROWS = 20  # of a list in the body; the others stand in the annex


def handling(report: MonthReport, blocks: Blocks) -> Block:
    """The section with its heading."""
    return [
        *blocks.heading(1, "三、困难诉求办理情况"),
        *blocks.heading(2, "（一）分类情况"),
        *_by_category(report, blocks),
        *category_chart(report, blocks),
        *blocks.heading(2, "（二）承办单位办理情况"),
        *_by_unit(report, blocks),
        *unit_chart(report, blocks),
        *blocks.heading(2, "（三）时限执行情况"),
        *_time_limits(report, blocks),
        *blocks.heading(2, "（四）回访情况"),
        *blocks.text(_call_backs(report)),
        *blocks.heading(2, "（五）督办、挂账和终止情况"),
        *_pressed_and_parked(report, blocks),
    ]


def _by_category(report: MonthReport, blocks: Blocks) -> Block:
    figures = report.figures.current
    if not any(line.new or line.resolved or line.open for line in figures.by_category):
        return blocks.text("本月没有新增、办结或未办结的诉求。")
    columns = [
        Column("类别", 24),
        Column("本月新增", 19, Align.RIGHT),
        Column("占比", 19, Align.RIGHT),
        Column("本月办结", 19, Align.RIGHT),
        Column(f"{figures.at_end}未办结", 19, Align.RIGHT),
    ]
    any_new = figures.new.value > 0
    rows = [
        [
            line.name,
            str(line.new),
            f"{line.share:.1f}%" if any_new else "—",
            str(line.resolved),
            str(line.open),
        ]
        for line in figures.by_category
    ]
    total = ["合计", str(figures.new.value), "100.0%" if any_new else "—"]
    total += [str(figures.resolved.value), str(figures.open.value)]
    return blocks.table("表3　困难诉求分类情况（件）", columns, [*rows, total])


def _by_unit(report: MonthReport, blocks: Blocks) -> Block:
    figures = report.figures.current
    lines = figures.by_unit
    if not lines:
        return blocks.text("本月没有交办、办结或超期的诉求。")
    columns = [
        Column("牵头单位", 34),
        Column("本月交办", 13, Align.RIGHT),
        Column("本月办结", 13, Align.RIGHT),
        Column("其中按期", 13, Align.RIGHT),
        Column("按期占比", 14, Align.RIGHT),
        Column(f"{figures.at_end}超期", 13, Align.RIGHT),
    ]
    rows = [
        [
            line.name,
            str(line.assigned),
            str(line.resolved),
            str(line.on_time),
            share(line.on_time, line.resolved),
            str(line.overdue),
        ]
        for line in lines
    ]
    return blocks.table("表4　牵头单位办理情况（件）", columns, rows, records=[line.name for line in lines])


def _time_limits(report: MonthReport, blocks: Blocks) -> Block:
    figures = report.figures.current
    due = sentence(
        f"本月应结{figures.due.value}件" if figures.due.value else "本月无应结诉求",
        rate_words("到期办结率", figures.due_resolved_rate),
        rate_words("按期办结率", figures.on_time_rate),
    )
    days = sentence(
        days_words("平均办理时长", figures.mean_handling_days), days_words("中位数", figures.median_handling_days)
    )
    until = f"截至{day_words(figures.as_of)}"
    if not report.overdue:
        return blocks.text(f"{due}{days}{until}，没有超期未办结的诉求。")
    columns = [
        Column("编号", 16),
        Column("企业", 21.5),
        Column("诉求", 21.5),
        Column("牵头单位", 14),
        Column("现行时限", 13.5),
        Column("超期", 13.5, Align.RIGHT),
    ]
    worst = sorted(report.overdue, key=lambda row: row.days_left or 0)[:_MOST_ROWS]
    rows = [
        [
            row.number,
            row.enterprise_name,
            row.title,
            row.lead_unit or "—",
            table_day(row.deadline),
            _late(row),
        ]
        for row in worst
    ]
    others = _others(len(report.overdue), "超期时间最长的", annex_name(report, OPEN))
    return [
        *blocks.text(f"{due}{days}{until}，超期未办结{figures.overdue.value}件{others}。"),
        *blocks.table("表5　超期未办结诉求", columns, rows, records=_numbers(worst)),
    ]


def _others(count: int, which: str, annex: str) -> str:
    """What is said of a list that the body has no room for."""
    return f"，{which}{_MOST_ROWS}件见下表，其余见{annex}" if count > _MOST_ROWS else ""


def _late(row: DifficultyRow) -> str:
    return f"{-row.days_left}个工作日" if row.days_left is not None else "—"


def _call_backs(report: MonthReport) -> str:
    figures = report.figures.current
    rated = figures.satisfaction_rate
    resolved = f"本月办结{figures.resolved.value}件" if figures.resolved.value else "本月无办结诉求"
    return sentence(resolved, rate_words("回访率", figures.followed_up_rate)) + (
        sentence(f"本月回访到并作评价{rated.denominator}件", rate_words("满意率", rated))
        if rated.base
        else "本月没有回访到并作评价的诉求。"
    )


def _pressed_and_parked(report: MonthReport, blocks: Blocks) -> Block:
    figures = report.figures.current
    pressed = sum(1 for row in report.open if row.is_supervised)
    counts = [(kind, figures.ended_by_kind[kind].value) for kind in EndKind]
    kinds = "、".join(f"{kind.word}{count}件" for kind, count in counts if count)
    ended = f"本月终止{figures.ended.value}件，其中{kinds}。" if kinds else "本月没有终止的诉求。"
    others = _others(len(report.parked), "复核日期最早的", annex_name(report, PARKED))
    story = blocks.text(
        f"截至{day_words(figures.as_of)}，督办中{pressed}件，挂账{figures.parked.value}件{others}。{ended}"
    )
    if not report.parked:
        return story
    columns = [
        Column("编号", 16),
        Column("企业", 22),
        Column("诉求", 24),
        Column("挂账条件", 24.5),
        Column("复核日期", 13.5),
    ]
    first = sorted(report.parked, key=lambda row: row.review_on or date.max)[:_MOST_ROWS]
    rows = [
        [row.number, row.enterprise_name, row.title, row.parked_condition, table_day(row.review_on)] for row in first
    ]
    return [*story, *blocks.table("表6　挂账诉求", columns, rows, records=_numbers(first))]


def _numbers(rows: Sequence[DifficultyRow]) -> list[str]:
    return [row.number for row in rows]
