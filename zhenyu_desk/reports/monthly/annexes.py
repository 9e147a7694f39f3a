"""The annexes: ledgers of the month's visits and difficulties, open and parked ones, and 口径说明."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhenyu_desk.domain.figure_definitions import DEFINITIONS
from zhenyu_desk.domain.figures import Count, Days, Figures, Rate
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.reports.blocks import Block, Blocks, Column
from zhenyu_desk.reports.monthly.wording import full_day, percent, plain, table_day
from zhenyu_desk.reports.placing import Align

_MOST_WORDS = 200  # of a visit's free text in the ledger; the whole stands in the record


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: its title, whether this month needs it, and what it prints."""

    title: str
    is_needed: Callable[[MonthReport], bool]
    story: Callable[[MonthReport, Blocks], Block]
    is_landscape: bool = True

    def block(self, number: int, report: MonthReport, blocks: Blocks) -> Block:
        """The annex on pages of its own."""
        return [
            *blocks.page(landscape=self.is_landscape),
            *blocks.annex_mark(number),
            *self.story(report, blocks),
        ]


def _visits(report: MonthReport, blocks: Blocks) -> Block:
    columns = [
        Column("序号", 5, Align.RIGHT),
        Column("编号", 11.5),
        Column("日期", 9.5),
        Column("企业", 17),
        Column("挂钩领导", 8),
        Column("方式", 6),
        Column("产值/订单/用工", 9),
        Column("情况", 24),
        Column("动向和预警", 10),
    ]
    rows = [[str(i), *_visit_cells(visit)] for i, visit in enumerate(report.visits, 1)]
    numbers = [visit.number for visit in report.visits]
    return blocks.table("本月走访台账", columns, rows, records=numbers)


def _visit_cells(visit: VisitRow) -> list[str]:
    trends = (visit.output_trend, visit.order_trend, visit.staff_trend)
    business = visit.business[:_MOST_WORDS] + ("…" if len(visit.business) > _MOST_WORDS else "")
    found = [move.word for move in visit.moves] + [warning.word for warning in visit.warnings]
    return [
        visit.number,
        table_day(visit.on),
        visit.enterprise_name,
        visit.leader_name,
        visit.way.word,
        "/".join(trend.word if trend else "—" for trend in trends),
        business or "—",
        "、".join(found) or "—",
    ]


_CASE_COLUMNS = (
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
)


def _difficulties(report: MonthReport, blocks: Blocks) -> Block:
    return _cases("本月困难诉求办理台账", report.difficulties, blocks)


def _open(report: MonthReport, blocks: Blocks) -> Block:
    late = {row.id for row in report.overdue}
    rows = [*report.overdue, *(row for row in report.open if row.id not in late)]
    return _cases("未办结诉求（超期在前）", rows, blocks)


def _cases(title: str, rows: Sequence[DifficultyRow], blocks: Blocks) -> Block:
    cells = [[str(i), *_cells(row)] for i, row in enumerate(rows, 1)]
    return blocks.table(title, _CASE_COLUMNS, cells, records=[row.number for row in rows])


def _parked(report: MonthReport, blocks: Blocks) -> Block:
    columns = [
        Column("序号", 5, Align.RIGHT),
        Column("编号", 12),
        Column("企业", 18),
        Column("诉求", 20),
        Column("牵头单位", 11),
        Column("挂账条件", 24),
        Column("复核日期", 10),
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
    return blocks.table("挂账诉求", columns, rows, records=[row.number for row in report.parked])


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


def _definitions(report: MonthReport, blocks: Blocks) -> Block:
    figures = report.figures.current
    columns = [
        Column("指标", 16.5),
        Column("本月数", 20, Align.RIGHT),
        Column("计入行数", 10.5, Align.RIGHT),
        Column("口径", 53),
    ]
    rows = [
        [
            definition.word,
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
        *blocks.table("口径说明", columns, rows),
    ]


ANNEXES = (
    Annex("本月走访台账", lambda report: bool(report.visits), _visits),
    Annex("本月困难诉求办理台账", lambda _report: True, _difficulties),
    Annex("未办结诉求", lambda report: bool(report.open), _open),
    Annex("挂账诉求", lambda report: bool(report.parked), _parked),
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
