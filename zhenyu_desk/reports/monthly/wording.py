"""How the report puts figures into words.

The guard of report.md: 环比 is against last month, 同比 against the same month last year; counts change by percent,
rates by 个百分点; a former figure of 0 is 「上月无」; no rate without its numerator and denominator.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from zhenyu_desk.domain.figures import Count, Days, Rate
from zhenyu_desk.domain.terms import Move, VisitWarning

NO_VALUE = "—"
_TENTH = Decimal("0.1")
_HUNDRED = 100


def day_words(day: date) -> str:
    """10月31日."""
    return f"{day.month}月{day.day}日"


def full_day(day: date) -> str:
    """2026年10月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def table_day(day: date | None) -> str:
    """2026-10-31 for a table cell, which may be empty."""
    return day.isoformat() if day else NO_VALUE


def percent(value: Decimal | None) -> str:
    """A fraction as a percentage with one decimal; — where there is none."""
    return NO_VALUE if value is None else f"{_tenths(value * _HUNDRED)}%"


def share(part: int, whole: int) -> str:
    """A part of a whole as a percentage with one decimal."""
    return percent(Decimal(part) / whole if whole else None)


def move_word(move: Move) -> str:
    """What a firm plans; the rest by a name that stands alone."""
    return "其他动向" if move is Move.OTHER else move.word


def warning_word(warning: VisitWarning) -> str:
    """What a visit warned of; the rest by a name that stands alone."""
    return "其他预警" if warning is VisitWarning.OTHER else warning.word


def sentence(*parts: str) -> str:
    """The parts that say something, joined by commas; nothing where none does."""
    said = [part for part in parts if part]
    return f"{'，'.join(said)}。" if said else ""


def rate_words(name: str, rate: Rate) -> str:
    """«按期办结率92.6%（25/27）»; nothing where there is nothing to share."""
    if not rate.base:
        return ""
    return f"{name}{percent(rate.value)}（{plain(rate.numerator)}/{rate.denominator}）"


def plain(value: Decimal) -> str:
    """A number without needless zeros: 25 or 24.6."""
    return f"{value.normalize():f}"


def days_words(name: str, days: Days) -> str:
    """«平均办理时长6.4个工作日»; nothing without rows."""
    return "" if days.value is None else f"{name}{plain(days.value)}个工作日"


def count_changes(now: Count, before: Count, year: Count) -> str:
    """«（环比增长16.7%，同比持平）»; what both lack is said once."""
    if not before.value and not year.value:
        return "（上月、上年同月均无）"
    return f"（{count_change(now, before, MONTHLY)}，{count_change(now, year, YEARLY)}）"


def count_change(now: Count, former: Count, against: str) -> str:
    """«环比增长16.7%», «同比下降5.0%», «环比持平», and «上月无» or «上年同月无» where there was nothing to compare."""
    if former.value == 0:
        return _NOTHING[against]
    change = _tenths(Decimal(now.value - former.value) * _HUNDRED / former.value)
    if change == 0:
        return f"{against}持平"
    return f"{against}{'增长' if change > 0 else '下降'}{abs(change)}%"


def rate_change(now: Rate, former: Rate, against: str) -> str:
    """«环比上升3.4个百分点»; «上月无可比数据» where there was no rate; empty where there is none now."""
    if now.value is None:
        return ""
    if former.value is None:
        return f"{_NOTHING[against]}可比数据"
    change = _tenths((now.value - former.value) * _HUNDRED)
    if change == 0:
        return f"{against}持平"
    return f"{against}{'上升' if change > 0 else '下降'}{abs(change)}个百分点"


MONTHLY, YEARLY = "环比", "同比"
_NOTHING = {MONTHLY: "上月无", YEARLY: "上年同月无"}


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)
