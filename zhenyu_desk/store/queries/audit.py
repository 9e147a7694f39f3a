"""Reads of the audit log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.store.tables import AuditEntry


def last_entry_at(session: Session) -> datetime | None:
    """When the newest audit entry was written (UTC)."""
    return session.scalar(select(col(AuditEntry.at)).order_by(col(AuditEntry.seq).desc()).limit(1))


def entry_count(session: Session) -> int:
    """How many entries the log has."""
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def restored_at(session: Session) -> datetime | None:
    """When the ledger was last put back from a backup (UTC): what was after that backup then is not in its log."""
    return session.scalar(
        select(col(AuditEntry.at))
        .where(col(AuditEntry.verb) == "restore_backup")
        .order_by(col(AuditEntry.seq).desc())
        .limit(1)
    )


def unknown_hashes(session: Session, hashes: Collection[str]) -> set[str]:
    """Those of these hashes that no audit entry has."""
    return set(hashes).difference(session.scalars(select(col(AuditEntry.hash)).where(col(AuditEntry.hash).in_(hashes))))
