"""The units that handle difficulties; one no longer used is retired, never deleted."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.rows import UnitRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui import theme
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
        self._retire = button(_("Retire"), self.retire)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(button(_("New unit…"), self.add, "primary"))
        line.addWidget(button(_("Change…"), lambda: self.change(self.table.current_row())))
        line.addWidget(self._retire)
        line.addStretch()
        self.lines.addLayout(line)
        card = Card(margins=False)
        card.body.addWidget(self.table)
        self.lines.addWidget(card, 1)

    def refresh(self) -> None:
        self.model.set_rows(self.shell.context.read(units))
        self._follow_choice()

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
        self._set_in_use(row, wanted)

    def _set_in_use(self, row: UnitRow, wanted: InUse) -> None:
        context = self.shell.context
        given = UnitInput(name=row.name, contact=row.contact, phone=row.phone, in_use=wanted)

        def done(_changes: ChangeSet) -> None:
            self.shell.tell(
                _("{name}: {state}").format(name=row.name, state=wanted.label),
                lambda: self._undo(row.id),
            )

        self.page.perform(lambda: save_unit(context, given, row.id, row.version), done)

    def _undo(self, key: int) -> None:
        place = self.model.position(key)
        if place is not None:
            row = self.model.row(place)
            wanted = InUse.ACTIVE if row.in_use is InUse.RETIRED else InUse.RETIRED
            self._set_in_use(row, wanted)

    def _follow_choice(self) -> None:
        row: UnitRow | None = self.table.current_row()
        self._retire.setEnabled(row is not None)
        is_retired = row is not None and row.in_use is InUse.RETIRED
        self._retire.setText(_("Use again") if is_retired else _("Retire"))


def unit_columns() -> list[Column[Any]]:
    """Name, contact, phone, whether in use."""

    def tone(row: UnitRow) -> Token | None:
        return Token.SECONDARY if row.in_use is InUse.RETIRED else None

    name: Column[UnitRow] = Column(_("Unit"), lambda row: row.name, 240, tone=tone, stretch=True)
    contact: Column[UnitRow] = Column(_("Contact"), lambda row: row.contact or NO_VALUE, 160, tone=tone)
    phone: Column[UnitRow] = Column(_("Phone"), lambda row: row.phone or NO_VALUE, 180, tone=tone)
    state: Column[UnitRow] = Column(_("State"), lambda row: row.in_use.label, 100, tone=tone)
    return [name, contact, phone, state]
