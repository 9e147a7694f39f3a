"""The tables of a ledger. Importing this package declares all of them and their optimistic lock."""

from sqlmodel import SQLModel

from zhenyu_desk.store.tables.access import Official
from zhenyu_desk.store.tables.base import METADATA, Record
from zhenyu_desk.store.tables.desk import Draft, Reminder, SavedFilter
from zhenyu_desk.store.tables.difficulties import Difficulty, HandlingEvent, SupportingUnit
from zhenyu_desk.store.tables.office import (
    AuditEntry,
    AuditValue,
    CalendarDay,
    Category,
    DeadlineRule,
    LedgerSetting,
    NumberSeries,
)
from zhenyu_desk.store.tables.register import (
    Contact,
    Enterprise,
    EnterpriseLabel,
    FormerName,
    Leader,
    Pairing,
    Unit,
    YearlyFigure,
)
from zhenyu_desk.store.tables.reports import IssuedReport, ReportText
from zhenyu_desk.store.tables.visits import Attachment, Promise, Visit

__all__ = [
    "METADATA",
    "RECORD_TABLES",
    "Attachment",
    "AuditEntry",
    "AuditValue",
    "CalendarDay",
    "Category",
    "Contact",
    "DeadlineRule",
    "Difficulty",
    "Draft",
    "Enterprise",
    "EnterpriseLabel",
    "FormerName",
    "HandlingEvent",
    "IssuedReport",
    "Leader",
    "LedgerSetting",
    "NumberSeries",
    "Official",
    "Pairing",
    "Promise",
    "Record",
    "Reminder",
    "ReportText",
    "SavedFilter",
    "SupportingUnit",
    "Unit",
    "Visit",
    "YearlyFigure",
]

RECORD_TABLES: dict[str, type[Record]] = {}
"""Every table of records by its name in the database."""

for _mapper in SQLModel._sa_registry.mappers:
    if issubclass(_mapper.class_, Record):
        # The mapper wants the Column itself; a name given in __mapper_args__ is silently ignored.
        _mapper.version_id_col = _mapper.local_table.c["version"]
        RECORD_TABLES[str(_mapper.class_.__tablename__)] = _mapper.class_
