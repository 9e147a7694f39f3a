"""The rows that the figures of a month are made from: only those that can touch them, however old the ledger is."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.figure_facts import CaseFact, LeaderFact, MonthFacts, PairingFact, VisitFact
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import PairingRole, State
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import pairing_in_force, units
from zhenyu_desk.store.tables import Difficulty, Leader, Pairing, Visit
from zhenyu_desk.store.tables.base import key_column

_UNSETTLED = (State.REGISTERED, State.HANDLING, State.PARKED)


def month_facts(session: Session, month: Month, as_of: date) -> MonthFacts:
    """Everything `domain.figures.compute` needs for one month as of one day."""
    return MonthFacts(
        visits=_visits(session, month, as_of),
        last_visits=last_visits(session, as_of),
        pairings=_pairings(session, as_of),
        cases=_cases(session, month, as_of),
        settled=_settled(session, month, as_of),
        leaders=_leaders(session, month, as_of),
        categories=[row.name for row in categories(session) if row.parent_id is None],
        units={row.id: row.name for row in units(session)},
    )


def _visits(session: Session, month: Month, as_of: date) -> list[VisitFact]:
    statement = (
        select(key_column(Visit), col(Visit.on), col(Visit.enterprise_id), col(Visit.leader_id))
        .where(col(Visit.on).between(month.first, min(month.last, as_of)), col(Visit.deleted_at).is_(None))
        .order_by(col(Visit.on), col(Visit.id))
    )
    return [VisitFact(*values) for values in session.execute(statement)]


def last_visits(session: Session, as_of: date) -> dict[int, date]:
    """The last visit up to the day of every firm paired on it: one look into the index per firm."""
    last = (
        select(func.max(col(Visit.on)))
        .where(
            col(Visit.enterprise_id) == col(Pairing.enterprise_id),
            col(Visit.on) <= as_of,
            col(Visit.deleted_at).is_(None),
        )
        .scalar_subquery()
    )
    statement = select(col(Pairing.enterprise_id), last).where(
        pairing_in_force(as_of), col(Pairing.role) == PairingRole.MAIN
    )
    return dict(session.execute(statement.where(last.is_not(None))).all())


def _pairings(session: Session, as_of: date) -> list[PairingFact]:
    statement = (
        select(col(Pairing.enterprise_id), col(Pairing.leader_id), col(Pairing.frequency_days))
        .where(pairing_in_force(as_of), col(Pairing.role) == PairingRole.MAIN)
        .order_by(col(Pairing.enterprise_id))
    )
    return [PairingFact(*values) for values in session.execute(statement)]


def _cases(session: Session, month: Month, as_of: date) -> list[CaseFact]:
    """Cases that were not settled before the month began, or are due in it or later; steps come whole."""
    top_names = {row.id: row.top_name for row in categories(session)}
    statement = (
        select(
            key_column(Difficulty),
            col(Difficulty.reported_on),
            col(Difficulty.category_id),
            col(Difficulty.visit_id),
        )
        .where(col(Difficulty.deleted_at).is_(None), col(Difficulty.reported_on) <= as_of, _is_touching(month))
        .order_by(col(Difficulty.id))
    )
    rows = session.execute(statement).all()
    steps = steps_of(session, [key for key, *_rest in rows])
    return [
        CaseFact(key, reported_on, top_names[category_id], visit_id, steps[key])
        for key, reported_on, category_id, visit_id in rows
    ]


def _settled(session: Session, month: Month, as_of: date) -> list[int]:
    """The cases of the year that were done before the month and that no step or deadline brings into it."""
    statement = (
        select(key_column(Difficulty))
        .where(col(Difficulty.deleted_at).is_(None), not_(_is_touching(month)))
        .where(col(Difficulty.reported_on).between(date(month.year, 1, 1), as_of))
        .where(col(Difficulty.state).in_((State.RESOLVED, State.CLOSED)))
        .order_by(key_column(Difficulty))
    )
    return list(session.scalars(statement))


def _is_touching(month: Month) -> ColumnElement[bool]:
    """Whether a case can be in a figure of the month other than 累计办结率."""
    return or_(
        col(Difficulty.state).in_(_UNSETTLED),
        col(Difficulty.last_step_on) >= month.first - timedelta(days=1),
        func.coalesce(col(Difficulty.deadline), date.min) >= month.first,
    )


def _leaders(session: Session, month: Month, as_of: date) -> list[LeaderFact]:
    """Leaders in office during the month, and others who still led visits in it or have firms, in rank order."""
    in_office = and_(
        or_(col(Leader.in_office_from).is_(None), col(Leader.in_office_from) <= month.last),
        or_(col(Leader.in_office_to).is_(None), col(Leader.in_office_to) >= month.first),
    )
    led = select(col(Visit.leader_id)).where(
        col(Visit.on).between(month.first, month.last), col(Visit.deleted_at).is_(None)
    )
    paired = select(col(Pairing.leader_id)).where(pairing_in_force(as_of), col(Pairing.role) == PairingRole.MAIN)
    statement = (
        select(key_column(Leader), col(Leader.name))
        .where(col(Leader.deleted_at).is_(None))
        .where(or_(in_office, col(Leader.id).in_(led), col(Leader.id).in_(paired)))
        .order_by(col(Leader.rank), col(Leader.id))
    )
    return [LeaderFact(*values) for values in session.execute(statement)]
