"""Categories, units and leaders as choices of a picker."""

from __future__ import annotations

from collections.abc import Iterable

from zhenyu_desk.domain.rows import CategoryRow, LeaderRow, UnitRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.ui.widgets.pickers import Choice


def category_choices(rows: Iterable[CategoryRow], *, in_use: bool = False) -> list[Choice]:
    """The categories, with the one above as detail; only those in use where new records are made."""
    return [
        Choice(row.id, row.name, row.top_name if row.parent_id is not None else "")
        for row in rows
        if not in_use or row.in_use is InUse.ACTIVE
    ]


def unit_choices(rows: Iterable[UnitRow], *, in_use: bool = False) -> list[Choice]:
    """The units; only those in use where something is handed out."""
    return [Choice(row.id, row.name) for row in rows if not in_use or row.in_use is InUse.ACTIVE]


def leader_choices(rows: Iterable[LeaderRow]) -> list[Choice]:
    """The leaders in rank order, with their posts."""
    return [Choice(row.id, row.name, row.post) for row in rows]
