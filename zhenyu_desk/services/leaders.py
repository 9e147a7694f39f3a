"""Verbs on leaders and on who is paired with which firm."""

from __future__ import annotations

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import LeaderInput, PairingInput
from zhenyu_desk.domain.pairings import overlaps
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.tables import Enterprise, Leader, Pairing
from zhenyu_desk.store.unit_of_work import UnitOfWork


def save_leader(
    context: AppContext, given: LeaderInput, key: int | None = None, version: int | None = None
) -> ChangeSet:
    """Add a leader, or change the one with this key."""
    with context.write("save_leader") as work:
        leader = work.get(Leader, key, version) if key is not None else None
        return work.commit(write_leader(work, leader, given).id)


def save_pairing(
    context: AppContext, given: PairingInput, key: int | None = None, version: int | None = None
) -> ChangeSet:
    """Pair a leader with a firm, or change a pairing; a second 主挂钩 on any day is refused."""
    with context.write("save_pairing", given.reason) as work:
        pairing = work.get(Pairing, key, version) if key is not None else None
        return work.commit(write_pairing(work, pairing, given).id)


def remove_pairing(context: AppContext, key: int, version: int) -> ChangeSet:
    """Move a pairing made by mistake to the recycle bin; one that is over gets an end date instead."""
    with context.write("remove_pairing") as work:
        work.remove(work.get(Pairing, key, version))
        return work.commit(key)


def write_leader(work: UnitOfWork, leader: Leader | None, given: LeaderInput) -> Leader:
    """Add or change a leader within a larger unit of work."""
    if leader is None:
        return work.add(Leader(**given.model_dump()))
    for field, value in given.model_dump().items():
        setattr(leader, field, value)
    return leader


def write_pairing(work: UnitOfWork, pairing: Pairing | None, given: PairingInput) -> Pairing:
    """Add or change a pairing within a larger unit of work."""
    work.get(Leader, given.leader_id)
    check_overlap(work, pairing.id if pairing else None, given)
    if pairing is None:
        return work.add(Pairing(**given.model_dump()))
    for field, value in given.model_dump().items():
        setattr(pairing, field, value)
    return pairing


def check_overlap(work: UnitOfWork, own: int | None, given: PairingInput | Pairing) -> None:
    """Refuse a second 主挂钩 of a firm on any day, or the same 协助 twice; `own` is the pairing itself."""
    enterprise = work.get(Enterprise, given.enterprise_id)
    for other in work.where(Pairing, enterprise_id=given.enterprise_id):
        same = other.role is given.role and (given.role is PairingRole.MAIN or other.leader_id == given.leader_id)
        if other.id != own and same and overlaps(given.start, given.end, other.start, other.end):
            raise RuleBroken(_clash(work, enterprise, other), field="start")


def _clash(work: UnitOfWork, enterprise: Enterprise, other: Pairing) -> str:
    leader = work.get(Leader, other.leader_id)
    until = format_date(other.end) if other.end else _("open end")
    if other.role is PairingRole.ASSISTANT:
        return _("{leader} already assists {firm} from {start} to {end}.").format(
            leader=leader.name, firm=enterprise.name, start=format_date(other.start), end=until
        )
    return _("{firm} already has {leader} as its main leader from {start} to {end}; end that pairing first.").format(
        firm=enterprise.name, leader=leader.name, start=format_date(other.start), end=until
    )
