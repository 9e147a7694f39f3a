"""Roles are enforced where things are written, whoever asks: window, command line or another program."""

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import zhenyu_desk.services
from tests.ledgers import TODAY, Town
from zhenyu_desk.domain import rights
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput, UnitInput, VisitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Action, InUse, RemovedKind, ResultKind, Role, State
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import enterprises, exporting, leaders, office, officials, posts, recycle_bin, visits
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import register_difficulty
from zhenyu_desk.services.drafts import keep_draft
from zhenyu_desk.services.undo import take_back
from zhenyu_desk.store.queries.difficulties import difficulty_detail

NAMES = {Role.MANAGING: "李静", Role.HANDLING: "陈志远", Role.ENTRY: "周敏", Role.READING: "吴刚"}


@pytest.fixture
def staffed(town: Town) -> Town:
    """The small town with an official in each role, and one who has left."""
    for role, name in NAMES.items():
        officials.save_official(town.context, OfficialInput(name=name, role=role))
    officials.save_official(town.context, OfficialInput(name="钱前", role=Role.MANAGING, in_use=InUse.RETIRED))
    return town


def acting(town: Town, name: str) -> AppContext:
    return replace(town.context, actor=name)


def add_firm(context: AppContext) -> int:
    key = enterprises.add_enterprise(context, EnterpriseInput(name="恒远新材料有限公司")).id
    assert key is not None
    return key


def add_unit(context: AppContext) -> object:
    return office.save_unit(context, UnitInput(name="规划办"))


def write_draft(context: AppContext) -> None:
    keep_draft(context, "a", "visit", "", "{}")


VERBS: list[tuple[Callable[[AppContext], object], Role]] = [
    (write_draft, Role.READING),
    (add_firm, Role.ENTRY),
    (add_unit, Role.MANAGING),
]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("verb", "needed"), VERBS)
def test_a_role_may_do_what_lies_on_its_step_or_below(
    staffed: Town, role: Role, verb: Callable[[AppContext], object], needed: Role
) -> None:
    context = acting(staffed, NAMES[role])
    if rights.covers(role, needed):
        verb(context)
    else:
        with pytest.raises(RuleBroken) as refused:
            verb(context)
        assert needed.word in refused.value.sentence
        assert role.word in refused.value.sentence


def test_a_step_needs_handling(staffed: Town) -> None:
    on = date(2026, 11, 2)
    staffed.visit(on, staffed.difficulty(on, assign_unit_id=staffed.unit))
    step = Step(on=date(2026, 11, 5), action=Action.PROGRESS, text="已查勘")
    typist = replace(staffed, context=acting(staffed, NAMES[Role.ENTRY]))
    with pytest.raises(RuleBroken, match="办理"):
        typist.step(1, step)
    handler = Town(
        acting(staffed, NAMES[Role.HANDLING]), staffed.firm, staffed.leader, staffed.unit, staffed.other_unit
    )
    handler.step(1, step)


def test_what_the_visit_sheet_says_of_a_difficulty_is_typed_in_with_it(staffed: Town) -> None:
    """交办 and 办结 as first steps are part of the registration; the next step is not."""
    typist = replace(staffed, context=acting(staffed, NAMES[Role.ENTRY]))
    on = date(2026, 11, 2)
    given = (
        staffed.difficulty(on, "甲", assign_unit_id=staffed.unit),
        staffed.difficulty(on, "乙", spot_result=ResultKind.SOLVED, spot_text="当场答复"),
    )
    typist.visit(on, *given)
    register_difficulty(typist.context, given[0])
    found = [staffed.context.read(difficulty_detail, TODAY, key).row.state for key in (1, 2, 3)]
    assert found == [State.HANDLING, State.RESOLVED, State.HANDLING]
    with pytest.raises(RuleBroken, match="办理"):
        typist.step(2, Step(on=on, action=Action.FOLLOW_UP))


def test_what_was_removed_comes_back_by_the_right_that_removed_it(staffed: Town) -> None:
    typist = acting(staffed, NAMES[Role.ENTRY])
    visit = staffed.visit(date(2026, 11, 2))
    visits.remove_visit(typist, visit, 1)
    recycle_bin.restore(typist, RemovedKind.VISIT, visit)
    leaders.remove_pairing(staffed.context, 1, 1)
    firm = add_firm(staffed.context)
    enterprises.remove_enterprise(staffed.context, firm, 1)
    visits.remove_visit(typist, visit, 3)
    for keys in (
        [(RemovedKind.PAIRING, 1)],
        [(RemovedKind.ENTERPRISE, firm)],
        [(RemovedKind.VISIT, visit), (RemovedKind.PAIRING, 1)],
    ):
        with pytest.raises(RuleBroken, match="管理"):
            recycle_bin.restore_all(typist, keys)
    recycle_bin.restore_all(staffed.context, [(RemovedKind.VISIT, visit), (RemovedKind.PAIRING, 1)])


def test_what_came_back_goes_again_by_the_right_that_removed_it(staffed: Town) -> None:
    typist = acting(staffed, NAMES[Role.ENTRY])
    leaders.remove_pairing(staffed.context, 1, 1)
    done = recycle_bin.restore(staffed.context, RemovedKind.PAIRING, 1)
    assert done.undoable is not None
    with pytest.raises(RuleBroken, match="管理"):
        take_back(typist, done.undoable)
    take_back(staffed.context, done.undoable)
    visit = staffed.visit(date(2026, 11, 2))
    visits.remove_visit(typist, visit, 1)
    done = recycle_bin.restore(typist, RemovedKind.VISIT, visit)
    assert done.undoable is not None
    take_back(typist, done.undoable)


