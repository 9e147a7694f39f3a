"""The annexes of the monthly report as sheets to be printed or worked with: those of the report, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import Count, Days, Rate
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.phones import mask_phones_in
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import (
    EndKind,
    Level,
    Move,
    ResultKind,
    Satisfaction,
    State,
    Trend,
    VisitWarning,
    VisitWay,
)
from zhenyu_desk.exchange.workbook.columns import Column, Sheet, amount, code, day, text, whole, word, words
from zhenyu_desk.exchange.workbook.printed import PrintedSheet

CASE_COLUMNS: tuple[Column, ...] = (
    code("number", "诉求编号"),
    text("enterprise", "企业名称", 30),
    text("title", "标题", 30),
    text("category", "类别", 10),
    word("level", "定级", Level),
    word("state", "状态", State),
    text("lead_unit", "牵头单位", 18),
    day("reported_on", "反映日期"),
    day("assigned_on", "交办日期"),
    day("original_deadline", "原定时限"),
    day("deadline", "现行时限"),
    day("resolved_on", "办结日期"),
    word("result", "结果", ResultKind),
    text("result_text", "结果说明", 30),
    word("satisfaction", "满意度", Satisfaction),
    text("condition", "挂账条件", 20),
    day("review_on", "复核日期"),
    word("end_kind", "终止方式", EndKind),
)


def case_record(row: DifficultyRow) -> dict[str, Any]:
    """The values of CASE_COLUMNS; phones in texts are masked."""
    same = (
        "number",
        "category",
        "level",
        "state",
        "lead_unit",
        "reported_on",
        "assigned_on",
        "original_deadline",
    )
    also = ("deadline", "resolved_on", "result", "satisfaction", "review_on", "end_kind")
    return {
        **{key: getattr(row, key) for key in (*same, *also)},
        "enterprise": row.enterprise_name,
        "title": mask_phones_in(row.title),
        "result_text": mask_phones_in(row.result_text),
        "condition": mask_phones_in(row.parked_condition),
    }


_ORDINAL = whole("ordinal", "序号")
_LIGHT = text("light", "亮灯", 8)
_VISIT_COLUMNS = (
    _ORDINAL,
    code("number", "走访编号"),
    day("on", "日期"),
    text("enterprise", "企业名称", 30),
    text("leader", "带队领导", 10),
    word("way", "方式", VisitWay),
    word("output_trend", "产值", Trend),
    word("order_trend", "订单", Trend),
    word("staff_trend", "用工", Trend),
    text("business", "经营情况", 44),
    words("moves", "发展动向", Move),
    amount("investment", "拟投资（万元）"),
    words("warnings", "预警", VisitWarning),
)
_OPEN_COLUMNS = (
    _ORDINAL,
    code("number", "诉求编号"),
    text("enterprise", "企业名称", 30),
    text("title", "标题", 36),
    text("category", "类别", 10),
    text("lead_unit", "牵头单位", 18),
    day("reported_on", "反映日期"),
    day("deadline", "现行时限"),
    whole("days_left", "剩余工作日"),
    _LIGHT,
)
_PARKED_COLUMNS = (
    _ORDINAL,
    code("number", "诉求编号"),
    text("enterprise", "企业名称", 30),
    text("title", "标题", 36),
    text("lead_unit", "牵头单位", 18),
    text("condition", "挂账条件", 36),
    day("review_on", "复核日期"),
)
_UNVISITED_COLUMNS = (
    _ORDINAL,
    text("enterprise", "企业名称", 36),
    text("area", "所属社区"),
    text("leader", "挂钩领导", 10),
    day("last_visit_on", "最近走访"),
)
_FIGURE_COLUMNS = (
    text("word", "指标", 18),
    amount("value", "本月数"),
    amount("rate", "比率"),
    amount("numerator", "分子"),
    whole("denominator", "分母"),
    text("unit", "单位", 10),
    whole("rows", "计入行数"),
    text("definition", "口径", 50),
)
_MONEY, _WHOLE, _PERCENT = "#,##0.00", "0", "0.0%"
_NO_RATE = "占比合计为100.0%；分母为零的比率留空。计入行数是该指标统计到的走访、企业或诉求的条数，可在程序中逐条查看。"

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Annex:
    """An annex: its title, its columns, the formats of its numbers, and its rows, none if the month doesn't need it."""

    title: str
    columns: tuple[Column, ...]
    records: Callable[[MonthReport], Iterable[Record]]
    formats: Mapping[str, str]
    is_landscape: bool = True


