"""走访前一页纸: what whoever visits a firm must know, on one page whatever there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, takewhile
from math import ceil

from zhenyu_desk.domain.papers import FirmPaper, PaperFrame
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.reports.blocks import Block, Blocks, Column, whole
from zhenyu_desk.reports.monthly.wording import full_day, table_day
from zhenyu_desk.reports.page import LINES
from zhenyu_desk.reports.papers.facts import (
    is_waiting,
    joined,
    light_words,
    moves_words,
    one_line,
    open_promises,
    trends_words,
    warnings_words,
)
from zhenyu_desk.reports.papers.firm_card import firm_rows
from zhenyu_desk.reports.papers.room import form_height, row_height, shortened

_MOST_PRODUCTS = 58  # characters: two lines of the form
_LAST_VISITS = 3
_MOST_PROMISES, _MOST_PROMISE = 2, 36
_CUTS = ((120, 600), (90, 400), (64, 280), (48, 180), (48, 120), (32, 60))
"""Characters of a difficulty's title and of what was heard on a visit, from a page with room to one without."""
_LOW = 0.85  # body lines
_MOST_UNIT = 12
_HEAD = 3  # body lines: title and note
_TABLE_HEAD = 1.7  # body lines: caption and column heads
_CASES = [Column("编号", 17), Column("诉求", 41), Column("牵头单位", 16), Column("时限", 14), Column("情况", 12)]
_VISITS = [Column("日期", 14), Column("领导", 12), Column("情况", 74)]
Rows = list[list[str]]


def brief(paper: FirmPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """One page, on which texts are cut no more than need be."""
    firm = paper.firm
    card = firm_rows(firm, frame, most_products=_MOST_PRODUCTS)
    promises = _promises(paper, frame)
    if promises:
        card.append(whole("待兑现承诺", promises, _LOW))
    waiting = sorted(filter(is_waiting, paper.cases), key=_urgency)
    cases, visits = _as_long_as_fit(waiting, paper, frame, LINES - _HEAD - form_height(card))
    story = [
        *blocks.title("走访前一页纸", firm.name, blank=0),
        *blocks.note(f"{frame.issuer}　{full_day(frame.day)}"),
        *blocks.form(card, firm.name),
    ]
    if cases:
        numbers = [row.number for row in waiting[: len(cases)]]
        story += blocks.table("未了结的诉求", _CASES, cases, records=numbers)
    if len(cases) < len(waiting) or not waiting:
        story += blocks.note(_rest(len(waiting), len(cases)))
    if visits:
        numbers = [visit.number for visit in paper.visits[: len(visits)]]
        story += blocks.table("最近走访", _VISITS, visits, records=numbers)
    return story


def _as_long_as_fit(
    waiting: Sequence[DifficultyRow], paper: FirmPaper, frame: PaperFrame, room: int
) -> tuple[Rows, Rows]:
    """The rows of both tables with texts as long as there is room for; cut short, those that have room."""
    for most_title, most_business in _CUTS:
        cases = [_case(row, frame, most_title) for row in waiting]
        visits = _visits(paper, frame, most_business)
        if _height(_CASES, cases) + (not cases) + _height(_VISITS, visits) <= room:
            return cases, visits
    return _shared_out(cases, visits, room)


def _shared_out(cases: Rows, visits: Rows, room: int) -> tuple[Rows, Rows]:
    """What of both has room: all cases if giving up visits but the last one makes it possible."""
    for count in range(len(visits), min(len(visits), 1) - 1, -1):
        left = room - _height(_VISITS, visits[:count])
        if _height(_CASES, cases) + (not cases) <= left:
            return cases, visits[:count]
    last = visits[:1]
    return _fitting(cases, room - _height(_VISITS, last) - 1), last


def _urgency(row: DifficultyRow) -> tuple[bool, int]:
    """What is most overdue first, what has no time limit last."""
    return row.days_left is None, row.days_left or 0


def _case(row: DifficultyRow, frame: PaperFrame, most: int) -> list[str]:
    unit = shortened(row.lead_unit, _MOST_UNIT) or "—"
    return [row.number, one_line(row.title, frame, most), unit, table_day(row.deadline), light_words(row)]


def _visits(paper: FirmPaper, frame: PaperFrame, most: int) -> Rows:
    return [
        [table_day(visit.on), visit.leader_name, one_line(_heard(visit), frame, most) or "—"]
        for visit in paper.visits[:_LAST_VISITS]
    ]


def _heard(visit: VisitRow) -> str:
    """Warnings first: they are what must not be cut off."""
    return joined(warnings_words(visit), trends_words(visit), moves_words(visit), visit.business)


def _promises(paper: FirmPaper, frame: PaperFrame) -> str:
    return "\n".join(open_promises(paper, frame, _MOST_PROMISE)[:_MOST_PROMISES])


def _height(columns: Sequence[Column], rows: Rows) -> int:
    """Whole lines that a table takes."""
    return ceil(_TABLE_HEAD + sum(_row_height(columns, row) for row in rows)) if rows else 0


def _row_height(columns: Sequence[Column], row: Sequence[str]) -> float:
    return row_height([(text, column.share) for text, column in zip(row, columns, strict=True)])


def _fitting(rows: Rows, room: float) -> Rows:
    """As many rows as there is room for."""
    ends = accumulate((_row_height(_CASES, row) for row in rows), initial=_TABLE_HEAD)
    return rows[: max(0, sum(1 for _end in takewhile(lambda end: end <= room, ends)) - 1)]


def _rest(waiting: int, shown: int) -> str:
    if not waiting:
        return "未了结的诉求：无。"
    return f"另有{waiting - shown}件未了结的诉求，见一企一档。" if shown else f"未了结的诉求{waiting}件，见一企一档。"
