"""Undo: every step of the session can be taken back while nobody touched its records since."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.ledger_contents import contents
from tests.ledgers import OTHER_CODE, Town
from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import (
    ContactInput,
    EnterpriseInput,
    Label,
    LeaderInput,
    PairingInput,
    PromiseInput,
    UnitInput,
    VisitInput,
)
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Action, InUse, Level, ResultKind, Role, Satisfaction, State
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import difficulties, enterprises, leaders, office, officials, undo, visits
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.search import search
from zhenyu_desk.services.verb_names import verb_name
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.store.queries.register import enterprise_detail, pairings, units
from zhenyu_desk.store.queries.visits import visit_page

ON = date(2026, 11, 10)


def taken_back(town: Town, changes: ChangeSet) -> ChangeSet:
    """The change sets of the undo."""
    assert changes.undoable is not None
    assert undo.can_undo(changes.undoable)
    return undo.take_back(town.context, changes.undoable)


def register(town: Town, *titles: str) -> ChangeSet:
    """A visit with difficulties of these titles."""
    given_visit = VisitInput(
        on=ON, enterprise_id=town.firm, leader_id=town.leader, promises=[PromiseInput(text="协调")]
    )
    return visits.register_visit(town.context, given_visit, [town.difficulty(ON, title) for title in titles])


def test_a_visit_typed_by_mistake_goes_with_its_difficulties(town: Town) -> None:
    changes = taken_back(town, register(town, "压铸线增容", "子女入学"))
    assert changes.id is None
    assert town.context.read(visit_page) == []
    assert search(town.context, "增容", 5) == []
    assert check_ledger(town.context) == []


def test_a_step_is_taken_back_by_a_correction_that_stays_in_the_log(town: Town) -> None:
    key = 1
    register(town, "压铸线增容")
    town.step(key, Step(on=ON, action=Action.ASSIGN, unit_id=town.unit))
    before = town.context.read(difficulty_detail, town.context.today(), key)
    step = Step(on=date(2026, 11, 12), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容")
    taken_back(town, difficulties.take_step(town.context, key, None, step))
    after = town.context.read(difficulty_detail, town.context.today(), key)
    assert (after.row.state, after.row.deadline) == (State.HANDLING, before.row.deadline)
    assert [event.action for event in after.events][-2:] == [Action.RESOLVE, Action.CORRECT]
    assert after.events[-1].on == date(2026, 11, 12)
    assert "办结" in after.events[-1].reason
    assert check_ledger(town.context) == []


def test_steps_of_different_days_are_taken_back_one_after_another(town: Town) -> None:
    visit = register(town, "压铸线增容")
    steps = (
        Step(on=date(2026, 11, 11), action=Action.ASSIGN, unit_id=town.unit),
        Step(on=date(2026, 11, 20), action=Action.PROGRESS, text="已勘察"),
        Step(on=date(2026, 11, 23), action=Action.RESOLVE, result=ResultKind.SOLVED),
    )
    for changes in reversed([difficulties.take_step(town.context, 1, None, step) for step in steps]):
        taken_back(town, changes)
    assert town.context.read(difficulty_detail, town.context.today(), 1).row.state is State.REGISTERED
    taken_back(town, visit)
    assert town.context.read(visit_page) == []
    assert check_ledger(town.context) == []


def test_a_visit_whose_difficulty_went_on_stays(town: Town) -> None:
    visit = register(town, "压铸线增容")
    town.step(1, Step(on=date(2026, 11, 20), action=Action.PROGRESS, text="已勘察"))
    with pytest.raises(RuleBroken):
        taken_back(town, visit)


def test_a_correction_itself_stays(town: Town) -> None:
    register(town, "压铸线增容")
    town.step(1, Step(on=ON, action=Action.ASSIGN, unit_id=town.unit))
    changes = difficulties.take_step(town.context, 1, None, Step(on=ON, action=Action.CORRECT, reason="单位错了"))
    assert changes.undoable is not None
    assert not undo.can_undo(changes.undoable)


def test_a_contact_added_by_mistake_is_retired(town: Town) -> None:
    given_contact = ContactInput(enterprise_id=town.firm, name="张伟")
    taken_back(town, enterprises.save_contact(town.context, given_contact))
    (contact,) = town.context.read(enterprise_detail, town.firm).contacts
    assert contact.in_use is InUse.RETIRED


def test_a_firm_does_not_return_with_a_code_that_another_has_by_now(town: Town) -> None:
    made = enterprises.add_enterprise(town.context, EnterpriseInput(name="甲有限公司", credit_code=OTHER_CODE))
    assert made.id
    removal = enterprises.remove_enterprise(town.context, made.id, 1)
    enterprises.add_enterprise(town.context, EnterpriseInput(name="乙有限公司", credit_code=OTHER_CODE))
    with pytest.raises(RuleBroken):
        taken_back(town, removal)


def test_changed_values_return_and_the_search_finds_the_old_name(town: Town) -> None:
    firm = town.context.read(enterprise_detail, town.firm)
    given_firm = EnterpriseInput(name="新名精密机械有限公司", credit_code=firm.credit_code, labels=[Label(name="规上")])
    taken_back(town, enterprises.update_enterprise(town.context, firm.id, firm.version, given_firm))
    after = town.context.read(enterprise_detail, town.firm)
    assert (after.name, after.former_names, after.labels) == (firm.name, (), ())
    assert search(town.context, "新名精密", 5) == []
    assert [hit.id for hit in search(town.context, "恒岚", 5)] == [town.firm]


def test_what_was_changed_since_is_left_alone(town: Town) -> None:
    firm = town.context.read(enterprise_detail, town.firm)
    first = enterprises.update_enterprise(town.context, firm.id, firm.version, EnterpriseInput(name="甲有限公司"))
    version = town.context.read(enterprise_detail, town.firm).version
    enterprises.update_enterprise(town.context, firm.id, version, EnterpriseInput(name="乙有限公司"))
    with pytest.raises(RuleBroken):
        taken_back(town, first)
    assert town.context.read(enterprise_detail, town.firm).name == "乙有限公司"


def test_a_removed_pairing_does_not_return_beside_its_successor(town: Town) -> None:
    (row,) = town.context.read(pairings, enterprise_id=town.firm)
    removal = leaders.remove_pairing(town.context, row.id, row.version)
    leaders.save_pairing(
        town.context, PairingInput(enterprise_id=town.firm, leader_id=town.leader, start=date(2026, 5, 1))
    )
    with pytest.raises(RuleBroken):
        taken_back(town, removal)
    assert [row.start for row in town.context.read(pairings, enterprise_id=town.firm)] == [date(2026, 5, 1)]


def test_a_unit_made_by_mistake_is_retired_since_its_name_stays_taken(town: Town) -> None:
    taken_back(town, office.save_unit(town.context, UnitInput(name="环保办")))
    assert {row.name for row in town.context.read(units) if row.in_use.value == "ACTIVE"} == {"供电所", "教育办"}


def test_days_of_the_calendar_once_set_stay(town: Town) -> None:
    changes = office.save_calendar_days(town.context, [(date(2027, 1, 4), False, "调休")])
    assert changes.undoable is not None
    assert not undo.can_undo(changes.undoable)


def test_every_step_has_words_for_the_menu(town: Town) -> None:
    changes = register(town, "压铸线增容")
    assert changes.undoable is not None
    assert verb_name(changes.undoable.verb) == "登记走访"


def _verbs(town: Town) -> list[Callable[[int], ChangeSet]]:
    """Changes that a session may make, each told apart by a number."""
    context = town.context

    def change_firm(number: int) -> ChangeSet:
        firm = context.read(enterprise_detail, town.firm)
        return enterprises.update_enterprise(context, firm.id, firm.version, EnterpriseInput(name=f"第{number}公司"))

    def step(number: int) -> ChangeSet:
        on = ON + timedelta(days=number)
        steps = (
            Step(on=on, action=Action.ASSIGN, unit_id=town.unit),
            Step(on=on, action=Action.PROGRESS, text=str(number)),
            Step(on=on, action=Action.RESOLVE, result=ResultKind.PARTLY),
            Step(on=on, action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.SATISFIED),
        )
        return difficulties.take_step(context, 1, None, steps[number % len(steps)])

    return [
        lambda number: register(town, f"诉求{number}"),
        lambda number: enterprises.add_enterprise(context, EnterpriseInput(name=f"新{number}公司")),
        lambda number: enterprises.save_contact(
            context, ContactInput(enterprise_id=town.firm, name=f"张{number}", is_primary=True)
        ),
        lambda number: leaders.save_leader(context, LeaderInput(name=f"李{number}", post="委员", rank=number + 2)),
        lambda number: office.save_deadline_rule(context, Level.LIMITED, None, number + 1),
        change_firm,
        step,
    ]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 6), max_size=8))
def test_taking_everything_back_leaves_the_ledger_as_it_was(town: Town, choices: list[int]) -> None:
    if not town.context.read(visit_page):
        register(town, "压铸线增容")
    verbs, before, done = _verbs(town), _says(town.context.ledger.folder), []
    for number, choice in enumerate(choices):
        try:
            done.append(verbs[choice](number))
        except RuleBroken:
            continue  # a step that the state does not allow
    for changes in reversed(done):
        if changes.undoable is not None:
            taken_back(town, changes)
    assert _says(town.context.ledger.folder) == before
    assert check_ledger(town.context) == []


def _says(ledger: Path) -> dict[str, list[str]]:
    """What the ledger says now; numbers given, people met and the log of steps only grow."""
    found = contents(ledger)
    grown = {"handling_event", "number_series", "contact"}
    dated = re.compile(r"\('last_step_on', [^)]*\)")
    return {table: [dated.sub("", row) for row in rows] for table, rows in found.items() if table not in grown}


def test_a_role_is_not_taken_back_so_that_somebody_manages(town: Town) -> None:
    """王芳 was listed, then 李静 gave up managing: without the one there would be none."""
    officials.save_official(town.context, OfficialInput(name="李静", role=Role.MANAGING))
    listed = officials.save_official(town.context, OfficialInput(name="王芳", role=Role.MANAGING))
    first = next(row for row in officials.officials(town.context) if row.name == "李静")
    officials.save_official(town.context, OfficialInput(name="李静", role=Role.ENTRY), first.id, first.version)
    assert listed.undoable is not None
    assert not undo.can_undo(listed.undoable)
    with pytest.raises(RuleBroken):
        undo.take_back(replace(town.context, actor="王芳"), listed.undoable)
    assert {row.name: row.role for row in officials.officials(town.context)} == {
        "李静": Role.ENTRY, "王芳": Role.MANAGING,
    }  # fmt: skip
