"""Pairings: one 主挂钩 per firm and day, change of post keeps the history."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.ledgers import Town
from zhenyu_desk.domain.hand_over import ChangeOfPost
from zhenyu_desk.domain.inputs import (
    ContactInput,
    EnterpriseInput,
    LeaderInput,
    PairingInput,
    PromiseInput,
    VisitInput,
    validate,
)
from zhenyu_desk.domain.pairings import in_force, main_pairing, next_due, overlaps
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import enterprises, leaders
from zhenyu_desk.services.posts import change_post, export_hand_over, hand_over_list
from zhenyu_desk.services.undo import take_back
from zhenyu_desk.services.visits import register_visit
from zhenyu_desk.store.queries.register import leaders as all_leaders
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


def _leader(town: Town, name: str, rank: int) -> int:
    key = leaders.save_leader(town.context, LeaderInput(name=name, post="副镇长", rank=rank)).id
    assert key
    return key


def test_a_change_of_post_ends_one_pairing_and_begins_the_next(town: Town) -> None:
    other = _leader(town, "陈敏", 2)
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    change = ChangeOfPost(town.leader, date(2026, 8, 31), {row.id: other}, "工作调整", leaves=True)
    changes = change_post(town.context, change, {row.id: row.version})
    rows = town.context.read(pairings, enterprise_id=town.firm)
    before, after = main_pairing(rows, date(2026, 8, 31)), main_pairing(rows, date(2026, 9, 1))
    assert before
    assert after
    assert (before.leader_name, before.end, before.frequency_days) == ("王建国", date(2026, 8, 31), 30)
    assert (after.leader_name, after.start, after.reason) == ("陈敏", date(2026, 9, 1), "工作调整")
    assert town.context.read(all_leaders)[0].in_office_to == date(2026, 8, 31)
    assert changes.undoable
    take_back(town.context, changes.undoable)
    (again,) = town.context.read(pairings, enterprise_id=town.firm)
    assert (again.leader_name, again.start, again.end) == ("王建国", date(2026, 1, 1), None)
    assert town.context.read(all_leaders)[0].in_office_to is None


def test_a_firm_may_be_left_without_and_a_coming_pairing_goes_over_whole(town: Town) -> None:
    other, firm = _leader(town, "陈敏", 2), enterprises.add_enterprise(town.context, EnterpriseInput(name="新厂")).id
    assert firm
    coming = PairingInput(enterprise_id=firm, leader_id=town.leader, start=date(2027, 1, 1), frequency_days=60)
    leaders.save_pairing(town.context, coming)
    lines = hand_over_list(town.context, town.leader, date(2026, 11, 30))
    now, later = lines[0].pairing, lines[1].pairing
    change = ChangeOfPost(town.leader, date(2026, 11, 30), {now.id: None, later.id: other})
    change_post(town.context, change, {line.pairing.id: line.pairing.version for line in lines})
    assert [(row.leader_name, row.end) for row in town.context.read(pairings, enterprise_id=town.firm)] == [
        ("王建国", date(2026, 11, 30))
    ]
    assert [
        (row.leader_name, row.start, row.frequency_days) for row in town.context.read(pairings, enterprise_id=firm)
    ] == [("陈敏", date(2027, 1, 1), 60)]


def test_a_refused_change_of_post_changes_nothing(town: Town) -> None:
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    gone = _leader(town, "陈敏", 2)
    known = next(line for line in town.context.read(all_leaders) if line.id == gone)
    left = LeaderInput(name="陈敏", post="副镇长", rank=2, in_office_to=date(2026, 6, 30))
    leaders.save_leader(town.context, left, gone, known.version)
    for successor, words in ((town.leader, "不能接任自己"), (gone, "离任")):
        with pytest.raises(RuleBroken) as error:
            change_post(town.context, ChangeOfPost(town.leader, date(2026, 11, 30), {row.id: successor}), {})
        assert words in error.value.sentence
    stale = {row.id: row.version + 1}
    with pytest.raises(RuleBroken):
        change_post(town.context, ChangeOfPost(town.leader, date(2026, 11, 30), {row.id: None}), stale)
    assert town.context.read(pairings, enterprise_id=town.firm) == [row]


def test_a_pairing_that_ends_earlier_is_not_made_longer(town: Town) -> None:
    other = _leader(town, "陈敏", 2)
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    ends = PairingInput(enterprise_id=town.firm, leader_id=town.leader, start=row.start, end=date(2026, 11, 30))
    leaders.save_pairing(town.context, ends, row.id, row.version)
    for last_day in (date(2026, 11, 30), date(2026, 12, 31)):
        assert hand_over_list(town.context, town.leader, last_day) == []
        change_post(town.context, ChangeOfPost(town.leader, last_day, {row.id: other}, leaves=True), {})
        (after,) = town.context.read(pairings, enterprise_id=town.firm)
        assert (after.leader_name, after.end) == ("王建国", date(2026, 11, 30))


def test_who_leaves_hands_over_every_firm_or_says_that_it_is_not_arranged(town: Town) -> None:
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    last_day = date(2026, 11, 24)
    with pytest.raises(RuleBroken, match="恒岚精密机械有限公司") as problem:
        change_post(town.context, ChangeOfPost(town.leader, last_day, {}, leaves=True), {})
    assert problem.value.field == "successors"
    assert town.context.read(pairings, enterprise_id=town.firm) == [row]
    assert town.context.read(all_leaders)[0].in_office_to is None
    change_post(town.context, ChangeOfPost(town.leader, last_day, {row.id: None}, leaves=True), {})
    assert [after.end for after in town.context.read(pairings, enterprise_id=town.firm)] == [last_day]
    assert town.context.read(all_leaders)[0].in_office_to == last_day


def test_who_left_long_ago_hands_over_what_ended_meanwhile_as_well(town: Town) -> None:
    other = _leader(town, "陈敏", 2)
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    ends = PairingInput(enterprise_id=town.firm, leader_id=town.leader, start=row.start, end=date(2026, 10, 31))
    leaders.save_pairing(town.context, ends, row.id, row.version)
    (line,) = hand_over_list(town.context, town.leader, date(2026, 8, 31))
    change = ChangeOfPost(town.leader, date(2026, 8, 31), {line.pairing.id: other}, leaves=True)
    change_post(town.context, change, {line.pairing.id: line.pairing.version})
    rows = town.context.read(pairings, enterprise_id=town.firm)
    assert sorted((after.leader_name, after.start, after.end) for after in rows) == [
        ("王建国", date(2026, 1, 1), date(2026, 8, 31)),
        ("陈敏", date(2026, 9, 1), date(2026, 10, 31)),
    ]


def test_who_is_not_in_office_yet_takes_nothing_over(town: Town) -> None:
    coming = leaders.save_leader(
        town.context, LeaderInput(name="陈敏", post="副镇长", rank=2, in_office_from=date(2027, 6, 1))
    ).id
    assert coming
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    with pytest.raises(RuleBroken, match="2027年6月1日才任职") as problem:
        change_post(town.context, ChangeOfPost(town.leader, date(2026, 11, 30), {row.id: coming}), {})
    assert problem.value.field == "successors"
    assert town.context.read(pairings, enterprise_id=town.firm) == [row]
    change_post(town.context, ChangeOfPost(town.leader, date(2027, 5, 31), {row.id: coming}), {})
    assert [after.start for after in town.context.read(pairings, enterprise_id=town.firm)][-1] == date(2027, 6, 1)


def test_the_hand_over_list_tells_what_is_open(town: Town, tmp_path: Path) -> None:
    contact = ContactInput(enterprise_id=town.firm, name="张伟", post="总经理", mobile="19900002201", is_primary=True)
    enterprises.save_contact(town.context, contact)
    visit = VisitInput(
        on=date(2026, 11, 2),
        enterprise_id=town.firm,
        leader_id=town.leader,
        promises=(
            PromiseInput(text="协调供电所勘察", due_on=date(2026, 11, 30)),
            PromiseInput(text="已办", kept_on=date(2026, 11, 3)),
        ),
    )
    register_visit(town.context, visit, [town.difficulty(date(2026, 11, 2))])
    (line,) = hand_over_list(town.context, town.leader, date(2026, 11, 30))
    assert line.open_difficulties == ("SQ-2026-0001 压铸线投产需增容（待交办）",)
    assert line.open_promises == ("协调供电所勘察（2026年11月30日前）",)
    assert line.last_visit_on == date(2026, 11, 2)
    target = tmp_path / "交接清单.xlsx"
    for unmask, mobile in ((False, "199****2201"), (True, "19900002201")):
        export_hand_over(town.context, target, [(line, "陈敏")], unmask=unmask)
        head, row = load_workbook(target).worksheets[0].iter_rows(values_only=True)
        assert isinstance(row[-1], datetime)
        assert row[-1].date() == date(2026, 11, 2)
        assert dict(zip(head, row, strict=True)) == {
            "企业名称": "恒岚精密机械有限公司",
            "角色": "主挂钩",
            "原挂钩领导": "王建国",
            "接任领导": "陈敏",
            "走访频次（天）": 30,
            "联系人": "张伟（总经理）",
            "联系电话": mobile,
            "未销号诉求": "SQ-2026-0001 压铸线投产需增容（待交办）",
            "未兑现承诺": "协调供电所勘察（2026年11月30日前）",
            "最近走访": row[-1],
        }


@given(DAYS, st.none() | DAYS, st.none() | st.integers(1, 90))
def test_the_next_visit_is_due_when_the_frequency_says_so(start: date, last: date | None, days: int | None) -> None:
    due = next_due(start, last, days)
    if days is None:
        assert due is None
    elif last is None:
        assert due == start
    else:
        assert due == last + timedelta(days=days)


def test_an_end_before_the_start_names_the_reason() -> None:
    values = {"enterprise_id": 1, "leader_id": 1, "start": "2026-05-01", "end": "2026-04-01"}
    with pytest.raises(RuleBroken) as error:
        validate(PairingInput, values)
    assert "2026-04-01" in error.value.sentence
