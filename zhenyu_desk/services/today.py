"""The page 今日: the month so far and what waits."""

from __future__ import annotations

from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.today import TodayBoard
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import figures_of
from zhenyu_desk.store.queries import today as queries


def today_board(context: AppContext) -> TodayBoard:
    """Everything the page shows; figures are those of this month as of today, beside last month's visits."""
    today = context.today()
    month = Month.of(today)
    figures = figures_of(context, month, today)
    with context.ledger.read() as session:
        return TodayBoard(
            today=today,
            figures=figures,
            former_visits=queries.count_visits(session, month.minus(1).first, month.minus(1).last),
            to_do=tuple(queries.to_do(session, today)),
            due_visits=tuple(queries.due_visits(session, today)),
            bars=tuple(queries.month_bars(session, today)),
        )
