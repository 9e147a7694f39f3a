"""The columns of the list of difficulties."""

from __future__ import annotations

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.ui.models.table_model import Column
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.lights import light_text, light_tone
from zhenyu_desk.ui.words import short_day


def case_columns() -> list[Column[DifficultyRow]]:
    """Light, number, category, text, firm, unit, state, due."""
    return [
        Column(_("Time limit"), light_text, 134, tone=light_tone, strong=True, tip=_marks),
        Column(_("Number"), lambda row: row.number, 116, tone=_secondary),
        Column(_("Category"), lambda row: row.category, 78, tag=True),
        Column(_("Difficulty"), lambda row: row.title, 180, tip=lambda row: row.title, stretch=True),
        Column(_("Enterprise"), lambda row: row.enterprise_name, 132, tip=lambda row: row.enterprise_name),
        Column(_("Lead unit"), lambda row: row.lead_unit or NO_VALUE, 92),
        Column(_("State"), lambda row: row.state.label, 74),
        Column(_("Due"), _due, 60, tone=_secondary),
    ]


def _due(row: DifficultyRow) -> str:
    return short_day(row.deadline, row.last_step_on.year) if row.deadline else NO_VALUE


def _marks(row: DifficultyRow) -> str:
    marks = [
        (row.is_provisional, _("Deadline provisional: holidays of that year are not published yet")),
        (row.is_supervised, _("Under supervision")),
        (row.is_stale, _("Nothing recorded for a long time")),
        (row.reopened > 0, _("Reopened {count} times").format(count=row.reopened)),
    ]
    return "\n".join(words for holds, words in marks if holds)


def _secondary(_row: DifficultyRow) -> Token:
    return Token.SECONDARY
