"""Papers about firms: 一企一档 and the hand-over list of a leader."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.papers import FirmPaper, HandOverPaper, PaperFrame
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseDetail, VisitRow, YearlyRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.reports.blocks import Block, Blocks, Column, Field, FormRow, whole
from zhenyu_desk.reports.monthly.wording import full_day, plain, table_day
from zhenyu_desk.reports.papers.facts import (
    BLANK_DAY,
    contact_words,
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
from zhenyu_desk.reports.papers.keeping import kept_below
from zhenyu_desk.reports.placing import Align

_MOST_TITLE, _MOST_PROMISE = 60, 60  # characters
_HAND_OVER = [
    Column("序号", 5, Align.RIGHT),
    Column("企业", 18),
    Column("联系人", 15),
    Column("最近走访", 10),
    Column("未了结的诉求", 28),
    Column("待兑现的承诺", 24),
]


def dossier(paper: FirmPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """一企一档: everything the ledger knows of a firm."""
    firm = paper.firm
    return [
        *blocks.title(f"{firm.name}企业档案", firm.name),
        *blocks.heading(1, "一、基本情况"),
        *blocks.form(firm_rows(firm, frame), firm.name),
        *blocks.heading(1, "二、联系人"),
        *_contacts(firm, frame, blocks),
        *blocks.heading(1, "三、挂钩领导"),
        *_pairings(firm, blocks),
        *blocks.heading(1, "四、年度指标"),
        *_yearly(firm.yearly, blocks),
        *blocks.heading(1, "五、走访记录"),
        *_visits(paper, frame, blocks),
        *blocks.heading(1, "六、困难诉求"),
        *_cases_and_signature(paper, frame, blocks),
    ]


def hand_over(paper: HandOverPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """A leader's firms with what goes on in each, to be handed to the successor (landscape)."""
    leader, count = paper.leader, len(paper.firms)
    to = f"移交{paper.successor}" if paper.successor else ""
    rows = [[str(number), *_hand_over_cells(firm, frame)] for number, firm in enumerate(paper.firms, 1)]
    records = [firm.firm.name for firm in paper.firms]
    is_cut = any("…" in cell for row in rows for cell in row)
    signatures = FormRow([Field("移交人", "", 33), Field("接收人", "", 33), Field("监交人", "", 34)], 1.5)
    below = [
        *(blocks.note("「…」处有省略，全文见台账。") if is_cut else []),
        *blocks.blank(),
        *blocks.form([signatures, whole("移交日期", BLANK_DAY, 1.2)]),
    ]
    return [
        *blocks.title(f"{leader.name}挂钩企业移交清单", leader.name),
        *blocks.note(f"{leader.post}{leader.name}挂钩企业{count}家{to and f'，{to}'}，截至{full_day(frame.day)}。"),
        *kept_below(blocks.table("移交企业", _HAND_OVER, rows, records=records), below),
    ]


def _cases_and_signature(paper: FirmPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    name = paper.firm.name
    if not paper.cases:
        return blocks.closing("无。", frame.issuer, frame.day, name)
    return kept_below(_cases_table(paper.cases, frame, blocks), blocks.signed(frame.issuer, frame.day, name))


def _cases_table(cases: Sequence[DifficultyRow], frame: PaperFrame, blocks: Blocks) -> Block:
    columns = [
        Column("编号", 17),
        Column("反映日期", 14),
        Column("诉求", 29),
        Column("牵头单位", 14),
        Column("时限", 14),
        Column("情况", 12),
    ]
    cells = [
        [
            row.number,
            table_day(row.reported_on),
            frame.text(row.title),
            row.lead_unit or "—",
            table_day(row.deadline),
            light_words(row),
        ]
        for row in cases
    ]
    return blocks.table("困难诉求", columns, cells, records=[row.number for row in cases])


def _contacts(firm: EnterpriseDetail, frame: PaperFrame, blocks: Blocks) -> Block:
    used = [contact for contact in firm.contacts if contact.in_use is InUse.ACTIVE]
    if not used:
        return blocks.text("无。")
    columns = [Column("姓名", 25), Column("职务", 35), Column("手机", 40)]
    rows = [[contact.name, contact.post or "—", frame.phone(contact.mobile) or "—"] for contact in used]
    return blocks.table("联系人", columns, rows)


def _pairings(firm: EnterpriseDetail, blocks: Blocks) -> Block:
    if not firm.pairings:
        return blocks.text("无。")
    columns = [Column("领导", 30), Column("角色", 14), Column("起", 18), Column("止", 18), Column("频次", 20)]
    rows = [
        [
            f"{p.leader_name}（{p.leader_post}）",
            p.role.word,
            table_day(p.start),
            table_day(p.end),
            f"每{p.frequency_days}天" if p.frequency_days else "—",
        ]
        for p in firm.pairings
    ]
    return blocks.table("挂钩关系", columns, rows)


def _yearly(years: Sequence[YearlyRow], blocks: Blocks) -> Block:
    if not years:
        return blocks.text("无。")
    columns = [
        Column("年度", 12),
        *(
            Column(title, 18, Align.RIGHT)
            for title in ("产值（万元）", "税收（万元）", "用电（万千瓦时）", "研发（万元）")
        ),
        Column("来源", 16),
    ]
    rows = [
        [
            str(year.year),
            *("—" if value is None else plain(value) for value in (year.output, year.tax, year.power, year.research)),
            year.source or "—",
        ]
        for year in years
    ]
    return blocks.table("年度指标", columns, rows)


def _visits(paper: FirmPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    if not paper.visits:
        return blocks.text("无。")
    columns = [Column("编号", 17), Column("日期", 14), Column("领导", 11), Column("情况", 58)]
    rows = [
        [
            visit.number,
            table_day(visit.on),
            visit.leader_name,
            frame.text(_heard(visit)) or "—",
        ]
        for visit in paper.visits
    ]
    return blocks.table("走访记录", columns, rows, records=[visit.number for visit in paper.visits])


def _heard(visit: VisitRow) -> str:
    return joined(trends_words(visit), visit.business, moves_words(visit), warnings_words(visit))


def _hand_over_cells(paper: FirmPaper, frame: PaperFrame) -> list[str]:
    waiting = [row for row in paper.cases if is_waiting(row)]
    last = paper.visits[0].on if paper.visits else None
    cases = (f"{row.number}{one_line(row.title, frame, _MOST_TITLE)}（{light_words(row)}）" for row in waiting)
    return [
        paper.firm.name,
        contact_words(paper.firm, frame),
        table_day(last),
        "\n".join(cases) or "无",
        "\n".join(open_promises(paper, frame, _MOST_PROMISE)) or "无",
    ]
