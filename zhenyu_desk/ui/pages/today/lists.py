"""The two lists of 今日."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.today import DueVisit
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.lights import light_text, light_tone
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.row_delegate import wanted_width
from zhenyu_desk.ui.widgets.table import Table

MAIN_SHARE = 0.52
"""The part of the room that the stretching column keeps if its texts need it."""


class BoardTable(Table):
    """A list without a header: columns are as wide as their texts, but the one that yields leaves the stretching one
    its part of the room.
    """

    def __init__(self, columns: list[Column[Any]], key: Any, yielding: int) -> None:
        self._fixed = [number for number, column in enumerate(columns) if not column.stretch and number != yielding]
        self._yielding = yielding
        self._main = next(number for number, column in enumerate(columns) if column.stretch)
        model: TableModel[Any] = TableModel(columns, key)
        self._model = model
        super().__init__(model)
        model.setParent(self)
        self.set_widths(columns)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setMinimumSectionSize(theme.px(40))
        self.horizontalHeader().hide()

    def fit(self) -> None:
        """Give each column the width its texts ask for; the stretching one takes what is left."""
        room = self.viewport().width()
        for number in self._fixed:
            width = self._wanted(number)
            self.setColumnWidth(number, width)
            room -= width
        kept = min(self._wanted(self._main), int(room * MAIN_SHARE))
        self.setColumnWidth(self._yielding, min(self._wanted(self._yielding), room - kept))

    def _wanted(self, number: int) -> int:
        column = self._model.columns[number]
        return max((wanted_width(text, column) for text in {column.text(row) for row in self._model.rows}), default=0)

    def rows(self) -> list[Any]:
        """Everything in the list."""
        return list(self._model.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def to_do_table() -> BoardTable:
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
        align_right=True,
    )
    return BoardTable([light, category, title, firm], lambda row: row.id, yielding=3)


def due_table() -> BoardTable:
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
    days: Column[DueVisit] = Column(_("Last visit"), _days_text, 118, tone=_days_tone, align_right=True, strong=True)
    return BoardTable([leader, firm, days], lambda row: row.enterprise_id, yielding=0)


def _days_text(row: DueVisit) -> str:
    if row.days is None:
        return _("Never visited")
    return ngettext("{n} day ago", "{n} days ago", row.days).format(n=row.days)


def _days_tone(row: DueVisit) -> Token:
    """Amber where more than a quarter of the wanted interval has passed on top of it."""
    is_long = row.days is None or row.days > 1.25 * row.frequency_days
    return Token.AMBER if is_long else Token.SECONDARY
