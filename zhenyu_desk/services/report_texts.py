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


def save_report_text(
    context: AppContext,
    month: Month,
    part: ReportPart,
    text: str,
    before: str | None = None,
    proposed: str = "",
) -> ChangeSet:
    """Keep a part of a month's report; an empty text brings the one written by the program back.

    `before` is what was kept when the change was begun, "" for nothing; RuleBroken if it is something else by now.
    `proposed` is what the program wrote when the text was written, kept beside it to tell whether its figures changed.
    """
    check_report_text(part, text)
    kept = text.strip()
    with context.write("save_report_text") as work:
        known = work.with_removed(ReportText, month=str(month), part=part)
        present = "".join(record.text for record in known if record.deleted_at is None)
        if before is not None and before.strip() != present:
            raise RuleBroken(
                _("«{part}» was changed elsewhere meanwhile; look at it again. Saving once more replaces it.").format(
                    part=part.label
                ),
                field=part.value,
            )
        if known:
            known[0].deleted_at = None  # taking the first text back removed it
            known[0].text, known[0].proposed = kept, proposed.strip()
        elif kept:
            work.add(ReportText(month=str(month), part=part, text=kept, proposed=proposed.strip()))
        return work.commit()
