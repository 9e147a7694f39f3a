"""Drafts: kept over and over under one uid, listed, gone with the record that was saved, never audited."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from tests.ledgers import Town
from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.drafts import drop_draft, keep_draft, waiting_drafts
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.services.visits import RefusedVisit, register_visit, register_visits

ON = date(2026, 11, 20)
SECRET = "董事长手机另有一个"


def audit_entries(town: Town) -> int:
    """How long the audit log is."""
    with town.context.ledger.read() as session:
        return int(session.execute(text("SELECT count(*) FROM audit_entry")).scalar_one())


def given_visit(town: Town, on: date = ON) -> VisitInput:
    """A plain visit."""
    return VisitInput(on=on, enterprise_id=town.firm, leader_id=town.leader)


def test_a_draft_is_written_over_and_the_newest_comes_first(town: Town) -> None:
    before = audit_entries(town)
    keep_draft(town.context, "a", "visit", "恒岚精密", "{}")
    keep_draft(town.context, "b", "visits", "流水录入", "[]")
    keep_draft(town.context, "a", "visit", "恒岚精密机械", SECRET)
    assert [(row.uid, row.kind, row.title, row.content, row.actor) for row in waiting_drafts(town.context)] == [
        ("a", "visit", "恒岚精密机械", SECRET, "李静"),
        ("b", "visits", "流水录入", "[]", "李静"),
    ]
    assert audit_entries(town) == before


def test_the_draft_goes_with_the_visit_it_became_and_only_then(town: Town) -> None:
    keep_draft(town.context, "a", "visit", "", SECRET)
    with pytest.raises(RuleBroken):
        register_visit(town.context, given_visit(town, date(2027, 1, 1)), draft="a")
    assert len(waiting_drafts(town.context)) == 1
    register_visit(town.context, given_visit(town), draft="a")
    assert waiting_drafts(town.context) == []


def test_nothing_of_a_dropped_draft_stays_in_the_file(town: Town) -> None:
    keep_draft(town.context, "a", "visit", "", SECRET)
    drop_draft(town.context, "a")
    drop_draft(town.context, "a")
    town.context.close()
    for file in town.context.ledger.folder.rglob("*"):
        assert file.is_dir() or SECRET.encode() not in file.read_bytes()


def test_a_pile_of_visits_is_saved_whole_or_not_at_all(town: Town) -> None:
    keep_draft(town.context, "pile", "visits", "", "[]")
    late = given_visit(town, date(2027, 1, 1))
    with pytest.raises(RefusedVisit) as error:
        register_visits(town.context, [(given_visit(town), []), (late, [])], draft="pile")
    assert (error.value.place, error.value.field) == (1, "on")
    assert len(waiting_drafts(town.context)) == 1
    changes = register_visits(
        town.context, [(given_visit(town), [town.difficulty(ON)]), (given_visit(town), [])], draft="pile"
    )
    assert waiting_drafts(town.context) == []
    assert changes.undoable is not None


def test_each_sees_and_drops_his_own_drafts_and_who_manages_all(town: Town) -> None:
    for name, role in (("李静", Role.MANAGING), ("周敏", Role.ENTRY), ("吴刚", Role.READING)):
        save_official(town.context, OfficialInput(name=name, role=role))
    typist, reader = (replace(town.context, actor=name) for name in ("周敏", "吴刚"))
    keep_draft(town.context, "a", "visit", "", "{}")
    keep_draft(typist, "b", "visit", "", SECRET)
    keep_draft(reader, "c", "visit", "", "{}")

    def seen(context: AppContext) -> list[str]:
        return [row.uid for row in waiting_drafts(context)]

    assert (seen(town.context), seen(typist), seen(reader)) == (["c", "b", "a"], ["b"], ["c"])
    assert seen(replace(town.context, actor="路人")) == []
    drop_draft(reader, "b")
    assert seen(typist) == ["b"]
    drop_draft(typist, "b")
    drop_draft(town.context, "c")
    assert seen(town.context) == ["a"]


def test_while_nobody_is_listed_everybody_sees_and_drops_all(town: Town) -> None:
    keep_draft(town.context, "a", "visit", "", "{}")
    other = replace(town.context, actor="周敏")
    assert len(waiting_drafts(other)) == 1
    drop_draft(other, "a")
    assert waiting_drafts(town.context) == []
