"""Drafts on disk: written over, listed, and deleted for good; they leave no trace in the audit log."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.store.tables import Draft
from zhenyu_desk.store.unit_of_work import UnitOfWork


def keep(work: UnitOfWork, uid: str, kind: str, title: str, content: str) -> None:
    """Add the draft with this uid or write over it."""
    draft = work.session.scalar(select(Draft).where(col(Draft.uid) == uid)) or Draft(uid=uid, kind=kind, content="")
    draft.title, draft.content, draft.actor, draft.saved_at = title, content, work.actor, work.now
    work.session.add(draft)


def drop(work: UnitOfWork, uid: str, actor: str | None = None) -> None:
    """Delete the draft with this uid, if there is one, and if it is of this actor where one is named."""
    statement = delete(Draft).where(col(Draft.uid) == uid)
    work.session.execute(statement if actor is None else statement.where(col(Draft.actor) == actor))


def all_drafts(session: Session) -> list[DraftRow]:
    """All drafts, the newest first."""
    statement = select(Draft).order_by(col(Draft.saved_at).desc(), col(Draft.id).desc())
    return [
        DraftRow(draft.uid, draft.kind, draft.title, draft.content, draft.actor, draft.saved_at)
        for draft in session.scalars(statement)
    ]
