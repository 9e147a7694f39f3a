"""The figures of the month that 今日 shows, counted by the database.

They are those of `domain.figures` for this month as of today. On this one day the list columns say the same as the
steps, so that nothing has to be replayed; `tells_today` says when that does not hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, case, func, null, or_, select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.figures import NOT_NEW, last_rating, weights_of
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import PairingRole, Satisfaction, State
from zhenyu_desk.domain.today import MonthBar, RowsBehind, Share, TodayFigures
from zhenyu_desk.domain.workdays import WorkCalendar
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.queries.register import OPEN_STATES, pairing_in_force
from zhenyu_desk.store.tables import Difficulty, HandlingEvent, Pairing, Visit
from zhenyu_desk.store.tables.base import key_column
from zhenyu_desk.store.tables.difficulties import IS_CALL_BACK, IS_CORRECTION

MONTHS = 12


def tells_today(session: Session, today: date) -> bool:
    """Whether the list columns show the cases as of today: not when a step is dated later, as after a wrong clock."""
    last = session.scalar(select(func.max(col(Difficulty.last_step_on))))
    return last is None or last <= today


def board_figures(session: Session, today: date, calendar: WorkCalendar, fairly_weight: Decimal) -> TodayFigures:
    """The figures of this month as of today; `fairly_weight` is k, what 基本满意 counts (0 to 1)."""
    counts = session.execute(_COUNTS, _days(today)).one()
    visits, firms, paired, covered, open_, new, resolved, due, due_later, in_time, in_time_later = counts
    on_time = in_time + in_time_later
    base = due + due_later + len(_stopped_due(session, today, calendar))
    return TodayFigures(
        visits=visits,
        visited_enterprises=firms,
        coverage=Share(covered, paired, Decimal(covered)),
        open=open_,
        new=new,
        resolved=resolved,
        on_time_rate=Share(on_time, base, Decimal(on_time)),
        satisfaction_rate=_satisfaction(session, today, fairly_weight),
    )


def rows_behind(session: Session, key: str, today: date, calendar: WorkCalendar, fairly_weight: Decimal) -> RowsBehind:
    """The records behind one of the five figures."""
    days = _days(today)
    if key == "visits":
        visits = select(key_column(Visit)).where(*_IS_VISIT).order_by(col(Visit.on), col(Visit.id))
        return RowsBehind(tuple(session.scalars(visits, days)))
    if key == "coverage":
        visited = set(session.scalars(select(col(Visit.enterprise_id)).where(*_IS_VISIT), days))
        return _told_apart((firm, firm in visited) for firm in session.scalars(_PAIRED, days))
    if key == "open":
        return RowsBehind(tuple(sorted(session.scalars(select(key_column(Difficulty)).where(*_IS_OPEN)))))
    if key == "on_time_rate":
        due: list[tuple[int, bool]] = [(id_, False) for id_ in _stopped_due(session, today, calendar)]
        for which in (_IS_DUE, _IS_DUE_LATER):
            statement = select(key_column(Difficulty), func.coalesce(_IS_IN_TIME, False)).where(*which)
            due += [(id_, bool(in_time)) for id_, in_time in session.execute(statement, days)]
        return _told_apart(due)
    assert key == "satisfaction_rate", key
    weights = weights_of(fairly_weight)
    rows = session.execute(select(_RATED.c.difficulty_id, _RATED.c.satisfaction).where(~_NEEDS_STEPS), days)
    rated: dict[int, Satisfaction] = dict(rows.all()) | _ratings(
        session, session.scalars(select(_RATED.c.difficulty_id).where(_NEEDS_STEPS), days), today
    )
    return _told_apart((id_, weights[rating] > 0) for id_, rating in rated.items())


def count_visits(session: Session, first: date, last: date) -> int:
    """How many visits took place between two days, both included."""
    return int(session.scalar(select(_count(Visit, *_IS_VISIT)), {"first": first, "today": last}) or 0)


def month_bars(session: Session, today: date) -> list[MonthBar]:
    """New and resolved difficulties of the last twelve months as the list columns tell them today, this month last."""
    months = bar_months(today)
    days = {f"first_{place}": month.first for place, month in enumerate(months)}
    days |= {f"today_{place}": min(month.last, today) for place, month in enumerate(months)}
    counts = session.execute(_BARS, days).one()
    return [MonthBar(*bar) for bar in zip(months, counts[:MONTHS], counts[MONTHS:], strict=True)]


def bar_months(today: date) -> list[Month]:
    """The last twelve months, this one last."""
    return [Month.of(today).minus(back) for back in reversed(range(MONTHS))]


def _days(today: date) -> dict[str, date]:
    month = Month.of(today)
    return {"first": month.first, "last": month.last, "today": today}


def _stopped_due(session: Session, today: date, calendar: WorkCalendar) -> list[int]:
    """本月应结 whose clock stands, so that their deadline moves on; the clock stands only while they are handled."""
    month = Month.of(today)
    return [
        id_
        for id_, deadline, stopped_on in session.execute(_STOPPED)
        if calendar.add_workdays(deadline, calendar.workdays_after(stopped_on, today)) in month
    ]


def _satisfaction(session: Session, today: date, fairly_weight: Decimal) -> Share:
    counts: Counter[Satisfaction] = Counter()
    unclear = []
    for id_, rating, count in session.execute(_RATINGS, _days(today)):
        if id_ is None:
            counts[rating] += count
        else:
            unclear.append(id_)
    counts.update(_ratings(session, unclear, today).values())
    weights = weights_of(fairly_weight)
    hits = sum(count for rating, count in counts.items() if weights[rating] > 0)
    numerator = sum((weights[rating] * count for rating, count in counts.items()), Decimal(0))
    return Share(hits, counts.total(), numerator)


def _ratings(session: Session, ids: Iterable[int], today: date) -> dict[int, Satisfaction]:
    """The last rating in this month of cases that were rated more than once or corrected in it, from their steps."""
    month = Month.of(today)
    ratings = ((id_, last_rating(steps, month, today)) for id_, steps in steps_of(session, ids).items())
    return {id_: rating for id_, rating in ratings if rating is not None}


def _told_apart(rows: Iterable[tuple[int, bool]]) -> RowsBehind:
    ordered = sorted(rows)
    return RowsBehind(tuple(i for i, counts in ordered if counts), tuple(i for i, counts in ordered if not counts))


# Each statement is put together once: SQLAlchemy takes longer for that than the database for the answer.


def _count(rows: Any, *conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(rows).where(*conditions).scalar_subquery()


def _is_new(first: Any, today: Any) -> tuple[ColumnElement[bool], ...]:
    counts = or_(col(Difficulty.end_kind).is_(None), col(Difficulty.end_kind).not_in(NOT_NEW))
    return _IN_USE, col(Difficulty.reported_on).between(first, today), counts


def _is_resolved(first: Any, today: Any) -> tuple[ColumnElement[bool], ...]:
    return _IN_USE, col(Difficulty.resolved_on).between(first, today)


def _day(name: str) -> Any:
    return bindparam(name, type_=Date())


_FIRST, _LAST, _TODAY = _day("first"), _day("last"), _day("today")
_IN_USE = col(Difficulty.deleted_at).is_(None)
_IS_VISIT = (col(Visit.deleted_at).is_(None), col(Visit.on).between(_FIRST, _TODAY))
_PAIRED: Select[int] = (
    select(col(Pairing.enterprise_id)).where(pairing_in_force(_TODAY), col(Pairing.role) == PairingRole.MAIN).distinct()
)
_IS_OPEN = (_IN_USE, col(Difficulty.state).in_(OPEN_STATES))
# 本月应结 whose clock runs: the deadline lies in the month, or they were resolved in it before a later deadline.
_IS_RUNNING = (
    _IN_USE,
    col(Difficulty.stopped_on).is_(None),
    col(Difficulty.state).not_in((State.PARKED, State.ENDED)),
)
_IS_DUE = (*_IS_RUNNING, col(Difficulty.deadline).between(_FIRST, _LAST))
_IS_DUE_LATER = (*_IS_RUNNING, *_is_resolved(_FIRST, _TODAY), col(Difficulty.deadline) > _LAST)
_IS_IN_TIME = col(Difficulty.resolved_on) <= col(Difficulty.deadline)


def _counts() -> Select[Any]:
    visited = (
        select(col(Visit.enterprise_id), func.count().label("visits"))
        .where(*_IS_VISIT)
        .group_by(col(Visit.enterprise_id))
        .cte("visited")
    )
    paired = _PAIRED.cte("paired")
    was_visited = paired.c.enterprise_id.in_(select(visited.c.enterprise_id))
    return select(
        select(func.coalesce(func.sum(visited.c.visits), 0)).scalar_subquery(),
        _count(visited),
        _count(paired),
        _count(paired, was_visited),
        _count(Difficulty, *_IS_OPEN),
        _count(Difficulty, *_is_new(_FIRST, _TODAY)),
        _count(Difficulty, *_is_resolved(_FIRST, _TODAY)),
        _count(Difficulty, *_IS_DUE),
        _count(Difficulty, *_IS_DUE_LATER),
        _count(Difficulty, *_IS_DUE, _IS_IN_TIME),
        _count(Difficulty, *_IS_DUE_LATER, _IS_IN_TIME),
    )


def _rated() -> Any:
    """The ratings of the month by difficulty, and how many there were."""
    difficulty_id = col(HandlingEvent.difficulty_id)
    removed = select(key_column(Difficulty)).where(col(Difficulty.deleted_at).is_not(None))
    return (
        select(
            difficulty_id, func.min(col(HandlingEvent.satisfaction)).label("satisfaction"), func.count().label("times")
        )
        .where(text(IS_CALL_BACK), col(HandlingEvent.on).between(_FIRST, _TODAY))
        .where(col(HandlingEvent.reached).is_(True), col(HandlingEvent.satisfaction).is_not(None))
        .where(difficulty_id.not_in(removed))
        .group_by(difficulty_id)
        .subquery()
    )


_COUNTS = _counts()
_STOPPED: Any = select(key_column(Difficulty), col(Difficulty.deadline), col(Difficulty.stopped_on)).where(
    _IN_USE,
    col(Difficulty.state) == State.HANDLING,
    col(Difficulty.stopped_on).is_not(None),
    col(Difficulty.deadline).is_not(None),
)
_RATED = _rated()
# A correction that takes back a rating comes after it, so that it is dated in the month too.
_CORRECTED = select(col(HandlingEvent.difficulty_id)).where(
    text(IS_CORRECTION), col(HandlingEvent.on).between(_FIRST, _TODAY)
)
_NEEDS_STEPS = or_(_RATED.c.times > 1, _RATED.c.difficulty_id.in_(_CORRECTED))
_UNCLEAR = case((_NEEDS_STEPS, _RATED.c.difficulty_id), else_=null())
_RATINGS = select(_UNCLEAR, _RATED.c.satisfaction, func.count()).group_by(_UNCLEAR, _RATED.c.satisfaction)
_SPANS = [(_day(f"first_{place}"), _day(f"today_{place}")) for place in range(MONTHS)]
_BARS = select(
    *(_count(Difficulty, *_is_new(*span)) for span in _SPANS),
    *(_count(Difficulty, *_is_resolved(*span)) for span in _SPANS),
)
