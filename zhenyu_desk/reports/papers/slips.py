"""Papers about one difficulty: 交办单 with its reply slip, 督办单, 延期审批单, 回访记录; each keeps to one sheet.

Texts too long for their cell stand on an annex behind it.
"""

from __future__ import annotations

from zhenyu_desk.domain.papers import CasePaper, PaperFrame
from zhenyu_desk.domain.rows import HandlingRow
from zhenyu_desk.domain.terms import Action, Satisfaction
from zhenyu_desk.reports.blocks import LABEL_SHARE, Block, Blocks, Field, FormRow, halves, whole
from zhenyu_desk.reports.monthly.wording import full_day
from zhenyu_desk.reports.page import LINES
from zhenyu_desk.reports.papers.facts import BLANK_DAY, contact_words, day_or_blank, latest, quantity_words
from zhenyu_desk.reports.papers.room import Annex, boxes, form_height, squeezed

_DEMAND = "请于办理时限前办结，并将办理结果填入下方回执报送；不能按期办结的，在时限届满前提出延期申请。"
_LOW = 0.85  # body lines
_SIGNED = "\n签名（盖章）：　　　　　　　　　　年　　月　　日"
_TITLE, _CUT, _SIGNATURE = 2, 1, 3  # body lines
_SAFE_LINE, _SAFE_NAME = 26, 16  # characters in a line, at least: of running text, of 署名
_MOST_REQUEST = 80  # characters of what is asked for in the running text of a 督办单


