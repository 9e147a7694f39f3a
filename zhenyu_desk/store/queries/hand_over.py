"""Reads for 挂钩安排: what a successor must know of each firm, and when firms were visited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.hand_over import HandOverLine, is_concerned
from zhenyu_desk.domain.terms import InUse, State
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.queries.register import OPEN_STATES, pairings
from zhenyu_desk.store.tables import Contact, Difficulty, Enterprise, Leader, Promise, Visit
from zhenyu_desk.store.tables.base import key_column

_WAITING = (*OPEN_STATES, State.RESOLVED, State.PARKED)


def hand_over_lines(session: Session, today: date, leader_id: int, last_day: date) -> list[HandOverLine]:
    """The pairings of a leader that go on after a day, each with its contact and what is still open, by firm."""
    rows = [row for row in pairings(session, leader_id=leader_id) if is_concerned(row.end, last_day)]
    firms = {row.enterprise_id for row in rows}
    people = _contacts(session, firms)
    cases, promises = _cases(session, firms), _promises(session, firms)
    last = last_visits(session, firms, today)
    return [
        HandOverLine(
            row,
            *people.get(row.enterprise_id, ("", "")),
            tuple(cases[row.enterprise_id]),
            tuple(promises[row.enterprise_id]),
            last.get(row.enterprise_id),
        )
        for row in rows
    ]


def last_visits(session: Session, enterprise_ids: Iterable[int], today: date) -> dict[int, date]:
    """The day of the last visit up to today of those of these firms that were visited."""
    found: dict[int, date] = {}
    for batch in batched_ids(enterprise_ids):
        # Asked firm by firm: the index leads to the last day at once, while grouping would read every visit.
        last = (
            select(func.max(col(Visit.on)))
            .where(col(Visit.enterprise_id) == col(Enterprise.id), col(Visit.on) <= today)
            .where(col(Visit.deleted_at).is_(None))
            .scalar_subquery()
        )
        visited = select(key_column(Enterprise), last.label("last")).where(col(Enterprise.id).in_(batch)).subquery()
        statement = select(visited).where(visited.c.last.is_not(None))
        found.update((firm, on) for firm, on in session.execute(statement))
    return found


def visits_by_month(session: Session, enterprise_ids: Iterable[int], year: int) -> dict[int, dict[int, list[str]]]:
    """Who visited these firms in each month of a year: firm → month → names of the leaders, one per visit."""
    found: dict[int, dict[int, list[str]]] = {}
    for batch in batched_ids(enterprise_ids):
        statement = (
            select(col(Visit.enterprise_id), col(Visit.on), col(Leader.name))
            .join(Leader, col(Leader.id) == col(Visit.leader_id))
            .where(
                col(Visit.enterprise_id).in_(batch),
                col(Visit.on).between(date(year, 1, 1), date(year, 12, 31)),
                col(Visit.deleted_at).is_(None),
            )
            .order_by(col(Visit.on))
        )
        for firm, on, leader in session.execute(statement):
            found.setdefault(firm, {}).setdefault(on.month, []).append(leader)
    return found


def _contacts(session: Session, firms: Iterable[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for batch in batched_ids(firms):
        statement = (
            select(Contact)
            .where(
                col(Contact.enterprise_id).in_(batch),
                col(Contact.in_use) == InUse.ACTIVE,
                col(Contact.deleted_at).is_(None),
            )
            .order_by(col(Contact.is_primary).desc(), col(Contact.id))
        )
        for person in session.scalars(statement):
            who = _("{name} ({post})").format(name=person.name, post=person.post) if person.post else person.name
            found.setdefault(person.enterprise_id, (who, person.mobile))
    return found


def _cases(session: Session, firms: Iterable[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for batch in batched_ids(firms):
        statement = (
            select(Difficulty)
            .where(
                col(Difficulty.enterprise_id).in_(batch),
                col(Difficulty.state).in_(_WAITING),
                col(Difficulty.deleted_at).is_(None),
            )
            .order_by(col(Difficulty.reported_on), col(Difficulty.id))
        )
        for case in session.scalars(statement):
            words = _("{number} {title} ({state})")
            found[case.enterprise_id].append(words.format(number=case.number, title=case.title, state=case.state.label))
    return found


def _promises(session: Session, firms: Iterable[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for batch in batched_ids(firms):
        statement = (
            select(Promise, col(Visit.enterprise_id))
            .join(Visit, col(Visit.id) == col(Promise.visit_id))
            .where(
                col(Visit.enterprise_id).in_(batch),
                col(Visit.deleted_at).is_(None),
                col(Promise.kept_on).is_(None),
                col(Promise.deleted_at).is_(None),
            )
            .order_by(col(Promise.due_on), col(Promise.id))
        )
        for promise, firm in session.execute(statement):
            due = _("{text} (due {day})")
            text = due.format(text=promise.text, day=format_date(promise.due_on)) if promise.due_on else promise.text
            found[firm].append(text)
    return found
