"""Whether records that come back clash with what was added meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.enterprises import check_unique
from zhenyu_desk.services.leaders import check_overlap
from zhenyu_desk.store.tables import Attachment, Enterprise, Pairing, Record, SavedFilter, YearlyFigure
from zhenyu_desk.store.unit_of_work import UnitOfWork

# The columns of which no two records in use may have the same values.
_UNIQUE: dict[type[Record], tuple[str, ...]] = {
    SavedFilter: ("page", "name"),
    Attachment: ("owner_kind", "owner_id", "sha256", "file_name"),
    YearlyFigure: ("enterprise_id", "year"),
}


def check_clashes(work: UnitOfWork, records: Iterable[Record]) -> None:
    """Refuse what came back but is not written yet: a name, code or year that is taken, a second 主挂钩 on any day."""
    with work.session.no_autoflush:
        for record in records:
            if record.deleted_at is None:
                _check(work, record)


def _check(work: UnitOfWork, record: Record) -> None:
    if isinstance(record, Enterprise):
        check_unique(work, record.id, record.name, record.credit_code)
    elif isinstance(record, Pairing):
        check_overlap(work, record.id, record)
    elif type(record) in _UNIQUE:
        same = {column: getattr(record, column) for column in _UNIQUE[type(record)]}
        if any(other.id != record.id for other in work.where(type(record), **same)):
            raise RuleBroken(_("There is already one like it by now; nothing was changed."))
