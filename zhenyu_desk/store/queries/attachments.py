"""Reads of attachments: those of a record, and which files the ledger knows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.rows import AttachmentRow
from zhenyu_desk.store.tables import Attachment, Draft

_PORTION = 500


def attachments_of(session: Session, owner: Aggregate, owner_id: int) -> list[AttachmentRow]:
    """The attachments of a record, in the order added."""
    statement = (
        select(Attachment)
        .where(
            col(Attachment.owner_kind) == owner.value,
            col(Attachment.owner_id) == owner_id,
            col(Attachment.deleted_at).is_(None),
        )
        .order_by(col(Attachment.id))
    )
    return [
        AttachmentRow(row.key, row.version, row.file_name, row.sha256, row.size, row.media_type)
        for row in session.scalars(statement)
    ]


def known_files(session: Session, hashes: Iterable[str]) -> list[tuple[str, str]]:
    """Hash and name of the files with these hashes that records name, those in the recycle bin included."""
    found: list[tuple[str, str]] = []
    ordered = sorted(hashes)
    for start in range(0, len(ordered), _PORTION):
        statement = select(col(Attachment.sha256), col(Attachment.file_name)).where(
            col(Attachment.sha256).in_(ordered[start : start + _PORTION])
        )
        found += [(sha256, name) for sha256, name in session.execute(statement)]
    return found


def draft_texts(session: Session) -> list[str]:
    """What the drafts hold; a draft that holds a file's hash still needs it."""
    return list(session.scalars(select(col(Draft.content))))
