"""Papers about firms: 一企一档 and the hand-over list of a leader."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.papers import FirmPaper, HandOverPaper, PaperFrame
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseDetail, YearlyRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.reports.blocks import Block, Blocks, Column, Field, FormRow
from zhenyu_desk.reports.monthly.wording import full_day, plain, table_day
from zhenyu_desk.reports.papers.facts import (
    contact_words,
    is_waiting,
    joined,
    light_words,
    open_promises,
    trends_words,
)
from zhenyu_desk.reports.papers.firm_card import firm_rows
from zhenyu_desk.reports.placing import Align


def dossier(paper: FirmPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """一企一档: everything the ledger knows of a firm."""
    firm = paper.firm
    return [
        *blocks.title(f"{firm.name}企业档案", firm.name),
        *blocks.heading(1, "一、基本情况", lines_below=5),
        *blocks.form(firm_rows(firm, frame), firm.name),
        *blocks.heading(1, "二、联系人", lines_below=3),
        *_contacts(firm, frame, blocks),
        *blocks.heading(1, "三、挂钩领导", lines_below=3),
        *_pairings(firm, blocks),
        *blocks.heading(1, "四、年度指标", lines_below=3),
        *_yearly(firm.yearly, blocks),
        *blocks.heading(1, "五、走访记录", lines_below=3),
        *_visits(paper, frame, blocks),
        *blocks.heading(1, "六、困难诉求", lines_below=3),
        *(_cases_table("困难诉求", paper.cases, blocks) if paper.cases else blocks.text("无。")),
        *blocks.signed(frame.issuer, frame.day, firm.name),
    ]


def hand_over(paper: HandOverPaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """A leader's firms with what goes on in each, to be handed to the successor (landscape)."""
    leader = paper.leader
    columns = [
        Column("序号", 5, Align.RIGHT),
        Column("企业", 20),
        Column("联系人", 17),
        Column("最近走访", 12),
        Column("未了结的诉求", 28),
        Column("待兑现的承诺", 18),
    ]
    rows = [[str(number), *_hand_over_cells(firm, frame)] for number, firm in enumerate(paper.firms, 1)]
    records = [firm.firm.name for firm in paper.firms]
    return [
        *blocks.title(f"{leader.name}挂钩企业移交清单", leader.name),
        *blocks.note(f"{leader.post}{leader.name}挂钩企业{len(paper.firms)}家，截至{full_day(frame.day)}。"),
        *blocks.table("移交企业", columns, rows, records=records),
        *blocks.blank(),
        *blocks.form([FormRow([Field("移交人", "", 33), Field("接收人", "", 33), Field("监交人", "", 34)], 1.5)]),
    ]


def _cases_table(caption: str, cases: Sequence[DifficultyRow], blocks: Blocks) -> Block:
    if not cases:
        return blocks.note(f"{caption}：无。")
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
            row.title,
            row.lead_unit or "—",
            table_day(row.deadline),
            light_words(row),
        ]
        for row in cases
    ]
    return blocks.table(caption, columns, cells, records=[row.number for row in cases])


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
            frame.text(joined(trends_words(visit), visit.business, *(move.word for move in visit.moves))) or "—",
        ]
        for visit in paper.visits
    ]
    return blocks.table("走访记录", columns, rows, records=[visit.number for visit in paper.visits])


def _hand_over_cells(paper: FirmPaper, frame: PaperFrame) -> list[str]:
    waiting = [row for row in paper.cases if is_waiting(row)]
    last = paper.visits[0].on if paper.visits else None
    return [
        paper.firm.name,
        contact_words(paper.firm, frame),
        table_day(last),
        "\n".join(f"{row.number}{row.title}（{light_words(row)}）" for row in waiting) or "无",
        "\n".join(map(frame.text, open_promises(paper))) or "无",
    ]
