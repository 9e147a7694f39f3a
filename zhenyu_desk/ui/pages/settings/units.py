"""The units that handle difficulties; one no longer used is retired, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.rows import UnitRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.unit import UnitDialog
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.table import Table


class UnitsTab(Tab):
    """A list; Enter, F2 or a double click changes a unit."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        columns = unit_columns()
        self.model = TableModel(columns, key=lambda row: row.id)
        self.table = Table(self.model)
        self.table.set_widths(columns)
        self.table.setAccessibleName(_("Units"))
        self.table.opened.connect(self.change)
        self.table.chosen.connect(lambda _row: self._follow_choice())
        self._add = action(self, _("New unit…"), self.add, "Ctrl+D")
        self._change = action(self, _("Change…"), lambda: self.change(self.table.current_row()), "F2")
        self._turn = action(self.table, _("Retire"), self.retire, "Del", inside=False)
        self.table.set_menu(self.record_actions)
        self.table.keep_columns(self.shell, "units")
        self._retire = button(_("Retire"), self.retire)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(button(_("New unit…"), self.add, "primary", keys="Ctrl+D"))
        line.addWidget(button(_("Change…"), self._change.trigger))
        line.addWidget(self._retire)
        line.addStretch()
        self.lines.addLayout(line)
        card = Card(margins=False)
        card.body.addWidget(self.table)
        self.lines.addWidget(card, 1)

    def refresh(self) -> None:
        self.model.set_rows(self.shell.context.read(units))
        self._follow_choice()

    def record_actions(self) -> Sequence[QAction]:
        return [self._change, self._turn, self._add]

    def add(self) -> None:
        """Ask for a new unit."""
        UnitDialog(self.shell, None, self).open()

    def change(self, row: UnitRow | None) -> None:
        """Ask what to change about a unit."""
        if row is not None:
            UnitDialog(self.shell, row, self).open()

    def retire(self) -> None:
        """Retire the chosen unit, or take it back into use; undone by one click."""
        row: UnitRow | None = self.table.current_row()
        if row is None:
            return
        wanted = InUse.ACTIVE if row.in_use is InUse.RETIRED else InUse.RETIRED
        context = self.shell.context
        given = UnitInput(name=row.name, contact=row.contact, phone=row.phone, in_use=wanted)

        self.page.perform(
            lambda: save_unit(context, given, row.id, row.version),
            lambda _changes: self.shell.tell(_("{name}: {state}").format(name=row.name, state=wanted.label)),
        )

    def _follow_choice(self) -> None:
        row: UnitRow | None = self.table.current_row()
        is_retired = row is not None and row.in_use is InUse.RETIRED
        for part in (self._retire, self._turn):
            part.setEnabled(row is not None)
            part.setText(_("Use again") if is_retired else _("Retire"))
        self._change.setEnabled(row is not None)


def unit_columns() -> list[Column[Any]]:
    """Name, contact, phone, whether in use."""

    def tone(row: UnitRow) -> Token | None:
        return Token.SECONDARY if row.in_use is InUse.RETIRED else None

    name: Column[UnitRow] = Column(_("Unit"), lambda row: row.name, 240, tone=tone, stretch=True)
    contact: Column[UnitRow] = Column(_("Contact"), lambda row: row.contact or NO_VALUE, 160, tone=tone)
    phone: Column[UnitRow] = Column(_("Phone"), lambda row: row.phone or NO_VALUE, 180, tone=tone)
    state: Column[UnitRow] = Column(_("State"), lambda row: row.in_use.label, 100, tone=tone)
    return [name, contact, phone, state]
