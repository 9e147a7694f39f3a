"""What to call a record in a sentence, also one that lies in the recycle bin."""

from __future__ import annotations

from sqlalchemy.orm import Session

from zhenyu_desk.store.tables import Difficulty, Enterprise, Record, Visit


def name_of(session: Session, table: type[Record], key: int) -> str:
    """Number and firm of a visit or a difficulty, the name of others; "" where there is none."""
    record = session.get(table, key)
    if isinstance(record, Visit | Difficulty):
        firm = session.get(Enterprise, record.enterprise_id)
        return f"{record.number} {firm.name}" if firm is not None else record.number
    return str(getattr(record, "name", ""))
