"""Verbs on what people write for the monthly report."""

from __future__ import annotations

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import MAX_TEXT
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.tables import ReportText


def check_report_text(part: ReportPart, text: str) -> None:
    """Refuse a part that is too long to be kept; RuleBroken names the part as its field."""
    count = len(text.strip())
    if count > MAX_TEXT:
        raise RuleBroken(
            _("«{part}» has {count} characters; at most {most} are kept.").format(
                part=part.label, count=count, most=MAX_TEXT
            ),
            field=part.value,
        )


def save_report_text(context: AppContext, month: Month, part: ReportPart, text: str) -> ChangeSet:
    """Keep a part of a month's report; an empty text brings the one written by the program back."""
    check_report_text(part, text)
    kept = text.strip()
    with context.write("save_report_text") as work:
        known = work.with_removed(ReportText, month=str(month), part=part)
        if known:
            known[0].deleted_at = None  # taking the first text back removed it
            known[0].text = kept
        elif kept:
            work.add(ReportText(month=str(month), part=part, text=kept))
        return work.commit()
