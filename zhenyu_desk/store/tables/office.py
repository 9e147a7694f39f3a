"""What the office sets up: categories, deadline rules, the working calendar, numbering, settings; and the audit log."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from zhenyu_desk.domain.terms import InUse, Level
from zhenyu_desk.store.tables.base import Record, term, utc_now


class Category(Record, table=True):
    """类别 of difficulties, two levels; retired, never deleted. `unit_id` is the unit proposed for it."""

    __tablename__ = "category"

    name: str = Field(unique=True)
    parent_id: int | None = Field(default=None, foreign_key="category.id")
    position: int = 0
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    in_use: InUse = term(InUse, "in_use")


class DeadlineRule(Record, table=True):
    """Working days for a level; with a category, the rule for that category alone."""

    __tablename__ = "deadline_rule"

    level: Level = term(Level, "level")
    category_id: int | None = Field(default=None, foreign_key="category.id")
    days: int


class CalendarDay(Record, table=True):
    """A day of the working calendar; a year with any row counts as published."""

    __tablename__ = "calendar_day"

    on: date = Field(unique=True)
    is_workday: bool
    note: str = ""


class LedgerSetting(Record, table=True):
    """A setting that belongs to the ledger, such as the town's name."""

    __tablename__ = "ledger_setting"

    key_name: str = Field(unique=True)
    value: str


class NumberSeries(SQLModel, table=True):
    """The last readable number given, per prefix and year; numbers are never given twice."""

    __tablename__ = "number_series"

    prefix: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0


class AuditEntry(SQLModel, table=True):
    """One change: who, when, what before and after. Each entry carries the hash of the one before it.

    Personal values stand in `change` by their keyed hash only; `AuditValue` keeps what they were.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_record", "table_name", "row_id"),)

    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=utc_now)
    actor: str
    verb: str
    table_name: str
    row_id: int
    change: str
    reason: str = ""
    previous_hash: str
    hash: str


class AuditValue(SQLModel, table=True):
    """A personal value that the audit log names by its hash, HMAC-SHA256 under the value's own `key`.

    Erasing takes this row away for good: the chain stays whole, and nobody can find the value by trying.
    """

    __tablename__ = "audit_value"

    hash: str = Field(primary_key=True)
    key: str
    value: str
