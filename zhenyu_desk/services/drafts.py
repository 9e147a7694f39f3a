"""Verbs on drafts: what is being typed survives a crash, several at once, and goes when the record is saved."""

from __future__ import annotations

from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import drafts


def keep_draft(context: AppContext, uid: str, kind: str, title: str, content: str) -> None:
    """Keep what stands in a form now, over what was kept under this uid before."""
    with context.write("keep_draft") as work:
        drafts.keep(work, uid, kind, title, content)
        work.commit()


def waiting_drafts(context: AppContext) -> list[DraftRow]:
    """All drafts, the newest first."""
    return context.read(drafts.all_drafts)


def drop_draft(context: AppContext, uid: str) -> None:
    """Forget a draft; one that is gone already is no error."""
    with context.write("drop_draft") as work:
        drafts.drop(work, uid)
        work.commit()
