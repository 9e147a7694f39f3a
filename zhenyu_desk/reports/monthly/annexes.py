"""The annexes: ledgers of the month's visits and difficulties, open and parked ones, firms not visited, 口径说明."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import Count, Days, Figures, Rate
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.reports.blocks import Block, Blocks, Column
from zhenyu_desk.reports.monthly.wording import (
    full_day,
    move_word,
    percent,
    plain,
    table_day,
    warning_word,
)
from zhenyu_desk.reports.placing import Align

_GROUP = 4
_NUMBER = Column("序号", 4.3, Align.RIGHT)


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: its title, whether this month needs it, and what it prints below its title."""

    title: str
    is_needed: Callable[[MonthReport], bool]
    story: Callable[[MonthReport, Blocks], Block]
    is_landscape: bool = True


def needed_annexes(report: MonthReport) -> list[Annex]:
    """The annexes of this month, in their order."""
    return [annex for annex in _ANNEXES if annex.is_needed(report)]


def annex_name(report: MonthReport, annex: Annex) -> str:
    """What the body calls an annex: «附件3», or «附件» if it is the only one; "" if there is none."""
    annexes = needed_annexes(report)
    if annex not in annexes:
        return ""
    return f"附件{annexes.index(annex) + 1}" if len(annexes) > 1 else "附件"


def annex_pages(report: MonthReport, blocks: Blocks) -> Block:
    """All of them, each from a new page."""
    annexes = needed_annexes(report)
    return [
        part
        for number, annex in enumerate(annexes, 1)
        for part in (
            *blocks.page(landscape=annex.is_landscape),
            *blocks.annex_mark(number if len(annexes) > 1 else None, annex.title),
            *annex.story(report, blocks),
        )
    ]


def _visits(report: MonthReport, blocks: Blocks) -> Block:
    columns = [
        _NUMBER,
        Column("编号\n日期", 11),
        Column("企业", 14),
        Column("挂钩领导\n方式", 8),
        Column("经营状况、\n动向和预警", 12.7),
        Column("情况", 50),
    ]
    rows = [[str(i), *_visit_cells(visit)] for i, visit in enumerate(report.visits, 1)]
    return blocks.table("", columns, rows, records=[visit.number for visit in report.visits])


def _visit_cells(visit: VisitRow) -> list[str]:
    trends = (("产值", visit.output_trend), ("订单", visit.order_trend), ("用工", visit.staff_trend))
    found = [
        "、".join(f"{name}{trend.word}" for name, trend in trends if trend),
        "、".join(map(move_word, visit.moves)),
        "、".join(map(warning_word, visit.warnings)),
    ]
    return [
        f"{visit.number}\n{table_day(visit.on)}",
        visit.enterprise_name,
        f"{visit.leader_name}\n{visit.way.word}",
        "；".join(filter(None, found)) or "—",
        visit.business or "—",
    ]


def _difficulties(report: MonthReport, blocks: Blocks) -> Block:
    columns = [
        _NUMBER,
        Column("编号\n反映日期", 11),
        Column("企业", 17),
        Column("诉求", 23.5),
        Column("类别", 7.7),
        Column("牵头单位", 11.7),
        Column("现行时限", 9.4),
        Column("状态", 7.7),
        Column("结果\n满意度", 7.7),
    ]
    rows = [[str(i), *_case_cells(row)] for i, row in enumerate(report.difficulties, 1)]
    return blocks.table("", columns, rows, records=_numbers(report.difficulties))


def _case_cells(row: DifficultyRow) -> list[str]:
    outcome = [row.result.word if row.result else "", row.satisfaction.word if row.satisfaction else ""]
    return [
        f"{row.number}\n{table_day(row.reported_on)}",
        row.enterprise_name,
        row.title,
        row.category,
        row.lead_unit or "—",
        table_day(row.deadline),
        "\n".join(filter(None, (row.light_words, row.end_kind.word if row.end_kind else row.state.word))),
        "\n".join(filter(None, outcome)) or "—",
    ]


