"""Reads and writes behind the reminders of the tray: what is due, and what was told already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.reminders import DueEvent, ReminderKind
from zhenyu_desk.store.queries.case_lists import review_due
from zhenyu_desk.store.queries.register import OPEN_STATES
from zhenyu_desk.store.queries.today import due_visits
from zhenyu_desk.store.tables import Difficulty, Promise, Reminder, Visit
from zhenyu_desk.store.tables.base import key_column
from zhenyu_desk.store.unit_of_work import UnitOfWork

# An older promise was told of when it became due, or before this program came: it stands with its visit.
PROMISE_DAYS = 60
_BATCH = 500


def untold_events(session: Session, today: date) -> list[DueEvent]:
    """What is due today or overdue and was never told."""
    events = [*_deadlines(session, today), *_reviews(session, today), *_promises(session, today)]
    events += [DueEvent(ReminderKind.VISIT, row.enterprise_id, row.last_visit_on) for row in due_visits(session, today)]
    told = _told(session, [event.key for event in events])
    return [event for event in events if event.key not in told]


def mark_told(work: UnitOfWork, events: Iterable[DueEvent], today: date) -> None:
    """Note that these are told; those noted by now are left as they are."""
    wanted = {event.key for event in events}
    for key in sorted(wanted - _told(work.session, list(wanted))):
        work.session.add(Reminder(event=key, on=today))


def _deadlines(session: Session, today: date) -> list[DueEvent]:
    """All open difficulties whose deadline has come, however many; none comes while the clock stands."""
    statement: Any = select(key_column(Difficulty), col(Difficulty.deadline), col(Difficulty.stopped_on)).where(
        col(Difficulty.state).in_(OPEN_STATES), col(Difficulty.deadline) <= today, col(Difficulty.deleted_at).is_(None)
    )
    events = []
    for key, deadline, stopped_on in session.execute(statement):
        if deadline < (stopped_on or today):
            events.append(DueEvent(ReminderKind.OVERDUE, key, deadline))
        elif stopped_on is None:
            events.append(DueEvent(ReminderKind.DUE_TODAY, key, deadline))
    return events


def _reviews(session: Session, today: date) -> list[DueEvent]:
    statement = select(key_column(Difficulty), col(Difficulty.review_on)).where(*review_due(today))
    return [DueEvent(ReminderKind.REVIEW, key, review_on) for key, review_on in session.execute(statement)]


def _promises(session: Session, today: date) -> list[DueEvent]:
    statement = (
        select(key_column(Promise), col(Promise.due_on))
        .join(Visit, key_column(Visit) == col(Promise.visit_id))
        .where(
            col(Promise.due_on).between(today - timedelta(days=PROMISE_DAYS), today),
            col(Promise.kept_on).is_(None),
            col(Promise.deleted_at).is_(None),
            col(Visit.deleted_at).is_(None),
        )
    )
    return [DueEvent(ReminderKind.PROMISE, key, due) for key, due in session.execute(statement)]


def _told(session: Session, keys: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        found.update(session.scalars(select(col(Reminder.event)).where(col(Reminder.event).in_(batch))))
    return found
