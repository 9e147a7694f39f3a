"""Lives of difficulties made by chance: every step is one that the rules allow."""

from datetime import date, timedelta

from hypothesis import strategies as st

from zhenyu_desk.domain.lifecycle import (
    ON_THE_SPOT_RESULTS,
    Step,
    allowed_actions,
    can_correct,
    check_step,
    replay,
)
from zhenyu_desk.domain.terms import Action, EndKind, ResultKind, Satisfaction, State
from zhenyu_desk.domain.workdays import WorkCalendar

START = date(2026, 7, 20)
TODAY = date(2026, 12, 31)
REST = {date(2026, 10, day): False for day in range(1, 8)} | {
    date(2026, 10, 10): True,
    date(2026, 9, 20): True,
}
CALENDAR = WorkCalendar(REST, frozenset({2026}))


def a_step(draw: st.DrawFn, action: Action, on: date, state: State) -> Step:
    """A step with what its action needs, filled by chance."""
    later = on + timedelta(days=draw(st.integers(0, 30)))
    results = sorted(ON_THE_SPOT_RESULTS) if state is State.REGISTERED else list(ResultKind)
    reached = draw(st.booleans())
    return Step(
        on=on,
        action=action,
        unit_id=draw(st.integers(1, 3)) if action is Action.ASSIGN else None,
        reason="理由",
        new_deadline=later if action in (Action.ASSIGN, Action.EXTEND) or draw(st.booleans()) else None,
        result=draw(st.sampled_from(results)) if action is Action.RESOLVE else None,
        reached=reached if action is Action.FOLLOW_UP else None,
        satisfaction=draw(st.sampled_from([*Satisfaction, None])) if action is Action.FOLLOW_UP and reached else None,
        end_kind=draw(st.sampled_from(EndKind)) if action is Action.END else None,
        condition="条件" if action is Action.PARK else "",
        review_on=later if action is Action.PARK else None,
    )


@st.composite
def histories(draw: st.DrawFn, longest: int = 14, corrections: bool = True) -> list[Step]:
    """A registration and up to `longest` further steps, some of them corrections."""
    on = START + timedelta(days=draw(st.integers(0, 90)))
    steps = [Step(on=on, action=Action.REGISTER)]
    check_step([], steps[0], CALENDAR, TODAY)
    for _turn in range(draw(st.integers(0, longest))):
        on = min(TODAY, on + timedelta(days=draw(st.integers(0, 9))))
        case = replay(steps, CALENDAR)
        assert case is not None
        actions = allowed_actions(case, on)
        if corrections and can_correct(steps):
            actions.append(Action.CORRECT)
        if not actions:
            break
        step = a_step(draw, draw(st.sampled_from(actions)), on, case.state)
        check_step(steps, step, CALENDAR, TODAY)
        steps.append(step)
    return steps