def assignment(paper: CasePaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """交办单: what is handed to whom until when, and below the line the slip to be sent back; one sheet."""
    row, annex = paper.case.row, Annex(paper.case.row.number)
    units = "、".join(paper.case.supporting_units) or "无"
    upper = [
        halves("编号", row.number, "交办日期", day_or_blank(row.assigned_on), _LOW),
        halves("交办单位", frame.issuer, "级别", _level(paper), _LOW),
        halves("牵头单位", row.lead_unit, "协办单位", units, _LOW),
        whole("企业", row.enterprise_name, _LOW),
        whole("联系人", contact_words(paper.firm, frame), _LOW),
        *_about(paper, frame, annex),
        halves("办理时限", day_or_blank(row.deadline), "类别", row.category, _LOW),
        whole("办理要求", _DEMAND, 1.7),
    ]
    lower = [
        FormRow([Field("编号", row.number, 40), Field("经办人", "", 28), Field("联系电话", "", 32)], _LOW),
        whole("牵头单位", row.lead_unit, _LOW),
        whole("办理情况", "", 2.6),
        whole("办理结果", "□已解决 □部分解决 □解释答复 □转上级办理 □暂不具备条件", _LOW),
        whole("单位意见", _SIGNED, 2),
    ]
    return [
        *blocks.title(f"{frame.settings.town}企业困难诉求交办单", row.number, blank=0),
        *blocks.form(upper, row.number),
        *blocks.cut_line("回执（沿此线裁下报送）"),
        *blocks.form(squeezed(lower, LINES - _TITLE - form_height(upper) - _CUT), row.number),
        *annex.block(blocks),
    ]


def supervision(paper: CasePaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """督办单: what is late, by how much, and what is asked for; one sheet."""
    row, annex = paper.case.row, Annex(paper.case.row.number)
    said = _demand(paper, frame, annex)
    contact = contact_words(paper.firm, frame)
    about = [
        FormRow([Field("编号", row.number, 40), Field("联系人", contact, 60)], _LOW),
        whole("企业", row.enterprise_name, _LOW),
        *_about(paper, frame, annex),
    ]
    upper = squeezed(about, 0)  # the room goes to what is written by hand
    lower = [
        FormRow([Field("编号", row.number, 40), Field("经办人", "", 28), Field("联系电话", "", 32)], _LOW),
        whole("牵头单位", row.lead_unit, _LOW),
        whole("企业", row.enterprise_name, _LOW),
        whole("进展和原因", "", 2),
        whole("拟办结时间", BLANK_DAY, _LOW),
        whole("单位意见", _SIGNED, 1.7),
    ]
    running = sum(1 + len(text) // _SAFE_LINE for text in (row.lead_unit, said))
    signature = _SIGNATURE + len(frame.issuer) // _SAFE_NAME
    used = _TITLE + running + form_height(upper) + signature + _CUT
    return [
        *blocks.title(f"{frame.settings.town}企业困难诉求督办单", row.number, blank=0),
        *blocks.addressee(f"{row.lead_unit}：", row.number),
        *blocks.text(said, row.number),
        *blocks.form(upper, row.number),
        *blocks.signed(frame.issuer, frame.day, row.number),
        *blocks.cut_line("反馈（沿此线裁下报送）"),
        *blocks.form(squeezed(lower, LINES - used), row.number),
        *annex.block(blocks),
    ]


def extension(paper: CasePaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """延期审批单: an extension that was taken down is filled in, else to be written by hand."""
    row, annex = paper.case.row, Annex(paper.case.row.number)
    taken = latest(paper.case.events, Action.EXTEND)
    wanted = day_or_blank(taken.new_deadline if taken else None)
    rows = [
        halves("编号", row.number, "交办日期", day_or_blank(row.assigned_on)),
        whole("申请单位", row.lead_unit),
        whole("企业", row.enterprise_name),
        whole("诉求", annex.fitted("诉求", frame.text(row.title), 3), 2),
        halves("原定时限", day_or_blank(row.original_deadline), "申请延至", wanted, 1.3),
        whole("延期理由", annex.fitted("延期理由", frame.text(taken.reason) if taken else "", 8), 4.5),
        whole("单位意见", _SIGNED, 2.5),
        whole("企服办意见", _SIGNED, 2.5),
        whole("领导审批", _SIGNED, 2.5),
    ]
    return [
        *blocks.title(f"{frame.settings.town}企业困难诉求延期审批单", row.number, blank=0),
        *blocks.form(squeezed(rows, LINES - _TITLE), row.number),
        *annex.block(blocks),
    ]


def call_back(paper: CasePaper, frame: PaperFrame, blocks: Blocks) -> Block:
    """回访记录: what was resolved and how; the last call-back filled in, else to be written by hand."""
    row, annex = paper.case.row, Annex(paper.case.row.number)
    called = latest(paper.case.events, Action.FOLLOW_UP)
    rows = [
        halves("编号", row.number, "联系人", contact_words(paper.firm, frame)),
        whole("企业", row.enterprise_name),
        whole("诉求", annex.fitted("诉求", frame.text(row.title), 3), 2),
        whole("牵头单位", row.lead_unit),
        halves("办结日期", day_or_blank(row.resolved_on), "办理结果", row.result.word if row.result else ""),
        whole("结果说明", annex.fitted("结果说明", frame.text(row.result_text), 5), 2.5),
        halves(
            "回访日期",
            day_or_blank(called.on if called else None),
            "是否接通",
            boxes(("联系上", "联系不上"), _reached(called), share=50 - LABEL_SHARE),
            1.3,
        ),
        whole("企业评价", boxes([s.word for s in Satisfaction], _rating(called)), 1.3),
        whole("企业意见", annex.fitted("企业意见", frame.text(called.text) if called else "", 7), 4.5),
        whole("处理意见", "□销号　□重办　□继续跟踪", 1.3),
        halves("回访人", called.recorder if called else "", "负责人", "", 1.3),
    ]
    return [
        *blocks.title(f"{frame.settings.town}企业困难诉求回访记录", row.number, blank=0),
        *blocks.form(squeezed(rows, LINES - _TITLE), row.number),
        *annex.block(blocks),
    ]


def _demand(paper: CasePaper, frame: PaperFrame, annex: Annex) -> str:
    """What a 督办单 says."""
    row = paper.case.row
    pressed = latest(paper.case.events, Action.SUPERVISE)
    request = frame.text((pressed.text or pressed.reason) if pressed else "").rstrip("。")
    if len(request) > _MOST_REQUEST:
        annex.fitted("督办要求", request, 0)
        request = "督办要求见附页"
    days = row.days_left or 0
    late = f"已超期{-days}个工作日" if days < 0 else "停表中，未超期" if row.is_stopped else "未超期"
    return (
        f"{day_or_blank(row.assigned_on)}交办你单位牵头办理的下列诉求，现行时限为{day_or_blank(row.deadline)}，"
        f"截至{full_day(frame.day)}{late}。{f'{request}。' if request else ''}请抓紧办理，于3个工作日内书面反馈。"
    )


def _about(paper: CasePaper, frame: PaperFrame, annex: Annex) -> list[FormRow]:
    case, row = paper.case, paper.case.row
    title = annex.fitted("诉求", frame.text(row.title) + quantity_words(case), 3)
    words = annex.fitted("企业原话", frame.text(case.words), 4)
    return [
        whole("诉求", title, 1.2),
        whole("企业原话", words or "—", 1.5),
    ]


def _level(paper: CasePaper) -> str:
    row = paper.case.row
    return f"{row.level.word}（{row.urgency.word}）"


def _reached(called: HandlingRow | None) -> str:
    if called is None or called.reached is None:
        return ""
    return "联系上" if called.reached else "联系不上"


def _rating(called: HandlingRow | None) -> str:
    return called.satisfaction.word if called and called.satisfaction else ""