def annex_tables(report: MonthReport) -> list[tuple[Sheet, Iterable[Record]]]:
    """The annexes that the report has, with their records, as of its day; its texts are masked already."""
    found = [(annex, list(annex.records(report))) for annex in _ANNEXES]
    needed = [(annex, records) for annex, records in found if records]
    return [
        (_sheet(annex, number if len(needed) > 1 else None, report), records)
        for number, (annex, records) in enumerate(needed, 1)
    ]


def _sheet(annex: _Annex, number: int | None, report: MonthReport) -> PrintedSheet:
    figures = report.figures.current
    month, as_of = figures.month, figures.as_of
    note = f"{report.settings.town}{month.year}年{month.month}月，统计日{as_of.year}年{as_of.month}月{as_of.day}日"
    weight = f"满意率中基本满意的系数为{report.settings.fairly_weight.normalize():f}；{_NO_RATE}"
    notes = (note, weight) if annex.columns is _FIGURE_COLUMNS else (note,)
    return PrintedSheet(
        annex.title,
        annex.columns,
        title=f"附件{number or ''}　{annex.title}",
        notes=notes,
        is_landscape=annex.is_landscape,
        formats=annex.formats,
    )


def _visits(report: MonthReport) -> Iterator[Record]:
    same = ("number", "on", "way", "output_trend", "order_trend", "staff_trend", "moves", "investment", "warnings")
    for ordinal, row in enumerate(report.visits, 1):
        yield {
            **{key: getattr(row, key) for key in same},
            "ordinal": ordinal,
            "enterprise": row.enterprise_name,
            "leader": row.leader_name,
            "business": row.business,
        }


def _cases(rows: Iterable[DifficultyRow]) -> Iterator[Record]:
    for ordinal, row in enumerate(rows, 1):
        yield {**case_record(row), "ordinal": ordinal, "light": row.light_words, "days_left": row.days_left}


def _unvisited(report: MonthReport) -> Iterator[Record]:
    for ordinal, row in enumerate(report.unvisited, 1):
        yield {
            "ordinal": ordinal,
            "enterprise": row.name,
            "area": row.area,
            "leader": row.leader_name,
            "last_visit_on": row.last_visit_on,
        }


def _figures(report: MonthReport) -> Iterator[Record]:
    """Each figure with what it was counted from; «月末» only where the as-of day is the month's last."""
    figures = report.figures.current
    for definition in DEFINITIONS:
        yield {
            "word": definition.word.replace("月末", figures.at_end),
            "unit": definition.unit,
            "definition": definition.text,
            **_counted(getattr(figures, definition.key)),
        }


def _counted(figure: Count | Rate | Days) -> Record:
    if isinstance(figure, Rate):
        numbers = {"rate": figure.value, "numerator": figure.numerator, "denominator": figure.denominator}
        return {**numbers, "rows": figure.denominator}
    return {"value": figure.value, "rows": len(figure.ids)}


_ANNEXES = (
    _Annex("本月走访台账", _VISIT_COLUMNS, _visits, {"ordinal": _WHOLE, "investment": _MONEY}),
    _Annex(
        "本月困难诉求办理台账",
        (_ORDINAL, *CASE_COLUMNS, _LIGHT),
        lambda report: _cases(report.difficulties),
        {"ordinal": _WHOLE},
    ),
    _Annex(
        "未办结诉求",
        _OPEN_COLUMNS,
        lambda report: _cases(report.open_late_first),
        {"ordinal": _WHOLE, "days_left": _WHOLE},
    ),
    _Annex("挂账诉求", _PARKED_COLUMNS, lambda report: _cases(report.parked), {"ordinal": _WHOLE}),
    _Annex("本月未走访企业", _UNVISITED_COLUMNS, _unvisited, {"ordinal": _WHOLE}, is_landscape=False),
    _Annex(
        "口径说明",
        _FIGURE_COLUMNS,
        _figures,
        {"rate": _PERCENT, "denominator": _WHOLE, "rows": _WHOLE},
        is_landscape=False,
    ),
)
