"""Reads for erasing a contact: where the person can stand, in the recycle bin too, and what the audit log knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from zhenyu_desk.domain.persons import Person
from zhenyu_desk.domain.search_text import SearchKind
from zhenyu_desk.store import personal_values
from zhenyu_desk.store.tables import (
    Attachment,
    AuditEntry,
    Contact,
    Difficulty,
    Draft,
    Enterprise,
    FormerName,
    HandlingEvent,
    Promise,
    ReportText,
    SavedFilter,
    Visit,
)
from zhenyu_desk.store.tables.base import key_column

_PORTION = 500
_VISIT_TEXTS = ("host", "business", "answered", "policy", "remark", "companions")
_CASE_TEXTS = ("contact", "title", "words", "result_text", "parked_condition")
_STEP_TEXTS = ("text", "reason", "person")


@dataclass(frozen=True, slots=True)
class Logged:
    """A personal value that the audit log names by its hash, and the column of the record it stands for."""

    row_id: int
    column: str
    hash: str
    value: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Texts that name a person: the numbers of visits and difficulties, and what has no number."""

    numbers: tuple[str, ...]
    is_in_remark: bool
    files: tuple[str, ...]
    filters: tuple[str, ...]
    drafts: tuple[str, ...]
    report_months: tuple[str, ...]


def firms_of(session: Session, enterprise_id: int) -> list[int]:
    """A firm and the entries that were merged into it, which lie in the recycle bin under a name of it."""
    names = select(col(FormerName.match_name)).where(col(FormerName.enterprise_id) == enterprise_id)
    own = select(col(Enterprise.match_name)).where(col(Enterprise.id) == enterprise_id)
    merged = select(key_column(Enterprise)).where(
        col(Enterprise.deleted_at).is_not(None),
        or_(col(Enterprise.match_name).in_(names), col(Enterprise.match_name).in_(own)),
    )
    return [enterprise_id, *(key for key in session.scalars(merged) if key != enterprise_id)]


def records_of(session: Session, table: type[Any], firms: Sequence[int]) -> list[Any]:
    """The records of firms in a table, those in the recycle bin too, by key."""
    return list(session.scalars(select(table).where(col(table.enterprise_id).in_(firms)).order_by(col(table.id))))


def logged_values(session: Session, table: str, row_ids: Iterable[int]) -> list[Logged]:
    """What the audit log still knows of the personal values of records, in the order it was written."""
    keys, found = list(row_ids), []
    for start in range(0, len(keys), _PORTION):
        statement = (
            select(col(AuditEntry.row_id), col(AuditEntry.change))
            .where(col(AuditEntry.table_name) == table, col(AuditEntry.row_id).in_(keys[start : start + _PORTION]))
            .order_by(col(AuditEntry.seq))
        )
        changes = [(row_id, personal_values.parsed(change)) for row_id, change in session.execute(statement)]
        known = personal_values.shown(session.connection(), [change for _row_id, change in changes])
        found += [
            Logged(row_id, column, name, known[name])
            for row_id, change in changes
            for column, values in change.items()
            for name in personal_values.hashes_in({column: values})
            if name in known
        ]
    return found


def mentions(session: Session, enterprise_id: int, firms: Sequence[int], person: Person) -> Mentions:
    """What still may name a person, in the recycle bin too: somebody has to look at each."""
    visits = {record.key: record for record in records_of(session, Visit, firms)}
    cases = {record.key: record for record in records_of(session, Difficulty, firms)}
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for records, columns in ((visits, _VISIT_TEXTS), (cases, _CASE_TEXTS)):
        for record in records.values():
            texts[record.number] += [getattr(record, column) for column in columns]
    for promise in _parts(session, Promise, Promise.visit_id, visits):
        texts[visits[promise.visit_id].number].append(promise.text)
    for step in _parts(session, HandlingEvent, HandlingEvent.difficulty_id, cases):
        texts[cases[step.difficulty_id].number] += [getattr(step, column) for column in _STEP_TEXTS]
    for owners in (visits, cases):
        for file in _files(session, owners):
            texts[owners[file.owner_id].number].append(file.file_name)
    firm_files = _files(session, {key: firm for key in firms if (firm := session.get(Enterprise, key)) is not None})
    firm = session.get(Enterprise, enterprise_id)
    return Mentions(
        tuple(sorted(number for number, given in texts.items() if any(map(person.may_be_in, given)))),
        firm is not None and person.may_be_in(firm.remark),
        tuple(dict.fromkeys(file.file_name for file in firm_files if person.may_be_in(file.file_name))),
        tuple(
            row.name for row in session.scalars(select(SavedFilter)) if person.may_be_in(f"{row.name}\n{row.content}")
        ),
        tuple(row.title for row in session.scalars(select(Draft)) if person.may_be_in(f"{row.title}\n{row.content}")),
        tuple(sorted({row.month for row in session.scalars(select(ReportText)) if person.may_be_in(row.text)})),
    )


def numbered(session: Session, numbers: Sequence[str]) -> list[tuple[SearchKind, int]]:
    """Kind and id of the visits and difficulties with these numbers."""
    found = []
    for kind, table in ((SearchKind.VISIT, Visit), (SearchKind.DIFFICULTY, Difficulty)):
        for start in range(0, len(numbers), _PORTION):
            some = select(key_column(table)).where(col(table.number).in_(numbers[start : start + _PORTION]))
            found += [(kind, key) for key in session.scalars(some)]
    return found


def twins(session: Session, contact: Contact, firms: Sequence[int]) -> list[Contact]:
    """Other rows of the same person: what a merge left in the recycle bin, or what was typed in twice."""
    return [row for row in records_of(session, Contact, firms) if row.id != contact.id and row.name == contact.name]


def _parts(session: Session, table: type[Any], pointer: Any, owners: Iterable[int]) -> list[Any]:
    keys = list(owners)
    return [
        record
        for start in range(0, len(keys), _PORTION)
        for record in session.scalars(select(table).where(col(pointer).in_(keys[start : start + _PORTION])))
    ]


def _files(session: Session, owners: dict[int, Any]) -> list[Attachment]:
    kinds = {str(record.__tablename__) for record in owners.values()}
    return [file for file in _parts(session, Attachment, Attachment.owner_id, owners) if file.owner_kind in kinds]
