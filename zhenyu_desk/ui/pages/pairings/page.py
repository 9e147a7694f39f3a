"""The page 挂钩安排."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.hand_over import ChangeOfPost
from zhenyu_desk.domain.inputs import LeaderInput, PairingInput
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.domain.rows import LeaderRow, PairingRow
from zhenyu_desk.i18n import _
from zhenyu_desk.services import leaders
from zhenyu_desk.services.posts import change_post
from zhenyu_desk.store.queries.register import leaders as all_leaders
from zhenyu_desk.store.queries.register import pairings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.choices import leader_choices
from zhenyu_desk.ui.dialogs.change_of_post import ChangeOfPostDialog
from zhenyu_desk.ui.dialogs.form_dialog import Shared, run_form
from zhenyu_desk.ui.dialogs.history import Subject, history_action
from zhenyu_desk.ui.dialogs.leader_form import LeaderDialog
from zhenyu_desk.ui.dialogs.pairing_form import PairingDialog
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord, row_of
from zhenyu_desk.ui.models.table_model import TableModel
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.pairings.board import Board, LeaderLine, PairedFirm, read_board
from zhenyu_desk.ui.pages.pairings.columns import is_large, leader_columns
from zhenyu_desk.ui.pages.pairings.tables import FIRMS, WITHOUT, PairingTables
from zhenyu_desk.ui.papers import Papers
from zhenyu_desk.ui.shell import ENTERPRISE, Shell
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.pickers import Choice
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table


class PairingsPage(Page):
    """Leaders on the left; on the right the firms of the one chosen, what is due, and who had whom on any day."""

    aggregates: ClassVar[frozenset[Aggregate]] = frozenset(
        {Aggregate.LEADER, Aggregate.PAIRING, Aggregate.VISIT, Aggregate.ENTERPRISE}
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._leaders: TableModel[LeaderLine] = TableModel(leader_columns(), key=lambda line: line.leader.id)
        self.leaders = Table(self._leaders)
        self.leaders.set_widths(self._leaders.columns)
        self.leaders.setSortingEnabled(False)
        self.leaders.keep_columns(shell, "leaders_large" if is_large() else "leaders")
        self.leaders.setAccessibleName(_("Leaders"))
        self.tabs = PairingTables(shell)
        self._papers = Papers(shell, self)
        self._make_actions()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read leaders and pairings anew."""
        context = self.shell.context
        self.load(lambda: read_board(context), self._show)

    def find_in_page(self) -> None:
        """Ctrl+F: to the leaders."""
        self.leaders.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def record_actions(self) -> Sequence[QAction]:
        """What can be done with the leader and the pairing chosen."""
        return (
            self._change,
            self._end,
            self._visit,
            self._firm,
            self._pair,
            self._post,
            self._add,
            *self._prints,
            self._history,
            self._remove,
        )

    def print_page(self) -> None:
        """Ctrl+P: 走访前一页纸 of the firms that the list shown is about."""
        if self.tabs.currentIndex() == FIRMS:
            self.print_firms()
        else:
            self._papers.of_firms(FirmPaperKind.BRIEF, self.tabs.firms_to_print())

    def print_hand_over(self) -> None:
        """移交清单 of the leader chosen."""
        line = self._line()
        if line is not None:
            self._papers.of_leader(line.leader.id, line.leader.name)

    def print_firms(self) -> None:
        """走访前一页纸 of all firms of the leader chosen, or of those chosen where there are several."""
        line, chosen = self._line(), self._chosen_now()
        rows = chosen if len(chosen) > 1 else [firm.pairing for firm in line.now] if line else []
        self._papers.of_firms(FirmPaperKind.BRIEF, [(row.enterprise_id, row.enterprise_name) for row in rows])

    def print_due(self) -> None:
        """走访前一页纸 of all firms due for a visit by now or within a week."""
        rows = [firm.pairing for firm in self.tabs.due_firms()]
        self._papers.of_firms(FirmPaperKind.BRIEF, [(row.enterprise_id, row.enterprise_name) for row in rows])

    def add_leader(self) -> None:
        """Add a leader."""
        self._edit_leader(None)

    def change(self) -> None:
        """F2: change the leader, or the pairing where the focus is in a list of firms."""
        if self.tabs.table().hasFocus():
            self.change_pairing()
        else:
            self.change_leader()

    def change_leader(self) -> None:
        """Change the leader chosen."""
        line = self._line()
        if line is not None:
            self._edit_leader(line.leader)

    def add_pairing(self) -> None:
        """Pair the leader chosen, or the firm without a leader that is chosen."""
        line, firm = self._line(), None
        row = self.tabs.without.current_row()
        if self.tabs.currentIndex() == WITHOUT and row is not None:
            firm, line = Choice(row.id, row.name), None
        leader_id = line.leader.id if line else None
        dialog = PairingDialog(self.shell, self._choices(), firm=firm, leader_id=leader_id, parent=self)
        context = self.shell.context

        def verb(given: PairingInput) -> ChangeSet:
            return leaders.save_pairing(context, given)

        run_form(self, dialog, verb)

    def change_pairing(self) -> None:
        """End the pairing chosen, or change its frequency."""
        row = self.tabs.pairing()
        if row is None:
            return
        dialog = PairingDialog(self.shell, self._choices(), row, parent=self)
        context = self.shell.context

        def verb(given: PairingInput) -> ChangeSet:
            return leaders.save_pairing(context, given, row.id, row.version)

        shared = Shared(
            SharedRecord(context, Aggregate.PAIRING, row.id),
            lambda: row_of(context.read(pairings, enterprise_id=row.enterprise_id), row.id),
            lambda known: PairingDialog(self.shell, self._choices(), known),
            lambda known, given: leaders.save_pairing(context, given, known.id, known.version),
        )
        run_form(self, dialog, verb, shared=shared, record=[row.id])

    def remove_pairing(self) -> None:
        """Del: a pairing made by mistake goes to the recycle bin at once; it can be taken back."""
        row, context = self.tabs.pairing(), self.shell.context
        if row is None:
            return
        words = _("The pairing of {leader} with {firm} was removed.").format(
            leader=row.leader_name, firm=row.enterprise_name
        )
        self.perform(
            lambda: leaders.remove_pairing(context, row.id, row.version), lambda _changes: self.shell.tell(words)
        )

    def change_post(self) -> None:
        """领导调整: for the leader chosen, or only for the firms chosen where there are several."""
        line, chosen = self._line(), self._chosen_now()
        only = [row.id for row in chosen] if len(chosen) > 1 else []
        leader_id = line.leader.id if line else None
        dialog = ChangeOfPostDialog(self.shell, self._choices(), leader_id, only, self)
        context = self.shell.context

        def verb(given: ChangeOfPost) -> ChangeSet:
            return change_post(context, given, dialog.versions)

        def done(_changes: ChangeSet) -> None:
            self.shell.tell(_("The change of post is written down."))

        run_form(self, dialog, verb, done)

    def visit_firm(self) -> None:
        """Write down a visit to the firm chosen."""
        firm = self.tabs.firm_id()
        if firm is not None:
            self.shell.new_visit(firm)

    def open_firm(self) -> None:
        """Show the firm chosen on its page."""
        firm = self.tabs.firm_id()
        if firm is not None:
            self.shell.open_record(ENTERPRISE, firm)

    def _chosen_now(self) -> list[PairingRow]:
        return [
            firm.pairing for firm in self.tabs.firms.selected_rows() if isinstance(firm, PairedFirm) and firm.is_now
        ]

    def _edit_leader(self, known: LeaderRow | None) -> None:
        ranks = [line.leader.rank for line in self._leaders.rows]
        context = self.shell.context
        dialog = LeaderDialog(context, known, max(ranks, default=0) + 1, self)

        def verb(given: LeaderInput) -> ChangeSet:
            if known is None:
                return leaders.save_leader(context, given)
            return leaders.save_leader(context, given, known.id, known.version)

        shared = self._shared_leader(known.id) if known is not None else None
        run_form(self, dialog, verb, shared=shared, record=[known.id] if known else ())

    def _shared_leader(self, key: int) -> Shared[LeaderRow]:
        context = self.shell.context
        return Shared(
            SharedRecord(context, Aggregate.LEADER, key),
            lambda: row_of(context.read(all_leaders), key),
            lambda row: LeaderDialog(context, row, row.rank),
            lambda row, given: leaders.save_leader(context, given, row.id, row.version),
        )

    def _subject(self) -> Subject | None:
        """Whose changes are shown: the pairing where the focus is in a list of firms, else the leader."""
        row = self.tabs.pairing() if self.tabs.table().hasFocus() else None
        if row is not None:
            return Subject(Aggregate.PAIRING, row.id, f"{row.leader_name} · {row.enterprise_name}")
        line = self._line()
        return Subject(Aggregate.LEADER, line.leader.id, line.leader.name) if line is not None else None

    def _choices(self) -> list[Choice]:
        return leader_choices(line.leader for line in self._leaders.rows)

    def _line(self) -> LeaderLine | None:
        line = self.leaders.current_row()
        return line if isinstance(line, LeaderLine) else None

    def _show(self, board: Board) -> None:
        self._leaders.set_rows(board.lines)
        self.tabs.show_board(board)
        if board.lines and not self.leaders.currentIndex().isValid():
            choose_row(self.leaders, 0)
        else:
            self._show_leader(self._line())

    def _show_leader(self, line: LeaderLine | None) -> None:
        self.tabs.show_leader(line)
        for made in self._needs_leader:
            made.setEnabled(line is not None)

    def _connect(self) -> None:
        self.leaders.chosen.connect(self._show_leader)
        self.leaders.opened.connect(lambda _line: self.change_leader())
        self.tabs.change_wanted.connect(self.change_pairing)
        self.tabs.opened.connect(lambda firm: self.shell.open_record(ENTERPRISE, firm))

    def _make_actions(self) -> None:
        self._pair = action(self, _("Pair with a firm…"), self.add_pairing, "Ctrl+D", verb="save_pairing")
        self._add = action(self, _("New leader…"), self.add_leader, "Alt+1", verb="save_leader")
        self._end = action(self, _("End or change the pairing…"), self.change_pairing, "Alt+2", verb="save_pairing")
        self._post = action(self, _("Change of post…"), self.change_post, "Alt+3", verb="hand_over_pairing")
        self._visit = action(self, _("Enter a visit to the firm"), self.visit_firm, "Alt+4", verb="register_visit")
        self._firm = action(self, _("Show the firm"), self.open_firm, "Alt+5")
        self._change = action(self, _("Change…"), self.change, "F2", verb="save_leader")
        self._history = history_action(self, self.shell, self._subject)
        self._remove = action(
            self.tabs.firms, _("Remove the pairing"), self.remove_pairing, "Del", inside=False, verb="remove_pairing"
        )
        hand_over = action(self, _("Print: hand-over list of the leader…"), self.print_hand_over, "Alt+6")
        briefs = action(self, _("Print: page before the visit, firms of the leader…"), self.print_firms, "Alt+7")
        due = action(self, _("Print: page before the visit, firms due…"), self.print_due, "Alt+8")
        self._prints = (hand_over, briefs, due)
        self._needs_leader = (self._post, self._end, hand_over, briefs)
        for table in (self.tabs.firms, self.tabs.due, self.tabs.without, self.tabs.on_day, self.leaders):
            table.set_menu(self.record_actions)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        left = (_press(self._add, _("New leader…")), _press(self._change, _("Change…")))
        right = (
            _press(self._pair, _("Pair with a firm…"), "primary"),
            _press(self._end, _("End or change…")),
            _press(self._post, _("Change of post…")),
            _press(self._visit, _("Enter a visit there")),
            _press(self._prints[0], _("Hand-over list…")),
        )
        split.addWidget(_side(left, self.leaders))
        split.addWidget(_side(right, self.tabs))
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([theme.px(190 if is_large() else 418), theme.px(840)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        outer.addWidget(split)


def _press(pressed: QAction, text: str, kind: str = "") -> QPushButton:
    """A button that does what an action does; its tip names the keys."""
    verb = pressed.property("verb") or ""
    made = button(text, pressed.trigger, kind, pressed.shortcut().toString(), verb=verb)
    made.setEnabled(pressed.isEnabled())
    pressed.enabledChanged.connect(made.setEnabled)
    return made


def _side(buttons: Sequence[QPushButton], content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    bar = QWidget()
    line = FlowLayout(bar, theme.px(8))
    for made in buttons:
        line.addWidget(made)
    head = QVBoxLayout()
    head.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
    head.addWidget(bar)
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(content, 1)
    return card
