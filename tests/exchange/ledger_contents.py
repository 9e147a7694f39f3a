"""Everything a ledger says, free of keys, instants and versions: two ledgers are equal when this is."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

_NOISE = frozenset({"id", "uid", "version", "created_at", "updated_at", "deleted_at", "recorded_at"})
# How a record is named where another one points to it.
_NAMES = {
    "enterprise": "name || coalesce(credit_code, '')",
    "leader": "name || post || rank",
    "unit": "name",
    "category": "name",
    "visit": "number",
    "difficulty": "number",
}
_POINTERS = {
    "enterprise_id": "enterprise", "leader_id": "leader", "unit_id": "unit", "lead_unit_id": "unit",
    "category_id": "category", "parent_id": "category", "visit_id": "visit", "difficulty_id": "difficulty",
}  # fmt: skip
TABLES = (
    "enterprise", "former_name", "enterprise_label", "yearly_figure", "contact", "leader", "pairing",
    "unit", "visit",
    "promise", "category", "deadline_rule", "calendar_day", "ledger_setting", "difficulty", "supporting_unit",
    "handling_event", "number_series",
)  # fmt: skip


def contents(ledger: Path, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Table → its records in use, written out and sorted; the columns of ``without`` are left out."""
    with closing(dbapi2.connect(str(ledger / "ledger.db"))) as connection:
        names = {table: dict(connection.execute(f"SELECT id, {name} FROM {table}")) for table, name in _NAMES.items()}
        return {table: sorted(_records(connection, table, names, _NOISE | without)) for table in TABLES}


def _records(connection: Any, table: str, names: Mapping[str, Mapping[int, str]], unread: frozenset[str]) -> list[str]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in cursor.description]
    records = [dict(zip(columns, values, strict=True)) for values in cursor]
    return [repr(_named(record, names, unread)) for record in records if record.get("deleted_at") is None]


def _named(
    record: Mapping[str, Any], names: Mapping[str, Mapping[int, str]], unread: frozenset[str]
) -> list[tuple[str, Any]]:
    return sorted(
        (column, names[_POINTERS[column]].get(value) if column in _POINTERS and value else value)
        for column, value in record.items()
        if column not in unread
    )
