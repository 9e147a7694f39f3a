"""Section 二、走访开展情况: by leader in rank order, business trends, warnings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zhenyu_desk.domain.figures import LeaderLine, share_out
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.rows import VisitRow
from zhenyu_desk.domain.terms import Trend, VisitWarning
from zhenyu_desk.reports.blocks import Block, Blocks, Column
from zhenyu_desk.reports.monthly.wording import share, warning_word
from zhenyu_desk.reports.placing import Align


def visiting(report: MonthReport, blocks: Blocks) -> Block:
    """The section with its heading."""
    return [
        *blocks.heading(1, "二、走访开展情况"),
        *blocks.heading(2, "（一）挂钩领导走访情况"),
        *_by_leader(report, blocks),
        *blocks.heading(2, "（二）企业经营状况"),
        *_trends(report, blocks),
        *blocks.heading(2, "（三）预警情况"),
        *_warnings(report, blocks),
    ]


def _by_leader(report: MonthReport, blocks: Blocks) -> Block:
    figures = report.figures.current
    if not figures.by_leader:
        return blocks.text("本月没有挂钩领导。")
    names = {firm.id: firm.short_name or firm.name for firm in report.unvisited}
    posts = {leader.id: leader.post for leader in report.leaders}
    columns = [
        Column("挂钩领导", 23),
        Column("应访", 6.5, Align.RIGHT),
        Column("实访", 6.5, Align.RIGHT),
        Column("覆盖率", 9.5, Align.RIGHT),
        Column("家次", 6.5, Align.RIGHT),
        Column("诉求", 6.5, Align.RIGHT),
        Column("未访企业", 41.5),
    ]
    rows = [
        [
            f"{line.name}（{posts[line.leader_id]}）",
            str(len(line.paired)),
            str(len(line.visited)),
            share(len(line.visited), len(line.paired)),
            str(line.visits),
            str(line.difficulties),
            "、".join(names[firm] for firm in line.paired if firm in names) or "无",
        ]
        for line in _leaders(report)
    ]
    total = [
        "合计",
        str(figures.paired_enterprises.value),
        str(len(figures.coverage.hits)),
        share(len(figures.coverage.hits), figures.paired_enterprises.value),
        str(figures.visits.value),
        str(sum(line.difficulties for line in figures.by_leader)),
        f"{len(report.unvisited)}家",
    ]
    return blocks.table(
        "表1　挂钩领导走访情况（应访、实访为企业数，诉求为走访带回）",
        columns,
        [*rows, total],
        records=[row[0] for row in [*rows, total]],
    )


def _leaders(report: MonthReport) -> Sequence[LeaderLine]:
    """In rank order, or by coverage where the office wants them ranked."""
    lines = report.figures.current.by_leader
    if not report.settings.is_ranked:
        return lines
    return sorted(lines, key=lambda line: -len(line.visited) / len(line.paired) if line.paired else 1)


def _trends(report: MonthReport, blocks: Blocks) -> Block:
    kinds: tuple[tuple[str, Callable[[VisitRow], Trend | None]], ...] = (
        ("产值", lambda visit: visit.output_trend),
        ("订单", lambda visit: visit.order_trend),
        ("用工", lambda visit: visit.staff_trend),
    )
    if not report.visits:
        return blocks.text("本月没有走访。")
    columns = [Column("项目", 16), *(Column(title, 14, Align.RIGHT) for title in _TREND_HEADS)]
    rows = []
    for name, trend_of in kinds:
        counts = [sum(1 for visit in report.visits if trend_of(visit) is trend) for trend in Trend]
        shares = share_out(counts) if sum(counts) else [None] * len(counts)
        cells = [
            cell
            for count, part in zip(counts, shares, strict=True)
            for cell in (str(count), "—" if part is None else f"{part:.1f}%")
        ]
        rows.append([name, *cells])
    return blocks.table("表2　走访了解的企业经营状况（家次）", columns, rows)


_TREND_HEADS = ("上升", "占比", "持平", "占比", "下降", "占比")


def _warnings(report: MonthReport, blocks: Blocks) -> Block:
    lines = []
    for warning in VisitWarning:
        firms = dict.fromkeys(visit.enterprise_name for visit in report.visits if warning in visit.warnings)
        if firms:
            lines.append(f"{warning_word(warning)}{len(firms)}家：{'、'.join(firms)}。")
    if not lines:
        return blocks.text("本月走访未发现预警情况。")
    return [block for line in lines for block in blocks.text(line, "预警情况")]
