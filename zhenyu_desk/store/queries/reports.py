"""Reads behind the monthly report: texts people wrote, reports that were issued, what happened since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.figure_facts import CaseFact
from zhenyu_desk.domain.frozen_figures import Difference
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import IssuedRow
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.tables import Difficulty, Enterprise, HandlingEvent, IssuedReport, ReportText, Visit
from zhenyu_desk.store.tables.base import key_column


def texts_of(session: Session, month: Month) -> dict[ReportPart, str]:
    """The parts of a month's report that people wrote."""
    statement = select(col(ReportText.part), col(ReportText.text)).where(
        col(ReportText.month) == str(month), col(ReportText.deleted_at).is_(None)
    )
    return {part: text for part, text in session.execute(statement) if text}


def issued(session: Session, month: Month) -> list[IssuedRow]:
    """The reports of a month that were issued, the newest first."""
    statement = (
        select(IssuedReport)
        .where(col(IssuedReport.month) == str(month), col(IssuedReport.deleted_at).is_(None))
        .order_by(col(IssuedReport.id).desc())
    )
    return [
        IssuedRow(
            id=record.key,
            month=record.month,
            as_of=record.as_of,
            issued_on=record.issued_on,
            issued_at=record.created_at,
            template=record.template,
            issue_number=record.issue_number,
            title=record.title,
            figures=record.figures,
        )
        for record in session.scalars(statement)
    ]


def case_facts_since(session: Session, first: Month, as_of: Month) -> list[CaseFact]:
    """The cases reported in these months or with a step in them, for the bars of the months; steps come whole."""
    stepped = select(col(HandlingEvent.difficulty_id)).where(col(HandlingEvent.on).between(first.first, as_of.last))
    statement = (
        select(key_column(Difficulty), col(Difficulty.reported_on), col(Difficulty.visit_id))
        .where(
            col(Difficulty.deleted_at).is_(None),
            col(Difficulty.last_step_on) >= first.first,
            col(Difficulty.id).in_(stepped),
        )
        .order_by(key_column(Difficulty))
    )
    rows = session.execute(statement).all()
    steps = steps_of(session, [key for key, *_rest in rows])
    return [CaseFact(key, reported_on, "", visit_id, steps[key]) for key, reported_on, visit_id in rows]


def typical_ids(session: Session, ids: Sequence[int]) -> list[int]:
    """Those of these difficulties that are marked for 典型案例."""
    found: list[int] = []
    for batch in batched_ids(ids):
        statement = select(key_column(Difficulty)).where(key_column(Difficulty).in_(batch), col(Difficulty.is_typical))
        found.extend(session.scalars(statement))
    return sorted(found)


def words_of(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The firm's own words of these difficulties."""
    statement = select(key_column(Difficulty), col(Difficulty.words)).where(key_column(Difficulty).in_(list(ids)))
    return dict(session.execute(statement).all())


def reasons(session: Session, difference: Difference, since: datetime) -> tuple[str, ...]:
    """Why a figure changed after an instant: each row with its number or name and what was done to it."""
    ids = (*difference.added, *difference.gone)
    if difference.rows == "visit":
        return tuple(
            record.number + _record_cause(record.created_at, record.deleted_at, since)
            for record in session.scalars(select(Visit).where(col(Visit.id).in_(ids)).order_by(col(Visit.number)))
        )
    if difference.rows == "enterprise":
        names = session.scalars(select(col(Enterprise.name)).where(col(Enterprise.id).in_(ids)))
        return tuple(f"{name}的走访或挂钩关系有更正" for name in names)
    cases = session.scalars(select(Difficulty).where(col(Difficulty.id).in_(ids)).order_by(col(Difficulty.number)))
    return tuple(record.number + _cause(session, record, since) for record in cases)


def _cause(session: Session, record: Difficulty, since: datetime) -> str:
    if record.deleted_at is not None or record.created_at > since:
        return _record_cause(record.created_at, record.deleted_at, since)
    event = session.scalar(
        select(HandlingEvent)
        .where(col(HandlingEvent.difficulty_id) == record.id, col(HandlingEvent.recorded_at) > since)
        .order_by(col(HandlingEvent.position).desc())
        .limit(1)
    )
    if event is None:
        return "更正"
    day = f"{event.on.month}月{event.on.day}日"
    return f"补记{day}{event.action.word}" + (f"（{event.reason}）" if event.reason else "")


def _record_cause(created: datetime, deleted: datetime | None, since: datetime) -> str:
    if deleted is not None:
        return "删除"
    return "补录" if created > since else "更正"
