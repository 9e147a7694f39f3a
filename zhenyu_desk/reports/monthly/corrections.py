"""上月数据更正: what the report issued for the month before would say otherwise by now, and why."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.frozen_figures import Difference, by_reason, share_in
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.reports.blocks import Block, Blocks
from zhenyu_desk.reports.monthly.wording import NO_VALUE, day_words, percent

_TITLE = "上月数据更正"
_MOST_REASONS = 5


def corrections(report: MonthReport, blocks: Blocks) -> Block:
    """A paragraph under a heading of its own; nothing where nothing changed."""
    former = report.figures.current.month.minus(1)
    lines = [line for line in (corrected(report.differences, former), completed(report.differences, former)) if line]
    if not lines:
        return []
    return [
        *blocks.heading(2, _TITLE),
        *(block for line in lines for block in blocks.text(line, _TITLE)),
    ]


def corrected(found: Sequence[Difference], former: Month) -> str:
    """«9月通报数据更正如下：因ZF-2026-0012补录，走访家次由28家次更正为29家次，…。»; figures of one cause together."""
    groups = [
        _because(reasons) + "，".join(_change(one, former) for one in group) for reasons, group in by_reason(found)
    ]
    return f"{former.month}月通报数据更正如下：{'；'.join(groups)}。" if groups else ""


def completed(found: Sequence[Difference], former: Month) -> str:
    """What the rest of the month came to, where the report of it was issued before its end."""
    grown = [one for one in found if one.whole and one.whole != one.now]
    if not grown:
        return ""
    until = f"{former.month}月通报数据截至{day_words(grown[0].as_of or former.last)}"
    parts = [f"{_word(one, former)}{_value(one, one.whole)}（已报{_value(one, one.reported)}）" for one in grown]
    return f"{until}，全月{'，'.join(parts)}，本月环比以全月数为基数。"


def _because(reasons: Sequence[str]) -> str:
    if not reasons:
        return ""
    named = "、".join(reasons[:_MOST_REASONS])
    return f"因{named}{f'等{len(reasons)}项' if len(reasons) > _MOST_REASONS else ''}，"


def _change(one: Difference, former: Month) -> str:
    word = _word(one, former)
    if one.reported == one.now:
        return f"{word}仍为{_value(one, one.now)}，所计记录有变动"
    return f"{word}由{_value(one, one.reported)}更正为{_value(one, one.now)}"


def _word(one: Difference, former: Month) -> str:
    """The figure's name as seen from the month after: «9月新增», «8月结转»."""
    as_of = one.as_of or former.last
    end = f"{former.month}月末" if as_of == former.last else day_words(as_of)
    word = one.word.replace("上月", f"{former.minus(1).month}月").replace("本月", f"{former.month}月")
    return word.replace("月末", end)


def _value(one: Difference, value: str) -> str:
    if one.is_rate:
        return f"{percent(share_in(value))}（{value}）"
    return value if value == NO_VALUE else f"{value}{one.unit}"
