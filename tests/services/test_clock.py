"""A clock that can't be right is told before anything is entered."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import Town
from zhenyu_desk.domain.clock import ClockDoubt, clock_doubt
from zhenyu_desk.services.clock import doubt_of_clock
from zhenyu_desk.store.queries.audit import last_entry_at


@pytest.mark.parametrize(
    ("shift", "word"),
    [
        (timedelta(days=-1), "早于"),
        (timedelta(days=-3650), "早于"),
        (timedelta(days=366), "年份"),
        (timedelta(seconds=5), None),
        (timedelta(minutes=-5), None),
        (timedelta(days=60), None),
    ],
)
def test_the_clock_and_the_last_entry(town: Town, shift: timedelta, word: str | None) -> None:
    last = town.context.read(last_entry_at)
    assert last is not None
    told = doubt_of_clock(town.context, last + shift)
    if word is None:
        assert told is None
    else:
        assert told is not None
        assert word in told
        assert f"{(last + shift).astimezone():%Y-%m-%d}" in told


@given(st.datetimes(), st.timedeltas(timedelta(0), timedelta(days=290)))
def test_a_clock_that_goes_on_is_never_doubted(last: datetime, later: timedelta) -> None:
    last = last.replace(tzinfo=UTC)
    try:
        now = last + later
    except OverflowError:
        return
    assert clock_doubt(now, last) is None


def test_an_empty_log_says_nothing_of_the_clock() -> None:
    assert clock_doubt(datetime.now(UTC), None) is None
    assert clock_doubt(datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)) is ClockDoubt.BEHIND
