"""The wording guard: 环比 and 同比, percent and 百分点, 上月无, numerators and denominators."""

from decimal import Decimal

import pytest

from zhenyu_desk.domain.figures import Count, Days, Rate
from zhenyu_desk.reports.monthly.wording import (
    MONTHLY,
    YEARLY,
    count_change,
    count_changes,
    days_words,
    percent,
    rate_change,
    rate_words,
    sentence,
    share,
)


def rate(hits: int, base: int) -> Rate:
    """A rate of plain counts."""
    return Rate(tuple(range(hits)), tuple(range(base)), Decimal(hits))


@pytest.mark.parametrize(
    ("now", "former", "words"),
    [
        (42, 36, "环比增长16.7%"),
        (36, 42, "环比下降14.3%"),
        (5, 5, "环比持平"),
        (5, 0, "上月无"),
        (0, 5, "环比下降100.0%"),
    ],
)
def test_counts_change_by_percent(now: int, former: int, words: str) -> None:
    assert count_change(Count((0,) * now), Count((0,) * former), MONTHLY) == words


def test_the_same_month_of_last_year_is_compared_year_on_year() -> None:
    assert count_change(Count((1, 2)), Count((1,)), YEARLY) == "同比增长100.0%"
    assert count_change(Count((1, 2)), Count(()), YEARLY) == "上年同月无"


@pytest.mark.parametrize(
    ("now", "former", "words"),
    [
        (rate(25, 27), rate(24, 27), "环比上升3.7个百分点"),
        (rate(24, 27), rate(25, 27), "环比下降3.7个百分点"),
        (rate(1, 2), rate(2, 4), "环比持平"),
        (rate(1, 2), rate(0, 0), "上月无可比数据"),
        (rate(0, 0), rate(1, 2), ""),
    ],
)
def test_rates_change_by_percentage_points(now: Rate, former: Rate, words: str) -> None:
    assert rate_change(now, former, MONTHLY) == words


def test_a_rate_is_never_alone() -> None:
    assert rate_words("按期办结率", rate(25, 27)) == "按期办结率92.6%（25/27）"
    assert rate_words("满意率", rate(0, 0)) == ""
    assert rate_words("满意率", Rate((1, 2), (1, 2), Decimal("1.8"))) == "满意率90.0%（1.8/2）"


def test_nothing_to_share_is_a_dash_in_a_table_and_not_said_in_a_sentence() -> None:
    assert (percent(None), share(0, 0), days_words("中位数", Days((), None))) == ("—", "—", "")
    assert days_words("中位数", Days((1,), Decimal("6.4"))) == "中位数6.4个工作日"
    assert days_words("平均", Days((1,), Decimal("5.0"))) == "平均5个工作日"
    assert (sentence("甲", "", "乙"), sentence("", "")) == ("甲，乙。", "")


def test_what_both_months_lack_is_said_once() -> None:
    one, two, none = Count((1,)), Count((1, 2)), Count(())
    assert count_changes(two, none, none) == "（上月、上年同月均无）"
    assert count_changes(two, one, none) == "（环比增长100.0%，上年同月无）"
