"""Saves what stands in the visit form: asks about a second visit of the day, merges what somebody else changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import Input, VisitInput
from zhenyu_desk.domain.rows import VisitRow
from zhenyu_desk.errors import AppError, Conflict, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.visits import register_visit, update_visit
from zhenyu_desk.store.queries.visits import same_day_visits, visit_detail
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord, Sides
from zhenyu_desk.ui.leaving import hold_still
from zhenyu_desk.ui.pages.visits.entry import Given
from zhenyu_desk.ui.pages.visits.reading import past_visit
from zhenyu_desk.ui.pages.visits.sharing import files_of_both, visit_input

if TYPE_CHECKING:
    from zhenyu_desk.ui.pages.visits.page import VisitsPage


class VisitSaving:
    """One save at a time; meanwhile the form of the page holds still."""

    def __init__(self, page: VisitsPage) -> None:
        self._page = page
        self._asked: set[tuple[int, date]] = set()
        self.is_running = False
        self.saved_drafts: set[str] = set()
        """The drafts whose visits were saved in this window."""

    def save(self, then_next: bool) -> None:
        """Save the form, and begin the next visit if wanted."""
        if self.is_running:
            return
        page, entry = self._page, self._page.entry
        page.commit_pending_edits()
        entry.clear_errors()
        try:
            given = entry.read()
        except RuleBroken as problem:
            entry.show_problem(problem)
            return
        if self._is_wanted_again(given):
            self._perform(partial(self._write, entry.visit, given), entry.visit, given, then_next)

    def _perform(self, work: Callable[[], ChangeSet], base: VisitRow | None, given: Given, then_next: bool) -> None:
        """`base` is the stored visit that was changed in the form."""
        self.is_running = True
        self._page.entry.drafts.hold()
        let_go = hold_still(self._page.entry)

        def ended() -> None:
            self.is_running = False
            let_go()

        self._page.perform(
            work, partial(self._saved, then_next), partial(self._not_saved, base, given, then_next), ended
        )

    def _write(self, visit: VisitRow | None, given: Given) -> ChangeSet:
        context = self._page.shell.context
        if visit is None:
            return register_visit(
                context, given.visit, given.difficulties, given.attachments, given.draft, given.number
            )
        return update_visit(
            context, visit.id, visit.version, given.visit, given.difficulties, given.attachments, given.draft
        )

    def _not_saved(self, base: VisitRow | None, given: Given, then_next: bool, problem: AppError) -> None:
        self._page.entry.drafts.touch()
        self._page.entry.show_problem(problem)
        if base is not None and isinstance(problem, Conflict):
            self._merge(base, given, then_next)

    def _merge(self, base: VisitRow, given: Given, then_next: bool) -> None:
        """Somebody else changed the visit meanwhile: save what both did."""
        context, entry = self._page.shell.context, self._page.entry
        try:
            past = past_visit(context, base.id)
        except RuleBroken:  # removed: what was refused stands in the form
            return
        row, files = past.row, files_of_both(entry.files_before, past.attachments, given.attachments)

        def go_on(both: Input) -> None:
            assert isinstance(both, VisitInput)
            entry.clear_errors()
            self._perform(
                lambda: update_visit(context, row.id, row.version, both, given.difficulties, files, given.draft),
                row,
                replace(given, visit=both),
                then_next,
            )

        sides = Sides(visit_input(base), visit_input(row), given.visit)
        SharedRecord(context, Aggregate.VISIT, base.id).merge(sides, go_on, self._page)

    def _is_wanted_again(self, given: Given) -> bool:
        """A second visit to the same firm on the same day is asked about once."""
        visit, shell = given.visit, self._page.shell
        key = (visit.enterprise_id, visit.on)
        if self._page.entry.visit is not None or key in self._asked:
            return True
        numbers = shell.context.read(same_day_visits, visit.enterprise_id, visit.on)
        if not numbers:
            return True
        question = _("{number} is already a visit to this firm on that day. Register another one?")
        wanted = shell.ask(question.format(number="、".join(numbers)), _("Register another one"))
        if wanted:
            self._asked.add(key)
        return wanted

    def _saved(self, then_next: bool, changes: ChangeSet) -> None:
        assert changes.id is not None
        page, entry = self._page, self._page.entry
        self.saved_drafts.add(entry.drafts.uid)
        if entry.visit is None:
            page.shell.when_undone(changes, partial(page.bring_back, changes.id, entry.typed()))
        entry.saved()
        number = page.shell.context.read(visit_detail, changes.id).number
        if then_next:
            entry.start_next()
        else:
            page.show_visit(changes.id)
        page.shell.tell(_("Visit {number} is saved.").format(number=number))
