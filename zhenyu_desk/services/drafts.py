"""Verbs on drafts: what is being typed survives a crash, several at once, and goes when the record is saved."""

from __future__ import annotations

from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import drafts


def keep_draft(context: AppContext, uid: str, kind: str, title: str, content: str) -> None:
    """Keep what stands in a form now, over what was kept under this uid before."""
    with context.write("keep_draft") as work:
        drafts.keep(work, uid, kind, title, content)
        work.commit()


def waiting_drafts(context: AppContext) -> list[DraftRow]:
    """The official's own drafts, all of them for one who manages; the newest first."""
    rows = context.read(drafts.all_drafts)
    return rows if context.role() is Role.MANAGING else [row for row in rows if row.actor == context.actor]


def drop_draft(context: AppContext, uid: str) -> None:
    """Forget a draft; one that is gone already is no error, and that of somebody else stays unless one manages."""
    is_for_all = context.role() is Role.MANAGING
    with context.write("drop_draft") as work:
        drafts.drop(work, uid, None if is_for_all else context.actor)
        work.commit()
