"""One use case, one transaction: loads, locks, audits, indexes, collects what changed; undone unless committed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, Select, event, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.errors import Conflict, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store import indexing
from zhenyu_desk.store.audit import Auditor
from zhenyu_desk.store.change_log import ChangeLog, Flushed
from zhenyu_desk.store.tables import (
    Attachment,
    CalendarDay,
    Category,
    Contact,
    DeadlineRule,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    HandlingEvent,
    IssuedReport,
    Leader,
    LedgerSetting,
    Official,
    Pairing,
    Promise,
    Record,
    ReportText,
    SavedFilter,
    SupportingUnit,
    Unit,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.tables.base import utc_now

RecordT = TypeVar("RecordT", bound=Record)


def _own(aggregate: Aggregate) -> Callable[[Any], tuple[Aggregate, int]]:
    return lambda record: (aggregate, record.key)


def _part_of(aggregate: Aggregate, owner: str) -> Callable[[Any], tuple[Aggregate, int]]:
    return lambda record: (aggregate, getattr(record, owner))


# Which aggregate a record of a table belongs to, and the id of the aggregate's record.
_AGGREGATES: dict[type[Record], Callable[[Any], tuple[Aggregate, int]]] = {
    Enterprise: _own(Aggregate.ENTERPRISE),
    FormerName: _part_of(Aggregate.ENTERPRISE, "enterprise_id"),
    EnterpriseLabel: _part_of(Aggregate.ENTERPRISE, "enterprise_id"),
    YearlyFigure: _part_of(Aggregate.ENTERPRISE, "enterprise_id"),
    Contact: _part_of(Aggregate.ENTERPRISE, "enterprise_id"),
    Leader: _own(Aggregate.LEADER),
    Pairing: _own(Aggregate.PAIRING),
    Unit: _own(Aggregate.UNIT),
    Visit: _own(Aggregate.VISIT),
    Promise: _part_of(Aggregate.VISIT, "visit_id"),
    Attachment: lambda record: (Aggregate(record.owner_kind), record.owner_id),
    Difficulty: _own(Aggregate.DIFFICULTY),
    SupportingUnit: _part_of(Aggregate.DIFFICULTY, "difficulty_id"),
    HandlingEvent: _part_of(Aggregate.DIFFICULTY, "difficulty_id"),
    Category: _own(Aggregate.OFFICE),
    DeadlineRule: _own(Aggregate.OFFICE),
    CalendarDay: _own(Aggregate.OFFICE),
    LedgerSetting: _own(Aggregate.OFFICE),
    Official: _own(Aggregate.OFFICE),
    SavedFilter: _own(Aggregate.FILTER),
    ReportText: _own(Aggregate.REPORT),
    IssuedReport: _own(Aggregate.REPORT),
}


class UnitOfWork:
    """The session of one use case. Services add, load and change records through it and commit once."""

    def __init__(self, engine: Engine, actor: str, verb: str, reason: str = "") -> None:
        self.actor = actor
        self.session = Session(engine, expire_on_commit=False, autoflush=True)
        self.now = utc_now()
        self._auditor = Auditor(actor, verb, reason)
        self._log = ChangeLog(verb)
        self._touched: defaultdict[Aggregate, set[int]] = defaultdict(set)
        event.listen(self.session, "before_flush", self._stamp)
        event.listen(self.session, "after_flush", self._after_flush)

    def __enter__(self) -> Self:
        self.session.connection()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.rollback()
        self.session.close()

    def add(self, record: RecordT) -> RecordT:
        """Add a new record; its key is known on return."""
        self.session.add(record)
        self.session.flush()
        return record

    def add_all(self, records: list[RecordT]) -> None:
        """Add new records whose keys nobody needs yet."""
        self.session.add_all(records)

    def get(self, table: type[RecordT], key: int, version: int | None = None) -> RecordT:
        """Load a record that is in use; RuleBroken when it is gone or was changed since `version` was read."""
        record = self.session.get(table, key)
        if record is None or record.deleted_at is not None:
            raise RuleBroken(_("This record no longer exists; refresh the page."))
        if version is not None and record.version != version:
            raise _conflict()
        return record

    def find(self, table: type[RecordT], key: int) -> RecordT | None:
        """Load a record, also one in the recycle bin."""
        return self.session.get(table, key)

    def all(self, statement: Select[RecordT]) -> list[RecordT]:
        """All records of a select."""
        return list(self.session.scalars(statement))

    def where(self, table: type[RecordT], **equal: Any) -> list[RecordT]:
        """The records in use whose columns equal these values, by key."""
        found = self.with_removed(table, deleted_at=None, **equal)
        # Where nothing is flushed on the way, one that was just removed is still found.
        return [record for record in found if record.deleted_at is None]

    def with_removed(self, table: type[RecordT], **equal: Any) -> list[RecordT]:
        """The same with those that were removed: what is unique in a table is taken by them too."""
        statement = select(table).order_by(col(table.id))
        for column, value in equal.items():
            statement = statement.where(getattr(table, column) == value)
        return self.all(statement)

    def exists(self, table: type[RecordT], **equal: Any) -> bool:
        """Whether a record in use has columns with these values."""
        statement = select(col(table.id)).where(col(table.deleted_at).is_(None)).limit(1)
        for column, value in equal.items():
            statement = statement.where(getattr(table, column) == value)
        return self.session.scalar(statement) is not None

    def remove(self, record: Record) -> None:
        """Move a record to the recycle bin; all that goes in one use case bears the same instant."""
        record.deleted_at = self.now

    def note(self, subject: str, detail: Mapping[str, Any], key: int = 0) -> None:
        """Write an audit entry for what changes no record, such as an export; `key` is that of a record it is about."""
        self._auditor.write(self.session.connection(), [(subject, key, detail)])

    def commit(self, key: int | None = None) -> ChangeSet:
        """Flush, bring the search index up to date, commit; return what changed, with the record it was about."""
        try:
            self.session.flush()
            indexing.refresh(self.session, self._touched)
            self.session.commit()
        except StaleDataError:
            raise _conflict() from None
        return ChangeSet({kind: frozenset(ids) for kind, ids in self._touched.items()}, key, self._log.undoable())

    def _stamp(self, session: Session, _context: Any, _instances: Any) -> None:
        for record in session.dirty:
            if isinstance(record, Record) and session.is_modified(record):
                record.updated_at = utc_now()

    def _after_flush(self, session: Session, _context: Any) -> None:
        flushed = Flushed.of(session)
        self._auditor.record(session.connection(), flushed)
        self._log.record(flushed)
        for record in (*session.new, *session.dirty):
            known = _AGGREGATES.get(type(record))
            if known:
                aggregate, key = known(record)
                self._touched[aggregate].add(key)


def _conflict() -> Conflict:
    return Conflict(_("Someone else changed this record meanwhile; look at it again and repeat your change."))