def _open(report: MonthReport, blocks: Blocks) -> Block:
    """Those overdue first; what else there is to say of them stands in the ledger of difficulties."""
    columns = [
        _NUMBER,
        Column("编号", 11),
        Column("企业", 26.8),
        Column("诉求", 28.9),
        Column("牵头单位", 14.7),
        Column("现行时限", 9.4),
        Column("亮灯", 4.9),
    ]
    rows = [
        [
            str(i),
            row.number,
            row.enterprise_name,
            row.title,
            row.lead_unit or "—",
            table_day(row.deadline),
            row.light_words or "—",
        ]
        for i, row in enumerate(report.open_late_first, 1)
    ]
    return blocks.table("", columns, rows, records=_numbers(report.open_late_first))


def _parked(report: MonthReport, blocks: Blocks) -> Block:
    columns = [
        _NUMBER,
        Column("编号", 11),
        Column("企业", 21),
        Column("诉求", 22),
        Column("牵头单位", 11),
        Column("挂账条件", 21.3),
        Column("复核日期", 9.4),
    ]
    rows = [
        [
            str(i),
            row.number,
            row.enterprise_name,
            row.title,
            row.lead_unit or "—",
            row.parked_condition,
            table_day(row.review_on),
        ]
        for i, row in enumerate(report.parked, 1)
    ]
    return blocks.table("", columns, rows, records=_numbers(report.parked))


def _unvisited(report: MonthReport, blocks: Blocks) -> Block:
    columns = [
        Column("序号", 6.5, Align.RIGHT),
        Column("企业", 44),
        Column("所属社区", 18),
        Column("挂钩领导", 15),
        Column("最近走访", 16.5),
    ]
    rows = [
        [str(i), firm.name, firm.area or "—", firm.leader_name or "—", table_day(firm.last_visit_on)]
        for i, firm in enumerate(report.unvisited, 1)
    ]
    return blocks.table("", columns, rows, records=[firm.name for firm in report.unvisited])


def _definitions(report: MonthReport, blocks: Blocks) -> Block:
    figures = report.figures.current
    columns = [
        Column("指标", 18),
        Column("本月数", 22, Align.RIGHT),
        Column("计入行数", 11, Align.RIGHT),
        Column("口径", 49),
    ]
    rows = [
        [
            definition.word.replace("月末", figures.at_end),
            value_words(figures, definition.key, definition.unit),
            str(counted_rows(figures, definition.key)),
            definition.text,
        ]
        for definition in DEFINITIONS
    ]
    weight = plain(report.settings.fairly_weight)
    return [
        *blocks.note(
            f"统计日为{full_day(figures.as_of)}。诉求状态由办理记录推出，统计日以后的办理不影响本表；"
            f"满意率中基本满意的系数为{weight}；占比合计为100.0%；分母为零的记“—”。"
            "计入行数是该指标统计到的走访、企业或诉求的条数，可在程序中逐条查看。"
        ),
        *blocks.table("", columns, rows, records=[definition.word for definition in DEFINITIONS]),
        *(_fingerprint(report.anchor, blocks) if report.anchor else ()),
    ]


def _fingerprint(anchor: str, blocks: Blocks) -> Block:
    """The hash of the audit log in groups of four, as the window shows it, and what it is good for."""
    groups = " ".join(anchor[place : place + _GROUP] for place in range(0, len(anchor), _GROUP))
    return blocks.note(f"修改记录校验码（定稿后检查台账时，据此核对修改记录有无删改）：\n{groups}")


OPEN = Annex("未办结诉求", lambda report: bool(report.open), _open)
PARKED = Annex("挂账诉求", lambda report: bool(report.parked), _parked)
_ANNEXES = (
    Annex("本月走访台账", lambda report: bool(report.visits), _visits),
    Annex("本月困难诉求办理台账", lambda report: bool(report.difficulties), _difficulties),
    OPEN,
    PARKED,
    Annex("本月未走访企业", lambda report: bool(report.unvisited), _unvisited, is_landscape=False),
    Annex("口径说明", lambda _report: True, _definitions, is_landscape=False),
)


def counted_rows(figures: Figures, key: str) -> int:
    """How many rows a figure looked at; of a rate those of its base."""
    figure = getattr(figures, key)
    return len(figure.base if isinstance(figure, Rate) else figure.ids)


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


def _numbers(rows: Sequence[DifficultyRow]) -> list[str]:
    return [row.number for row in rows]
