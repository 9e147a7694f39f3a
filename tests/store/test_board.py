"""The figures of 今日 are counted by the database; they must be those that the steps give."""

import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import col

from tests.domain.histories import TODAY as LAST_DAY
from tests.domain.histories import histories
from tests.ledgers import TODAY, Town, copied_context
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, ResultKind, Satisfaction
from zhenyu_desk.domain.today import RowsBehind, TodayFigures
from zhenyu_desk.services import office, visits
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import write_difficulty
from zhenyu_desk.services.figures import figures_of
from zhenyu_desk.services.today import rows_behind, today_board
from zhenyu_desk.store.queries import board
from zhenyu_desk.store.queries.office import load_calendar, load_settings
from zhenyu_desk.store.tables import Difficulty

KEYS = ("visits", "coverage", "open", "on_time_rate", "satisfaction_rate")


def check(context: AppContext) -> None:
    """The board and the rows behind it against the figures made from the steps."""
    figures = figures_of(context, Month.of(context.today()), context.today())
    assert context.read(board.tells_today, context.today())
    shown = today_board(context)
    assert shown.figures == TodayFigures.of(figures)
    by_steps = [figures_of(context, bar.month, context.today()) for bar in shown.bars]
    assert [(bar.new, bar.resolved) for bar in shown.bars] == [(f.new.value, f.resolved.value) for f in by_steps]
    for key in KEYS:
        figure, rows = getattr(figures, key), rows_behind(context, key)
        if hasattr(figure, "ids"):
            assert rows == RowsBehind(figure.ids)
        else:
            assert set(rows.counted) == set(figure.hits)
            assert sorted((*rows.counted, *rows.others)) == sorted(figure.base)


def test_the_board_of_an_invented_town_is_that_of_its_steps(demo: AppContext) -> None:
    office.save_settings(demo, demo.read(load_settings).model_copy(update={"fairly_weight": Decimal("0.6")}))
    check(demo)
    with demo.write("remove") as work:
        for key in touched_last(demo)[:60:3]:
            work.remove(work.get(Difficulty, key))
        work.commit()
    check(demo)
    assert today_board(demo).figures.satisfaction_rate.denominator > 0
    assert today_board(demo).figures.on_time_rate.denominator > 0


def touched_last(context: AppContext) -> list[int]:
    """The difficulties that were touched last."""
    with context.ledger.read() as session:
        statement = select(col(Difficulty.id)).order_by(col(Difficulty.last_step_on).desc(), col(Difficulty.id))
        return [key for key in session.scalars(statement) if key is not None]


@given(st.data())
# Writing a ledger takes too long to look for the smallest example.
@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_any_lives_give_the_same_board(empty_ledger: Path, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        days = [LAST_DAY]
        with closing(copied_context(empty_ledger, Path(name) / "ledger", lambda: days[0])) as context:
            town = Town.settle(context)
            office.save_unit(context, UnitInput(name="城管"))
            lives = data.draw(st.lists(histories(), min_size=3, max_size=10))
            with context.write("fill") as work:
                calendar = load_calendar(work.session)
                for number, steps in enumerate(lives):
                    given_case = town.difficulty(steps[0].on, f"诉求{number}")
                    write_difficulty(work, given_case, None, calendar, LAST_DAY, steps=list(steps))
                work.commit()
            with context.ledger.read() as session:
                last = session.scalar(select(func.max(col(Difficulty.last_step_on))))
            assert isinstance(last, date)
            for later in (0, 25):
                days[0] = last + timedelta(days=later)
                check(context)


def test_a_rating_that_was_corrected_or_given_anew_counts_as_the_steps_say(town: Town) -> None:
    on = date(2026, 11, 2)
    town.visit(on, *(town.difficulty(on, f"诉求{number}") for number in range(3)))
    due = date(2026, 11, 20)
    for key in (1, 2, 3):
        town.step(key, Step(on=on, action=Action.ASSIGN, unit_id=town.unit, new_deadline=due))
        town.step(key, Step(on=date(2026, 11, 5), action=Action.RESOLVE, result=ResultKind.SOLVED))
    unhappy = Step(on=date(2026, 11, 6), action=Action.FOLLOW_UP, reached=True, satisfaction=Satisfaction.DISSATISFIED)
    for key in (1, 2, 3):
        town.step(key, unhappy)
    town.step(2, Step(on=date(2026, 11, 9), action=Action.CORRECT, reason="误录"))
    town.step(3, replace(unhappy, on=date(2026, 11, 10), satisfaction=Satisfaction.SATISFIED))
    rate = today_board(town.context).figures.satisfaction_rate
    assert (rate.hits, rate.denominator) == (1, 2)
    check(town.context)


@pytest.mark.parametrize("key", KEYS)
def test_a_step_dated_after_today_leaves_the_figures_to_the_steps(town: Town, key: str) -> None:
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on))
    town.step(1, Step(on=on, action=Action.ASSIGN, unit_id=town.unit, new_deadline=date(2026, 11, 20)))
    town.step(1, Step(on=TODAY, action=Action.RESOLVE, result=ResultKind.SOLVED))
    earlier = replace(town.context, today=lambda: TODAY - timedelta(days=1))
    figures = figures_of(earlier, Month(2026, 11), TODAY - timedelta(days=1))
    assert today_board(earlier).figures == TodayFigures.of(figures)
    assert today_board(earlier).figures.open == 1
    assert (today_board(earlier).bars[-1].new, today_board(earlier).bars[-1].resolved) == (1, 0)
    assert today_board(town.context).figures.open == 0
    figure = getattr(figures, key)
    assert rows_behind(earlier, key).counted == (figure.ids if hasattr(figure, "ids") else figure.hits)


def test_bars_and_tiles_agree_when_a_step_is_dated_later(town: Town) -> None:
    """Resolved on the 9th, reopened by a clock that was wrong: until that day it is resolved, in tile and bar."""
    on = date(2026, 11, 2)
    town.visit(on, town.difficulty(on), town.difficulty(on, "入学"))
    for key in (1, 2):
        town.step(key, Step(on=on, action=Action.ASSIGN, unit_id=town.unit))
        town.step(key, Step(on=date(2026, 11, 9), action=Action.RESOLVE, result=ResultKind.SOLVED))
    town.step(1, Step(on=TODAY, action=Action.REOPEN, reason="问题再现"))
    shown = today_board(replace(town.context, today=lambda: date(2026, 11, 20)))
    assert (shown.figures.new, shown.figures.resolved) == (2, 2)
    assert (shown.bars[-1].new, shown.bars[-1].resolved) == (2, 2)
    assert len(shown.bars) == 12


def test_a_removed_visit_counts_no_more(town: Town) -> None:
    key = town.visit(date(2026, 11, 2))
    visits.remove_visit(town.context, key, 1)
    check(town.context)
    assert today_board(town.context).figures.visits == 0
