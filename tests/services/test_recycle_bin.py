"""The recycle bin: what was removed is named there and comes back whole, unless it would clash."""

from datetime import date

import pytest

from tests.ledgers import OTHER_CODE, Town
from zhenyu_desk.domain.hand_over import ChangeOfPost
from zhenyu_desk.domain.inputs import EnterpriseInput, LeaderInput, PairingInput, VisitInput
from zhenyu_desk.domain.saved_filters import FilterInput
from zhenyu_desk.domain.terms import RemovedKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import enterprises, leaders, undo, visits
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.merging import merge_firms
from zhenyu_desk.services.posts import change_post
from zhenyu_desk.services.recycle_bin import removed_records, restore, restore_all
from zhenyu_desk.services.saved_filters import remove_filter, save_filter
from zhenyu_desk.services.search import search
from zhenyu_desk.store.queries.register import enterprise_detail, pairings
from zhenyu_desk.store.queries.visits import visit_detail, visit_page

ON = date(2026, 11, 10)


def test_an_empty_bin(town: Town) -> None:
    assert removed_records(town.context) == []


def test_a_removed_visit_is_named_and_comes_back(town: Town) -> None:
    key = town.visit(ON)
    visits.remove_visit(town.context, key, 1)
    (row,) = removed_records(town.context)
    assert (row.kind, row.id) == (RemovedKind.VISIT, key)
    assert "ZF-2026-0001" in row.name
    assert "恒岚精密" in row.name
    restore(town.context, row.kind, row.id)
    assert town.context.read(visit_detail, key).number == "ZF-2026-0001"
    assert removed_records(town.context) == []
    assert check_ledger(town.context) == []


def test_a_visit_taken_back_returns_with_its_difficulties(town: Town) -> None:
    given = VisitInput(on=ON, enterprise_id=town.firm, leader_id=town.leader)
    changes = visits.register_visit(town.context, given, [town.difficulty(ON, "压铸线增容")])
    assert changes.undoable is not None
    undo.take_back(town.context, changes.undoable)
    assert [row.kind for row in removed_records(town.context)] == [RemovedKind.VISIT], "its difficulties are part of it"
    restored = restore(town.context, RemovedKind.VISIT, 1)
    assert town.context.read(visit_detail, 1).difficulties == 1
    assert len(search(town.context, "压铸线", 5)) == 1
    assert restored.undoable is not None
    undo.take_back(town.context, restored.undoable)
    assert town.context.read(visit_page) == []


@pytest.mark.parametrize(("name", "code"), [("错录有限公司", None), ("另一家有限公司", OTHER_CODE)])
def test_a_firm_does_not_return_beside_another_with_its_name_or_code(town: Town, name: str, code: str | None) -> None:
    firm = enterprises.add_enterprise(town.context, EnterpriseInput(name="错录有限公司", credit_code=code))
    assert firm.id
    enterprises.remove_enterprise(town.context, firm.id, 1)
    enterprises.add_enterprise(town.context, EnterpriseInput(name=name, credit_code=code))
    with pytest.raises(RuleBroken):
        restore(town.context, RemovedKind.ENTERPRISE, firm.id)
    assert [row.name for row in removed_records(town.context)] == ["错录有限公司"]


def test_of_a_pile_taken_back_one_visit_returns_alone(town: Town) -> None:
    given = VisitInput(on=ON, enterprise_id=town.firm, leader_id=town.leader)
    pile = visits.register_visits(town.context, [(given, [town.difficulty(ON)]), (given, [])])
    assert pile.undoable is not None
    undo.take_back(town.context, pile.undoable)
    restore(town.context, RemovedKind.VISIT, 1)
    assert [row.number for row in town.context.read(visit_page)] == ["ZF-2026-0001"]


