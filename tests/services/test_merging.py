"""Two entries of one firm become one, and come apart again when the merge is taken back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import CODE, OTHER_CODE, Town
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import (
    ContactInput,
    EnterpriseInput,
    Label,
    LeaderInput,
    PairingInput,
    VisitInput,
    YearlyFigures,
)
from zhenyu_desk.domain.merging import MAIN_LEADER, Side, settle
from zhenyu_desk.domain.pairings import in_force
from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseDetail, PairingRow
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import enterprises, leaders, visits
from zhenyu_desk.services.attachments import add_attachment, attachments_of, stage_file
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.duplicates import Likeness, find_duplicates
from zhenyu_desk.services.merging import merge_firms, preview_merge
from zhenyu_desk.services.search import search
from zhenyu_desk.services.undo import can_undo, take_back
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.register import enterprise_detail, enterprise_page, pairings
from zhenyu_desk.store.queries.visits import visit_page

OTHER_NAME = "恒岚精密机械公司"


def test_everything_of_the_entry_that_goes_is_found_with_the_one_that_stays(town: Town) -> None:
    other = _double(town)
    preview = preview_merge(town.context, town.firm, other)
    assert (preview.visits, preview.difficulties, preview.contacts, preview.same_contacts) == (1, 1, 1, 1)
    assert preview.attachments == 1
    assert preview.can_undo
    changes = merge_firms(town.context, preview.keep, preview.drop, {})
    firm = _firm(town, town.firm)
    assert changes.id == town.firm
    assert firm.name == "恒岚精密机械有限公司"
    assert firm.credit_code == CODE
    assert set(firm.former_names) == {OTHER_NAME, "恒岚机械厂"}
    assert (firm.area, firm.employees) == ("周市工业园", 120)
    assert {(row.name, row.year) for row in firm.labels} == {("规上", 2026), ("高企", None)}
    assert [(row.year, row.output, row.tax) for row in firm.yearly] == [(2025, Decimal(18600), Decimal(900))]
    assert {(row.name, row.mobile, row.is_primary) for row in firm.contacts} == {
        ("张伟", "19900002201", True),
        ("单莉", "", False),
    }
    assert len(town.context.read(visit_page, enterprise_id=town.firm)) == 2
    assert len(_cases(town, town.firm)) == 1
    with pytest.raises(RuleBroken):
        _firm(town, other)
    assert {(hit.kind, hit.id) for hit in search(town.context, OTHER_NAME, 20)} == {("enterprise", town.firm)}
    assert [row.file_name for row in attachments_of(town.context, Aggregate.ENTERPRISE, town.firm)] == ["营业执照.jpg"]
    assert check_ledger(town.context) == []


def test_a_merge_taken_back_leaves_everything_as_it_was(town: Town) -> None:
    other = _double(town)
    before = _all_of(town, other)
    preview = preview_merge(town.context, town.firm, other)
    changes = merge_firms(town.context, preview.keep, preview.drop, {"name": Side.DROP, MAIN_LEADER: Side.DROP})
    assert _firm(town, town.firm).name == OTHER_NAME
    assert changes.undoable
    assert can_undo(changes.undoable)
    take_back(town.context, changes.undoable)
    assert _all_of(town, other) == before
    assert check_ledger(town.context) == []
    assert {hit.id for hit in search(town.context, OTHER_NAME, 20) if hit.kind == "enterprise"} == {other}


@pytest.mark.parametrize("keeps_the_older", [True, False])
def test_the_code_of_the_entry_that_goes_is_taken_over_and_given_back(town: Town, keeps_the_older: bool) -> None:
    bare = enterprises.add_enterprise(town.context, EnterpriseInput(name=OTHER_NAME)).id
    coded = enterprises.add_enterprise(
        town.context, EnterpriseInput(name="恒岚（周市）精密", credit_code=OTHER_CODE)
    ).id
    assert bare
    assert coded
    if not keeps_the_older:
        bare, coded = _swap_code(town, bare, coded)
    preview = preview_merge(town.context, bare, coded)
    changes = merge_firms(town.context, preview.keep, preview.drop, {})
    assert _firm(town, bare).credit_code == OTHER_CODE
    assert changes.undoable
    take_back(town.context, changes.undoable)
    assert (_firm(town, bare).credit_code, _firm(town, coded).credit_code) == ("", OTHER_CODE)


def test_two_valid_codes_are_two_firms(town: Town) -> None:
    other = enterprises.add_enterprise(town.context, EnterpriseInput(name=OTHER_NAME, credit_code=OTHER_CODE)).id
    assert other
    with pytest.raises(RuleBroken) as error:
        preview_merge(town.context, town.firm, other)
    assert CODE in error.value.sentence
    assert OTHER_CODE in error.value.sentence
    with pytest.raises(RuleBroken):
        merge_firms(town.context, _firm(town, town.firm), _firm(town, other), {})
    assert _firm(town, other).name == OTHER_NAME


def test_a_wrong_code_gives_way_to_the_right_one_and_is_kept_in_the_remark(town: Town) -> None:
    wrong = CODE[:-1] + ("1" if CODE[-1] != "1" else "2")
    other = enterprises.add_enterprise(
        town.context, EnterpriseInput(name=OTHER_NAME, credit_code=wrong, code_reason="执照如此")
    ).id
    assert other
    preview = preview_merge(town.context, other, town.firm)
    assert next(fact for fact in preview.facts if fact.key == "credit_code").default is Side.DROP
    merge_firms(town.context, preview.keep, preview.drop, {})
    firm = _firm(town, other)
    assert (firm.credit_code, firm.code_reason) == (CODE, "")
    assert wrong in firm.remark


def test_a_firm_is_not_merged_with_itself(town: Town) -> None:
    with pytest.raises(RuleBroken):
        preview_merge(town.context, town.firm, town.firm)


def test_a_firm_changed_meanwhile_is_not_merged(town: Town) -> None:
    other = _double(town)
    preview = preview_merge(town.context, town.firm, other)
    drop = preview.drop
    enterprises.update_enterprise(town.context, other, drop.version, EnterpriseInput(name=OTHER_NAME, area="别处"))
    with pytest.raises(RuleBroken):
        merge_firms(town.context, preview.keep, drop, {})
    assert _firm(town, other).area == "别处"


@pytest.mark.parametrize(("side", "winner"), [(Side.KEEP, "王建国"), (Side.DROP, "陈敏")])
def test_of_two_main_leaders_on_the_same_days_one_is_cut(town: Town, side: Side, winner: str) -> None:
    other = _double(town)
    preview = preview_merge(town.context, town.firm, other)
    fact = next(fact for fact in preview.facts if fact.key == MAIN_LEADER)
    assert (fact.keep, fact.drop) == ("王建国", "陈敏")
    assert len(preview.cuts({MAIN_LEADER: side})) == 1
    merge_firms(town.context, preview.keep, preview.drop, {MAIN_LEADER: side})
    rows = town.context.read(pairings, enterprise_id=town.firm)
    assert [row.leader_name for row in rows if in_force(row.start, row.end, date(2026, 6, 1))] == [winner]
    assert [row.leader_name for row in rows if in_force(row.start, row.end, date(2025, 6, 1))] == ["陈敏"]
    assert [row.leader_name for row in rows if in_force(row.start, row.end, date(2027, 6, 1))] == ["王建国"]


DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 10))
SPANS = st.tuples(DAYS, st.none() | DAYS).filter(lambda span: span[1] is None or span[0] <= span[1])


def _apart(spans: list[tuple[date, date | None]]) -> list[PairingRow]:
    rows: list[PairingRow] = []
    for number, (start, end) in enumerate(spans):
        days = [start + timedelta(days=i) for i in range(60)]
        if not any(in_force(start, end, d) and in_force(row.start, row.end, d) for row in rows for d in days):
            rows.append(_pairing(number, start, end))
    return rows


@given(st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=4))
def test_pairings_are_settled_day_by_day(
    one: list[tuple[date, date | None]], other: list[tuple[date, date | None]]
) -> None:
    winner, loser = _apart(one), _apart(other)
    cuts = {cut.pairing.id: cut.spans for cut in settle(winner, loser)}
    left = [span for row in loser for span in cuts.get(row.id, ((row.start, row.end),))]
    for day in (date(2026, 1, 1) + timedelta(days=i) for i in range(60)):
        won = sum(in_force(row.start, row.end, day) for row in winner)
        kept = sum(in_force(*span, day) for span in left)
        had = any(in_force(row.start, row.end, day) for row in (*winner, *loser))
        assert won + kept == had


def test_likely_doubles_are_found_and_two_firms_are_not(town: Town) -> None:
    for name, code in (
        ("恒岚精密机械有限责任公司", None),
        ("周市恒岚精密机械有限公司", None),
        ("启元光电科技有限公司", OTHER_CODE),
        ("三立食品有限公司", None),
    ):
        enterprises.add_enterprise(town.context, EnterpriseInput(name=name, credit_code=code))
    renamed = enterprises.add_enterprise(
        town.context, EnterpriseInput(name="新启元有限公司", former_names=("启元光电科技有限公司",))
    ).id
    pairs = find_duplicates(town.context)
    found = {(pair.one.name, pair.other.name): pair.why for pair in pairs}
    assert found == {
        ("启元光电科技有限公司", "新启元有限公司"): Likeness.NAME,
        ("恒岚精密机械有限公司", "恒岚精密机械有限责任公司"): Likeness.NEAR,
        ("恒岚精密机械有限公司", "周市恒岚精密机械有限公司"): Likeness.NEAR,
        ("恒岚精密机械有限责任公司", "周市恒岚精密机械有限公司"): Likeness.NEAR,
    }
    assert pairs[0].other.id == renamed
    assert pairs[0].why.label == "名称或曾用名相同"


def test_a_merge_too_large_to_take_back_says_so_before(town: Town) -> None:
    preview = preview_merge(town.context, town.firm, _double(town))
    assert not replace(preview, visits=2000).can_undo


def test_what_lies_in_the_recycle_bin_moves_too_and_counts_for_taking_back(town: Town) -> None:
    drop = enterprises.add_enterprise(town.context, EnterpriseInput(name="恒岚精密机械有限责任公司")).id
    assert drop
    for day in range(1, 13):
        given = VisitInput(on=date(2026, 11, day), enterprise_id=drop, leader_id=town.leader)
        key = visits.register_visit(town.context, given).id
        assert key
        visits.remove_visit(town.context, key, 1)
    preview = preview_merge(town.context, town.firm, drop)
    assert (preview.visits, preview.removed, preview.can_undo) == (0, 12, True)
    assert not replace(preview, removed=2000).can_undo


def _double(town: Town) -> int:
    """A second entry of the town's firm with a bit of everything; the firm itself has some of it too."""
    context = town.context
    firm = _firm(town, town.firm)
    facts = EnterpriseInput(
        name=firm.name,
        credit_code=CODE,
        labels=(Label(name="规上", year=2026),),
        yearly=(YearlyFigures(year=2025, output=Decimal(18600)),),
    )
    enterprises.update_enterprise(context, firm.id, firm.version, facts)
    enterprises.save_contact(context, ContactInput(enterprise_id=firm.id, name="张伟", is_primary=True))
    town.visit(date(2026, 10, 9))
    other = enterprises.add_enterprise(
        context,
        EnterpriseInput(
            name=OTHER_NAME,
            former_names=("恒岚机械厂",),
            area="周市工业园",
            employees=120,
            labels=(Label(name="规上", year=2026), Label(name="高企")),
            yearly=(YearlyFigures(year=2025, tax=Decimal(900)),),
        ),
    ).id
    assert other
    for name, mobile in (("张伟", "19900002201"), ("单莉", "")):
        contact = ContactInput(enterprise_id=other, name=name, mobile=mobile, is_primary=True)
        enterprises.save_contact(context, contact)
    chen = leaders.save_leader(context, LeaderInput(name="陈敏", post="副镇长", rank=2)).id
    assert chen
    span = {"start": date(2025, 3, 1), "end": date(2026, 12, 31)}
    leaders.save_pairing(context, PairingInput(enterprise_id=other, leader_id=chen, **span))
    heard = town.difficulty(date(2026, 11, 2)).model_copy(update={"enterprise_id": other})
    visits.register_visit(
        context, VisitInput(on=date(2026, 11, 2), enterprise_id=other, leader_id=chen, host="张伟"), [heard]
    )
    licence = context.ledger.folder.parent / "营业执照.jpg"
    licence.write_bytes(b"scan")
    add_attachment(context, Aggregate.ENTERPRISE, other, stage_file(context, licence))
    return other


