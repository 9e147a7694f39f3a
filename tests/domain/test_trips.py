"""Which visits belong to one trip."""

from datetime import date

from zhenyu_desk.domain.trips import trip_no

DAY = date(2026, 11, 20)


def test_firms_visited_by_a_leader_on_a_day_are_one_trip() -> None:
    assert trip_no(DAY, 3) == trip_no(DAY, 3)
    assert len({trip_no(DAY, 3), trip_no(DAY, 4), trip_no(date(2026, 11, 21), 3)}) == 3
