"""Keep the search index in step with the records, inside the transaction that changes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.search_text import Document, SearchKind, people_in
from zhenyu_desk.store import search
from zhenyu_desk.store.tables import Contact, Difficulty, Enterprise, FormerName, Leader, Visit

_BATCH = 500

# The columns by whose text a visit and a difficulty are found, and those of them that hold names of people.
_TEXTS = {
    SearchKind.VISIT: ("number", "companions", "host", "business", "answered", "policy", "remark"),
    SearchKind.DIFFICULTY: ("number", "title", "words", "contact", "result_text"),
}
_PEOPLE = {SearchKind.VISIT: ("companions", "host"), SearchKind.DIFFICULTY: ("contact",)}


def refresh(session: Session, touched: Mapping[Aggregate, Iterable[int]]) -> None:
    """Index again what the touched records say; removed ones leave the index.

    A firm's or leader's visits and difficulties carry its name, so they are indexed again with it.
    """
    enterprises = set(touched.get(Aggregate.ENTERPRISE, ()))
    leaders = set(touched.get(Aggregate.LEADER, ()))
    visits = set(touched.get(Aggregate.VISIT, ()))
    difficulties = set(touched.get(Aggregate.DIFFICULTY, ()))
    if enterprises:
        visits |= _ids(session, col(Visit.id), col(Visit.enterprise_id), enterprises)
        difficulties |= _ids(session, col(Difficulty.id), col(Difficulty.enterprise_id), enterprises)
    if leaders:
        visits |= _ids(session, col(Visit.id), col(Visit.leader_id), leaders)
        difficulties |= _ids(session, col(Difficulty.id), col(Difficulty.leader_id), leaders)
    for kind, ids in (
        (SearchKind.ENTERPRISE, enterprises),
        (SearchKind.VISIT, visits),
        (SearchKind.DIFFICULTY, difficulties),
    ):
        for batch in batched_ids(ids):
            _put(session, kind, batch)


def batched_ids(ids: Iterable[int]) -> Iterable[list[int]]:
    """The ids in order, in portions that fit one statement."""
    ordered = sorted(ids)
    return (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))


def documents(session: Session, kind: SearchKind, ids: list[int]) -> dict[int, Document]:
    """What the index should know of these records; removed records are left out."""
    return _BUILDERS[kind](session, ids)


def case_document(
    kind: SearchKind, value_of: Callable[[str], str], firm: Sequence[str], leader: str | None
) -> Document:
    """What the index knows of a visit or difficulty with these columns, its firm's names and its leader."""
    met = (name for column in _PEOPLE[kind] for name in people_in(value_of(column)))
    return Document(texts=tuple(map(value_of, _TEXTS[kind])), firms=tuple(firm), people=(leader or "", *met))


def _put(session: Session, kind: SearchKind, ids: list[int]) -> None:
    found = documents(session, kind, ids)
    connection = session.connection()
    search.put_many(connection, kind, found.items())
    for record_id in set(ids).difference(found):
        search.remove(connection, kind, record_id)


def _ids(session: Session, key: Any, owner: Any, owners: set[int]) -> set[int]:
    found: set[int] = set()
    for batch in batched_ids(owners):
        found.update(session.scalars(select(key).where(owner.in_(batch))))
    return found


def _enterprises(session: Session, ids: list[int]) -> dict[int, Document]:
    former: defaultdict[int, list[str]] = defaultdict(list)
    for enterprise_id, name in session.execute(
        select(col(FormerName.enterprise_id), col(FormerName.name))
        .where(col(FormerName.enterprise_id).in_(ids))
        .where(col(FormerName.deleted_at).is_(None))
    ):
        former[enterprise_id].append(name)
    people: defaultdict[int, list[str]] = defaultdict(list)
    for enterprise_id, name in session.execute(
        select(col(Contact.enterprise_id), col(Contact.name)).where(col(Contact.enterprise_id).in_(ids))
    ):
        people[enterprise_id].append(name)
    statement = select(Enterprise).where(col(Enterprise.id).in_(ids)).where(col(Enterprise.deleted_at).is_(None))
    return {
        firm.key: Document(
            texts=(
                firm.credit_code or "",
                firm.registration_no,
                firm.area,
                firm.address,
                firm.chain,
                firm.products,
            ),
            firms=(firm.name, firm.short_name, *former[firm.key]),
            people=tuple(people[firm.key]),
        )
        for firm in session.scalars(statement)
    }


def _visits(session: Session, ids: list[int]) -> dict[int, Document]:
    statement = (
        select(Visit, col(Enterprise.name), col(Enterprise.short_name), col(Leader.name))
        .join(Enterprise, col(Enterprise.id) == col(Visit.enterprise_id))
        .join(Leader, col(Leader.id) == col(Visit.leader_id))
        .where(col(Visit.id).in_(ids))
        .where(col(Visit.deleted_at).is_(None))
    )
    return {
        visit.key: case_document(SearchKind.VISIT, partial(getattr, visit), (name, short_name), leader)
        for visit, name, short_name, leader in session.execute(statement)
    }


def _difficulties(session: Session, ids: list[int]) -> dict[int, Document]:
    statement = (
        select(Difficulty, col(Enterprise.name), col(Enterprise.short_name), col(Leader.name))
        .join(Enterprise, col(Enterprise.id) == col(Difficulty.enterprise_id))
        .outerjoin(Leader, col(Leader.id) == col(Difficulty.leader_id))
        .where(col(Difficulty.id).in_(ids))
        .where(col(Difficulty.deleted_at).is_(None))
    )
    return {
        difficulty.key: case_document(SearchKind.DIFFICULTY, partial(getattr, difficulty), (name, short_name), leader)
        for difficulty, name, short_name, leader in session.execute(statement)
    }


_BUILDERS = {
    SearchKind.ENTERPRISE: _enterprises,
    SearchKind.VISIT: _visits,
    SearchKind.DIFFICULTY: _difficulties,
}
