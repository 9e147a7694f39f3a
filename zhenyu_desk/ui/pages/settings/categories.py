"""The dictionary of categories, two levels; an entry no longer used is retired, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QAction

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.history import OfficePart
from zhenyu_desk.domain.rows import CategoryRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.office import save_category
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.choices import unit_choices
from zhenyu_desk.ui.dialogs.category import CategoryDialog, TypedCategory
from zhenyu_desk.ui.dialogs.form_dialog import Shared, run_form
from zhenyu_desk.ui.dialogs.history import Subject, history_action
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord, row_of
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.table import Table

INDENT = "　　"


class CategoriesTab(Tab):
    """Each upper-level category followed by those below it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._unit_names: dict[int, str] = {}
        columns = self._columns()
        self.model = TableModel(columns, key=lambda row: row.id)
        self.table = Table(self.model)
        self.table.setSortingEnabled(False)
        self.table.set_widths(columns)
        self.table.setAccessibleName(_("Categories"))
        self.table.opened.connect(self.change)
        self.table.chosen.connect(lambda _row: self._follow_choice())
        self._add = action(self, _("New category…"), lambda: self._open(None, None), "Ctrl+D", verb="save_category")
        self._below = action(self, _("New category below…"), self.add_below, "Ctrl+Shift+D", verb="save_category")
        self._change = action(
            self, _("Change…"), lambda: self.change(self.table.current_row()), "F2", verb="save_category"
        )
        self._turn = action(self.table, _("Retire"), self.retire, "Del", inside=False, verb="save_category")
        self._history = history_action(self, self.shell, self._subject)
        self.table.set_menu(self.record_actions)
        self.table.keep_columns(self.shell, "categories")
        self._retire = button(_("Retire"), self.retire, verb="save_category")
        self._add_below = button(_("New category below…"), self.add_below, verb="save_category")
        self.add_buttons(
            button(_("New category…"), self._add.trigger, "primary", keys="Ctrl+D", verb="save_category"),
            self._add_below,
            button(_("Change…"), self._change.trigger, verb="save_category"),
            self._retire,
            button(self._history.text(), self._history.trigger),
        )
        card = Card(margins=False)
        card.body.addWidget(self.table)
        self.lines.addWidget(card, 1)

    def refresh(self) -> None:
        context = self.shell.context
        self._unit_names = {row.id: row.name for row in context.read(units)}
        rows = context.read(categories)
        tops = [row for row in rows if row.parent_id is None]
        below = {top.id: [row for row in rows if row.parent_id == top.id] for top in tops}
        self.model.set_rows([row for top in tops for row in (top, *below[top.id])])
        self._follow_choice()

    def record_actions(self) -> Sequence[QAction]:
        return [self._change, self._below, self._turn, self._history, self._add]

    def change(self, row: CategoryRow | None) -> None:
        """Ask what to change about a category."""
        if row is not None:
            self._open(row, row.parent_id)

    def add_below(self) -> None:
        """Ask for a new category below the chosen one."""
        row: CategoryRow | None = self.table.current_row()
        if row is not None:
            self._open(None, row.parent_id or row.id)

    def retire(self) -> None:
        """Retire the chosen category, or take it back into use."""
        row: CategoryRow | None = self.table.current_row()
        if row is None:
            return
        context = self.shell.context
        wanted = InUse.ACTIVE if row.in_use is InUse.RETIRED else InUse.RETIRED
        self.page.perform(
            lambda: save_category(context, row.name, row.parent_id, row.unit_id, wanted, row.id, row.version),
            lambda _changes: self.shell.tell(_("{name}: {state}").format(name=row.name, state=wanted.label)),
        )

    def _open(self, row: CategoryRow | None, parent_id: int | None) -> None:
        context = self.shell.context
        offered = unit_choices(context.read(units), in_use=True)

        def save(known: CategoryRow | None, given: TypedCategory) -> ChangeSet:
            place = (known.id, known.version) if known else ()
            return save_category(context, given.name, parent_id, given.unit_id, given.in_use, *place)

        shared = (
            Shared(
                SharedRecord(context, OfficePart.CATEGORIES, row.id),
                lambda: row_of(context.read(categories), row.id),
                lambda known: CategoryDialog(known, offered),
                save,
            )
            if row is not None
            else None
        )
        record = [row.id] if row else [0, parent_id or 0]
        dialog = CategoryDialog(row, offered, self)
        run_form(self.page, dialog, partial(save, row), shared=shared, record=record)

    def _subject(self) -> Subject | None:
        row: CategoryRow | None = self.table.current_row()
        return Subject(OfficePart.CATEGORIES, row.id, row.full_name) if row is not None else None

    def _follow_choice(self) -> None:
        row: CategoryRow | None = self.table.current_row()
        for each in (self._retire, self._turn, self._add_below, self._below, self._change):
            each.setEnabled(row is not None)
        is_retired = row is not None and row.in_use is InUse.RETIRED
        for turn in (self._retire, self._turn):
            turn.setText(_("Use again") if is_retired else _("Retire"))

    def _columns(self) -> list[Column[Any]]:
        def tone(row: CategoryRow) -> Token | None:
            return Token.SECONDARY if row.in_use is InUse.RETIRED else None

        name: Column[CategoryRow] = Column(
            _("Category"),
            lambda row: (INDENT if row.parent_id else "") + row.name,
            260,
            tone=tone,
            stretch=True,
        )
        unit: Column[CategoryRow] = Column(
            _("Unit proposed"), lambda row: self._unit_names.get(row.unit_id or 0, NO_VALUE), 240, tone=tone
        )
        state: Column[CategoryRow] = Column(_("State"), lambda row: row.in_use.label, 100, tone=tone)
        return [name, unit, state]
