"""Pairings: one 主挂钩 per firm and day, change of post keeps the history."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledgers import Town
from zhenyu_desk.domain.inputs import LeaderInput, PairingInput, validate
from zhenyu_desk.domain.pairings import in_force, main_pairing, overlaps
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import leaders
from zhenyu_desk.store.queries.register import pairings

DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))
SPANS = st.tuples(DAYS, st.none() | DAYS).filter(lambda span: span[1] is None or span[0] <= span[1])


@given(SPANS, SPANS)
def test_spans_overlap_exactly_when_they_share_a_day(
    one: tuple[date, date | None], other: tuple[date, date | None]
) -> None:
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(80)]
    shared = any(in_force(*one, day) and in_force(*other, day) for day in days)
    assert overlaps(*one, *other) == shared


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SPANS, min_size=1, max_size=5))
def test_never_two_main_leaders_on_one_day(town: Town, spans: list[tuple[date, date | None]]) -> None:
    for row in town.context.read(pairings, enterprise_id=town.firm):
        leaders.remove_pairing(town.context, row.id, row.version)
    for start, end in spans:
        given_pairing = PairingInput(enterprise_id=town.firm, leader_id=town.leader, start=start, end=end)
        present = town.context.read(pairings, enterprise_id=town.firm)
        if any(overlaps(start, end, row.start, row.end) for row in present):
            with pytest.raises(RuleBroken):
                leaders.save_pairing(town.context, given_pairing)
        else:
            leaders.save_pairing(town.context, given_pairing)
    rows = town.context.read(pairings, enterprise_id=town.firm)
    for day in (date(2026, 1, 1) + timedelta(days=i) for i in range(80)):
        assert sum(in_force(row.start, row.end, day) for row in rows) <= 1


def test_a_second_main_leader_is_refused_by_name(town: Town) -> None:
    other = leaders.save_leader(town.context, LeaderInput(name="陈敏", post="副镇长", rank=2)).id
    assert other
    with pytest.raises(RuleBroken) as error:
        leaders.save_pairing(
            town.context, PairingInput(enterprise_id=town.firm, leader_id=other, start=date(2026, 5, 1))
        )
    assert "王建国" in error.value.sentence
    assert error.value.field == "start"
    leaders.save_pairing(
        town.context,
        PairingInput(enterprise_id=town.firm, leader_id=other, start=date(2026, 5, 1), role=PairingRole.ASSISTANT),
    )


def test_a_change_of_post_ends_one_pairing_and_begins_the_next(town: Town) -> None:
    other = leaders.save_leader(town.context, LeaderInput(name="陈敏", post="副镇长", rank=2)).id
    assert other
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    leaders.hand_over_pairing(town.context, row.id, row.version, other, date(2026, 9, 1), "工作调整")
    rows = town.context.read(pairings, enterprise_id=town.firm)
    before, after = main_pairing(rows, date(2026, 8, 31)), main_pairing(rows, date(2026, 9, 1))
    assert before
    assert after
    assert (before.leader_name, before.end, before.frequency_days) == ("王建国", date(2026, 8, 31), 30)
    assert (after.leader_name, after.start, after.frequency_days) == ("陈敏", date(2026, 9, 1), 30)
    with pytest.raises(RuleBroken):
        leaders.hand_over_pairing(town.context, before.id, before.version + 1, other, date(2025, 1, 1), "x")


def test_an_end_before_the_start_names_the_reason() -> None:
    values = {"enterprise_id": 1, "leader_id": 1, "start": "2026-05-01", "end": "2026-04-01"}
    with pytest.raises(RuleBroken) as error:
        validate(PairingInput, values)
    assert "2026-04-01" in error.value.sentence
