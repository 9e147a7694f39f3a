"""Section 一、总体情况 as the program writes it: a paragraph on visits and one on difficulties, from the figures."""

from __future__ import annotations

from zhenyu_desk.domain.figures import Figures
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.reports.monthly.wording import (
    MONTHLY,
    count_change,
    count_changes,
    day_words,
    days_words,
    rate_change,
    rate_words,
    sentence,
)


def overview_text(report: MonthReport) -> str:
    """The paragraphs, one per line."""
    return f"{_visits(report)}\n{_difficulties(report)}"


def _visits(report: MonthReport) -> str:
    now, before, year = report.figures.current, report.figures.former_month, report.figures.former_year
    visits = f"走访企业{now.visits.value}家次{count_changes(now.visits, before.visits, year.visits)}"
    firms = f"涉及企业{now.visited_enterprises.value}家" if now.visits.value else ""
    return f"{now.month.month}月，全镇挂钩领导{sentence(visits, firms)}" + sentence(
        f"截至{day_words(now.as_of)}，全镇在挂钩企业{now.paired_enterprises.value}家",
        rate_words("走访覆盖率", now.coverage),
        rate_change(now.coverage, before.coverage, MONTHLY),
        rate_words("频次达标率", now.frequency_met),
    )


def _difficulties(report: MonthReport) -> str:
    now, before, year = report.figures.current, report.figures.former_month, report.figures.former_year
    change = f"（{count_change(now.resolved, before.resolved, MONTHLY)}）"
    parts = [
        f"本月应办困难诉求{now.to_handle.value}件，其中上月结转{now.carried_over.value}件、",
        f"本月新增{now.new.value}件{count_changes(now.new, before.new, year.new)}；",
        f"本月办结{now.resolved.value}件{change}。",
        _due(now),
        sentence(
            rate_words("按期办结率", now.on_time_rate), rate_change(now.on_time_rate, before.on_time_rate, MONTHLY)
        ),
        sentence(rate_words("今年以来累计办结率", now.cumulative_resolved_rate)),
        sentence(
            days_words("经交办办结的诉求平均办理时长", now.mean_handling_days),
            days_words("中位数", now.median_handling_days),
        ),
        sentence(
            rate_words("解决率", now.solved_rate),
            rate_words("回访率", now.followed_up_rate),
            rate_words("满意率", now.satisfaction_rate),
        ),
        _standing(now),
    ]
    return "".join(parts)


def _due(now: Figures) -> str:
    if not now.due.value:
        return "本月无应结诉求。"
    return sentence(f"本月应结{now.due.value}件", rate_words("到期办结率", now.due_resolved_rate))


def _standing(now: Figures) -> str:
    late = f"，其中超期{now.overdue.value}件" if now.open.value else ""
    return (
        f"截至{day_words(now.as_of)}，未办结{now.open.value}件{late}；"
        f"挂账{now.parked.value}件；本月终止{now.ended.value}件。"
    )
