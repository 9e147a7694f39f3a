"""Merge two entries of one firm in one transaction, after a look at what would move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.merging import (
    FACTS,
    MAIN_LEADER,
    YEARLY,
    Cut,
    Fact,
    Side,
    check_codes,
    compare,
    completeness,
    same_people,
    settle,
)
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.rows import ContactRow, EnterpriseDetail
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.change_log import MOST_ROWS
from zhenyu_desk.store.queries.merging import count_history, count_removed, history_of
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.store.tables import (
    Attachment,
    Contact,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    Pairing,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.unit_of_work import UnitOfWork

Choices = Mapping[str, Side]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Both entries side by side, and how much moves from `drop` to `keep`; `removed` from within the recycle bin."""

    keep: EnterpriseDetail
    drop: EnterpriseDetail
    facts: tuple[Fact, ...]
    visits: int
    difficulties: int
    attachments: int
    contacts: int
    same_contacts: int
    removed: int

    @property
    def can_undo(self) -> bool:
        """Whether the merge is small enough to be taken back."""
        both = (self.keep, self.drop)
        parts = sum(len(f.contacts) + 2 * len(f.pairings) + len(f.labels) + len(f.yearly) for f in both)
        names = len(self.drop.former_names) + 3
        history = self.visits + self.difficulties + self.attachments + self.removed
        return history + parts + names <= MOST_ROWS

    def cuts(self, choices: Choices) -> list[Cut]:
        """The pairings that give way to others on the same days."""
        return _cuts(self.keep, self.drop, choices)


def preview_merge(context: AppContext, keep_id: int, drop_id: int) -> MergePreview:
    """What a merge would do; RuleBroken when these are two firms for sure."""
    with context.ledger.read() as session:
        keep, drop = enterprise_detail(session, keep_id), enterprise_detail(session, drop_id)
        check_codes(keep, drop)
        visits, difficulties, attachments = count_history(session, drop_id)
        removed = count_removed(session, drop_id)
    same = len(same_people(keep.contacts, drop.contacts))
    moved = len(drop.contacts) - same
    facts = tuple(compare(keep, drop))
    return MergePreview(keep, drop, facts, visits, difficulties, attachments, moved, same, removed)


def preview_best(context: AppContext, one_id: int, other_id: int) -> MergePreview:
    """The same; the entry that is more complete stays, the older one where both are."""
    with context.ledger.read() as session:
        one, other = enterprise_detail(session, one_id), enterprise_detail(session, other_id)
    keep, drop = sorted((one, other), key=lambda firm: (-completeness(firm), firm.id))
    return preview_merge(context, keep.id, drop.id)


def merge_firms(context: AppContext, keep: EnterpriseDetail, drop: EnterpriseDetail, choices: Choices) -> ChangeSet:
    """Make `drop` part of `keep`, all or nothing; `choices` say whose value counts where it isn't the default.

    The other name becomes a former name; a credit code that does not count is written into the remark.
    """
    with context.write("merge_enterprises") as work:
        kept = work.get(Enterprise, keep.id, keep.version)
        gone = work.get(Enterprise, drop.id, drop.version)
        now, then = enterprise_detail(work.session, keep.id), enterprise_detail(work.session, drop.id)
        check_codes(now, then)
        facts = compare(now, then)
        sides = {fact.key: choices.get(fact.key, fact.default) if fact.is_open else fact.default for fact in facts}
        work.remove(gone)
        work.session.flush()  # its code must be free before the other takes it
        _write_facts(kept, gone, sides)
        _move_names(work, kept, {now.name, gone.name}, gone.key)
        _move_labels(work, kept.key, gone.key)
        _move_years(work, kept.key, gone.key, sides)
        _move_contacts(work, now, then)
        _settle_pairings(work, now, then, sides)
        _move_history(work, kept.key, gone.key)
        _move_attachments(work, kept.key, gone.key)
        return work.commit(kept.id)


def _write_facts(kept: Enterprise, gone: Enterprise, sides: Choices) -> None:
    lost = [gone.remark] if gone.remark and gone.remark not in kept.remark else []
    if kept.credit_code and gone.credit_code:
        code = gone.credit_code if sides["credit_code"] is Side.KEEP else kept.credit_code
        lost.append(_("Credit code also written down before the merge: {code}").format(code=code))
    if sides.get("credit_code") is Side.DROP:
        kept.code_reason = gone.code_reason
    for key in FACTS:
        if sides.get(key) is Side.DROP:
            setattr(kept, key, getattr(gone, key))
    kept.match_name = normalise_name(kept.name)
    kept.remark = "\n".join(part for part in (kept.remark, *lost) if part)


