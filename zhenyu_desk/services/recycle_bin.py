"""The recycle bin: what was removed, and how it comes back."""

from __future__ import annotations

from collections.abc import Sequence

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.rights import neediest
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
# What one needs to remove a record one needs to bring it back.
_RIGHT_OF = {
    RemovedKind.ENTERPRISE: "remove_enterprise",
    RemovedKind.VISIT: "remove_visit",
    RemovedKind.DIFFICULTY: "remove_difficulty",
    RemovedKind.LEADER: "save_leader",
    RemovedKind.PAIRING: "remove_pairing",
    RemovedKind.ATTACHMENT: "save_attachments",
    RemovedKind.FILTER: "remove_filter",
}


def removed_records(context: AppContext) -> list[RemovedRow]:
    """What lies in the recycle bin, the newest first; what comes back with another record or by a step is left out."""
    return context.read(recycle_bin.removed, MOST_SHOWN)


def restore(context: AppContext, kind: RemovedKind, key: int) -> ChangeSet:
    """Bring a record back, with its parts that went along with it; RuleBroken where it would clash or hang in the air.

    A visit comes back with its difficulties, promises and files; a firm with its contacts, labels and yearly figures.
    Whoever may remove a record of its kind may bring it back.
    """
    return restore_all(context, [(kind, key)])


def restore_all(context: AppContext, keys: Sequence[tuple[RemovedKind, int]]) -> ChangeSet:
    """The same for several, (kind, id) each: all of them or none, taken back by one undo."""
    right_of = neediest(_RIGHT_OF[kind] for kind, _key in keys)
    with context.write("restore", right_of=right_of) as work:
        together: dict[tuple[type[Record], int], Record] = {}
        for kind, key in keys:
            record = work.find(recycle_bin.TABLES[kind], key)
            if record is None or record.deleted_at is None:
                raise RuleBroken(_("This record is not in the recycle bin any more; refresh the list."))
            parts = recycle_bin.parts_removed_with(work, record)
            together |= {(type(one), one.key): one for one in (record, *parts)}
        for one in together.values():
            one.deleted_at = None
        for one in together.values():
            _check_owner(work, one)
        check_clashes(work, together.values())
        return work.commit(keys[0][1]).under(right_of)


def _check_owner(work: UnitOfWork, record: Record) -> None:
    """A record whose firm, leader or visit still lies in the bin would be seen nowhere."""
    owners: list[tuple[RemovedKind, int | None]] = []
    if isinstance(record, Visit | Difficulty | Pairing):
        owners += [(RemovedKind.ENTERPRISE, record.enterprise_id), (RemovedKind.LEADER, record.leader_id)]
    if isinstance(record, Difficulty):
        owners.append((RemovedKind.VISIT, record.visit_id))
    if isinstance(record, Attachment):
        owners.append((RemovedKind.from_code(record.owner_kind.upper()), record.owner_id))
    for kind, key in owners:
        owner = work.find(recycle_bin.TABLES[kind], key) if key is not None else None
        if owner is not None and owner.deleted_at is not None:
            sentence = _("It belongs to a record that was removed too: restore the {kind} first.")
            raise RuleBroken(sentence.format(kind=kind.label))
