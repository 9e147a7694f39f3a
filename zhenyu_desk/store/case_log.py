"""The steps of difficulties on disk: read as domain steps, appended as events, mirrored in the list columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.lifecycle import Case, Step
from zhenyu_desk.domain.terms import State
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.tables import Difficulty, HandlingEvent
from zhenyu_desk.store.unit_of_work import UnitOfWork

_STEP_COLUMNS = (
    col(HandlingEvent.on),
    col(HandlingEvent.action),
    col(HandlingEvent.unit_id),
    col(HandlingEvent.text),
    col(HandlingEvent.reason),
    col(HandlingEvent.new_deadline),
    col(HandlingEvent.result),
    col(HandlingEvent.reached),
    col(HandlingEvent.satisfaction),
    col(HandlingEvent.end_kind),
    col(HandlingEvent.condition),
    col(HandlingEvent.review_on),
)


def steps_of(session: Session, difficulty_ids: Iterable[int]) -> dict[int, list[Step]]:
    """All steps of these difficulties, in order."""
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for batch in batched_ids(difficulty_ids):
        statement = (
            select(col(HandlingEvent.difficulty_id), *_STEP_COLUMNS)
            .where(col(HandlingEvent.difficulty_id).in_(batch))
            .order_by(col(HandlingEvent.difficulty_id), col(HandlingEvent.position))
        )
        for difficulty_id, *values in session.execute(statement):
            found[difficulty_id].append(Step(*values))
    return found


def append(
    work: UnitOfWork,
    difficulty: Difficulty,
    position: int,
    before: Case | None,
    after: Case,
    step: Step,
    days: int | None,
) -> HandlingEvent:
    """Write a step that was accepted, and what the case now says into the difficulty."""
    event = HandlingEvent(
        difficulty_id=difficulty.key,
        position=position,
        recorder=work.actor,
        **event_values(before.state if before else None, after.state, step, days),
    )
    mirror(difficulty, after)
    work.add_all([event])
    return event


def event_values(from_state: State | None, to_state: State, step: Step, days: int | None) -> dict[str, Any]:
    """The columns of an event that say what the step was; `days` are the working days the rules gave for it."""
    return {
        "on": step.on,
        "action": step.action,
        "from_state": from_state,
        "to_state": to_state,
        "unit_id": step.unit_id,
        "text": step.text,
        "reason": step.reason,
        "days": days,
        "new_deadline": step.new_deadline,
        "result": step.result,
        "reached": step.reached,
        "satisfaction": step.satisfaction,
        "end_kind": step.end_kind,
        "condition": step.condition,
        "review_on": step.review_on,
    }


def mirror(difficulty: Difficulty, case: Case) -> None:
    """Repeat in the list columns what the case says."""
    for column, value in mirrored(case).items():
        setattr(difficulty, column, value)


def differs(difficulty: Difficulty, case: Case) -> bool:
    """Whether the list columns say something else than the case."""
    return any(getattr(difficulty, column) != value for column, value in mirrored(case).items())


def mirrored(case: Case) -> dict[str, Any]:
    """The list columns of a difficulty with this life."""
    done = case.state.is_done
    waiting = case.state.is_open or case.state is State.PARKED
    return {
        "state": case.state,
        "lead_unit_id": case.unit_id,
        "assigned_on": case.assigned_on,
        "original_deadline": case.original_deadline,
        "deadline": case.deadline,
        "stopped_on": case.stopped_on,
        "resolved_on": case.resolved_on if done else None,
        "result": case.result if done else None,
        "result_text": case.result_text if done else "",
        "follow_up_on": case.follow_up_on,
        "satisfaction": case.satisfaction,
        "reopened": case.reopened,
        "supervised_on": case.supervised_on if waiting else None,
        "parked_condition": case.condition,
        "review_on": case.review_on,
        "ended_on": case.ended_on,
        "end_kind": case.end_kind,
        "last_step_on": case.last_on,
    }


MIRRORED = frozenset(mirrored(Case(State.REGISTERED, registered_on=date.min, last_on=date.min)))
"""The columns of a difficulty that repeat what its steps say."""