def _move_names(work: UnitOfWork, kept: Enterprise, names: set[str], gone: int) -> None:
    known = {kept.match_name, *(record.match_name for record in work.where(FormerName, enterprise_id=kept.key))}
    for record in work.where(FormerName, enterprise_id=gone):
        if record.match_name in known:
            work.remove(record)
        else:
            record.enterprise_id = kept.key
            known.add(record.match_name)
    for name in sorted(names):
        if normalise_name(name) not in known:
            work.add(FormerName(enterprise_id=kept.key, name=name, match_name=normalise_name(name)))


def _move_labels(work: UnitOfWork, kept: int, gone: int) -> None:
    known = {(record.name, record.year) for record in work.where(EnterpriseLabel, enterprise_id=kept)}
    for record in work.where(EnterpriseLabel, enterprise_id=gone):
        if (record.name, record.year) in known:
            work.remove(record)
        else:
            record.enterprise_id = kept


def _move_years(work: UnitOfWork, kept: int, gone: int, sides: Choices) -> None:
    known = {record.year: record for record in work.where(YearlyFigure, enterprise_id=kept)}
    for record in work.where(YearlyFigure, enterprise_id=gone):
        own = known.get(record.year)
        if own is None:
            record.enterprise_id = kept
            continue
        wins = sides[f"yearly_{record.year}"] is Side.DROP
        for name in YEARLY:
            ours, theirs = getattr(own, name), getattr(record, name)
            if theirs not in (None, "") and (wins or ours in (None, "")):
                setattr(own, name, theirs)
        work.remove(record)


def _move_contacts(work: UnitOfWork, keep: EnterpriseDetail, drop: EnterpriseDetail) -> None:
    pairs = same_people(keep.contacts, drop.contacts)
    has_primary = any(row.is_primary and row.in_use is InUse.ACTIVE for row in keep.contacts)
    for row in drop.contacts:
        own = next((one for one, other in pairs if other.id == row.id), None)
        record = work.get(Contact, row.id)
        if own is not None:
            _join_person(work.get(Contact, own.id), row, takes_flag=not has_primary)
            work.remove(record)
        else:
            record.enterprise_id = keep.id
            record.is_primary = row.is_primary and not has_primary


def _join_person(kept: Contact, other: ContactRow, *, takes_flag: bool) -> None:
    kept.post = kept.post or other.post
    kept.mobile = kept.mobile or other.mobile
    if other.in_use is InUse.ACTIVE:
        kept.in_use = InUse.ACTIVE
    kept.is_primary = kept.is_primary or (takes_flag and other.is_primary)


def _settle_pairings(work: UnitOfWork, keep: EnterpriseDetail, drop: EnterpriseDetail, sides: Choices) -> None:
    """All of them belong to the firm kept; those that gave way are cut first, so that no flush sees two at once."""
    for cut in _cuts(keep, drop, sides):
        record = work.get(Pairing, cut.pairing.id)
        if not cut.spans:
            work.remove(record)
            continue
        record.start, record.end = cut.spans[0]
        for start, end in cut.spans[1:]:
            again = record.model_dump(include={"leader_id", "role", "frequency_days", "reason"})
            work.add(Pairing(**again, enterprise_id=keep.id, start=start, end=end))
    for record in work.where(Pairing, enterprise_id=drop.id):
        record.enterprise_id = keep.id


def _cuts(keep: EnterpriseDetail, drop: EnterpriseDetail, sides: Choices) -> list[Cut]:
    if sides.get(MAIN_LEADER) is Side.DROP:
        return settle(drop.pairings, keep.pairings)
    return settle(keep.pairings, drop.pairings)


def _move_history(work: UnitOfWork, kept: int, gone: int) -> None:
    for visit in history_of(work.session, Visit, gone):
        visit.enterprise_id = kept
    for difficulty in history_of(work.session, Difficulty, gone):
        difficulty.enterprise_id = kept


def _move_attachments(work: UnitOfWork, kept: int, gone: int) -> None:
    owner = Aggregate.ENTERPRISE.value
    known = {(row.sha256, row.file_name) for row in work.where(Attachment, owner_kind=owner, owner_id=kept)}
    for row in work.where(Attachment, owner_kind=owner, owner_id=gone):
        if (row.sha256, row.file_name) in known:
            work.remove(row)
        else:
            row.owner_id = kept
