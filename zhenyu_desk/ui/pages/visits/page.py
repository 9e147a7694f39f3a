"""The page 走访: the form to register a visit and, behind the second tab, the past ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.case_filters import CaseFilter, CaseOrder, Chip
from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.rows import DifficultyRow, VisitRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.visits import register_visit, update_visit
from zhenyu_desk.store.queries.difficulties import difficulty_page
from zhenyu_desk.store.queries.visits import same_day_visits, visit_detail
from zhenyu_desk.ui.leaving import hold_still, leave_field
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.visits.entry import Given, VisitEntry
from zhenyu_desk.ui.pages.visits.history import VisitHistory
from zhenyu_desk.ui.shell import VISIT, Shell


class VisitsPage(Page):
    """Ctrl+S saves, Ctrl+Enter saves and starts the next visit."""

    aggregates: ClassVar[frozenset[Aggregate]] = frozenset(
        {
            Aggregate.VISIT,
            Aggregate.DIFFICULTY,
            Aggregate.ENTERPRISE,
            Aggregate.LEADER,
            Aggregate.PAIRING,
            Aggregate.UNIT,
            Aggregate.OFFICE,
        }
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._asked: set[tuple[int, date]] = set()
        self._is_saving = False
        self.entry = VisitEntry(shell)
        self.history = VisitHistory(shell)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.entry, _("Register"))
        self.tabs.addTab(self.history, _("Past visits"))
        self.tabs.currentChanged.connect(self._on_tab)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)
        self.entry.save_wanted.connect(self._save)
        self.entry.cancel_wanted.connect(self._cancel)
        self.entry.reload_wanted.connect(self._reload)
        self.history.visit_wanted.connect(partial(self.open_record, VISIT))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, partial(self._save, True))

    def refresh(self) -> None:
        """Bring choices, the panel beside the form and the list up to date; what is being typed stays."""
        self.entry.refresh_choices()
        if self.tabs.currentWidget() is self.history:
            self.history.refresh()

    def new_visit(self) -> None:
        """Ctrl+N: an empty form, after asking when something typed would be lost."""
        self.tabs.setCurrentWidget(self.entry)
        if self._may_drop():
            self.entry.start_anew()
        self.entry.fields.firm.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_record(self, kind: str, key: int) -> None:
        """Open a past visit for viewing and changing."""
        if kind != VISIT or not self._may_drop():
            return
        try:
            self._show_visit(key)
        except RuleBroken as problem:
            self.shell.warn(problem)

    def take_focus(self) -> None:
        """To the firm of an empty form, else to the field that was left."""
        is_entry = self.tabs.currentWidget() is self.entry
        is_empty = is_entry and self.entry.visit is None and not self.entry.is_changed
        first = self.entry.fields.firm if is_entry else self.history.firm
        last: QWidget | None = (self.entry if is_entry else self.history).focusWidget()
        (first if is_empty or last is None else last).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_ids(self, ids: Sequence[int], title: str) -> None:
        """The visits behind a figure."""
        self.tabs.setCurrentWidget(self.history)
        self.history.show_ids(ids, title)

    def save(self) -> None:
        """Ctrl+S."""
        if self.tabs.currentWidget() is self.entry:
            self._save(False)

    def commit_pending_edits(self) -> None:
        """Take over what is still being typed, also in a picker or date field."""
        super().commit_pending_edits()
        leave_field(self)

    def find_in_page(self) -> None:
        """Ctrl+F: to the firm by which the past visits are narrowed."""
        self.tabs.setCurrentWidget(self.history)
        self.history.firm.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def may_leave(self) -> bool:
        """Ask before a visit that is not saved gets lost."""
        return self._may_drop()

    def _may_drop(self) -> bool:
        if self._is_saving:
            return False
        self.commit_pending_edits()
        if not self.entry.is_changed:
            return True
        return self.shell.ask(_("The visit being typed is not saved yet. Drop it?"), _("Drop it"))

    def _show_visit(self, key: int) -> None:
        context = self.shell.context
        visit = context.read(visit_detail, key)
        wanted = CaseFilter(chip=Chip.ALL, visit_id=key, order=CaseOrder.NEWEST)
        cases: list[DifficultyRow] = context.read(difficulty_page, context.today(), wanted)
        self.tabs.setCurrentWidget(self.entry)
        self.entry.show_visit(visit, cases)

    def _reload(self) -> None:
        if self.entry.visit is not None:
            self._show_visit(self.entry.visit.id)

    def _cancel(self) -> None:
        if self._may_drop():
            self.entry.start_anew()

    def _save(self, then_next: bool) -> None:
        if self._is_saving or self.tabs.currentWidget() is not self.entry:
            return
        self.commit_pending_edits()
        self.entry.clear_errors()
        try:
            given = self.entry.read()
        except RuleBroken as problem:
            self.entry.show_problem(problem)
            return
        if not self._is_wanted_again(given):
            return
        self._is_saving = True
        self._let_go = hold_still(self.entry)
        visit = self.entry.visit
        self.perform(
            partial(self._write, visit, given),
            partial(self._saved, then_next),
            self.entry.show_problem,
            self._stop_saving,
        )

    def _write(self, visit: VisitRow | None, given: Given) -> ChangeSet:
        context = self.shell.context
        if visit is None:
            return register_visit(context, *given)
        return update_visit(context, visit.id, visit.version, *given)

    def _stop_saving(self) -> None:
        self._is_saving = False
        self._let_go()

    def _is_wanted_again(self, given: Given) -> bool:
        """A second visit to the same firm on the same day is asked about once."""
        visit = given[0]
        key = (visit.enterprise_id, visit.on)
        if self.entry.visit is not None or key in self._asked:
            return True
        numbers = self.shell.context.read(same_day_visits, visit.enterprise_id, visit.on)
        if not numbers:
            return True
        question = _("{number} is already a visit to this firm on that day. Register another one?")
        wanted = self.shell.ask(question.format(number="、".join(numbers)), _("Register another one"))
        if wanted:
            self._asked.add(key)
        return wanted

    def _saved(self, then_next: bool, changes: ChangeSet) -> None:
        assert changes.id is not None
        self.entry.saved()
        number = self.shell.context.read(visit_detail, changes.id).number
        if then_next:
            self.entry.start_next()
        else:
            self._show_visit(changes.id)
        self.shell.tell(_("Visit {number} is saved.").format(number=number))

    def _on_tab(self, _place: int) -> None:
        if self.tabs.currentWidget() is self.history:
            self.history.refresh()
