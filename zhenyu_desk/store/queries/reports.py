"""Reads behind the monthly report: texts people wrote, reports that were issued, the cases of its chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session
from sqlmodel import col

from zhenyu_desk.domain.figure_facts import CaseFact
from zhenyu_desk.domain.issued import IssuedRow
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.store.case_log import steps_of
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.tables import Difficulty, HandlingEvent, IssuedReport, ReportText
from zhenyu_desk.store.tables.base import key_column


def texts_of(session: Session, month: Month) -> dict[ReportPart, str]:
    """The parts of a month's report that people wrote."""
    return _by_part(session, month, col(ReportText.text))


def proposals_then(session: Session, month: Month) -> dict[ReportPart, str]:
    """What the program wrote for the parts of a month's report when people changed them, as far as that is known."""
    return _by_part(session, month, col(ReportText.proposed))


def _by_part(session: Session, month: Month, text: Mapped[str]) -> dict[ReportPart, str]:
    """What a column has of a month, by part, where it has something."""
    statement = select(col(ReportText.part), text).where(
        col(ReportText.month) == str(month), col(ReportText.deleted_at).is_(None), text != ""
    )
    return dict(session.execute(statement).all())


def parts_changed_since(session: Session, month: Month, since: datetime) -> list[ReportPart]:
    """The parts of a month's report that people changed, or took back, after an instant."""
    statement = select(col(ReportText.part)).where(
        col(ReportText.month) == str(month), col(ReportText.updated_at) > since
    )
    return list(session.scalars(statement))


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


def issued_with_anchors(session: Session) -> list[tuple[str, str, date]]:
    """Anchor, title and day of the issued reports that have an anchor, the oldest first."""
    statement = (
        select(col(IssuedReport.anchor), col(IssuedReport.title), col(IssuedReport.issued_on))
        .where(col(IssuedReport.anchor) != "", col(IssuedReport.deleted_at).is_(None))
        .order_by(key_column(IssuedReport))
    )
    return [(anchor, title, day) for anchor, title, day in session.execute(statement)]


def case_facts_since(session: Session, first: Month, last: Month) -> list[CaseFact]:
    """The cases with a step from the one month to the other, for the bars of the months; steps come whole.

    Each case has one: it is registered on the day it is reported.
    """
    stepped = select(col(HandlingEvent.difficulty_id)).where(col(HandlingEvent.on).between(first.first, last.last))
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
