"""Whether records that come back clash with what was added meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from zhenyu_desk.services.enterprises import check_unique
from zhenyu_desk.services.leaders import check_overlap
from zhenyu_desk.store.tables import Enterprise, Pairing, Record
from zhenyu_desk.store.unit_of_work import UnitOfWork


def check_clashes(work: UnitOfWork, records: Iterable[Record]) -> None:
    """Refuse a firm whose name or code another one has by now, and a second 主挂钩 on any day."""
    for record in records:
        if record.deleted_at is not None:
            continue
        if isinstance(record, Enterprise):
            check_unique(work, record.id, record.name, record.credit_code)
        elif isinstance(record, Pairing):
            check_overlap(work, record.id, record)
