"""What narrows a list: periods that move on with the days, and the way a filter is kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.case_filters import CaseOrder, Chip, Narrowing, Period

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
IDS = st.none() | st.integers(1, 10**6)
NARROWINGS = st.builds(
    Narrowing, st.sampled_from(Chip), IDS, IDS, IDS, st.sampled_from(Period), DAYS, DAYS, st.text(max_size=20)
)


@given(NARROWINGS)
def test_a_kept_filter_comes_back_as_it_was(narrowing: Narrowing) -> None:
    assert Narrowing.from_text(narrowing.as_text()) == narrowing


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"chip":"none"}', "null", '{"chip":"open","category_id":"1"}'])
def test_what_cannot_be_read_back_is_nothing(text: str) -> None:
    assert Narrowing.from_text(text) is None


@pytest.mark.parametrize(
    ("period", "span"),
    [
        (Period.ALWAYS, (None, None)),
        (Period.THIS_MONTH, (date(2026, 1, 1), None)),
        (Period.LAST_MONTH, (date(2025, 12, 1), date(2025, 12, 31))),
        (Period.THIS_YEAR, (date(2026, 1, 1), None)),
        (Period.LAST_YEAR, (date(2025, 1, 1), date(2025, 12, 31))),
        (Period.SPAN, (date(2025, 3, 1), date(2025, 4, 2))),
    ],
)
def test_a_period_means_other_days_as_time_goes_on(period: Period, span: tuple[date | None, date | None]) -> None:
    narrowing = Narrowing(period=period, start=date(2025, 3, 1), end=date(2025, 4, 2))
    wanted = narrowing.wanted(date(2026, 1, 20), CaseOrder.NEWEST)
    assert (wanted.reported_from, wanted.reported_to) == span
    assert wanted.order is CaseOrder.NEWEST


def test_a_filter_is_plain_while_only_its_chip_is_chosen() -> None:
    assert Narrowing(chip=Chip.ALL).is_plain
    assert not Narrowing(chip=Chip.ALL, text="增容").is_plain
