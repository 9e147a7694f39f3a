"""Everything that happened with one firm, newest first, page by page."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.happenings import Happening, HappeningKind, Place
from zhenyu_desk.domain.terms import Action, EnterpriseState
from zhenyu_desk.i18n import NO_VALUE, _, format_date
from zhenyu_desk.store.queries.register import pairings
from zhenyu_desk.store.tables import AuditEntry, Difficulty, Enterprise, HandlingEvent, Leader, Promise, Unit, Visit

ALL = frozenset(HappeningKind)


def firm_timeline(
    session: Session,
    today: date,
    enterprise_id: int,
    *,
    kinds: Collection[HappeningKind] = ALL,
    before: Place | None = None,
    limit: int = 100,
) -> list[Happening]:
    """The latest `limit` happenings of these kinds up to today, or those older than `before` for a next page."""
    last = before or Place(today, len(HappeningKind), 0)
    found = [row for kind in kinds for row in _SOURCES[kind](session, enterprise_id, last, limit)]
    return sorted(found, key=lambda row: row.place, reverse=True)[:limit]


def first_visit_on(session: Session, enterprise_id: int) -> date | None:
    """The day of the firm's first visit."""
    statement = select(func.min(col(Visit.on))).where(
        col(Visit.enterprise_id) == enterprise_id, col(Visit.deleted_at).is_(None)
    )
    return session.scalar(statement)


def _visits(session: Session, firm: int, before: Place, limit: int) -> list[Happening]:
    statement = (
        select(Visit, col(Leader.name))
        .join(Leader, col(Leader.id) == col(Visit.leader_id))
        .where(
            col(Visit.enterprise_id) == firm,
            col(Visit.deleted_at).is_(None),
            _is_older(col(Visit.on), col(Visit.id), HappeningKind.VISIT, before),
        )
        .order_by(col(Visit.on).desc(), col(Visit.id).desc())
        .limit(limit)
    )
    return [
        Happening(
            visit.on,
            HappeningKind.VISIT,
            visit.key,
            _("{leader} visited ({way})").format(leader=leader, way=visit.way.label),
            visit.business or visit.remark,
            Aggregate.VISIT.value,
            visit.key,
        )
        for visit, leader in session.execute(statement)
    ]


def _steps(session: Session, firm: int, before: Place, limit: int) -> list[Happening]:
    statement = (
        select(HandlingEvent, col(Difficulty.number), col(Difficulty.title), col(Unit.name))
        .join(Difficulty, col(Difficulty.id) == col(HandlingEvent.difficulty_id))
        .outerjoin(Unit, col(Unit.id) == col(HandlingEvent.unit_id))
        .where(
            col(Difficulty.enterprise_id) == firm,
            col(Difficulty.deleted_at).is_(None),
            col(HandlingEvent.deleted_at).is_(None),
            _is_older(col(HandlingEvent.on), col(HandlingEvent.id), HappeningKind.DIFFICULTY, before),
        )
        .order_by(col(HandlingEvent.on).desc(), col(HandlingEvent.id).desc())
        .limit(limit)
    )
    return [
        Happening(
            event.on,
            HappeningKind.DIFFICULTY,
            event.key,
            f"{event.action.label} · {title}",
            _step_words(event, number, unit),
            Aggregate.DIFFICULTY.value,
            event.difficulty_id,
        )
        for event, number, title, unit in session.execute(statement)
    ]


def _step_words(event: HandlingEvent, number: str, unit: str | None) -> str:
    outcome = event.result or event.satisfaction or event.end_kind
    said = event.text or event.reason or event.condition
    until = _("until {day}").format(day=format_date(event.new_deadline)) if event.new_deadline else ""
    shown = unit if event.action is Action.ASSIGN else ""
    return " · ".join(part for part in (number, shown, outcome.label if outcome else "", said, until) if part)


def _promises(session: Session, firm: int, before: Place, limit: int) -> list[Happening]:
    """Each promise on the day it was made; how it stands is its detail."""
    statement = (
        select(Promise, col(Visit.on), col(Leader.name))
        .join(Visit, col(Visit.id) == col(Promise.visit_id))
        .join(Leader, col(Leader.id) == col(Visit.leader_id))
        .where(
            col(Visit.enterprise_id) == firm,
            col(Visit.deleted_at).is_(None),
            col(Promise.deleted_at).is_(None),
            _is_older(col(Visit.on), col(Promise.id), HappeningKind.PROMISE, before),
        )
        .order_by(col(Visit.on).desc(), col(Promise.id).desc())
        .limit(limit)
    )
    return [
        Happening(
            on,
            HappeningKind.PROMISE,
            promise.key,
            _("{leader} promised: {text}").format(leader=leader, text=promise.text),
            _promise_words(promise),
            Aggregate.VISIT.value,
            promise.visit_id,
        )
        for promise, on, leader in session.execute(statement)
    ]


def _promise_words(promise: Promise) -> str:
    if promise.kept_on:
        return _("kept on {day}").format(day=format_date(promise.kept_on))
    return _("not kept yet; due {day}").format(day=format_date(promise.due_on)) if promise.due_on else _("not kept yet")


def _pairings(session: Session, firm: int, before: Place, _limit: int) -> list[Happening]:
    """Both ends of each pairing: a firm has few of them."""
    rows = []
    for pairing in pairings(session, enterprise_id=firm):
        words = {"leader": pairing.leader_name, "role": pairing.role.label}
        began = _("Paired with {leader} ({role})").format(**words)
        rows.append(Happening(pairing.start, HappeningKind.PAIRING, 2 * pairing.id, began, pairing.reason))
        if pairing.end is not None:
            ended = _("Last day with {leader} ({role})").format(**words)
            rows.append(Happening(pairing.end, HappeningKind.PAIRING, 2 * pairing.id + 1, ended))
    return _older(rows, before)


def _states(session: Session, firm: int, before: Place, _limit: int) -> list[Happening]:
    """From the audit log: a change of state is rare."""
    statement = (
        select(AuditEntry)
        .where(
            col(AuditEntry.row_id) == firm,
            col(AuditEntry.table_name) == str(Enterprise.__tablename__),
            col(AuditEntry.change).contains('"state":['),
        )
        .order_by(col(AuditEntry.seq))
    )
    rows = []
    for entry in session.scalars(statement):
        former, state = json.loads(entry.change)["state"]
        if former is not None and entry.seq is not None:
            words = _("{former} → {state}").format(former=_state(former), state=_state(state))
            on = entry.at.astimezone().date()
            rows.append(Happening(on, HappeningKind.STATE, entry.seq, words, entry.actor))
    return _older(rows, before)


def _state(code: str | None) -> str:
    return EnterpriseState.from_code(code).label if code else NO_VALUE


def _older(rows: list[Happening], before: Place) -> list[Happening]:
    return [row for row in rows if row.place < before]


def _is_older(day: Any, key: Any, kind: HappeningKind, before: Place) -> ColumnElement[bool]:
    if kind.rank < before.rank:
        return or_(day <= before.on)
    if kind.rank > before.rank:
        return or_(day < before.on)
    return or_(day < before.on, and_(day == before.on, key < before.id))


_Source = Callable[[Session, int, Place, int], list[Happening]]
_SOURCES: dict[HappeningKind, _Source] = {
    HappeningKind.STATE: _states,
    HappeningKind.PAIRING: _pairings,
    HappeningKind.VISIT: _visits,
    HappeningKind.PROMISE: _promises,
    HappeningKind.DIFFICULTY: _steps,
}
