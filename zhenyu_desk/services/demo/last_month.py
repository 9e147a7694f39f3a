"""The invented town's last month: typical cases marked, its report issued, and one visit that came in too late."""

from __future__ import annotations

from datetime import date

from zhenyu_desk.domain.inputs import VisitInput
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import PairingRole, ResultKind, Satisfaction
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.difficulties import mark_typical
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.issuing import issue_report
from zhenyu_desk.services.visits import register_visit
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.queries.register import pairings

_TYPICAL = 3
_LATE = "生产平稳，订单与上月持平。（补录：走访当日未及时登记。）"


def issue_last_month(context: AppContext) -> None:
    """Issue the report of the month before this one; then the difference list of this month has something to show.

    For a town's size: a report of thousands of visits takes minutes to lay out.
    """
    month = Month.of(context.today()).minus(1)
    report = month_report(context, month)
    for row in [row for row in report.difficulties if _is_exemplary(row)][:_TYPICAL]:
        mark_typical(context, row.id, row.version, is_typical=True)
    issue_report(context, month)
    _visit_late(context, month, {row.id for row in report.unvisited})


def _is_exemplary(row: DifficultyRow) -> bool:
    return row.result is ResultKind.SOLVED and row.satisfaction is Satisfaction.SATISFIED


def _visit_late(context: AppContext, month: Month, unvisited: set[int]) -> None:
    """Write down a visit of the month now, to a firm that the issued report names as not visited."""
    day = _last_workday(context, month)
    for pairing in context.read(pairings, on=day):
        if pairing.enterprise_id in unvisited and pairing.role is PairingRole.MAIN:
            given = VisitInput(on=day, enterprise_id=pairing.enterprise_id, leader_id=pairing.leader_id, business=_LATE)
            register_visit(context, given)
            return


def _last_workday(context: AppContext, month: Month) -> date:
    calendar = context.read(load_calendar)
    days = (month.last.replace(day=day) for day in range(month.last.day, 0, -1))
    return next(day for day in days if calendar.is_workday(day))