def test_a_visit_does_not_return_without_its_leader(town: Town) -> None:
    leader = leaders.save_leader(town.context, LeaderInput(name="陈敏", post="副镇长", rank=2))
    assert leader.id
    visit = visits.register_visit(town.context, VisitInput(on=ON, enterprise_id=town.firm, leader_id=leader.id))
    for changes in (visit, leader):
        assert changes.undoable is not None
        undo.take_back(town.context, changes.undoable)
    assert visit.id
    with pytest.raises(RuleBroken) as error:
        restore(town.context, RemovedKind.VISIT, visit.id)
    assert "挂钩领导" in error.value.sentence
    restore(town.context, RemovedKind.LEADER, leader.id)
    restore(town.context, RemovedKind.VISIT, visit.id)


def test_a_firm_that_was_merged_is_not_offered(town: Town) -> None:
    other = enterprises.add_enterprise(town.context, EnterpriseInput(name="恒岚精密有限公司"))
    assert other.id
    keep, drop = (town.context.read(enterprise_detail, key) for key in (town.firm, other.id))
    merge = merge_firms(town.context, keep, drop, {})
    assert removed_records(town.context) == []
    assert merge.undoable is not None
    undo.take_back(town.context, merge.undoable)
    assert town.context.read(enterprise_detail, other.id).name == "恒岚精密有限公司"


def test_a_saved_filter_does_not_return_beside_another_of_its_name(town: Town) -> None:
    mine = FilterInput(name="我的", content="{}")
    first = save_filter(town.context, "cases", mine)
    assert first.id
    remove_filter(town.context, first.id, 1)
    save_filter(town.context, "cases", mine)
    with pytest.raises(RuleBroken):
        restore(town.context, RemovedKind.FILTER, first.id)


def test_a_pairing_does_not_return_beside_its_successor_or_without_its_firm(town: Town) -> None:
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    leaders.remove_pairing(town.context, row.id, row.version)
    successor = leaders.save_pairing(
        town.context, PairingInput(enterprise_id=town.firm, leader_id=town.leader, start=ON)
    )
    with pytest.raises(RuleBroken):
        restore(town.context, RemovedKind.PAIRING, row.id)
    assert successor.id
    leaders.remove_pairing(town.context, successor.id, 1)
    enterprises.remove_enterprise(town.context, town.firm, 1)
    with pytest.raises(RuleBroken) as error:
        restore(town.context, RemovedKind.PAIRING, row.id)
    assert "企业" in error.value.sentence


def test_what_a_step_brought_and_took_along_again_is_not_offered(town: Town) -> None:
    successor = leaders.save_leader(town.context, LeaderInput(name="陈敏", post="副镇长", rank=2))
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    changes = change_post(
        town.context, ChangeOfPost(town.leader, ON, {row.id: successor.id}, "", False), {row.id: row.version}
    )
    assert changes.undoable is not None
    undo.take_back(town.context, changes.undoable)
    assert removed_records(town.context) == []
    kept = save_filter(town.context, "cases", FilterInput(name="我的", content="{}"))
    assert kept.undoable is not None
    undo.take_back(town.context, kept.undoable)
    assert removed_records(town.context) == []


def test_a_restoring_that_was_undone_leaves_it_in_the_bin(town: Town) -> None:
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    leaders.remove_pairing(town.context, row.id, row.version)
    back = restore(town.context, RemovedKind.PAIRING, row.id)
    assert back.undoable is not None
    undo.take_back(town.context, back.undoable)
    assert [found.id for found in removed_records(town.context)] == [row.id]


def test_several_come_back_together_or_none(town: Town) -> None:
    first, second = town.visit(ON), town.visit(ON)
    for key in (first, second):
        visits.remove_visit(town.context, key, 1)
    keys = [(row.kind, row.id) for row in removed_records(town.context)]
    with pytest.raises(RuleBroken):
        restore_all(town.context, [*keys, (RemovedKind.ENTERPRISE, town.firm)])
    assert town.context.read(visit_page) == []
    changes = restore_all(town.context, keys)
    assert {row.id for row in town.context.read(visit_page)} == {first, second}
    assert changes.undoable is not None
    undo.take_back(town.context, changes.undoable)
    assert town.context.read(visit_page) == [], "one undo takes all of them back"


def test_what_came_back_already_is_told(town: Town) -> None:
    with pytest.raises(RuleBroken):
        restore(town.context, RemovedKind.ENTERPRISE, town.firm)
