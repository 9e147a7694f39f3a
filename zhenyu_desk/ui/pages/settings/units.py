"""The units that handle difficulties; one no longer used is retired, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QAction

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.rows import UnitRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.form_dialog import Shared, run_form
from zhenyu_desk.ui.dialogs.history import Subject, history_action
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord, row_of
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
        self._add = action(self, _("New unit…"), self.add, "Ctrl+D", verb="save_unit")
        self._change = action(self, _("Change…"), lambda: self.change(self.table.current_row()), "F2", verb="save_unit")
        self._turn = action(self.table, _("Retire"), self.retire, "Del", inside=False, verb="save_unit")
        self._history = history_action(self, self.shell, self._subject)
        self.table.set_menu(self.record_actions)
        self.table.keep_columns(self.shell, "units")
        self._retire = button(_("Retire"), self.retire, verb="save_unit")
        self.add_buttons(
            button(_("New unit…"), self.add, "primary", keys="Ctrl+D", verb="save_unit"),
            button(_("Change…"), self._change.trigger, verb="save_unit"),
            self._retire,
            button(self._history.text(), self._history.trigger),
        )
        card = Card(margins=False)
        card.body.addWidget(self.table)
        self.lines.addWidget(card, 1)

    def refresh(self) -> None:
        self.model.set_rows(self.shell.context.read(units))
        self._follow_choice()

    def record_actions(self) -> Sequence[QAction]:
        return [self._change, self._turn, self._history, self._add]

    def add(self) -> None:
        """Ask for a new unit."""
        self._ask(None)

    def change(self, row: UnitRow | None) -> None:
        """Ask what to change about a unit."""
        if row is not None:
            self._ask(row)

    def _ask(self, row: UnitRow | None) -> None:
        context = self.shell.context

        def save(known: UnitRow | None, given: UnitInput) -> ChangeSet:
            return save_unit(context, given, *((known.id, known.version) if known else ()))

        shared = (
            Shared(
                SharedRecord(context, Aggregate.UNIT, row.id),
                lambda: row_of(context.read(units), row.id),
                UnitDialog,
                save,
            )
            if row is not None
            else None
        )
        run_form(self.page, UnitDialog(row, self), partial(save, row), shared=shared, record=[row.id] if row else ())

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

    def _subject(self) -> Subject | None:
        row: UnitRow | None = self.table.current_row()
        return Subject(Aggregate.UNIT, row.id, row.name) if row is not None else None

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
