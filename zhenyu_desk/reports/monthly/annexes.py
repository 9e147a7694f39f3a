"""The annex of the month's difficulties (landscape), and 口径说明: how each figure was counted."""

from __future__ import annotations

from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import Count, Days, Figures, Rate
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.reports.blocks import Block, Blocks, Column
from zhenyu_desk.reports.monthly.wording import full_day, percent, plain, table_day
from zhenyu_desk.reports.placing import Align


def difficulty_annex(report: MonthReport, blocks: Blocks) -> Block:
    """附件1: every difficulty that was to be handled, resolved or ended in the month, as it stood on the day."""
    columns = [
        Column("序号", 5, Align.RIGHT),
        Column("编号", 12),
        Column("反映日期", 10),
        Column("企业", 13),
        Column("诉求", 15),
        Column("类别", 6),
        Column("牵头单位", 8.5),
        Column("现行时限", 10),
        Column("状态", 6.5),
        Column("结果", 7.5),
        Column("满意度", 6.5),
    ]
    rows = [[str(i), *_cells(row)] for i, row in enumerate(report.difficulties, start=1)]
    numbers = [row.number for row in report.difficulties]
    return [
        *blocks.page(landscape=True),
        *blocks.annex_mark(1),
        *blocks.table("本月困难诉求办理台账", columns, rows, records=numbers),
    ]


def _cells(row: DifficultyRow) -> list[str]:
    light = f"{row.light.shape}{row.light.word}\n" if row.light and not row.state.is_done else ""
    return [
        row.number,
        table_day(row.reported_on),
        row.enterprise_name,
        row.title,
        row.category,
        row.lead_unit or "—",
        table_day(row.deadline),
        f"{light}{row.end_kind.word if row.end_kind else row.state.word}",
        row.result.word if row.result else "—",
        row.satisfaction.word if row.satisfaction else "—",
    ]


def definitions_annex(report: MonthReport, blocks: Blocks) -> Block:
    """附件2: 口径说明, each figure with its value and its definition."""
    figures = report.figures.current
    columns = [Column("指标", 17.5), Column("本月数", 21, Align.RIGHT), Column("口径", 61.5)]
    rows = [
        [definition.word, value_words(figures, definition.key, definition.unit), definition.text]
        for definition in DEFINITIONS
    ]
    weight = plain(report.settings.fairly_weight)
    return [
        *blocks.page(),
        *blocks.annex_mark(2),
        *blocks.note(
            f"统计日为{full_day(figures.as_of)}。诉求状态由办理记录推出，统计日以后的办理不影响本表；"
            f"满意率中基本满意的系数为{weight}；占比合计为100.0%；分母为零的记“—”。"
        ),
        *blocks.table("口径说明", columns, rows),
    ]


def value_words(figures: Figures, key: str, unit: str) -> str:
    """A figure with its unit, a rate with its numerator and denominator."""
    match getattr(figures, key):
        case Count() as count:
            return f"{count.value}{unit}"
        case Rate() as rate:
            return f"{percent(rate.value)}（{plain(rate.numerator)}/{rate.denominator}{unit}）"
        case Days() as days:
            return "—" if days.value is None else f"{plain(days.value)}{unit}"
        case other:
            raise AssertionError(f"no figure: {key} {other!r}")
