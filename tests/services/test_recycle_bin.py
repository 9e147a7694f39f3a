"""The recycle bin: what was removed is named there and comes back whole, unless it would clash."""

from datetime import date

import pytest

from tests.ledgers import CODE, Town
from zhenyu_desk.domain.inputs import EnterpriseInput, PairingInput, VisitInput
from zhenyu_desk.domain.terms import RemovedKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import enterprises, leaders, undo, visits
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.recycle_bin import removed_records, restore
from zhenyu_desk.services.search import search
from zhenyu_desk.store.queries.register import pairings
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
    assert {row.kind for row in removed_records(town.context)} == {RemovedKind.VISIT, RemovedKind.DIFFICULTY}
    restored = restore(town.context, RemovedKind.VISIT, 1)
    assert town.context.read(visit_detail, 1).difficulties == 1
    assert len(search(town.context, "压铸线", 5)) == 1
    assert restored.undoable is not None
    undo.take_back(town.context, restored.undoable)
    assert town.context.read(visit_page) == []


def test_a_firm_does_not_return_beside_another_with_its_code(town: Town) -> None:
    firm = enterprises.add_enterprise(town.context, EnterpriseInput(name="错录有限公司"))
    assert firm.id
    enterprises.remove_enterprise(town.context, firm.id, 1)
    enterprises.add_enterprise(town.context, EnterpriseInput(name="错录有限公司"))
    with pytest.raises(RuleBroken):
        restore(town.context, RemovedKind.ENTERPRISE, firm.id)
    assert CODE not in removed_records(town.context)[0].name


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


def test_what_came_back_already_is_told(town: Town) -> None:
    with pytest.raises(RuleBroken):
        restore(town.context, RemovedKind.ENTERPRISE, town.firm)
