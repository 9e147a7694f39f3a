"""Makes the PDF of a month in the background: tells of its pages, and stops when it is told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.rows import IssuedRow
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.errors import Cancelled
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import month_report
from zhenyu_desk.services.issuing import issued_reports


@dataclass(frozen=True)
class Gathered:
    """What the page shows of a month: the report's contents, what the program would write, what was issued."""

    report: MonthReport
    proposed: dict[ReportPart, str]
    issued: list[IssuedRow]
    former_was_issued: bool

    @property
    def month(self) -> Month:
        """The month reported on."""
        return self.report.figures.current.month


def gather(context: AppContext, month: Month, as_of: date) -> Gathered:
    """Read all of a month; in the background."""
    from zhenyu_desk.services.reports import proposed_texts

    report = month_report(context, month, as_of)
    return Gathered(
        report,
        proposed_texts(report),
        issued_reports(context, month),
        bool(issued_reports(context, month.minus(1))),
    )


class Building(QObject):
    """One report being made. `page` is the service's `progress`."""

    page_done = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_stopped = False

    def stop(self) -> None:
        """End it at its next page."""
        self._is_stopped = True

    def page(self, number: int) -> None:
        """In the thread that makes it: a page is done."""
        if self._is_stopped:
            raise Cancelled(_("The report was not made: you stopped it."))
        self.page_done.emit(number)
