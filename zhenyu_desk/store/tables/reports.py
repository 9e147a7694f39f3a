"""The monthly report: what people wrote for it, and what was issued and is frozen."""

from datetime import date

from sqlmodel import Field, UniqueConstraint

from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.store.tables.base import Record, term


class ReportText(Record, table=True):
    """A part of the report of a month (`2026-10`) as people wrote it; `proposed` is what the program wrote then."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("month", "part"),)

    month: str
    part: ReportPart = term(ReportPart, "part")
    text: str
    proposed: str = ""


class IssuedReport(Record, table=True):
    """A report that was issued. `figures` is JSON: each figure's value with the ids of the rows it counted.

    `anchor` is the hash of the last audit entry that changed a record before the report was made, as it is printed;
    reports of older schemas have none. The file is its one attachment.
    """

    __tablename__ = "issued_report"

    month: str = Field(index=True)
    as_of: date
    issued_on: date
    template: ReportTemplate = term(ReportTemplate, "template")
    issue_number: str = ""
    title: str
    figures: str
    anchor: str = ""
