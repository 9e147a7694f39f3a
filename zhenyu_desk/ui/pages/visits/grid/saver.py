"""Saves the whole grid in one transaction: looks, asks about second visits once, writes, and says where it failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.visit_lines import Place
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.visits import RefusedVisit, register_visits
from zhenyu_desk.ui.leaving import hold_still
from zhenyu_desk.ui.pages.visits.grid.checking import MarkKind, first_wrong
from zhenyu_desk.ui.pages.visits.grid.firms import FirmBook, KnownFirms, read_firms
from zhenyu_desk.ui.pages.visits.grid.saving import Pile, cell_of, filled_groups, gather
from zhenyu_desk.ui.shell import Shell

if TYPE_CHECKING:
    from zhenyu_desk.ui.pages.visits.grid.part import VisitGrid

_MOST_NAMED = 5


class GridSaver:
    """One save at a time; while it runs nothing can be typed."""

    def __init__(self, shell: Shell, grid: VisitGrid, book: FirmBook) -> None:
        self._shell = shell
        self._grid = grid
        self._book = book
        self._asked: set[tuple[int, date]] = set()
        self._let_go: Callable[[], None] | None = None

    @property
    def is_saving(self) -> bool:
        """Whether a save has not come back yet."""
        return self._let_go is not None

    def save(self) -> None:
        """Save what stands in the grid."""
        if self.is_saving:
            return
        grid, model = self._grid, self._grid.model
        grid.commit_pending_edits()
        model.check_all()
        wrong = first_wrong(model.marks)
        if wrong is not None:
            self._not_saved(wrong[0], wrong[1], model.marks[wrong[0]][wrong[1]].sentence, model.count_wrong())
            return
        try:
            pile = gather(model.lines, grid.companions.text())
        except RefusedVisit as problem:
            self._refused_one(problem)
            return
        if not pile.given:
            self._shell.tell(_("There is nothing in the grid to save yet."))
            return
        grid.drafts.hold()
        self._let_go = hold_still(grid)
        days = [(visit.enterprise_id, visit.on) for visit, _heard in pile.given]
        read = partial(read_firms, self._shell.context, days)
        self._shell.jobs.read(read, partial(self._ask, pile), partial(self._failed, pile), owner=grid)

    def _ask(self, pile: Pile, known: KnownFirms) -> None:
        """Second visits that came up since the lines were typed count, too."""
        self._book.forget()
        self._book.take(known)
        self._grid.model.check()
        rows = self._second_visits(pile)
        if rows and not self._shell.ask(self._question(rows), _("Save all the same")):
            self._stop()
            self._grid.view.go_to(rows[0], Place.FIRM)
            self._grid.take_focus()
            self._grid.drafts.touch()
            return
        self._asked |= {self._key(row) for row in rows}
        write = partial(register_visits, self._shell.context, pile.given, draft=self._grid.drafts.uid)
        done, failed = partial(self._saved, pile), partial(self._failed, pile)
        self._shell.jobs.write(write, done, failed, owner=self._grid)

    def _second_visits(self, pile: Pile) -> list[int]:
        marks = self._grid.model.marks
        asked = [rows[0] for rows in pile.rows if any(m.kind is MarkKind.ASK for m in marks[rows[0]].values())]
        return [row for row in asked if self._key(row) not in self._asked]

    def _key(self, row: int) -> tuple[int, date]:
        line = self._grid.model.line(row)
        firm, on = line[Place.FIRM].id, line.day(Place.ON)
        assert firm is not None
        assert on is not None
        return firm, on

    def _question(self, rows: list[int]) -> str:
        model = self._grid.model
        named = [f"{model.name_of(row)}：{model.marks[row][Place.FIRM].sentence}" for row in rows[:_MOST_NAMED]]
        if len(rows) > _MOST_NAMED:
            named.append(_("and {count} more").format(count=len(rows) - _MOST_NAMED))
        return "\n".join([*named, _("Save all the same?")])

    def _saved(self, pile: Pile, changes: ChangeSet) -> None:
        self._asked.clear()
        self._shell.announce(changes)
        bring_back = partial(self._grid.bring_back, [*self._grid.model.lines], self._grid.companions.text())
        self._shell.when_undone(changes, bring_back)
        self._grid.start_anew()
        self._stop()
        self._grid.take_focus()
        words = _("Saved: {visits} visits, {difficulties} difficulties.")
        self._shell.tell(words.format(visits=len(pile.given), difficulties=pile.difficulties))

    def _failed(self, pile: Pile, problem: AppError) -> None:
        self._stop()
        self._grid.drafts.touch()
        if isinstance(problem, RefusedVisit):
            self._refused(problem, pile.rows[problem.place])
        else:
            self._shell.warn(problem)
            self._grid.take_focus()

    def _refused_one(self, problem: RefusedVisit) -> None:
        self._refused(problem, filled_groups(self._grid.model.lines)[problem.place])

    def _refused(self, problem: RefusedVisit, rows: range) -> None:
        row, place = cell_of(problem, self._grid.model.lines, rows)
        self._not_saved(row, place, problem.sentence, 1)

    def _not_saved(self, row: int, place: Place, sentence: str, count: int) -> None:
        """Lead to the cell, and say which row it is and how many are wrong."""
        where = self._grid.model.row_name(row)
        self._grid.show_problem(row, place, _("{row}: {sentence}").format(row=where, sentence=sentence))
        one, many = _("Not saved: {row} is wrong."), _("Not saved: {n} visits are wrong, the first is {row}.")
        words = one if count == 1 else many
        self._shell.tell(words.format(row=where, n=count))

    def _stop(self) -> None:
        if self._let_go is not None:
            self._let_go()
            self._let_go = None
