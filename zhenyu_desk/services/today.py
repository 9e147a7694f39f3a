"""The page 今日: the month so far and what waits."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.today import MonthBar, RowsBehind, TodayBoard, TodayFigures
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import figures_of
from zhenyu_desk.store.queries import board
from zhenyu_desk.store.queries import today as queries
from zhenyu_desk.store.queries.office import load_calendar, load_settings


def today_board(context: AppContext) -> TodayBoard:
    """Everything the page shows: this month's figures as of today, and last month's visits up to the same day."""
    today = context.today()
    month = Month.of(today)
    before, since_first = month.minus(1), today - month.first
    with context.ledger.read() as session:
        return TodayBoard(
            today=today,
            figures=_figures(context, session, today),
            former_visits=board.count_visits(session, before.first, min(before.first + since_first, before.last)),
            to_do=tuple(queries.to_do(session, today)),
            due_visits=tuple(queries.due_visits(session, today)),
            bars=_bars(context, session, today),
        )


def rows_behind(context: AppContext, key: str) -> RowsBehind:
    """The records behind one of the figures visits, coverage, open, on_time_rate and satisfaction_rate."""
    today = context.today()
    with context.ledger.read() as session:
        if board.tells_today(session, today):
            calendar, weight = load_calendar(session), load_settings(session).fairly_weight
            return board.rows_behind(session, key, today, calendar, weight)
    figure = getattr(figures_of(context, Month.of(today), today), key)
    if key in ("visits", "open"):
        return RowsBehind(figure.ids)
    hits = set(figure.hits)
    return RowsBehind(figure.hits, tuple(id_ for id_ in figure.base if id_ not in hits))


def _bars(context: AppContext, session: Any, today: date) -> tuple[MonthBar, ...]:
    """Twelve months as they are known today, by the same way as the figures."""
    if board.tells_today(session, today):
        return tuple(board.month_bars(session, today))
    known = (figures_of(context, month, today) for month in board.bar_months(today))
    return tuple(MonthBar(figures.month, figures.new.value, figures.resolved.value) for figures in known)


def _figures(context: AppContext, session: Any, today: date) -> TodayFigures:
    if board.tells_today(session, today):
        return board.board_figures(session, today, load_calendar(session), load_settings(session).fairly_weight)
    return TodayFigures.of(figures_of(context, Month.of(today), today))