def test_who_took_something_back_may_take_that_back(staffed: Town) -> None:
    typist, reader = acting(staffed, NAMES[Role.ENTRY]), acting(staffed, NAMES[Role.READING])
    done = visits.register_visit(typist, VisitInput(on=date(2026, 11, 2), enterprise_id=1, leader_id=staffed.leader))
    for _time in range(3):
        assert done.undoable is not None
        with pytest.raises(RuleBroken, match="录入"):
            take_back(reader, done.undoable)
        done = take_back(typist, done.undoable)


@pytest.mark.parametrize("name", ["钱前", "没列入的人", ""])
def test_whoever_is_not_listed_or_has_left_writes_nothing(staffed: Town, name: str) -> None:
    with pytest.raises(RuleBroken):
        write_draft(acting(staffed, name))


def test_while_nobody_is_listed_everybody_does_everything(town: Town) -> None:
    add_unit(acting(town, "谁都可以"))


def test_what_is_refused_leaves_nothing_behind(staffed: Town) -> None:
    before = enterprises_count(staffed)
    with pytest.raises(RuleBroken):
        add_firm(acting(staffed, NAMES[Role.READING]))
    assert enterprises_count(staffed) == before


def enterprises_count(town: Town) -> int:
    with town.context.ledger.read() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM enterprise").scalar_one())


def test_taking_back_needs_the_role_of_what_is_taken_back(staffed: Town) -> None:
    done = office.save_unit(staffed.context, UnitInput(name="规划办"))
    assert done.undoable is not None
    with pytest.raises(RuleBroken, match="管理"):
        take_back(acting(staffed, NAMES[Role.HANDLING]), done.undoable)
    take_back(staffed.context, done.undoable)


def test_telephones_leave_the_ledger_whole_only_by_one_who_handles(staffed: Town, tmp_path: Path) -> None:
    phone = "13800002201"
    contact = ContactInput(enterprise_id=staffed.firm, name="张伟", mobile=phone, is_primary=True)
    enterprises.save_contact(staffed.context, contact)
    typist = acting(staffed, NAMES[Role.ENTRY])
    with pytest.raises(RuleBroken, match="办理"):
        exporting.export_workbook(typist, tmp_path / "a.xlsx", unmask=True)
    assert list(tmp_path.glob("*.xlsx")) == []
    exporting.export_workbook(typist, tmp_path / "a.xlsx")
    exporting.export_workbook(acting(staffed, NAMES[Role.HANDLING]), tmp_path / "b.xlsx", unmask=True)


def test_the_hand_over_list_shows_phones_only_to_one_who_handles(staffed: Town, tmp_path: Path) -> None:
    typist, target = acting(staffed, NAMES[Role.ENTRY]), tmp_path / "交接清单.xlsx"
    lines = [(line, "陈敏") for line in posts.hand_over_list(typist, staffed.leader, date(2026, 11, 30))]
    with pytest.raises(RuleBroken, match="显示完整电话需要“办理”角色"):
        posts.export_hand_over(typist, target, lines, unmask=True)
    assert not target.exists()
    posts.export_hand_over(typist, target, lines)
    posts.export_hand_over(acting(staffed, NAMES[Role.HANDLING]), target, lines, unmask=True)
    with staffed.context.ledger.read() as session:
        told = session.connection().exec_driver_sql("SELECT change FROM audit_entry WHERE verb = 'export_hand_over'")
        assert [json.loads(change)["masked"] for change in told.scalars()] == [True, False]


def test_somebody_always_manages(staffed: Town) -> None:
    (manager, *_others) = officials.officials(staffed.context)
    for given in (
        OfficialInput(name=manager.name, role=Role.HANDLING),
        OfficialInput(name=manager.name, role=Role.MANAGING, in_use=InUse.RETIRED),
    ):
        with pytest.raises(RuleBroken, match="管理"):
            officials.save_official(staffed.context, given, manager.id, manager.version)
    assert staffed.context.role() is Role.MANAGING


def test_the_first_official_listed_manages(town: Town) -> None:
    with pytest.raises(RuleBroken, match="管理"):
        officials.save_official(town.context, OfficialInput(name="周敏", role=Role.ENTRY))
    assert officials.officials(town.context) == []


def test_two_officials_have_two_names_and_a_name_stays(staffed: Town) -> None:
    with pytest.raises(RuleBroken, match="周敏"):
        officials.save_official(staffed.context, OfficialInput(name="周敏", role=Role.READING))
    row = next(row for row in officials.officials(staffed.context) if row.name == "周敏")
    with pytest.raises(RuleBroken) as refused:
        officials.save_official(staffed.context, OfficialInput(name="周敏敏"), row.id, row.version)
    assert refused.value.field == "name"


def test_every_verb_that_a_list_names_is_a_verb_of_a_service() -> None:
    """A misspelt verb would silently need 管理."""
    used: set[str] = {action.value.lower() for action in Action} | {rights.SEE_PHONES}
    for file in Path(zhenyu_desk.services.__path__[0]).rglob("*.py"):
        used |= {
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert set(rights._NEEDED) <= used
