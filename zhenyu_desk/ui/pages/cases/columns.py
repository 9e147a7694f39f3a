"""The columns of the list of difficulties, and by which of them the database sorts it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from zhenyu_desk.domain.case_filters import CaseOrder
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.ui.lights import light_text, light_tone
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.words import short_day

LIGHT, NUMBER, STATE, DUE, REPORTED, LEADER = 0, 1, 6, 7, 8, 9
HIDDEN_AT_FIRST = (REPORTED, LEADER)

_BY_DEADLINE = (CaseOrder.DEADLINE, CaseOrder.LATEST_DEADLINE)
_BY_DAY = (CaseOrder.OLDEST, CaseOrder.NEWEST)  # numbers are given as difficulties are reported
_ORDERS = {LIGHT: _BY_DEADLINE, DUE: _BY_DEADLINE, NUMBER: _BY_DAY, REPORTED: _BY_DAY}


class CaseModel(TableModel[DifficultyRow]):
    """The rows as the database sorts them: `sort_wanted(column, order)` instead of sorting what is loaded."""

    sort_wanted = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(case_columns(), key=lambda row: row.id)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_wanted.emit(column, order)


def case_columns() -> list[Column[DifficultyRow]]:
    """Light, number, category, text, firm, unit, state, due; the day reported and the leader at wish."""
    return [
        Column(_("Time limit"), light_text, 134, tone=light_tone, strong=True, tip=_marks),
        Column(_("Number"), lambda row: row.number, 118, tone=_secondary),
        Column(_("Category"), lambda row: row.category, 72, tag=True),
        Column(_("Difficulty"), lambda row: row.title, 180, tip=lambda row: row.title, stretch=True),
        Column(_("Enterprise"), lambda row: row.enterprise_name, 114, tip=lambda row: row.enterprise_name),
        Column(_("Lead unit"), lambda row: row.lead_unit or NO_VALUE, 86, tip=lambda row: row.lead_unit),
        Column(_("State"), lambda row: row.state.label, 66),
        Column(_("Due on"), _due, 58, tone=_secondary),
        Column(_("Reported on"), lambda row: row.reported_on.isoformat(), 100, tone=_secondary),
        Column(_("Leader"), lambda row: row.leader_name or NO_VALUE, 84),
    ]


def order_of(column: int, direction: Qt.SortOrder) -> CaseOrder | None:
    """The order that a click on a header means; None where the database has no order by this column."""
    orders = _ORDERS.get(column)
    return None if orders is None else orders[direction is Qt.SortOrder.DescendingOrder]


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
