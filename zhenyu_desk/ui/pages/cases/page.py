"""The page 诉求办理."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import DifficultyInput
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services import difficulties
from zhenyu_desk.store.queries.difficulties import difficulty_detail
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.difficulty_form import DifficultyDialog, read_choices
from zhenyu_desk.ui.dialogs.form_dialog import run_form
from zhenyu_desk.ui.dialogs.step_fields import FORMS, TOGETHER
from zhenyu_desk.ui.dialogs.step_form import StepDialog, StepGiven
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.models.table_model import TableModel
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.cases import steps
from zhenyu_desk.ui.pages.cases.columns import case_columns
from zhenyu_desk.ui.pages.cases.detail import CaseDetail
from zhenyu_desk.ui.pages.cases.filters import CaseFilters
from zhenyu_desk.ui.pages.cases.reading import PAGE, CaseListing, read_listing, read_more
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table


class CasesPage(Page):
    """List and detail of the difficulties; every step is taken from here."""

    aggregates: ClassVar[frozenset[Aggregate]] = frozenset(
        {Aggregate.DIFFICULTY, Aggregate.ENTERPRISE, Aggregate.UNIT, Aggregate.OFFICE, Aggregate.LEADER}
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._shown: int | None = None
        self._reading: Job | None = None
        self.filters = CaseFilters()
        self.model: TableModel[DifficultyRow] = TableModel(case_columns(), key=lambda row: row.id)
        self.table = Table(self.model)
        self.table.set_widths(self.model.columns)
        self.table.setSortingEnabled(False)
        self.detail = CaseDetail()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list, the counts and the difficulty shown anew."""
        context, wanted, ids = self.shell.context, self.filters.wanted(), self.filters.ids
        shown = len(self.model.rows)
        self.load(lambda: read_listing(context, wanted, ids, shown), partial(self._show_listing, wanted))
        if self._shown is not None:
            self._read_detail(self._shown)

    def open_record(self, kind: str, key: int) -> None:
        """Show a difficulty in the panel, and in the list where the filter has it."""
        if kind == DIFFICULTY:
            self._show(key)

    def show_ids(self, ids: Sequence[int], title: str) -> None:
        """Narrow the list to the rows behind a figure."""
        self.filters.show_only(ids, title)
        self._restart()

    def show_chip(self, chip: Chip) -> None:
        """Show what one chip stands for."""
        self.filters.show_chip(chip)
        self._restart()

    def find_in_page(self) -> None:
        """Ctrl+F: to the first field that narrows the list."""
        self.filters.category.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_step(self, action: Action) -> None:
        """Open the form of a step for what is chosen."""
        chosen = self._chosen_rows()
        if len(chosen) > 1:
            facts, keys = steps.facts_of_several(self.shell.context, chosen), _keys(chosen)
        elif self.detail.detail is not None:
            shown = self.detail.detail
            facts, keys = steps.facts_of_one(self.shell.context, shown, action), _keys([shown.row])
        else:
            return
        dialog = StepDialog(FORMS[action], facts, self)

        def verb(given: StepGiven) -> ChangeSet:
            return steps.take(self.shell.context, keys, given)

        run_form(self.perform, dialog, verb, lambda _changes: self._taken(facts.about, action))

    def new_difficulty(self) -> None:
        """Take down a difficulty that came without a visit."""
        context = self.shell.context
        dialog = DifficultyDialog(self.shell, read_choices(context), None, self)

        def verb(given: DifficultyInput) -> ChangeSet:
            return difficulties.register_difficulty(context, given)

        run_form(self.perform, dialog, verb, self._registered)

    def edit(self) -> None:
        """F2: change what was written down about the difficulty shown."""
        shown = self.detail.detail
        if shown is None:
            return
        context = self.shell.context
        dialog = DifficultyDialog(self.shell, read_choices(context), shown, self)

        def verb(given: DifficultyInput) -> ChangeSet:
            return difficulties.update_difficulty(context, shown.row.id, shown.row.version, given)

        run_form(self.perform, dialog, verb)

    def _lay_out(self) -> None:
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._nothing = EmptyState(
            _("No difficulty here"),
            _("Choose another chip, or take a new one down with «New difficulty…» (Ctrl+D)."),
        )
        self._list.addWidget(self._nothing)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 7)
        split.setStretchFactor(1, 3)
        split.setCollapsible(0, False)
        split.setCollapsible(1, False)
        split.setSizes([theme.px(860), theme.px(364)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _connect(self) -> None:
        self.filters.changed.connect(self._restart)
        self.filters.new_wanted.connect(self.new_difficulty)
        self.model.wants_more.connect(self._load_more)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.detail.step_wanted.connect(self.take_step)
        self.detail.edit_wanted.connect(self.edit)
        self.detail.firm_wanted.connect(partial(self.shell.open_record, ENTERPRISE))
        self.detail.visit_wanted.connect(partial(self.shell.open_record, VISIT))
        QShortcut(QKeySequence("Ctrl+D"), self, self.new_difficulty)
        QShortcut(QKeySequence("F2"), self, self.edit)

    def _restart(self) -> None:
        """Another filter: from the top, nothing chosen."""
        self._shown = None
        self.table.clearSelection()
        self.model.set_rows([])
        self.detail.show_hint("")
        self.refresh()

    def _show_listing(self, wanted: CaseFilter, listing: CaseListing) -> None:
        self.filters.show_listing(listing)
        self.model.set_rows(listing.rows, listing.has_more)
        self._list.setCurrentIndex(0 if listing.rows else 1)
        if self._shown is None and listing.rows:
            self._select(listing.rows[0].id)
        elif self._shown is not None and len(self._chosen_rows()) < 2:
            self._select(self._shown)

    def _load_more(self) -> None:
        if not self.model.rows:
            return
        context, wanted, last = self.shell.context, self.filters.wanted(), self.model.rows[-1]
        self.load(lambda: read_more(context, wanted, last), self._append)

    def _append(self, rows: list[DifficultyRow]) -> None:
        self.model.append_rows(rows, len(rows) == PAGE)

    def _show(self, key: int) -> None:
        self._select(key)
        self._read_detail(key)

    def _select(self, key: int) -> None:
        place = self.model.position(key)
        if place is None:
            self.table.selectionModel().clear()
        elif place != self.table.currentIndex().row() or not self._chosen_rows():
            choose_row(self.table, place)

    def _chosen_rows(self) -> list[DifficultyRow]:
        return self.table.selected_rows()

    def _on_selection(self) -> None:
        chosen = self._chosen_rows()
        if len(chosen) > 1:
            self.detail.show_several(len(chosen), TOGETHER)
        elif chosen:
            self._read_detail(chosen[0].id)

    def _read_detail(self, key: int) -> None:
        self._shown = key
        if len(self._chosen_rows()) < 2:
            self.detail.forget()
        context = self.shell.context
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.shell.jobs.read(
            lambda: context.read(difficulty_detail, context.today(), key),
            self._show_detail,
            self._not_read,
            owner=self,
        )

    def _show_detail(self, detail: DifficultyDetail) -> None:
        if len(self._chosen_rows()) < 2:
            self.detail.show_case(detail)

    def _not_read(self, problem: AppError) -> None:
        self.detail.show_hint("")
        self.shell.warn(problem)

    def _taken(self, about: str, action: Action) -> None:
        self.shell.tell(_("{action}: {about}").format(action=action.label, about=about))
        self.table.setFocus()

    def _registered(self, changes: ChangeSet) -> None:
        if changes.id is not None:
            self._show(changes.id)


def _keys(rows: Sequence[DifficultyRow]) -> list[tuple[int, int]]:
    return [(row.id, row.version) for row in rows]
