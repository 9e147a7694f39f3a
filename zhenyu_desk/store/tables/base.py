"""What every record has: key, uid for exchange, version for the optimistic lock, instants, soft delete."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Dialect, Enum, Index, Integer, MetaData, TypeDecorator, text
from sqlmodel import Field, SQLModel, col

from zhenyu_desk.store.naming import NAMING_CONVENTION

SQLModel.metadata.naming_convention = NAMING_CONVENTION
METADATA: MetaData = SQLModel.metadata

_YUAN_PER_WAN = 10_000


class Wan(TypeDecorator[Decimal]):
    """Money in 万元 as Decimal, kept as a whole number of yuan: SQLite has no decimal type."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """万元 to yuan."""
        return None if value is None else int((value * _YUAN_PER_WAN).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Yuan to 万元."""
        return None if value is None else (Decimal(value) / _YUAN_PER_WAN).normalize() + 0


class Amount4(Wan):
    """Any other quantity with up to 4 decimals, kept as ten-thousandths."""

    cache_ok = True


def term(kind: type[StrEnum], name: str, *, nullable: bool = False, index: bool = False, default: Any = None) -> Any:
    """A column that holds a member of a closed list by its value, guarded by a CHECK."""
    column: Column[Any] = Column(
        name,
        Enum(
            kind,
            name=name,
            native_enum=False,
            create_constraint=True,
            length=20,
            values_callable=lambda members: [member.value for member in members],
        ),
        nullable=nullable,
        index=index,
    )
    return Field(default=default, sa_column=column)


def partial_index(name: str, columns: Sequence[str], condition: str) -> Index:
    """An index of those rows alone that meet a condition."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def removed_index(table: str) -> Index:
    """The records of a table that lie in the recycle bin; all that are not in it are counted by way of these few."""
    return partial_index(f"ix_{table}_deleted_at", ("deleted_at",), "deleted_at IS NOT NULL")


def key_column(table: type[Record]) -> ColumnElement[int]:
    """The primary key of a table for a select; stored rows always have one."""
    return cast("ColumnElement[int]", col(table.id))


def utc_now() -> datetime:
    """The instant a record is written; business days come in from outside, never from here."""
    return datetime.now(UTC)


def new_uid() -> str:
    """A fresh uid."""
    return str(uuid.uuid4())


class Record(SQLModel):
    """Base of every table the user can change."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, max_length=36, unique=True)
    version: int = Field(default=1)
    created_at: datetime = Field(default_factory=utc_now)
    updated_at: datetime = Field(default_factory=utc_now)
    deleted_at: datetime | None = Field(default=None)

    @property
    def key(self) -> int:
        """The primary key of a record that has been flushed."""
        assert self.id is not None
        return self.id
