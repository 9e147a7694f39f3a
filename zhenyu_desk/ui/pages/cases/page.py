"""The page 诉求办理."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zhenyu_desk.domain.case_filters import Chip
from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.paper_kinds import CasePaperKind
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.jobs.jobs import REST_MS, Job
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.cases.actions import CaseActions, Doings
from zhenyu_desk.ui.pages.cases.beside import Beside
from zhenyu_desk.ui.pages.cases.case_list import CaseList
from zhenyu_desk.ui.pages.cases.detail import CaseDetail
from zhenyu_desk.ui.pages.cases.doing import CaseDoing
from zhenyu_desk.ui.pages.cases.filter_keeping import FilterKeeping
from zhenyu_desk.ui.pages.cases.filters import CaseFilters
from zhenyu_desk.ui.pages.cases.papers import natural_paper, offered_papers
from zhenyu_desk.ui.pages.cases.reading import (
    MOST_FOUND,
    PAGE,
    CaseListing,
    read_case,
    read_counts,
    read_listing,
    read_more,
    read_offers,
    read_similar,
)
from zhenyu_desk.ui.pages.cases.saved import WITH_KEYS
from zhenyu_desk.ui.pages.cases.steps import offered, offered_by_row, offered_together
from zhenyu_desk.ui.papers import Papers
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell


class CasesPage(Page):
    """List and detail of the difficulties; every step is taken from here."""

    aggregates: ClassVar[frozenset[Aggregate]] = frozenset(
        {
            Aggregate.DIFFICULTY,
            Aggregate.ENTERPRISE,
            Aggregate.UNIT,
            Aggregate.OFFICE,
            Aggregate.LEADER,
            Aggregate.FILTER,
        }
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._shown: int | None = None
        self._is_new_list = False
        self._place: int | None = None
        self._came_from: DifficultyRow | None = None
        self._listing: CaseListing | None = None
        self._reading: Job | None = None
        self._counting: Job | None = None
        self.filters = CaseFilters(shell)
        self.list = CaseList(shell)
        self.table, self.model = self.list.table, self.list.model
        self.detail = CaseDetail(shell)
        self.doing = CaseDoing(self)
        self._papers = Papers(shell, self)
        self.keeping = FilterKeeping(self, self.filters)
        self.actions_of_page = CaseActions(self, self.table, self._doings())
        self.detail.steps = self.actions_of_page.steps
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list, the counts and the difficulty shown anew."""
        context = self.shell.context
        self._read_list()
        self.shell.jobs.read(
            lambda: read_offers(context), self.filters.show_offers, self.shell.warn, owner=self, after_ms=REST_MS
        )
        if self._shown is not None:
            self._read_detail(self._shown)

    def open_record(self, kind: str, key: int) -> None:
        """Show a difficulty in the panel, and in the list where the filter has it."""
        if kind == DIFFICULTY:
            self.show_case(key)

    def choose_undone(self, changes: ChangeSet) -> None:
        """Choose the difficulty that is as it was before."""
        keys = changes.left(Aggregate.DIFFICULTY)
        if keys:
            self._came_from = None
            self._select(keys[0])
            self._read_detail(keys[0])

    def show_case(self, key: int) -> None:
        """Show a difficulty, be it in the list or not."""
        self._came_from = None
        self._select(key)
        self._read_detail(key)
        self.beside.open_drawer()

    def show_ids(self, ids: Sequence[int], title: str) -> None:
        """Narrow the list to the rows behind a figure."""
        self.filters.show_only(ids, title)
        self._restart()

    def show_chip(self, chip: Chip) -> None:
        """Show what one chip stands for."""
        self.filters.show_chip(chip)
        self._restart()

    def take_focus(self) -> None:
        """The list, so that arrows, steps and right click work at once."""
        self.table.setFocus()

    def find_in_page(self) -> None:
        """Ctrl+F: to the text that narrows the list."""
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    def print_page(self) -> None:
        """Ctrl+P: the paper that the difficulties chosen ask for now."""
        rows = self._rows_to_print()
        if rows:
            self._papers.of_cases(natural_paper(rows), rows)

    def record_actions(self) -> Sequence[QAction]:
        """What can be done now: the menu 记录 and the right click."""
        return self.actions_of_page.shown()

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """Keys that no action names."""
        return (
            (f"Alt+1 … Alt+{WITH_KEYS}", _("Apply a saved filter")),
            ("Enter", _("From the list to the steps of the difficulty")),
        )

    def chosen_rows(self) -> list[DifficultyRow]:
        """The rows selected in the list."""
        return self.list.chosen_rows()

    def detail_now(self) -> DifficultyDetail | None:
        """The difficulty shown; a key that is faster than the panel doesn't wait for it."""
        if self.detail.detail is None and self._shown is not None:
            if self._reading is not None:
                self._reading.cancel()
            try:
                self._show_detail(read_case(self.shell.context, self._shown))
            except RuleBroken as problem:
                self._not_read(problem)
        return self.detail.detail

    def take_step(self, action: Action) -> None:
        """Open the form of a step for what is chosen."""
        self.doing.take_step(action)

    def edit(self) -> None:
        """F2: change what was written down about the difficulty shown."""
        self.doing.edit()

    def _doings(self) -> Doings:
        doing = self.doing
        return Doings(
            step=doing.take_step,
            new=doing.new,
            edit=doing.edit,
            remove=doing.remove,
            open_firm=doing.open_firm,
            history=doing.show_history,
            copy_case=doing.copy_case,
            export=self._export,
            save_filter=self.keeping.save,
            paper=self._show_paper,
            mark_typical=doing.mark_typical,
        )

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        self.beside = Beside(left, self.detail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.beside)

    def _connect(self) -> None:
        self.filters.changed.connect(self._restart)
        self.filters.new_wanted.connect(self.doing.new)
        self.filters.export_wanted.connect(self._export)
        self.list.new_wanted.connect(self.doing.new)
        self.list.export_wanted.connect(self._export)
        self.list.clear_wanted.connect(self.filters.clear)
        self.list.order_changed.connect(self._restart)
        self.list.chosen.connect(self._on_selection)
        self.list.opened.connect(self._enter)
        self.model.wants_more.connect(self._load_more)
        self.table.set_menu(self.record_actions)
        self.detail.edit_wanted.connect(self.doing.edit)
        self.detail.print_wanted.connect(self.print_page)
        self.detail.history_wanted.connect(self.doing.show_history)
        self.detail.firm_wanted.connect(partial(self.shell.open_record, ENTERPRISE))
        self.detail.visit_wanted.connect(partial(self.shell.open_record, VISIT))
        self.detail.case_wanted.connect(self._open_similar)
        self.detail.back_wanted.connect(self._go_back)
        self.detail.close_wanted.connect(self._leave_detail)
        self.beside.mode_changed.connect(self._on_mode)
        shortcut(self.detail, "Esc", self._leave_detail, _("Back to the list"))
        for number in range(1, WITH_KEYS + 1):
            shortcut(self, f"Alt+{number}", partial(self.filters.saved.apply_number, number), "")

    def _restart(self) -> None:
        """Another filter: from the top, nothing chosen. The former list stands until the new one is read."""
        self._shown = self._place = None
        self._is_new_list = True
        self.table.clearSelection()
        self._let_go()
        self._read_list()

    def _read_list(self) -> None:
        context, narrowing, order = self.shell.context, self.filters.narrowing(), self.list.order
        ids, shown = self.filters.ids, 0 if self._is_new_list else len(self.model.rows)
        self.load(lambda: read_listing(context, narrowing, order, ids, shown), self._show_listing)
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.shell.jobs.read(
            lambda: read_counts(context, narrowing),
            self._show_counts,
            self.shell.warn,
            owner=self,
            after_ms=REST_MS,
        )

    def _show_listing(self, listing: CaseListing) -> None:
        self._listing = listing
        if self._is_new_list:
            self._is_new_list = False
            self._shown = self._place = None
            self.model.set_rows([])
        shown, place = self._shown, self._place  # Qt chooses another row as soon as the current one goes
        self.list.show_rows(listing.rows, listing.has_more)
        self.filters.show_cut(MOST_FOUND if listing.is_cut else 0)
        if self.filters.ids is not None:
            self.list.show_total(len(listing.rows))
        if shown is None and not listing.rows:
            self.detail.show_nothing()
        if shown is None or len(self.chosen_rows()) > 1:
            if not self.chosen_rows() and listing.rows:
                self.list.select_place(0)
            return
        if self.model.position(shown) is None and place is not None and listing.rows:
            # It left the list by the step just taken: go on with the one that moved up.
            self.table.selectionModel().clear()
            self.list.select_place(place)
        else:
            self._select(shown)

    def _show_counts(self, counts: dict[Chip, int]) -> None:
        self.filters.show_counts(counts)
        if self.filters.ids is None:
            self.list.show_total(counts[self.filters.narrowing().chip])

    def _load_more(self) -> None:
        listing = self._listing
        if not self.model.rows or listing is None:
            return
        context, last = self.shell.context, self.model.rows[-1]
        self.load(lambda: read_more(context, listing.wanted, last), self._append)

    def _append(self, rows: list[DifficultyRow]) -> None:
        self.list.append(rows, len(rows) == PAGE)

    def _select(self, key: int) -> None:
        self._place = self.model.position(key)
        self.list.select(key)

    def _on_selection(self) -> None:
        chosen = self.chosen_rows()
        if len(chosen) > 1:
            together = offered_together(self.shell.context, chosen)
            self.detail.show_several(chosen, together)
            can_remove = all(not row.assigned_on for row in chosen)
            self.actions_of_page.offer(together, offered_papers(chosen), is_one=False, can_remove=can_remove)
        elif chosen:
            self._place = self.table.currentIndex().row()
            if chosen[0].id != self._shown:
                self._came_from = None
            self._read_detail(chosen[0].id, REST_MS)

    def _let_go(self) -> None:
        """Another one is to be read: what its line tells decides meanwhile what can be done, not the panel."""
        self.detail.forget()
        row = next(iter(self.chosen_rows()), None)
        if row is None or row.id != self._shown:
            self.actions_of_page.offer((), is_one=False, can_remove=False)
        else:
            steps = offered_by_row(self.shell.context, row)
            can_remove = row.assigned_on is None
            self.actions_of_page.offer(steps, offered_papers([row]), is_one=True, can_remove=can_remove)
        if self._reading is not None:
            self._reading.cancel()

    def _read_detail(self, key: int, after_ms: int = 0) -> None:
        self._shown = key
        if len(self.chosen_rows()) < 2:
            self._let_go()
        context = self.shell.context
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.shell.jobs.read(
            lambda: read_case(context, key), self._show_detail, self._not_read, owner=self, after_ms=after_ms
        )

    def _show_detail(self, detail: DifficultyDetail) -> None:
        if len(self.chosen_rows()) > 1:
            return
        self.detail.show_case(detail, self._came_from.number if self._came_from else "")
        can_remove = detail.row.assigned_on is None
        papers = offered_papers([detail.row])
        self.actions_of_page.offer(offered(detail), papers, is_one=True, can_remove=can_remove)
        self.actions_of_page.typical.setChecked(detail.is_typical)
        if detail.row.state.is_open:
            context, show = self.shell.context, partial(self.detail.show_similar, detail.row.id)
            self._reading = self.shell.jobs.read(
                lambda: read_similar(context, detail), show, self.shell.warn, owner=self
            )

    def _not_read(self, problem: AppError) -> None:
        """It is gone, removed here a moment ago or by someone else; the list, read anew, goes on from its place."""
        self.detail.show_hint(problem.sentence)

    def _open_similar(self, key: int) -> None:
        shown = self.detail.detail
        self.show_case(key)
        self._came_from = shown.row if shown else None

    def _go_back(self) -> None:
        former = self._came_from
        if former is not None:
            self.show_case(former.id)

    def _enter(self, _row: DifficultyRow) -> None:
        """Enter or a double click: on to the steps."""
        self.detail_now()
        self.beside.open_drawer()
        self.detail.focus_step()

    def _leave_detail(self) -> None:
        self.beside.close_drawer()
        self.table.setFocus()

    def _on_mode(self) -> None:
        is_narrow = self.beside.is_drawer
        self.detail.set_drawer(is_narrow)
        self.filters.set_narrow(is_narrow)
        self.list.set_narrow(is_narrow)
        if self._shown is not None and self.shell.is_open:
            self._read_detail(self._shown)

    def _export(self) -> None:
        if self._listing is not None and self.model.rows:
            wanted = self.filters.ids if self.filters.ids is not None else self._listing.wanted
            self.doing.export(wanted, self.filters.describe(), self.list.total or len(self.model.rows))

    def _show_paper(self, kind: CasePaperKind) -> None:
        self._papers.of_cases(kind, self._rows_to_print())

    def _rows_to_print(self) -> list[DifficultyRow]:
        """The rows chosen; the one in the panel where the list lacks it."""
        shown = self.detail.detail
        return self.chosen_rows() or ([shown.row] if shown else [])

    def registered(self, changes: ChangeSet) -> None:
        """A difficulty was taken down: show it."""
        if changes.id is not None:
            self.show_case(changes.id)
