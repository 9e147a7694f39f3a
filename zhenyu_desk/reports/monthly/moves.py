"""Section 四、发展动向与项目 as the program writes it, and the table of what firms plan to invest."""

from __future__ import annotations

from decimal import Decimal

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import Move
from zhenyu_desk.reports.blocks import Block, Blocks, Column
from zhenyu_desk.reports.monthly.wording import move_word, plain, table_day
from zhenyu_desk.reports.placing import Align

_MOST_NAMED = 5


def moves_text(report: MonthReport) -> str:
    """One paragraph: how many firms plan what, and how much they mean to invest."""
    parts = []
    for move in Move:
        firms = list(dict.fromkeys(visit.enterprise_name for visit in report.visits if move in visit.moves))
        if firms:
            named = "、".join(firms[:_MOST_NAMED]) + ("等" if len(firms) > _MOST_NAMED else "")
            parts.append(f"{move_word(move)}{len(firms)}家（{named}）")
    if not parts:
        return "本月走访未了解到新的发展动向。"
    invested = sum((visit.investment or Decimal(0) for visit in report.visits), Decimal(0))
    money = f"计划投资合计{plain(invested)}万元。" if invested else ""
    return f"本月走访了解到企业发展动向：{'；'.join(parts)}。{money}"


def moves_table(report: MonthReport, blocks: Blocks) -> Block:
    """Every visit that heard of an investment; nothing where there was none."""
    visits = [visit for visit in report.visits if visit.investment]
    if not visits:
        return []
    columns = [
        Column("企业", 36),
        Column("动向", 22),
        Column("计划投资\n（万元）", 14, Align.RIGHT),
        Column("挂钩领导", 13),
        Column("走访日期", 15),
    ]
    rows = [
        [
            visit.enterprise_name,
            "、".join(map(move_word, visit.moves)) or "—",
            plain(visit.investment or Decimal(0)),
            visit.leader_name,
            table_day(visit.on),
        ]
        for visit in visits
    ]
    return blocks.table("表7　企业投资意向", columns, rows, records=[visit.enterprise_name for visit in visits])
