"""The columns of plain lists of visits, difficulties and firms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from zhenyu_desk.domain.rows import DifficultyRow, EnterpriseRow, VisitRow
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.ui.lights import light_text, light_tone
from zhenyu_desk.ui.models.table_model import Column


def visit_columns() -> list[Column[Any]]:
    """Number, day, firm, leader, way, difficulties."""
    number: Column[VisitRow] = Column(_("Number"), lambda row: row.number, 130)
    on: Column[VisitRow] = Column(_("Date"), lambda row: row.on.isoformat(), 110)
    firm: Column[VisitRow] = Column(_("Enterprise"), lambda row: row.enterprise_name, 240, stretch=True)
    leader: Column[VisitRow] = Column(_("Leader"), lambda row: row.leader_name, 100)
    way: Column[VisitRow] = Column(_("Way"), lambda row: row.way.label, 110)
    count: Column[VisitRow] = Column(
        _("Difficulties"),
        lambda row: str(row.difficulties),
        90,
        lambda row: row.difficulties,
        align_right=True,
    )
    return [number, on, firm, leader, way, count]


def difficulty_columns() -> list[Column[Any]]:
    """Light, number, category, what, firm, unit, state, deadline."""
    light: Column[DifficultyRow] = Column(
        _("Time limit"), light_text, 134, sort_key=_urgency, tone=light_tone, strong=True
    )
    number: Column[DifficultyRow] = Column(_("Number"), lambda row: row.number, 130)
    category: Column[DifficultyRow] = Column(_("Category"), lambda row: row.category, 90, tag=True)
    title: Column[DifficultyRow] = Column(
        _("Difficulty"), lambda row: row.title, 240, tip=lambda row: row.title, stretch=True
    )
    firm: Column[DifficultyRow] = Column(
        _("Enterprise"), lambda row: row.enterprise_name, 200, tip=lambda row: row.enterprise_name
    )
    unit: Column[DifficultyRow] = Column(_("Lead unit"), lambda row: row.lead_unit or NO_VALUE, 110)
    state: Column[DifficultyRow] = Column(_("State"), lambda row: row.state.label, 90)
    due: Column[DifficultyRow] = Column(
        _("Deadline"), lambda row: row.deadline.isoformat() if row.deadline else NO_VALUE, 100
    )
    return [light, number, category, title, firm, unit, state, due]


def by_urgency(rows: Iterable[DifficultyRow]) -> list[DifficultyRow]:
    """The most pressing first, as 诉求办理 has them."""
    return sorted(rows, key=_urgency)


def _urgency(row: DifficultyRow) -> tuple[bool, bool, date, int]:
    """What still waits, the running clocks before the stopped ones, by deadline; the others last, by number."""
    if not row.state.is_open or row.deadline is None:
        return True, False, date.max, row.id
    return False, row.is_stopped, row.deadline, row.id


def enterprise_columns() -> list[Column[Any]]:
    """Name, area, leader, last visit, open difficulties."""
    name: Column[EnterpriseRow] = Column(_("Enterprise"), lambda row: row.name, 260, stretch=True)
    area: Column[EnterpriseRow] = Column(_("Area"), lambda row: row.area or NO_VALUE, 120)
    leader: Column[EnterpriseRow] = Column(_("Leader"), lambda row: row.leader_name or NO_VALUE, 100)
    last: Column[EnterpriseRow] = Column(
        _("Last visit"), lambda row: row.last_visit_on.isoformat() if row.last_visit_on else NO_VALUE, 110
    )
    count: Column[EnterpriseRow] = Column(
        _("Open difficulties"),
        lambda row: str(row.open_difficulties),
        110,
        lambda row: row.open_difficulties,
        align_right=True,
    )
    return [name, area, leader, last, count]
