"""What the parts of a record are called in its history: whose number was changed, of which year, with which leader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.history import HistoryKind
from zhenyu_desk.i18n import _, format_date
from zhenyu_desk.store.tables import (
    Attachment,
    CalendarDay,
    Category,
    Contact,
    DeadlineRule,
    EnterpriseLabel,
    FormerName,
    Official,
    Pairing,
    Promise,
    Record,
    SupportingUnit,
    YearlyFigure,
)

Names = Mapping[tuple[str, int], str]
_MOST_OF_A_TEXT = 8


def part_name(record: Record, kind: HistoryKind, names: Names) -> str:
    """The part as it is known in the history of a record of this kind; "" where its fields say it themselves."""
    match record:
        case Contact() | Category() | Official() | EnterpriseLabel():
            return record.name
        case FormerName():
            return _("Former name")
        case YearlyFigure():
            return _("Year {year}").format(year=record.year)
        case Pairing():
            return names.get(_partner(record, kind), "")
        case Promise():
            return _("Promise «{text}»").format(text=_begin_of(record.text))
        case SupportingUnit():
            return names.get(("unit", record.unit_id), "")
        case Attachment():
            return record.file_name
        case DeadlineRule():
            above = (
                _("All categories") if record.category_id is None else names.get(("category", record.category_id), "")
            )
            return f"{above} {record.level.label}"
        case CalendarDay():
            return format_date(record.on)
    return ""


def named_by(records: Iterable[Record], kind: HistoryKind) -> Iterable[tuple[str, int]]:
    """The other records (table, id) whose names these parts are called by."""
    for record in records:
        match record:
            case Pairing():
                yield _partner(record, kind)
            case SupportingUnit():
                yield "unit", record.unit_id
            case DeadlineRule() if record.category_id is not None:
                yield "category", record.category_id


def _partner(pairing: Pairing, kind: HistoryKind) -> tuple[str, int]:
    return ("enterprise", pairing.enterprise_id) if kind is Aggregate.LEADER else ("leader", pairing.leader_id)


def _begin_of(text: str) -> str:
    return text if len(text) <= _MOST_OF_A_TEXT else f"{text[:_MOST_OF_A_TEXT]}…"
