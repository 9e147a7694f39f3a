"""今日: what waits, in order, and the same figures as the report."""

from datetime import date, timedelta

from tests.ledgers import TODAY, Town
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ResultKind
from zhenyu_desk.domain.today import TodayFigures
from zhenyu_desk.services.figures import figures_of
from zhenyu_desk.services.today import today_board


def test_what_is_late_comes_first_then_due_then_call_backs_then_reviews(town: Town) -> None:
    on = date(2026, 11, 2)
    names = ("超期", "明日到期", "待回访", "挂账待复核", "还早")
    town.visit(on, *(town.difficulty(on, name) for name in names))
    deadlines = {
        1: date(2026, 11, 20),
        2: TODAY + timedelta(days=1),
        3: date(2026, 12, 1),
        4: date(2026, 12, 1),
    }
    for key in range(1, 6):
        day = deadlines.get(key, date(2026, 12, 25))
        town.step(key, Step(on=on, action=Action.ASSIGN, unit_id=town.unit, new_deadline=day))
    town.step(3, Step(on=date(2026, 11, 5), action=Action.RESOLVE, result=ResultKind.SOLVED))
    town.step(4, Step(on=date(2026, 11, 5), action=Action.PARK, condition="等指标", review_on=date(2026, 11, 20)))
    board = today_board(town.context)
    assert [row.title for row in board.to_do] == ["超期", "明日到期", "待回访", "挂账待复核"]
    assert board.figures == TodayFigures.of(figures_of(town.context, Month(2026, 11), TODAY))
    assert [(bar.month, bar.new, bar.resolved) for bar in board.bars][-1] == (Month(2026, 11), 5, 1)
    assert len(board.bars) == 12


def test_a_firm_is_due_when_its_last_visit_is_longer_ago_than_asked(town: Town) -> None:
    (never,) = today_board(town.context).due_visits
    assert (never.days, never.leader_name, never.frequency_days) == (None, "王建国", 30)
    town.visit(TODAY - timedelta(days=31))
    (late,) = today_board(town.context).due_visits
    assert late.days == 31
    town.visit(TODAY - timedelta(days=30))
    assert today_board(town.context).due_visits == ()
