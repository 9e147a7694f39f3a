"""What a unit of work added and changed, kept so that the use case can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from zhenyu_desk.domain.changes import RowChange, Undoable
from zhenyu_desk.store.tables import Record

# An import of thousands of rows has its own way back; keeping all former values would only fill the memory.
MOST_ROWS = 2000
NOISE = frozenset({"id", "uid", "version", "created_at", "updated_at"})


@dataclass(frozen=True, slots=True)
class Flushed:
    """The records that a flush wrote: new ones, and changed ones with the columns that changed."""

    added: list[Record]
    changed: list[tuple[Record, dict[str, tuple[Any, Any]]]]

    @classmethod
    def of(cls, session: Session) -> Flushed:
        """What the session has just flushed; to be asked before the flush is over."""
        return cls(
            [record for record in session.new if isinstance(record, Record)],
            [(record, changed_columns(record)) for record in session.dirty if isinstance(record, Record)],
        )


class ChangeLog:
    """Collects over the flushes of one unit of work; the earliest former value of a column counts."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._rows: dict[tuple[str, int], tuple[Record, dict[str, Any] | None]] = {}
        self._is_too_long = False

    def record(self, flushed: Flushed) -> None:
        """Take down what was flushed."""
        if self._is_too_long:
            return
        for record in flushed.added:
            self._rows[_name(record)] = (record, None)
        for record, columns in flushed.changed:
            self._merge(record, {column: before for column, (before, _after) in columns.items()})
        if len(self._rows) > MOST_ROWS:
            self._is_too_long = True
            self._rows.clear()

    def undoable(self) -> Undoable | None:
        """What was done, or None when it was nothing or too much."""
        rows = []
        for (table, key), (record, before) in self._rows.items():
            columns = before if before is not None else values_of(record)
            rows.append(RowChange(table, key, before, {column: getattr(record, column) for column in columns}))
        return Undoable(self._verb, tuple(rows)) if rows else None

    def _merge(self, record: Record, former: dict[str, Any]) -> None:
        _record, known = self._rows.get(_name(record), (record, {}))
        if former and known is not None:
            self._rows[_name(record)] = (record, former | known)


def values_of(record: Record) -> dict[str, Any]:
    """What a record says, without keys, versions and instants."""
    return {column: value for column, value in record.model_dump().items() if column not in NOISE}


def changed_columns(record: Record) -> dict[str, tuple[Any, Any]]:
    """The columns that a flush changed in a record, each with its value before and after."""
    changed = {}
    state = inspect(record)
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if column.key not in NOISE and history.has_changes():
            changed[column.key] = (_first(history.deleted), _first(history.added))
    return changed


def _name(record: Record) -> tuple[str, int]:
    return str(record.__tablename__), record.key


def _first(values: Any) -> Any:
    return values[0] if values else None
