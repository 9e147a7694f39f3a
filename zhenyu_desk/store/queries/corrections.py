"""Reads that tell why a figure of an issued report is another by now: what was done to its rows since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.frozen_figures import MOVED_BY, Difference
from zhenyu_desk.domain.months import Month
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.tables import Difficulty, Enterprise, HandlingEvent, Pairing, Record, Visit

RecordT = TypeVar("RecordT", bound=Record)
_EDITED = "更正"


def reasons(session: Session, difference: Difference, month: Month, since: datetime) -> tuple[str, ...]:
    """Why a figure of a month changed after an instant: each row with its number or name and what was done to it.

    Only what bears on the day of the figure counts. Where no row came or went, the rows whose values changed tell.
    """
    ids = (*difference.added, *difference.gone)
    if difference.rows == "visit":
        return tuple(_visit_cause(visit, since) for visit in _by_number(_records(session, Visit, ids)))
    if difference.rows == "enterprise":
        firms = sorted(_records(session, Enterprise, ids), key=lambda firm: firm.name)
        causes = [cause for firm in firms for cause in _firm_causes(session, firm, difference, month, since)]
        return tuple(dict.fromkeys(causes))
    return _case_causes(session, ids or difference.ids, difference, since, needs_all=bool(ids))


def _firm_causes(
    session: Session, firm: Enterprise, difference: Difference, month: Month, since: datetime
) -> list[str]:
    """A firm moved for its visits that came, went or were changed, else for its pairing."""
    visits = _changed_visits(session, firm.key, difference, month, since)
    moved = [visit for visit in visits if _came_or_went(visit, since)]  # an edit counts where none came or went
    if visits:
        return [_visit_cause(visit, since) for visit in moved or visits]
    if _has_changed_pairing(session, firm.key, since):
        return [f"{firm.name}挂钩关系{_EDITED}"]
    return [f"{firm.name}的走访或挂钩关系有{_EDITED}"]


def _changed_visits(
    session: Session, firm_id: int, difference: Difference, month: Month, since: datetime
) -> list[Visit]:
    """The visits of a firm that were touched since and can move the figure."""
    statement = select(Visit).where(
        col(Visit.enterprise_id) == firm_id, col(Visit.on) <= difference.as_of, _is_changed(Visit, since)
    )
    if difference.key != "frequency_met":  # that one looks at the last visit, however long ago
        statement = statement.where(col(Visit.on) >= month.first)
    return _by_number(session.scalars(statement))


def _has_changed_pairing(session: Session, firm_id: int, since: datetime) -> bool:
    statement = select(col(Pairing.id)).where(col(Pairing.enterprise_id) == firm_id, _is_changed(Pairing, since))
    return session.scalar(statement.limit(1)) is not None


def _is_changed(table: type[Record], since: datetime) -> ColumnElement[bool]:
    return or_(*(getattr(table, instant) > since for instant in ("created_at", "updated_at", "deleted_at")))


def _case_causes(
    session: Session, ids: Sequence[int], difference: Difference, since: datetime, *, needs_all: bool
) -> tuple[str, ...]:
    """What was done to each difficulty; one to which nothing was done is named where it `needs_all`."""
    steps = _steps_since(session, ids, difference, since)
    found = []
    for record in _by_number(_records(session, Difficulty, ids)):
        cause = _came_or_went(record, since) or _moving_step(steps.get(record.key, []), difference.key)
        if cause or needs_all:
            found.append(record.number + (cause or _EDITED))
    return tuple(found)


def _moving_step(steps: Sequence[HandlingEvent], key: str) -> str:
    """The last step that can move the figure, else the last of all."""
    moving = [step for step in steps if step.action in MOVED_BY.get(key, ())] or steps
    if not moving:
        return ""
    step = moving[-1]
    day = f"{step.on.month}月{step.on.day}日"
    return f"补记{day}{step.action.word}" + (f"（{step.reason}）" if step.reason else "")


def _steps_since(
    session: Session, ids: Iterable[int], difference: Difference, since: datetime
) -> Mapping[int, list[HandlingEvent]]:
    """The steps recorded after the instant for days up to that of the figure, in order, by difficulty."""
    statement = (
        select(HandlingEvent)
        .where(col(HandlingEvent.recorded_at) > since, col(HandlingEvent.on) <= difference.as_of)
        .order_by(col(HandlingEvent.position))
    )
    found: defaultdict[int, list[HandlingEvent]] = defaultdict(list)
    for batch in batched_ids(ids):
        for step in session.scalars(statement.where(col(HandlingEvent.difficulty_id).in_(batch))):
            found[step.difficulty_id].append(step)
    return found


def _visit_cause(visit: Visit, since: datetime) -> str:
    return visit.number + (_came_or_went(visit, since) or _EDITED)


def _came_or_went(record: Record, since: datetime) -> str:
    if record.deleted_at is not None:
        return "删除"
    return "补录" if record.created_at > since else ""


NumberedT = TypeVar("NumberedT", Visit, Difficulty)


def _by_number(found: Iterable[NumberedT]) -> list[NumberedT]:
    return sorted(found, key=lambda record: record.number)


def _records(session: Session, table: type[RecordT], ids: Iterable[int]) -> list[RecordT]:
    return [
        record
        for batch in batched_ids(ids)
        for record in session.scalars(select(table).where(col(table.id).in_(batch)))
    ]
