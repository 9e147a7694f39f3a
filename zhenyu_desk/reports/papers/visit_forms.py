"""走访登记表: an empty form to write a visit into by hand, with its number and firm filled in."""

from __future__ import annotations

from zhenyu_desk.domain.papers import PaperFrame, VisitForm
from zhenyu_desk.domain.terms import Move, VisitWarning, VisitWay
from zhenyu_desk.reports.blocks import Block, Blocks, halves, whole
from zhenyu_desk.reports.page import LINES
from zhenyu_desk.reports.papers.facts import BLANK_DAY
from zhenyu_desk.reports.papers.room import boxes, in_lines, squeezed

_LOW = 0.85  # body lines
_TITLE = 2
_INVESTMENT = "计划投资：　　　　　万元"
_TREND = "□升　□平　□降　　　数值："
_CASE = "\n\n类别：　　　　　　牵头单位：　　　　　　□紧急　□现场答复"


def visit_form(form: VisitForm, frame: PaperFrame, blocks: Blocks) -> Block:
    """One sheet for a visit of one firm."""
    rows = [
        halves("编号", form.number, "走访日期", BLANK_DAY, _LOW),
        whole("企业", form.firm.name, _LOW),
        halves("走访领导", form.leader, "陪同人员", "", _LOW),
        halves("接待人", "", "记录人", "", _LOW),
        whole("方式", boxes(way.word for way in VisitWay), _LOW),
        whole("产值", _TREND, _LOW),
        whole("订单", _TREND, _LOW),
        whole("用工", _TREND, _LOW),
        whole("经营状况", "", 2),
        whole("发展动向", in_lines([*(f"□{move.word}" for move in Move), _INVESTMENT]), 1.4),
        whole("预警", boxes(warning.word for warning in VisitWarning), 1.4),
        *(whole(f"诉求{number}", _CASE, 2) for number in "123"),
        whole("领导承诺", "", 1.2),
        halves("录入人", "", "录入日期", BLANK_DAY, _LOW),
    ]
    return [
        *blocks.title(f"{frame.settings.town}企业走访登记表", form.number, blank=0),
        *blocks.form(squeezed(rows, LINES - _TITLE), form.number),
    ]
