"""What the program writes for the parts of the report that people may change; only facts that the figures hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zhenyu_desk.domain.month_report import MonthReport, TypicalCase
from zhenyu_desk.domain.phones import mask_phones_in
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.reports.monthly.moves import moves_text
from zhenyu_desk.reports.monthly.overview import overview_text
from zhenyu_desk.reports.monthly.wording import day_words

_ORDER = "一二三四五六七八九十"
_MOST_UNITS = 5


def proposed_texts(report: MonthReport) -> dict[ReportPart, str]:
    """Every part with the text it has when nobody changed it; paragraphs are lines."""
    return {part: write(report) for part, write in _WRITERS.items()}


def text_of(report: MonthReport, part: ReportPart) -> str:
    """What the report prints for a part: as people wrote it, its telephone numbers masked, or as proposed."""
    return mask_phones_in(report.texts.get(part, "")) or _WRITERS[part](report)


def _cases(report: MonthReport) -> str:
    if not report.typical:
        return "本月无典型案例。"
    return "\n".join(
        f"（{_ORDER[place] if place < len(_ORDER) else place + 1}）{case.row.title}\n{_case(case)}"
        for place, case in enumerate(report.typical)
    )


def _case(case: TypicalCase) -> str:
    row = case.row
    words = f"反映：{case.words}" if case.words else f"反映“{row.title}”"
    sentences = [f"{_closed(f'{day_words(row.reported_on)}，{row.enterprise_name}{words}')}。"]
    if row.lead_unit:
        sentences.append(f"由{row.lead_unit}牵头办理。")
    if row.resolved_on and row.result:
        result = f"：{row.result_text}" if row.result_text else ""
        sentences.append(f"{_closed(f'{day_words(row.resolved_on)}办结，结果为{row.result.word}{result}')}。")
    if row.satisfaction:
        sentences.append(f"回访评价{row.satisfaction.word}。")
    return "".join(sentences)


def _problems(report: MonthReport) -> str:
    now = report.figures.current
    points = []
    if report.unvisited:
        points.append(
            f"走访覆盖还有空白。{now.paired_enterprises.value}家在挂钩企业中，本月{len(report.unvisited)}家未走访"
        )
    if report.overdue:
        units = _units(row.lead_unit for row in report.overdue)
        points.append(f"部分诉求超期。截至{day_words(now.as_of)}，超期未办结{now.overdue.value}件{units}")
    if report.parked:
        points.append(f"部分诉求暂不具备解决条件。挂账{now.parked.value}件，需按复核日期逐件跟踪")
    stale = sum(1 for row in report.open if row.is_stale)
    if stale:
        points.append(f"个别诉求办理进展更新不及时。{stale}件超过规定天数没有新的办理记录")
    return _numbered(points) or "本月未发现突出问题。"


def _next_steps(report: MonthReport) -> str:
    now = report.figures.current
    points = []
    if report.unvisited:
        points.append(f"抓紧走访。各挂钩领导对本月未走访的{len(report.unvisited)}家企业尽快安排走访")
    if report.overdue:
        points.append(f"加快办理。对{now.overdue.value}件超期诉求逐件督办，由牵头单位说明原因、明确时限")
    if report.open:
        points.append(f"盯紧在办。对{now.open.value}件未办结诉求按时限推进，临期件提前提醒")
    if report.parked:
        points.append(f"跟踪挂账。对{now.parked.value}件挂账诉求到复核日期即行复核")
    return "\n".join(filter(None, (_numbered(points), _see_annexes(report)))) or "继续做好走访和诉求办理工作。"


def _see_annexes(report: MonthReport) -> str:
    """Who finds what in which annex, as far as there is something."""
    lists = [("未走访企业", "各挂钩领导", report.unvisited), ("超期诉求", "各牵头单位", report.overdue)]
    named = [(what, who) for what, who, rows in lists if rows]
    if not named:
        return ""
    whats, whos = ("、".join(words) for words in zip(*named, strict=True))
    return f"{whats}明细见附件，请{whos}对照抓紧落实。"


def _closed(words: str) -> str:
    """A sentence without the marks and blanks people left at its end."""
    return words.rstrip("。；，、：;,. \n")


def _units(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(name for name in names if name))
    if not known:
        return ""
    return f"，涉及{'、'.join(known[:_MOST_UNITS])}{'等' if len(known) > _MOST_UNITS else ''}"


def _numbered(points: Iterable[str]) -> str:
    return "\n".join(f"{_ORDER[place]}是{point}。" for place, point in enumerate(points))


_WRITERS: dict[ReportPart, Callable[[MonthReport], str]] = {
    ReportPart.OVERVIEW: overview_text,
    ReportPart.MOVES: moves_text,
    ReportPart.CASES: _cases,
    ReportPart.PROBLEMS: _problems,
    ReportPart.NEXT_STEPS: _next_steps,
}
