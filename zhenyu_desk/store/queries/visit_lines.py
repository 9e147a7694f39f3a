"""Reads for 流水录入: what the grid must know of many firms at once, each in one statement per portion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.line_firms import FirmOnLine, PairedSpan
from zhenyu_desk.domain.names import normalise_name
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.store.indexing import batched_ids
from zhenyu_desk.store.tables import Enterprise, FormerName, Leader, Pairing, Visit
from zhenyu_desk.store.tables.base import key_column

_PORTION = 500


def firms_on_lines(session: Session, ids: Iterable[int]) -> dict[int, FirmOnLine]:
    """Name, founding day and leaders over time of these firms; removed ones are left out."""
    found: dict[int, FirmOnLine] = {}
    for batch in batched_ids(ids):
        spans: defaultdict[int, list[PairedSpan]] = defaultdict(list)
        paired = (
            select(Pairing, col(Leader.name))
            .join(Leader, col(Leader.id) == col(Pairing.leader_id))
            .where(col(Pairing.enterprise_id).in_(batch), col(Pairing.deleted_at).is_(None))
            .order_by(col(Pairing.start))
        )
        for pairing, name in session.execute(paired):
            is_main = pairing.role is PairingRole.MAIN
            spans[pairing.enterprise_id].append(
                PairedSpan(pairing.leader_id, name, is_main, pairing.start, pairing.end)
            )
        firms = select(key_column(Enterprise), col(Enterprise.name), col(Enterprise.founded)).where(
            key_column(Enterprise).in_(batch), col(Enterprise.deleted_at).is_(None)
        )
        for key, name, founded in session.execute(firms):
            found[key] = FirmOnLine(key, name, founded, tuple(spans[key]))
    return found


def visited_days(session: Session, ids: Iterable[int], days: Collection[date]) -> dict[tuple[int, date], list[str]]:
    """The numbers of the visits to these firms on these days, by firm and day."""
    found: defaultdict[tuple[int, date], list[str]] = defaultdict(list)
    for batch in batched_ids(ids):
        statement = select(col(Visit.enterprise_id), col(Visit.on), col(Visit.number)).where(
            col(Visit.enterprise_id).in_(batch), col(Visit.on).in_(sorted(days)), col(Visit.deleted_at).is_(None)
        )
        for key, on, number in session.execute(statement):
            found[key, on].append(number)
    return dict(found)


def firms_named(session: Session, names: Iterable[str]) -> dict[str, list[int]]:
    """Which firms bear these names or had them before, whatever their brackets, blanks and case; or these codes."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        if name.strip():
            wanted[normalise_name(name)].append(name)
    found: dict[str, list[int]] = defaultdict(list)
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _PORTION):
        batch = ordered[start : start + _PORTION]
        for table, key in ((Enterprise, key_column(Enterprise)), (FormerName, col(FormerName.enterprise_id))):
            statement = select(col(table.match_name), key).where(
                col(table.match_name).in_(batch), col(table.deleted_at).is_(None)
            )
            for match_name, firm in session.execute(statement):
                _note(found, wanted[match_name], firm)
        codes = select(col(Enterprise.credit_code), key_column(Enterprise)).where(
            col(Enterprise.credit_code).in_([word.upper() for word in batch]), col(Enterprise.deleted_at).is_(None)
        )
        for code, firm in session.execute(codes):
            _note(found, wanted[str(code).casefold()], firm)
    return found


def _note(found: dict[str, list[int]], names: Iterable[str], firm: int) -> None:
    for name in names:
        if firm not in found[name]:
            found[name].append(firm)
