"""What can be done on 诉求办理, each with its keys: the same for buttons, the menu 记录 and the right click."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.paper_kinds import CasePaperKind
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.history import KEYS
from zhenyu_desk.ui.dialogs.step_fields import FORMS
from zhenyu_desk.ui.pages.cases.papers import paper_actions


@dataclass(frozen=True)
class Doings:
    """What the page does when an action is chosen."""

    step: Callable[[Action], None]
    new: Callable[[], None]
    edit: Callable[[], None]
    remove: Callable[[], None]
    open_firm: Callable[[], None]
    copy_case: Callable[[], None]
    export: Callable[[], None]
    save_filter: Callable[[], None]
    paper: Callable[[CasePaperKind], None]
    mark_typical: Callable[[], None]
    history: Callable[[], None]


class CaseActions:
    """The actions of the page; those that what is chosen doesn't allow can be neither seen nor pressed."""

    def __init__(self, page: QWidget, table: QWidget, doings: Doings) -> None:
        self.steps: dict[Action, QAction] = {}
        for kind, form in FORMS.items():
            made = action(page, f"{kind.label}…", partial(doings.step, kind), form.shortcut, verb=kind.value.lower())
            made.setToolTip(f"{_(form.hint)} ({form.shortcut})")
            self.steps[kind] = made
        self.edit = action(page, _("Change…"), doings.edit, "F2", verb="update_difficulty")
        self.remove = action(table, _("Remove"), doings.remove, "Del", inside=False, verb="remove_difficulty")
        self.open_firm = action(page, _("Show the firm"), doings.open_firm, "Ctrl+E")
        self.copy_case = action(page, _("Copy the whole case"), doings.copy_case, "Ctrl+Alt+C")
        self.typical = action(page, _("Typical case"), doings.mark_typical, "Ctrl+T", verb="mark_typical")
        self.typical.setCheckable(True)
        self.history = action(page, _("History of changes…"), doings.history, KEYS)
        self.papers = paper_actions(page, doings.paper)
        self.new = action(page, _("New difficulty…"), doings.new, "Ctrl+Shift+N", verb="register_difficulty")
        self.export = action(page, _("Export the list…"), doings.export, "Ctrl+Shift+E")
        self.save_filter = action(page, _("Save the filter…"), doings.save_filter, "Ctrl+Shift+S")
        self._below_steps, self._below_record, self._below_papers = (_separator(page) for _place in range(3))
        self._offered: tuple[Action, ...] = ()
        self.offer((), is_one=False, can_remove=False)

    def offer(
        self, allowed: Sequence[Action], papers: Collection[CasePaperKind] = (), *, is_one: bool, can_remove: bool
    ) -> None:
        """Show just these steps and papers; what is done with one difficulty only while one is chosen."""
        self._offered = tuple(allowed)
        for kind, made in self.steps.items():
            made.setVisible(kind in allowed)
        for made in (self.edit, self.open_firm, self.copy_case, self.typical, self.history):
            made.setVisible(is_one)
        for paper, made in self.papers.items():
            made.setVisible(paper in papers)
        self.remove.setVisible(can_remove)

    def shown(self) -> Sequence[QAction]:
        """The actions that can be chosen now, in the order of the buttons; lines set them apart."""
        steps = [self.steps[kind] for kind in self._offered]
        of_record = (self.edit, self.remove, self.open_firm, self.copy_case, self.typical, self.history)
        record = [made for made in of_record if made.isVisible()]
        papers = [made for made in self.papers.values() if made.isVisible()]
        page = [self.new, self.export, self.save_filter]
        lines = ([self._below_steps] if steps and record else [], [self._below_record] if steps or record else [])
        below_papers = [self._below_papers] if papers else []
        return [*steps, *lines[0], *record, *lines[1], *papers, *below_papers, *page]


def _separator(owner: QWidget) -> QAction:
    line = QAction(owner)
    line.setSeparator(True)
    return line
