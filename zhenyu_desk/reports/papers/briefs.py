"""走访前一页纸: what whoever visits a firm must know, on one page whatever there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, takewhile
from math import ceil

from zhenyu_desk.domain.papers import FirmPaper, PaperFrame
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.reports.blocks import Block, Blocks, Column, whole
from zhenyu_desk.reports.monthly.wording import full_day, table_day
from zhenyu_desk.reports.page import LINES
from zhenyu_desk.reports.papers.facts import is_waiting, joined, light_words, open_promises, trends_words
from zhenyu_desk.reports.papers.firm_card import firm_rows
from zhenyu_desk.reports.papers.room import form_height, row_height, shortened

_MOST_PRODUCTS = 58  # characters: two lines of the form
_LAST_VISITS, _MOST_BUSINESS = 3, 60  # two lines of the table
_MOST_PROMISES, _MOST_PROMISE = 2, 56
_LOW = 0.85  # body lines
_MOST_TITLE, _MOST_UNIT = 32, 12
_HEAD = 3  # body lines: title and note
_TABLE_HEAD = 1.7  # body lines: caption and column heads
_CASES = [Column("编号", 17), Column("诉求", 41), Column("牵头单位", 16), Column("时限", 14), Column("情况", 12)]
_VISITS = [Column("日期", 14), Column("领导", 12), Column("情况", 74)]
Rows = list[list[str]]


def briefs(papers: Sequence[FirmPaper], frame: PaperFrame, blocks: Blocks) -> Block:
    """Several firms in one print, each on a page of its own."""
    story: Block = []
    for number, paper in enumerate(papers):
        if number:
            story += blocks.page()
        story += _brief(paper, frame, blocks)
    return story


def _brief(paper: FirmPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    firm = paper.firm
    card = firm_rows(firm, frame, most_products=_MOST_PRODUCTS)
    promises = _promises(paper, frame)
    if promises:
        card.append(whole("待兑现承诺", promises, _LOW))
    waiting = sorted(filter(is_waiting, paper.cases), key=_urgency)
    cases, visits = _shared_out(
        [_case(row, frame) for row in waiting], _visits(paper, frame), LINES - _HEAD - form_height(card)
    )
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


def _case(row: DifficultyRow, frame: PaperFrame) -> list[str]:
    title = shortened(frame.text(row.title), _MOST_TITLE)
    return [row.number, title, shortened(row.lead_unit, _MOST_UNIT) or "—", table_day(row.deadline), light_words(row)]


def _visits(paper: FirmPaper, frame: PaperFrame) -> Rows:
    return [
        [
            table_day(visit.on),
            visit.leader_name,
            shortened(frame.text(joined(trends_words(visit), visit.business)).replace("\n", " "), _MOST_BUSINESS)
            or "—",
        ]
        for visit in paper.visits[:_LAST_VISITS]
    ]


def _promises(paper: FirmPaper, frame: PaperFrame) -> str:
    texts = (frame.text(text).replace("\n", " ") for text in open_promises(paper)[:_MOST_PROMISES])
    return "\n".join(shortened(text, _MOST_PROMISE) for text in texts)


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
