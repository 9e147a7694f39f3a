"""Visits and difficulties through the services: numbers, deadlines, steps, calendar, search, check."""

from datetime import date
from functools import partial

import pytest

from tests.ledgers import TODAY, Town
from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.inputs import UnitInput, VisitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import Action, InUse, Level, Light, Move, ResultKind, Satisfaction, State
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import difficulties, office, visits
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.search import search
from zhenyu_desk.store.queries.difficulties import chip_counts, difficulty_detail, difficulty_page, sort_key
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.store.queries.visits import visit_detail, visit_page


def row(town: Town, key: int) -> DifficultyRow:
    """A difficulty as the list shows it today."""
    return town.context.read(difficulty_detail, town.context.today(), key).row


def test_a_visit_brings_its_difficulties_with_numbers_and_deadlines(town: Town) -> None:
    on = date(2026, 9, 30)
    key = town.visit(
        on,
        town.difficulty(on, assign_unit_id=town.unit),
        town.difficulty(on, "子女入学", category_id=town.category("教育"), spot_result=ResultKind.EXPLAINED),
    )
    visit = town.context.read(visit_detail, key)
    assert (visit.number, visit.difficulties, visit.open_difficulties) == ("ZF-2026-0001", 2, 1)
    handed, answered = row(town, 1), row(town, 2)
    # 限办 is five working days; the National Day week lies between.
    assert (handed.number, handed.state, handed.deadline) == (
        "SQ-2026-0001",
        State.HANDLING,
        date(2026, 10, 13),
    )
    assert (answered.number, answered.state, answered.result) == (
        "SQ-2026-0002",
        State.RESOLVED,
        ResultKind.EXPLAINED,
    )


def test_numbers_are_given_once_and_go_by_the_year(town: Town) -> None:
    first = town.visit(date(2026, 3, 2))
    visits.remove_visit(town.context, first, 1)
    assert town.context.read(visit_detail, town.visit(date(2026, 3, 2))).number == "ZF-2026-0002"
    assert town.context.read(visit_detail, town.visit(date(2025, 12, 31))).number == "ZF-2025-0001"


def test_the_rule_of_the_category_goes_before_that_of_its_level(town: Town) -> None:
    office.save_deadline_rule(town.context, Level.LIMITED, town.category("要素"), 10)
    assert difficulties.propose_deadline(town.context, town.category("用电"), Level.LIMITED, date(2026, 11, 2))[0] == 10
    office.save_deadline_rule(town.context, Level.LIMITED, town.category("用电"), 3)
    assert difficulties.propose_deadline(town.context, town.category("用电"), Level.LIMITED, date(2026, 11, 2))[:2] == (
        3,
        date(2026, 11, 5),
    )
    office.save_deadline_rule(town.context, Level.LIMITED, town.category("用电"), None)
    assert difficulties.propose_deadline(town.context, town.category("用电"), Level.LIMITED, date(2026, 11, 2))[0] == 10
    with pytest.raises(RuleBroken):
        office.save_deadline_rule(town.context, Level.LIMITED, None, 0)


def test_a_deadline_in_an_unpublished_year_is_provisional_until_the_year_is_known(town: Town) -> None:
    on = date(2026, 11, 24)
    given = town.difficulty(on, level=Level.REPORT_UP, assign_unit_id=town.unit)
    key = difficulties.register_difficulty(town.context, given).id
    assert key
    assert (row(town, key).deadline, row(town, key).is_provisional) == (date(2027, 1, 5), True)
    office.save_calendar_days(town.context, [(date(2027, 1, 1), False, "元旦"), (date(2027, 1, 4), False, "调休")])
    assert (row(town, key).deadline, row(town, key).is_provisional) == (date(2027, 1, 7), False)
    assert check_ledger(town.context) == []


def test_the_whole_life_and_the_corrected_step(town: Town) -> None:
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on))
    for step in (
        Step(on=on, action=Action.ASSIGN, unit_id=town.unit),
        Step(on=date(2026, 11, 3), action=Action.PROGRESS, text="已现场勘查"),
        Step(on=date(2026, 11, 4), action=Action.EXTEND, new_deadline=date(2026, 11, 20), reason="需上级批复"),
        Step(on=date(2026, 11, 18), action=Action.RESOLVE, result=ResultKind.PARTLY, text="误录"),
        Step(on=date(2026, 11, 18), action=Action.CORRECT, reason="结果录错"),
        Step(on=date(2026, 11, 19), action=Action.RESOLVE, result=ResultKind.SOLVED, text="已增容"),
        Step(on=date(2026, 11, 20), action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.SATISFIED),
    ):
        town.step(1, step)
    detail = town.context.read(difficulty_detail, town.context.today(), 1)
    assert (detail.row.state, detail.row.light, detail.row.resolved_on) == (
        State.CLOSED,
        Light.GREEN,
        date(2026, 11, 19),
    )
    assert (detail.row.original_deadline, detail.row.deadline) == (date(2026, 11, 9), date(2026, 11, 20))
    assert [event.corrected for event in detail.events] == [
        False,
        False,
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    assert detail.actions == ()
    assert detail.can_correct
    assert check_ledger(town.context) == []


def test_a_refused_step_changes_nothing(town: Town) -> None:
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on))
    before = town.context.read(difficulty_detail, town.context.today(), 1)
    for step in (
        Step(on=on, action=Action.FOLLOW_UP, reached=True),
        Step(on=date(2026, 11, 3), action=Action.RESOLVE, result=ResultKind.SOLVED),
        Step(on=on, action=Action.ASSIGN, unit_id=12345),
    ):
        with pytest.raises(RuleBroken):
            town.step(1, step)
    assert town.context.read(difficulty_detail, town.context.today(), 1) == before


