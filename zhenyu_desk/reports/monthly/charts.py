"""The charts of the report: twelve months, categories, units."""

from __future__ import annotations

import math

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.reports.blocks import Block, Blocks
from zhenyu_desk.reports.charts import Fill, Series

_MONTH_LINES = 7
_MOST_UNITS = 12
_ROW_LINES = 0.65  # body lines for two bars in 小五


def month_chart(report: MonthReport, blocks: Blocks) -> Block:
    """新增 and 办结 of the last twelve months; nothing where all are empty."""
    bars = report.bars
    if not any(bar.new or bar.resolved for bar in bars):
        return []
    series = (
        Series("新增", [bar.new for bar in bars], Fill.HATCHED),
        Series("办结", [bar.resolved for bar in bars], Fill.DARK),
    )
    labels = [f"{bar.month.month}月" for bar in bars]
    return blocks.column_chart("图1　近12个月诉求新增与办结（件）", labels, series, _MONTH_LINES)


def category_chart(report: MonthReport, blocks: Blocks) -> Block:
    """本月新增 and what is open at the end by category; categories without either are left out."""
    lines = [line for line in report.figures.current.by_category if line.new or line.open]
    if not lines:
        return []
    series = (
        Series("本月新增", [line.new for line in lines], Fill.HATCHED),
        Series(f"{report.figures.current.at_end}未办结", [line.open for line in lines], Fill.DARK),
    )
    return blocks.row_chart("图2　分类情况（件）", [line.name for line in lines], series, _height(len(lines)))


def unit_chart(report: MonthReport, blocks: Blocks) -> Block:
    """本月办结 and what is overdue at the end of the units with the most of both."""
    lines = sorted(report.figures.current.by_unit, key=lambda line: -(line.resolved + line.overdue))[:_MOST_UNITS]
    lines = [line for line in lines if line.resolved or line.overdue]
    if not lines:
        return []
    series = (
        Series("本月办结", [line.resolved for line in lines], Fill.HATCHED),
        Series(f"{report.figures.current.at_end}超期", [line.overdue for line in lines], Fill.DARK),
    )
    return blocks.row_chart("图3　牵头单位办理情况（件）", [line.name for line in lines], series, _height(len(lines)))


def _height(rows: int) -> int:
    """Body lines for so many rows of two bars, with legend and caption."""
    return 3 + math.ceil(rows * _ROW_LINES)
