"""Similar past cases from the ledger: how they ended, how long they took, who usually handles such a thing."""

from datetime import date

import pytest

from tests.ledgers import Town
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, InUse, Level, ResultKind
from zhenyu_desk.services import difficulties, office
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.similar import similar_cases, usual_handling
from zhenyu_desk.store.queries.difficulties import difficulties_by_id
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import units

ON = date(2026, 11, 2)


def done(town: Town, title: str, unit: int, **details: object) -> int:
    """A difficulty that a unit resolved four working days after it was assigned."""
    given = town.difficulty(ON, title, assign_unit_id=unit, **details)
    key = difficulties.register_difficulty(town.context, given).id
    assert key
    town.step(key, Step(on=date(2026, 11, 6), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"))
    return key


def test_done_cases_of_the_category_are_found_with_their_end(town: Town) -> None:
    like = done(town, "新车间投产需增容 500 kVA", town.unit)
    done(town, "子女就近入学", town.other_unit, category_id=town.category("教育"))
    difficulties.register_difficulty(town.context, town.difficulty(ON, "压铸线投产需增容 800 kVA"))
    beside = done(town, "压铸线投产需增容供水管", town.unit, category_id=town.category("用水"))
    found = similar_cases(town.context, town.category("用电"), "压铸线投产需增容 800 kVA")
    assert [case.row.id for case in found] == [like, beside]
    first = found[0]
    assert (first.row.result, first.row.result_text, first.row.lead_unit) == (ResultKind.SOLVED, "已增容", "供电所")
    assert first.workdays == 4
    assert similar_cases(town.context, town.category("医疗"), "压铸线") == []


def test_the_unit_that_handled_like_cases_is_proposed_before_that_of_the_category(town: Town) -> None:
    context, power = town.context, town.category("用电")
    row = next(row for row in context.read(categories) if row.id == power)
    office.save_category(context, row.name, row.parent_id, town.other_unit, row.in_use, row.id, row.version)
    assert usual_handling(context, power, "投产需增容").unit_id == town.other_unit
    done(town, "新车间投产需增容", town.unit, level=Level.COORDINATE)
    assert usual_handling(context, power, "投产需增容").unit_id == town.other_unit
    done(town, "压铸线投产需增容", town.unit, level=Level.COORDINATE)
    usual = usual_handling(context, power, "投产需增容 800 kVA")
    assert (usual.unit_id, usual.level) == (town.unit, Level.COORDINATE)
    assert usual_handling(context, power, "").unit_id == town.other_unit


def test_a_retired_unit_is_not_proposed(town: Town) -> None:
    done(town, "新车间投产需增容", town.unit)
    done(town, "压铸线投产需增容", town.unit)
    row = next(row for row in town.context.read(units) if row.id == town.unit)
    retired = UnitInput(name=row.name, in_use=InUse.RETIRED)
    office.save_unit(town.context, retired, key=row.id, version=row.version)
    assert usual_handling(town.context, town.category("用电"), "投产需增容").unit_id is None


def test_an_answer_on_the_spot_has_no_days(town: Town) -> None:
    town.visit(ON, town.difficulty(ON, "电价政策咨询", spot_result=ResultKind.EXPLAINED, spot_text="已解释"))
    (found,) = similar_cases(town.context, town.category("用电"), "电价政策")
    assert (found.row.result, found.workdays) == (ResultKind.EXPLAINED, None)


@pytest.mark.parametrize("text", ["", "😀" * 10_000, "𬭁䶮㙍", "a"])
def test_odd_texts_do_no_harm(town: Town, text: str) -> None:
    done(town, "压铸线投产需增容", town.unit)
    for case in similar_cases(town.context, town.category("用电"), text):
        assert 0 <= case.likeness <= 1


def test_every_done_case_of_the_invented_town_finds_itself_first(demo: AppContext) -> None:
    rows = [row for row in demo.read(difficulties_by_id, demo.today(), range(1, 60)) if row.state.is_done]
    names = {row.name: row.id for row in demo.read(categories)}
    assert rows
    for row in rows:
        found = similar_cases(demo, names[row.category], row.title)
        assert found[0].row.title == row.title
