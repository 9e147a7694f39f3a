"""The two lists of 今日."""

from __future__ import annotations

from typing import Any

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.today import DueVisit
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.lights import light_text, light_tone
from zhenyu_desk.ui.widgets.table import Table


def to_do_table() -> Table:
    """Light, category, what, firm; no header, as each line speaks for itself."""
    light: Column[DifficultyRow] = Column(_("Due"), light_text, 140, tone=light_tone, strong=True)
    category: Column[DifficultyRow] = Column(_("Category"), lambda row: row.category, 96, tag=True)
    title: Column[DifficultyRow] = Column(
        _("Difficulty"), lambda row: row.title, 240, tip=lambda row: row.title, stretch=True
    )
    firm: Column[DifficultyRow] = Column(
        _("Enterprise"),
        lambda row: row.enterprise_name,
        210,
        tone=lambda _row: Token.SECONDARY,
        tip=lambda row: row.enterprise_name,
    )
    return _plain([light, category, title, firm], key=lambda row: row.id)


def due_table() -> Table:
    """Leader, firm, how long ago."""
    leader: Column[DueVisit] = Column(
        _("Leader"),
        lambda row: f"{row.leader_name} · {row.leader_post}",
        150,
        tip=lambda row: row.leader_post,
    )
    firm: Column[DueVisit] = Column(
        _("Enterprise"),
        lambda row: row.enterprise_name,
        180,
        tip=lambda row: row.enterprise_name,
        stretch=True,
    )
    days: Column[DueVisit] = Column(
        _("Last visit"), _days_text, 118, tone=lambda _row: Token.AMBER, align_right=True, strong=True
    )
    return _plain([leader, firm, days], key=lambda row: row.enterprise_id)


def _plain(columns: list[Column[Any]], key: Any) -> Table:
    model: TableModel[Any] = TableModel(columns, key)
    table = Table(model)
    model.setParent(table)
    table.set_widths(columns)
    table.horizontalHeader().hide()
    return table


def _days_text(row: DueVisit) -> str:
    if row.days is None:
        return _("Never visited")
    return ngettext("{n} day ago", "{n} days ago", row.days).format(n=row.days)
