"""Reads that look for what doesn't fit together: cases against their steps, attachments with their records."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.lifecycle import replay
from zhenyu_desk.store import case_log
from zhenyu_desk.store.queries.office import load_calendar
from zhenyu_desk.store.tables import Attachment, Difficulty, Enterprise, IssuedReport, Record, Visit

_PORTION = 2000
_NAMES: dict[str, tuple[type[Record], Any]] = {
    Aggregate.VISIT.value: (Visit, col(Visit.number)),
    Aggregate.DIFFICULTY.value: (Difficulty, col(Difficulty.number)),
    Aggregate.ENTERPRISE.value: (Enterprise, col(Enterprise.name)),
    Aggregate.REPORT.value: (IssuedReport, col(IssuedReport.title)),
}


def cases_off_their_steps(session: Session) -> list[str]:
    """The numbers of difficulties whose list columns don't say what their steps say."""
    calendar = load_calendar(session)
    found: list[str] = []
    last = 0
    while True:
        statement = select(Difficulty).where(col(Difficulty.id) > last).order_by(col(Difficulty.id)).limit(_PORTION)
        records = list(session.scalars(statement))
        if not records:
            return found
        steps = case_log.steps_of(session, [record.key for record in records])
        for record in records:
            case = replay(steps.get(record.key, []), calendar)
            if case is None or case_log.differs(record, case):
                found.append(record.number)
        last = records[-1].key
        session.expunge_all()


def attached(session: Session) -> list[tuple[str, str, str]]:
    """The attachments in use: name of their record, hash and file name."""
    found: list[tuple[str, str, str]] = []
    for kind, (table, name) in _NAMES.items():
        statement = (
            select(name, col(Attachment.sha256), col(Attachment.file_name))
            .join(Attachment, col(Attachment.owner_id) == col(table.id))
            .where(col(Attachment.owner_kind) == kind, col(Attachment.deleted_at).is_(None))
            .order_by(col(Attachment.id))
        )
        found += [(record, sha256, file_name) for record, sha256, file_name in session.execute(statement)]
    return found
