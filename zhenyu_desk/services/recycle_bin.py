"""The recycle bin: what was removed, and how it comes back."""

from __future__ import annotations

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.rows import RemovedRow
from zhenyu_desk.domain.terms import RemovedKind
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.clashes import check_clashes
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries import recycle_bin
from zhenyu_desk.store.tables import Attachment, Difficulty, Pairing, Record, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork

MOST_SHOWN = 500


def removed_records(context: AppContext) -> list[RemovedRow]:
    """What lies in the recycle bin, the newest first."""
    return context.read(recycle_bin.removed, MOST_SHOWN)


def restore(context: AppContext, kind: RemovedKind, key: int) -> ChangeSet:
    """Bring a record back, with what was removed along with it; RuleBroken where it would clash or hang in the air."""
    with context.write("restore") as work:
        record = work.find(recycle_bin.TABLES[kind], key)
        if record is None or record.deleted_at is None:
            raise RuleBroken(_("This record is not in the recycle bin any more; refresh the list."))
        together = recycle_bin.removed_together(work, record.deleted_at)
        for one in together:
            one.deleted_at = None
        work.session.flush()
        for one in together:
            _check_owner(work, one)
        check_clashes(work, together)
        return work.commit(key)


def _check_owner(work: UnitOfWork, record: Record) -> None:
    """A record whose firm or visit still lies in the bin would be seen nowhere."""
    owners: list[tuple[RemovedKind, int | None]] = []
    if isinstance(record, Visit | Difficulty | Pairing):
        owners.append((RemovedKind.ENTERPRISE, record.enterprise_id))
    if isinstance(record, Difficulty):
        owners.append((RemovedKind.VISIT, record.visit_id))
    if isinstance(record, Attachment):
        owners.append((RemovedKind.from_code(record.owner_kind.upper()), record.owner_id))
    for kind, key in owners:
        owner = work.find(recycle_bin.TABLES[kind], key) if key is not None else None
        if owner is not None and owner.deleted_at is not None:
            sentence = _("It belongs to a record that was removed too: restore the {kind} first.")
            raise RuleBroken(sentence.format(kind=kind.label))