def test_a_step_with_several_is_taken_with_all_or_none(town: Town) -> None:
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on), town.difficulty(on, "二", assign_unit_id=town.unit))
    assign = Step(on=date(2026, 11, 3), action=Action.ASSIGN, unit_id=town.other_unit)
    with pytest.raises(RuleBroken) as error:
        difficulties.take_steps(town.context, [(1, None), (2, None)], assign)
    assert "SQ-2026-0002" in error.value.sentence
    assert row(town, 1).state is State.REGISTERED
    difficulties.take_steps(town.context, [(1, None), (2, None)], Step(on=on, action=Action.SUPERVISE, text="请加快"))
    assert row(town, 1).is_supervised
    assert row(town, 2).is_supervised


def test_a_retired_unit_takes_no_new_case(town: Town) -> None:
    unit = next(u for u in town.context.read(units) if u.id == town.unit)
    office.save_unit(town.context, UnitInput(name=unit.name, in_use=InUse.RETIRED), unit.id, unit.version)
    with pytest.raises(RuleBroken) as error:
        town.visit(date(2026, 11, 2), town.difficulty(date(2026, 11, 2), assign_unit_id=town.unit))
    assert error.value.field == "unit_id"
    assert "供电所" in error.value.sentence


def test_a_visit_in_the_future_is_refused(town: Town) -> None:
    with pytest.raises(RuleBroken) as error:
        town.visit(date(2026, 11, 25))
    assert error.value.field == "on"


def test_a_visit_with_difficulties_keeps_firm_and_day(town: Town) -> None:
    on = date(2026, 11, 2)
    key = town.visit(on, town.difficulty(on))
    given = VisitInput(
        on=on, enterprise_id=town.firm, leader_id=town.leader, moves=(Move.EXPANSION,), business="订单饱和"
    )
    visits.update_visit(town.context, key, 1, given)
    assert town.context.read(visit_detail, key).moves == (Move.EXPANSION,)
    with pytest.raises(RuleBroken):
        visits.update_visit(town.context, key, 2, given.model_copy(update={"on": date(2026, 11, 3)}))
    with pytest.raises(RuleBroken):
        visits.remove_visit(town.context, key, 2)


def test_chips_count_what_their_lists_show(town: Town) -> None:
    for day in (2, 3, 20, 23):
        on = date(2026, 11, day)
        town.visit(on, town.difficulty(on, assign_unit_id=town.unit), town.difficulty(on, "待交办的"))
    counts = town.context.read(chip_counts, town.context.today(), CaseFilter())
    for chip in Chip:
        rows = town.context.read(difficulty_page, town.context.today(), CaseFilter(chip=chip))
        assert len(rows) == counts[chip], chip
    assert counts == {
        Chip.OPEN: 8,
        Chip.OVERDUE: 2,
        Chip.DUE_SOON: 1,
        Chip.TO_ASSIGN: 4,
        Chip.TO_CALL_BACK: 0,
        Chip.PARKED: 0,
        Chip.ALL: 8,
    }


@pytest.mark.parametrize("order", CaseOrder)
def test_pages_follow_each_other_without_gap_or_repeat(town: Town, order: CaseOrder) -> None:
    for day in range(2, 12):
        on = date(2026, 11, day)
        town.visit(on, town.difficulty(on, assign_unit_id=town.unit), town.difficulty(on, "无时限"))
    whole = town.context.read(difficulty_page, town.context.today(), CaseFilter(chip=Chip.ALL, order=order))
    seen: list[int] = []
    after = None
    while True:
        wanted = CaseFilter(chip=Chip.ALL, order=order, after=after, limit=3)
        page = town.context.read(difficulty_page, town.context.today(), wanted)
        if not page:
            break
        seen += [r.id for r in page]
        after = sort_key(page[-1], order)
    assert seen == [r.id for r in whole]
    assert len(seen) == 20


def test_visits_page_back_through_the_years(town: Town) -> None:
    for day in range(1, 10):
        town.visit(date(2026, 10, 8 + day // 3))
    whole = [visit.id for visit in town.context.read(visit_page)]
    before, seen = None, []
    while page := town.context.read(visit_page, before=before, limit=2):
        seen += [visit.id for visit in page]
        before = (page[-1].on, page[-1].id)
    assert seen == whole
    assert len(whole) == 9


@pytest.mark.parametrize(
    "words", ["增容", "hljm", "henglan", "SQ-2026-0001", "恒岚 增容", "王建国", "wjg", "91330109MA"]
)
def test_what_was_typed_is_found(town: Town, words: str) -> None:
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on, leader_id=town.leader))
    assert search(town.context, words)


def test_renaming_a_firm_renames_it_in_the_index(town: Town) -> None:
    from zhenyu_desk.domain.inputs import EnterpriseInput
    from zhenyu_desk.services.enterprises import update_enterprise
    from zhenyu_desk.store.queries.register import enterprise_detail

    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on))
    firm = town.context.read(enterprise_detail, town.firm)
    update_enterprise(town.context, firm.id, firm.version, EnterpriseInput(name="启元光电科技有限公司"))
    assert {hit.kind for hit in search(town.context, "启元")} == {"enterprise", "visit", "difficulty"}
    assert [hit.kind for hit in search(town.context, "恒岚")] == ["enterprise"]
    assert town.context.read(enterprise_detail, town.firm).former_names == ("恒岚精密机械有限公司",)


def test_nothing_chosen_is_told(town: Town) -> None:
    for act in (
        partial(difficulties.remove_difficulties, town.context, []),
        partial(difficulties.take_steps, town.context, [], Step(on=TODAY, action=Action.PROGRESS, text="已受理")),
    ):
        with pytest.raises(RuleBroken, match="没有选中诉求"):
            act()