def _swap_code(town: Town, bare: int, coded: int) -> tuple[int, int]:
    """The code lies with the entry that was written down first."""
    for key, code in ((coded, None), (bare, OTHER_CODE)):
        firm = _firm(town, key)
        enterprises.update_enterprise(
            town.context, key, firm.version, EnterpriseInput(name=firm.name, credit_code=code)
        )
    return coded, bare


def _all_of(town: Town, other: int) -> list[object]:
    """What both entries say, without the versions that every change raises."""
    context = town.context
    found: list[object] = [context.read(enterprise_page, context.today(), ids=[town.firm, other])]
    for key in (town.firm, other):
        firm = _firm(town, key)
        people = tuple(replace(row, version=0) for row in firm.contacts)
        spans = tuple(replace(row, version=0) for row in firm.pairings)
        found.append(replace(firm, version=0, contacts=people, pairings=spans))
        found.append([replace(row, version=0) for row in context.read(visit_page, enterprise_id=key)])
        found.append([replace(row, version=0) for row in _cases(town, key)])
        found.append([row.file_name for row in attachments_of(context, Aggregate.ENTERPRISE, key)])
    return found


def _cases(town: Town, key: int) -> list[DifficultyRow]:
    return town.context.read(difficulty_page, town.context.today(), CaseFilter(chip=Chip.ALL, enterprise_id=key))


def _firm(town: Town, key: int) -> EnterpriseDetail:
    return town.context.read(enterprise_detail, key)


def _pairing(key: int, start: date, end: date | None) -> PairingRow:
    return PairingRow(key, 1, 1, "", 1, "王建国", "镇长", PairingRole.MAIN, start, end, None, "")
