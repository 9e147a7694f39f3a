"""Promises of a visit stay what they are, whichever of them are changed, taken away, added or moved."""

import pytest

from tests.ledgers import TODAY, Town
from zhenyu_desk.domain.inputs import PromiseInput, VisitInput
from zhenyu_desk.domain.rows import VisitRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import undo, visits
from zhenyu_desk.store.queries.visits import visit_detail

POWER, HOUSING, LAND = (PromiseInput(text=text) for text in ("协调用电", "协调住房", "协调用地"))


def visited(town: Town, *promises: PromiseInput) -> VisitRow:
    given = VisitInput(on=TODAY, enterprise_id=town.firm, leader_id=town.leader, promises=promises)
    key = visits.register_visit(town.context, given).id
    assert key is not None
    return town.context.read(visit_detail, key)


def update(town: Town, visit: VisitRow, *promises: PromiseInput) -> dict[str, int]:
    """Save the visit with these promises; text and id of those it has then."""
    given = VisitInput(on=TODAY, enterprise_id=town.firm, leader_id=town.leader, promises=promises)
    row = town.context.read(visit_detail, visit.id)
    visits.update_visit(town.context, row.id, row.version, given)
    return {promise.text: promise.id for promise in town.context.read(visit_detail, visit.id).promises}


def test_the_others_stay_when_one_is_taken_away(town: Town) -> None:
    visit = visited(town, POWER, HOUSING, LAND)
    power, housing, land = (promise.id for promise in visit.promises)
    left = update(town, visit, HOUSING.model_copy(update={"id": housing}), LAND.model_copy(update={"id": land}))
    assert left == {"协调住房": housing, "协调用地": land}
    assert update(town, visit, LAND) == {"协调用地": land}  # a sheet knows no ids: the text says which it is
    again = update(town, visit, LAND, POWER)
    assert again["协调用地"] == land
    assert again["协调用电"] not in (power, housing, land)


def test_a_corrected_one_stays_the_same_wherever_it_stands(town: Town) -> None:
    visit = visited(town, POWER, HOUSING)
    power, housing = (promise.id for promise in visit.promises)
    corrected = PromiseInput(id=housing, text="协调用电", kept_on=TODAY)
    assert update(town, visit, corrected) == {"协调用电": housing}
    assert update(town, visit, PromiseInput(text="协调用电"), corrected) != {"协调用电": power}


def test_what_is_taken_back_brings_no_twin(town: Town) -> None:
    visit = visited(town, POWER, HOUSING)
    row = town.context.read(visit_detail, visit.id)
    given = VisitInput(on=TODAY, enterprise_id=town.firm, leader_id=town.leader, promises=[HOUSING])
    changes = visits.update_visit(town.context, row.id, row.version, given)
    assert changes.undoable is not None
    undo.take_back(town.context, changes.undoable)
    assert [promise.text for promise in town.context.read(visit_detail, visit.id).promises] == ["协调用电", "协调住房"]


def test_one_of_another_visit_or_one_gone_is_refused_and_nothing_is_changed(town: Town) -> None:
    visit, other = visited(town, POWER), visited(town, HOUSING)
    stranger = PromiseInput(id=other.promises[0].id, text="协调住房")
    with pytest.raises(RuleBroken, match=visit.number) as problem:
        update(town, visit, stranger)
    assert problem.value.field == "promises"
    assert town.context.read(visit_detail, visit.id).promises == visit.promises
    assert town.context.read(visit_detail, other.id).promises == other.promises
