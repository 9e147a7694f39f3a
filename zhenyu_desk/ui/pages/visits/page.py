"""The page 走访: the form to register a visit; behind further tabs the grid for a pile of them and the past ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.domain.rows import DraftRow, VisitRow
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.history import Subject, history_action
from zhenyu_desk.ui.drafts import VISIT_GRID, DraftKeeper
from zhenyu_desk.ui.leaving import leave_field
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.visits.draft_content import TypedVisit, from_content, title_of, to_content
from zhenyu_desk.ui.pages.visits.entry import VisitEntry
from zhenyu_desk.ui.pages.visits.grid import VisitGrid
from zhenyu_desk.ui.pages.visits.history import VisitHistory
from zhenyu_desk.ui.pages.visits.reading import past_visit
from zhenyu_desk.ui.pages.visits.saving import VisitSaving
from zhenyu_desk.ui.papers import Papers
from zhenyu_desk.ui.rights import rights
from zhenyu_desk.ui.shell import VISIT, Shell
from zhenyu_desk.ui.undoing import LocalStep
from zhenyu_desk.ui.widgets.pickers import Choice


class VisitsPage(Page):
    """Ctrl+S saves, Ctrl+Enter saves and starts the next visit; what is typed is never asked about, for it is kept."""

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
        self._saving = VisitSaving(self)
        self.entry = VisitEntry(shell)
        self.grid = VisitGrid(shell)
        self.history = VisitHistory(shell, self.perform)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.entry, _("Register"))
        self.tabs.addTab(self.grid, _("Enter in a grid"))
        self.tabs.addTab(self.history, _("Past visits"))
        self.tabs.currentChanged.connect(self._on_tab)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.tabs)
        self.entry.save_wanted.connect(self._save)
        self.entry.cancel_wanted.connect(self._cancel)
        self.entry.reload_wanted.connect(self._reload)
        self.history.visit_wanted.connect(partial(self.open_record, VISIT))
        self.history.removed.connect(self._on_removed)
        self.history.print_wanted.connect(self._print)
        self._actions, self._prints = self._make_actions(), self._make_prints()
        self._changes = history_action(self, shell, self._subject)

    def refresh(self) -> None:
        """Bring choices, the panel beside the form and the list up to date; what is being typed stays."""
        self.entry.refresh_choices()
        self.grid.refresh()
        if self.tabs.currentWidget() is self.history:
            self.history.refresh()

    def new_visit(self, firm_id: int | None = None) -> None:
        """Ctrl+N: an empty form, or one for a firm; what was being typed stays as a draft."""
        self.tabs.setCurrentWidget(self.entry)
        if not self._set_aside():
            return
        if firm_id is None:
            self.entry.start_anew()
            self.entry.fields.firm.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            firm = self.shell.context.read(enterprise_detail, firm_id)
            self.entry.start_with(Choice(firm.id, firm.name))

    def open_record(self, kind: str, key: int) -> None:
        """Open a past visit for viewing and changing; what was being typed stays as a draft."""
        if kind != VISIT or not self._set_aside():
            return
        try:
            self.show_visit(key)
        except RuleBroken as problem:
            self.shell.warn(problem)

    def open_draft(self, row: DraftRow) -> None:
        """Go on with a draft; what was being typed stays as another one."""
        try:
            if row.kind == VISIT_GRID:
                self.grid.open_draft(row)
                self.tabs.setCurrentWidget(self.grid)
                self.grid.take_focus()
            elif self._set_aside():
                self._go_on(from_content(row.content), row.uid)
        except RuleBroken as problem:
            self.shell.warn(problem)

    def take_focus(self) -> None:
        """To the firm of an empty form, else to the field that was left; to the list for who may only read."""
        if self.entry.visit is None and rights.refusal("register_visit"):
            self.tabs.setCurrentWidget(self.history)
        if self.tabs.currentWidget() is self.grid:
            self.grid.take_focus()
            return
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
        elif self.tabs.currentWidget() is self.grid:
            self.grid.save()

    def print_page(self) -> None:
        """Ctrl+P: 走访前一页纸 of the firm in the form, or of the visits chosen in the list."""
        self._print(FirmPaperKind.BRIEF)

    def record_actions(self) -> Sequence[QAction]:
        """What can be done with the visit in the form, or with the one chosen in the list."""
        if self.tabs.currentWidget() is self.history:
            return (*self.history.record_actions(), self._changes)
        if self.tabs.currentWidget() is self.grid:
            return self.grid.record_actions()
        for made in self._prints:
            made.setEnabled(self.entry.fields.firm.choice() is not None)
        return [*self._actions, *self._prints, self._changes]

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """Keys of the fields themselves."""
        if self.tabs.currentWidget() is self.grid:
            return self.grid.shortcuts()
        return (
            ("Enter", _("Next field")),
            (_("1 2 3 or S P J"), _("Trend up, flat or down, and on to the next one")),
            ("1 … 7", _("Mark or unmark a development move or a warning by its place")),
        )

    def commit_pending_edits(self) -> None:
        """Take over what is still being typed, also in a picker or date field."""
        super().commit_pending_edits()
        self.grid.commit_pending_edits()
        leave_field(self)

    def find_in_page(self) -> None:
        """Ctrl+F: to the firm by which the past visits are narrowed."""
        self.tabs.setCurrentWidget(self.history)
        self.history.firm.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def is_typing(self) -> bool:
        """Whether the form or the grid, whichever is seen, holds something that is not saved."""
        part = self.tabs.currentWidget()
        return (part is self.entry and self.entry.is_changed) or (part is self.grid and self.grid.is_changed)

    def may_leave(self) -> bool:
        """What is typed is kept as a draft; only where the disk refuses even that it is asked about."""
        if self._saving.is_running or self.grid.is_saving:
            return False
        self.commit_pending_edits()
        typed = [part.drafts for part in (self.entry, self.grid) if part.is_changed]
        return all(map(self._is_kept, typed))

    def _is_kept(self, drafts: DraftKeeper) -> bool:
        try:
            drafts.keep_now()
        except AppError as problem:
            question = _("What you typed can't be kept as a draft: {problem} Drop it?")
            return self.shell.ask(question.format(problem=problem.sentence), _("Drop it"))
        self.shell.tell(_("What you were typing is kept as a draft."))
        return True

    def _set_aside(self) -> bool:
        """Leave the form for another record: what was typed stays as a draft. False to stay, as while a save runs."""
        if self._saving.is_running:
            return False
        self.commit_pending_edits()
        if self.entry.is_changed:
            come_back = partial(self._come_back, self.entry.typed(), self.entry.drafts.uid)
            words = _("Set aside {title}").format(title=self.entry.title())
            if not self._is_kept(self.entry.drafts):
                return False
            self.shell.tell(
                _("What you were typing is kept as a draft: menu Entry, Drafts."), LocalStep(words, come_back)
            )
        return True

    def _come_back(self, typed: TypedVisit, uid: str) -> bool:
        """What was cancelled or set aside stands in the form again; False where it was saved meanwhile."""
        if uid in self._saving.saved_drafts or uid == self.entry.drafts.uid:
            return False
        if self._saving.is_running or (self.entry.is_changed and not self._is_kept(self.entry.drafts)):
            return False
        self._go_on(typed, uid)
        return True

    def _go_on(self, typed: TypedVisit, uid: str) -> None:
        past = past_visit(self.shell.context, typed.visit_id) if typed.visit_id is not None else None
        self.tabs.setCurrentWidget(self.entry)
        self.entry.go_on_with(typed, uid, past)
        self.entry.fields.firm.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_visit(self, key: int) -> None:
        """Show a stored visit in the form as it is now; RuleBroken where it was removed."""
        past = past_visit(self.shell.context, key)
        self.tabs.setCurrentWidget(self.entry)
        self.entry.show_visit(past)

    def _reload(self) -> None:
        if self.entry.visit is not None and self._set_aside():
            self.show_visit(self.entry.visit.id)

    def _cancel(self) -> None:
        """Empty the form at once; what was typed comes back by 撤销."""
        if self._saving.is_running:
            return
        self.commit_pending_edits()
        if not self.entry.is_changed:
            self.entry.start_anew()
            return
        drafts, uid = self.entry.drafts, self.entry.drafts.uid
        words = _("Cancel {title}").format(title=self.entry.title())
        step = LocalStep(words, partial(self._come_back, self.entry.typed(), uid), partial(drafts.drop, uid))
        drafts.keep()
        self.entry.start_anew()
        self.shell.tell(_("What you were typing is dropped."), step)

    def _save(self, then_next: bool) -> None:
        """Save as soon as every file given is staged."""
        if self.tabs.currentWidget() is self.entry:
            self.entry.attachments.when_ready(partial(self._saving.save, then_next))

    def bring_back(self, key: int, typed: TypedVisit) -> None:
        """A visit was saved and undone: what was typed stands in the form again; a draft if another is typed there."""
        shows_it = self.entry.visit is not None and self.entry.visit.id == key
        if shows_it or not self.entry.is_changed:
            self._go_on(typed, "")
        else:
            self.entry.drafts.keep_aside(title_of(typed), to_content(typed))

    def _on_removed(self, key: int) -> None:
        if self.entry.visit is not None and self.entry.visit.id == key:
            self.entry.start_anew()

    def _on_tab(self, _place: int) -> None:
        if self.tabs.currentWidget() is self.history:
            self.history.refresh()
        elif self.tabs.currentWidget() is self.grid and not self.tabs.tabBar().hasFocus():
            self.grid.take_focus()

    def _make_actions(self) -> list[QAction]:
        save_next = action(
            self.entry, _("Save this visit and start the next"), partial(self._save, True), verb="register_visit"
        )
        save_next.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        cancel = action(self.entry, _("Drop what is typed"), self._cancel)
        return [save_next, cancel]

    def _make_prints(self) -> list[QAction]:
        """Of no use before a firm is chosen."""
        return [
            action(self.entry, _("Print: {paper}…").format(paper=kind.label), partial(self._print, kind))
            for kind in FirmPaperKind
        ]

    def _subject(self) -> Subject | None:
        """The visit whose changes are shown: the one in the form, or the one chosen in the list."""
        is_list = self.tabs.currentWidget() is self.history
        row: VisitRow | None = self.history.table.current_row() if is_list else self.entry.visit
        return Subject(Aggregate.VISIT, row.id, f"{row.number} {row.enterprise_name}") if row is not None else None

    def _print(self, kind: FirmPaperKind) -> None:
        part = self.tabs.currentWidget()
        if part is self.grid:
            self.shell.tell(_("The grid is not printed: save it, and choose the visits under «Past visits»."))
            return
        if part is self.history:
            firms = [(row.enterprise_id, row.enterprise_name) for row in self.history.table.selected_rows()]
        else:
            firm = self.entry.fields.firm.choice()
            firms = [(firm.id, firm.name)] if firm else []
        if firms:
            Papers(self.shell, self).of_firms(kind, firms)
        else:
            words = _("Choose visits in the list first.") if part is self.history else _("Choose the firm first.")
            self.shell.tell(words)
