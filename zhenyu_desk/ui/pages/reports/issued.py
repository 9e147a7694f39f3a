"""已发文: the reports of a month that were issued and are frozen."""

from __future__ import annotations

from zhenyu_desk.domain.issued import IssuedRow
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.pages.reports.gathering import Gathered
from zhenyu_desk.ui.pages.reports.lines_list import LinesList


class IssuedList(LinesList[IssuedRow]):
    """A line per report, the newest first; it opens the file as it was issued."""

    def __init__(self) -> None:
        super().__init__(_("Issued reports"))

    def show_issued(self, gathered: Gathered) -> None:
        """Show what was issued of a month."""
        self.say_empty(
            _("No report of {month} was issued yet.").format(month=gathered.month),
            _("«Issue…» freezes the report with its figures and keeps its file here."),
        )
        count = len(gathered.issued)
        self.show_items(
            [
                (row, issued_words(row, count - place if count > 1 else None))
                for place, row in enumerate(gathered.issued)
            ]
        )


def issued_words(row: IssuedRow, time: int | None = None) -> str:
    """When, the how manieth `time` of several, which number, under which head, as of which day."""
    number = _("no. {number}").format(number=row.issue_number) if row.issue_number else ""
    first = _("Issued on {day}").format(day=issued_at(row))
    which = _("issue {time} of the month").format(time=time) if time else ""
    parts = (first, which, number, row.template.label)
    return " · ".join(part for part in parts if part) + "\n" + as_of_words(row)


def issued_at(row: IssuedRow) -> str:
    """«2026-11-20 15:04», of this computer's clock."""
    return f"{row.issued_on} {row.issued_at.astimezone():%H:%M}"


def as_of_words(row: IssuedRow) -> str:
    """«数据截至 2026-10-31»."""
    return _("figures as of {day}").format(day=row.as_of)
