"""One use case, one transaction: loads, locks, audits, indexes, collects what changed; undone unless committed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, Select, event, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import col

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store import indexing
from zhenyu_desk.store.audit import Auditor
from zhenyu_desk.store.tables import (
    CalendarDay,
    Category,
    Contact,
    DeadlineRule,
    Difficulty,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    HandlingEvent,
    Leader,
    LedgerSetting,
    Pairing,
    Promise,
    Record,
    SupportingUnit,
    Unit,
    Visit,
    YearlyFigure,
)
from zhenyu_desk.store.tables.base import utc_now

RecordT = TypeVar("RecordT", bound=Record)

# Which aggregate a table belongs to, and the column that names the aggregate's record (its own key when None).
_AGGREGATES: dict[type[Record], tuple[Aggregate, str | None]] = {
    Enterprise: (Aggregate.ENTERPRISE, None),
    FormerName: (Aggregate.ENTERPRISE, "enterprise_id"),
    EnterpriseLabel: (Aggregate.ENTERPRISE, "enterprise_id"),
    YearlyFigure: (Aggregate.ENTERPRISE, "enterprise_id"),
    Contact: (Aggregate.ENTERPRISE, "enterprise_id"),
    Leader: (Aggregate.LEADER, None),
    Pairing: (Aggregate.PAIRING, None),
    Unit: (Aggregate.UNIT, None),
    Visit: (Aggregate.VISIT, None),
    Promise: (Aggregate.VISIT, "visit_id"),
    Difficulty: (Aggregate.DIFFICULTY, None),
    SupportingUnit: (Aggregate.DIFFICULTY, "difficulty_id"),
    HandlingEvent: (Aggregate.DIFFICULTY, "difficulty_id"),
    Category: (Aggregate.OFFICE, None),
    DeadlineRule: (Aggregate.OFFICE, None),
    CalendarDay: (Aggregate.OFFICE, None),
    LedgerSetting: (Aggregate.OFFICE, None),
}


class UnitOfWork:
    """The session of one use case. Services add, load and change records through it and commit once."""

    def __init__(self, engine: Engine, actor: str, verb: str, reason: str = "") -> None:
        self.actor = actor
        self.session = Session(engine, expire_on_commit=False, autoflush=True)
        self._auditor = Auditor(actor, verb, reason)
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

    def all(self, statement: Select[RecordT]) -> list[RecordT]:
        """All records of a select."""
        return list(self.session.scalars(statement))

    def where(self, table: type[RecordT], **equal: Any) -> list[RecordT]:
        """The records in use whose columns equal these values, by key."""
        statement = select(table).where(col(table.deleted_at).is_(None)).order_by(col(table.id))
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
        """Move a record to the recycle bin."""
        record.deleted_at = utc_now()

    def note(self, subject: str, detail: Mapping[str, Any]) -> None:
        """Write an audit entry for a use case that changes no record, such as an export."""
        self._auditor.write(self.session.connection(), [(subject, 0, detail)])

    def commit(self, key: int | None = None) -> ChangeSet:
        """Flush, bring the search index up to date, commit; return what changed, with the record it was about."""
        try:
            self.session.flush()
            indexing.refresh(self.session, self._touched)
            self.session.commit()
        except StaleDataError:
            raise _conflict() from None
        return ChangeSet({kind: frozenset(ids) for kind, ids in self._touched.items()}, key)

    def _stamp(self, session: Session, _context: Any, _instances: Any) -> None:
        for record in session.dirty:
            if isinstance(record, Record) and session.is_modified(record):
                record.updated_at = utc_now()

    def _after_flush(self, session: Session, _context: Any) -> None:
        self._auditor.record_flush(session)
        for record in (*session.new, *session.dirty):
            known = _AGGREGATES.get(type(record))
            if known:
                aggregate, owner = known
                self._touched[aggregate].add(record.key if owner is None else getattr(record, owner))


def _conflict() -> RuleBroken:
    return RuleBroken(_("Someone else changed this record meanwhile; look at it again and repeat your change."))
