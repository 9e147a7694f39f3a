"""Working days against counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.workdays import WorkCalendar

DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))
CALENDARS = st.builds(WorkCalendar, st.dictionaries(DAYS, st.booleans(), max_size=25), st.just(frozenset({2026})))


def counted(calendar: WorkCalendar, start: date, end: date) -> int:
    """Working days after `start` up to and with `end`, one by one."""
    return sum(calendar.is_workday(start + timedelta(days=i)) for i in range(1, (end - start).days + 1))


@given(CALENDARS, DAYS, DAYS)
def test_counting_by_rule_equals_counting_one_by_one(calendar: WorkCalendar, start: date, end: date) -> None:
    assert calendar.workdays_after(start, end) == counted(calendar, start, end)


@given(CALENDARS, DAYS, st.integers(0, 40))
def test_the_day_reached_is_a_working_day_and_lies_that_many_on(calendar: WorkCalendar, start: date, days: int) -> None:
    end = calendar.add_workdays(start, days)
    assert counted(calendar, start, end) == days
    assert end == start if days == 0 else calendar.is_workday(end)


def test_national_day_2026_with_its_working_weekends() -> None:
    rest = {date(2026, 10, day): False for day in range(1, 8)}
    calendar = WorkCalendar({**rest, date(2026, 9, 20): True, date(2026, 10, 10): True}, frozenset({2026}))
    assert calendar.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert calendar.add_workdays(date(2026, 10, 8), 2) == date(2026, 10, 10)
    assert calendar.workdays_after(date(2026, 9, 30), date(2026, 10, 31)) == 18


def test_days_left_count_back_from_the_deadline() -> None:
    calendar = WorkCalendar()
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert calendar.workdays_left(friday, friday) == 0
    assert calendar.workdays_left(friday, monday) == 1
    assert calendar.workdays_left(monday, friday) == -1
    assert calendar.workdays_left(friday + timedelta(days=1), friday) == -1


def test_a_year_without_a_calendar_is_provisional() -> None:
    calendar = WorkCalendar({date(2026, 1, 1): False}, frozenset({2026}))
    assert not calendar.is_provisional(date(2026, 12, 31))
    assert calendar.is_provisional(date(2027, 1, 4))
