"""A report that was issued, as lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zhenyu_desk.domain.terms import ReportTemplate


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A report that was issued; `figures` is JSON of domain.frozen_figures. The file is its one attachment."""

    id: int
    month: str
    as_of: date
    issued_on: date
    issued_at: datetime
    template: ReportTemplate
    issue_number: str
    title: str
    figures: str
