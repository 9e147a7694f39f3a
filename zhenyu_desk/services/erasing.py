"""Erase what the ledger knows of a contact, on request (个人信息保护法, article 47).

The audit log stays whole: it holds personal values by their keyed hash only, and what they were goes for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.persons import Person, numbers_in
from zhenyu_desk.domain.rows import SearchHit
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.search import recall
from zhenyu_desk.store import personal_values, search
from zhenyu_desk.store.queries.erasing import Mentions, firms_of, logged_values, mentions, numbered, records_of, twins
from zhenyu_desk.store.tables import Contact, Difficulty, Record, Visit
from zhenyu_desk.store.unit_of_work import UnitOfWork

ERASED_NAME = N_("(erased)")
# The fields that name the person alone or with others.
_NAMING: tuple[tuple[type[Record], str], ...] = ((Visit, "host"), (Difficulty, "contact"))


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: the change, and the texts that may still name the person.

    `still_named`: numbers of visits and difficulties; `elsewhere`: words for what has no number.
    """

    changes: ChangeSet
    still_named: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


def erase_contact(context: AppContext, contact_id: int, version: int, reason: str) -> Erased:
    """Erase name, post and telephone of a contact wherever they stand as fields, in the ledger and in its audit log.

    That is in the recycle bin too, under all numbers the contact ever had, and in other rows of the same person. The
    contact stays as an empty, retired one, so that what was recorded keeps its place. Texts that people wrote are not
    touched, nor names that only contain this one or that the contact had before; where those stand is told. Backups
    made before keep what they hold until they are rotated away. It can't be undone. RuleBroken without a reason.
    """
    if not reason.strip():
        raise RuleBroken(_("Say why the contact is erased, and on whose request."), field="reason")
    with context.write("erase_contact", reason.strip()) as work:
        contact = work.get(Contact, contact_id, version)
        firm = contact.enterprise_id
        firms = firms_of(work.session, firm)
        rows = _rows_of_one(work, contact, firms)
        person = _person(work, rows)
        for row in rows:
            row.name, row.post, row.mobile = _(ERASED_NAME), "", ""
            row.is_primary, row.in_use = False, InUse.RETIRED
        changed = {record for table, column in _NAMING for record in _clear(work, table, column, firms, person)}
        work.session.flush()
        found = mentions(work.session, firm, firms, person)
        _erase_from_log(work, rows, firms, person, changed)
        changes = work.commit(contact.id)
    with context.write("tidy_after_erasing") as work:  # the index keeps pieces of the name until it is rewritten
        search.optimise(work.session.connection())
        work.commit()
    context.ledger.fold_log()
    return Erased(changes, found.numbers, tuple(_elsewhere(found)))


def find_numbered(context: AppContext, numbers: Sequence[str]) -> dict[str, SearchHit]:
    """The visits and difficulties with these numbers; those in the recycle bin are left out."""
    return {hit.number: hit for hit in recall(context, context.read(numbered, numbers))}


def _rows_of_one(work: UnitOfWork, contact: Contact, firms: Sequence[int]) -> list[Contact]:
    """The contact and the other rows under the name whose numbers don't say that it is somebody else."""
    numbers = numbers_in([contact.mobile])
    others = [(row, numbers_in([row.mobile])) for row in twins(work.session, contact, firms)]
    return [contact, *(row for row, own in others if not own or not numbers or own & numbers)]


def _person(work: UnitOfWork, rows: Sequence[Contact]) -> Person:
    """What the rows say now and the audit log says they said."""
    logged = logged_values(work.session, str(Contact.__tablename__), [row.key for row in rows])

    def ever(column: str) -> set[str]:
        values = {value.value for value in logged if value.column == column}
        return {text for text in values | {getattr(row, column) for row in rows} if text}

    name = rows[0].name
    return Person(name, frozenset(ever("name") - {name}), frozenset(ever("post")), numbers_in(ever("mobile")))


def _clear(
    work: UnitOfWork, table: type[Record], column: str, firms: Sequence[int], person: Person
) -> list[tuple[str, int]]:
    """Take the person out of a field that names him alone or with others; which records that changed."""
    touched = []
    for record in records_of(work.session, table, firms):
        text = getattr(record, column)
        left = person.taken_out_of(text)
        if left != text:
            setattr(record, column, left)
            touched.append((str(table.__tablename__), record.key))
    return touched


def _erase_from_log(
    work: UnitOfWork, rows: Sequence[Contact], firms: Sequence[int], person: Person, changed: set[tuple[str, int]]
) -> None:
    """All of the contact, of the others what names him; each record that loses something has an entry that says so."""
    connection = work.session.connection()
    of_contact = logged_values(work.session, str(Contact.__tablename__), [row.key for row in rows])
    personal_values.erase(connection, [value.hash for value in of_contact])
    for table, _column in _NAMING:
        name = str(table.__tablename__)
        keys = [record.key for record in records_of(work.session, table, firms)]
        gone = [value for value in logged_values(work.session, name, keys) if person.is_in(value.value)]
        personal_values.erase(connection, [value.hash for value in gone])
        for key in sorted({value.row_id for value in gone}):
            if (name, key) not in changed:
                work.note(name, {}, key)


def _elsewhere(found: Mentions) -> Iterable[str]:
    if found.is_in_remark:
        yield _("Remark of the firm")
    yield from (_("File of the firm: {name}").format(name=name) for name in found.files)
    yield from (_("Saved filter: {name}").format(name=name) for name in found.filters)
    yield from (_("Draft: {title}").format(title=title) for title in found.drafts)
    yield from (_("Text of the report of {month}").format(month=month) for month in found.report_months)
