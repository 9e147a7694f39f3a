"""Records as they lie in the file, without reading their values as what they should be: also of a damaged ledger."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from zhenyu_desk.store import personal_values


def lying(session: Session, table: str, row: int) -> dict[str, Any]:
    """The columns of a record, of one that is gone what the audit log said of it last; personal values are left out."""
    connection = session.connection()
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE rowid = ?', (row,)).mappings().first()
    if found is not None:
        return dict(found)
    entries = connection.exec_driver_sql(
        "SELECT change FROM audit_entry WHERE table_name = ? AND row_id = ? ORDER BY seq", (table, row)
    )
    return {
        column: values[1]
        for change in entries.scalars()
        for column, values in personal_values.parsed(change).items()
        if isinstance(values, list) and not isinstance(values[1], dict)
    }
