"""The annex tables of the monthly report as sheets: 走访, 诉求, 超期, 挂账, 未走访."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.phones import mask_phones_in
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseRow, VisitRow
from zhenyu_desk.domain.terms import (
    EndKind,
    Level,
    Move,
    ResultKind,
    Satisfaction,
    State,
    VisitWarning,
    VisitWay,
)
from zhenyu_desk.exchange.workbook.columns import Column, Sheet, code, day, text, word, words

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
_VISITS = Sheet(
    "走访台账",
    (
        code("number", "走访编号"),
        day("on", "日期"),
        text("enterprise", "企业名称", 30),
        text("leader", "带队领导", 10),
        word("way", "方式", VisitWay),
        text("business", "经营情况", 40),
        words("moves", "发展动向", Move),
        words("warnings", "预警", VisitWarning),
    ),
)
_DIFFICULTIES = Sheet("困难诉求台账", CASE_COLUMNS)
_OVERDUE = Sheet("超期诉求", CASE_COLUMNS)
_PARKED = Sheet("挂账诉求", CASE_COLUMNS)
_UNVISITED = Sheet(
    "未走访企业",
    (
        text("enterprise", "企业名称", 30),
        text("leader", "挂钩领导", 10),
        text("area", "所属社区"),
        day("last_visit_on", "最近走访"),
    ),
)


def annex_tables(report: MonthReport) -> list[tuple[Sheet, Iterable[Mapping[str, Any]]]]:
    """The annex sheets with their records; phones in texts are masked."""
    return [
        (_VISITS, (_visit(row) for row in report.visits)),
        (_DIFFICULTIES, (case_record(row) for row in report.difficulties)),
        (_OVERDUE, (case_record(row) for row in report.overdue)),
        (_PARKED, (case_record(row) for row in report.parked)),
        (_UNVISITED, (_firm(row) for row in report.unvisited)),
    ]


def _visit(row: VisitRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "on": row.on,
        "enterprise": row.enterprise_name,
        "leader": row.leader_name,
        "way": row.way,
        "business": mask_phones_in(row.business),
        "moves": row.moves,
        "warnings": row.warnings,
    }


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


def _firm(row: EnterpriseRow) -> dict[str, Any]:
    return {
        "enterprise": row.name,
        "leader": row.leader_name,
        "area": row.area,
        "last_visit_on": row.last_visit_on,
    }
