"""The page 挂钩安排."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import LeaderInput, PairingInput
from zhenyu_desk.domain.rows import EnterpriseRow, LeaderRow, PairingRow
from zhenyu_desk.i18n import _
from zhenyu_desk.services import leaders
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.choices import leader_choices
from zhenyu_desk.ui.dialogs.form_dialog import run_form
from zhenyu_desk.ui.dialogs.hand_over_form import HandOver, HandOverDialog
from zhenyu_desk.ui.dialogs.leader_form import LeaderDialog
from zhenyu_desk.ui.dialogs.pairing_form import PairingDialog
from zhenyu_desk.ui.models.table_model import TableModel
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.pairings.board import Board, LeaderLine, PairedFirm, read_board
from zhenyu_desk.ui.pages.pairings.columns import firm_columns, leader_columns, without_columns
from zhenyu_desk.ui.shell import ENTERPRISE, Shell
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.keys import give_key
from zhenyu_desk.ui.widgets.pickers import Choice
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table


class PairingsPage(Page):
    """Leaders on the left; the firms of the one chosen, and the firms without a leader, on the right."""

    aggregates: ClassVar[frozenset[Aggregate]] = frozenset(
        {Aggregate.LEADER, Aggregate.PAIRING, Aggregate.VISIT, Aggregate.ENTERPRISE}
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._board = Board([], [])
        self._leaders: TableModel[LeaderLine] = TableModel(leader_columns(), key=lambda line: line.leader.id)
        self._firms: TableModel[PairedFirm] = TableModel(firm_columns(), key=lambda firm: firm.pairing.id)
        self._without: TableModel[EnterpriseRow] = TableModel(without_columns(), key=lambda row: row.id)
        self.leaders = _table(self._leaders)
        self.firms = _table(self._firms)
        self.without = _table(self._without)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read leaders and pairings anew."""
        context = self.shell.context
        self.load(lambda: read_board(context), self._show)

    def find_in_page(self) -> None:
        """Ctrl+F: to the leaders."""
        self.leaders.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_leader(self) -> None:
        """Add a leader."""
        self._edit_leader(None)

    def change_leader(self) -> None:
        """F2: change the leader chosen."""
        line = self._line()
        if line is not None:
            self._edit_leader(line.leader)

    def add_pairing(self) -> None:
        """Pair the leader chosen, or the firm without a leader that is chosen."""
        line, firm = self._line(), None
        if self.tabs.currentIndex() == 1 and self.without.current_row() is not None:
            row = self.without.current_row()
            firm, line = Choice(row.id, row.name), None
        dialog = PairingDialog(
            self.shell, self._choices(), firm=firm, leader_id=line.leader.id if line else None, parent=self
        )
        context = self.shell.context

        def verb(given: PairingInput) -> ChangeSet:
            return leaders.save_pairing(context, given)

        run_form(self.perform, dialog, verb)

    def change_pairing(self) -> None:
        """End the pairing chosen, or change its frequency."""
        firm = self.firms.current_row() or next(iter(self._firms.rows), None)
        if firm is None:
            return
        row: PairingRow = firm.pairing
        dialog = PairingDialog(self.shell, self._choices(), row, parent=self)
        context = self.shell.context

        def verb(given: PairingInput) -> ChangeSet:
            return leaders.save_pairing(context, given, row.id, row.version)

        run_form(self.perform, dialog, verb)

    def hand_over(self) -> None:
        """Hand the firms chosen, or all of today's, to a successor."""
        chosen = [firm for firm in self.firms.selected_rows() if firm.is_now]
        line = self._line()
        if len(chosen) < 2 and line is not None:
            chosen = [firm for firm in line.firms if firm.is_now]
        if not chosen:
            return
        rows = [firm.pairing for firm in chosen]
        context = self.shell.context
        dialog = HandOverDialog(context, self._choices(), rows, self)

        def verb(given: HandOver) -> ChangeSet:
            keys = [(row.id, row.version) for row in rows]
            return leaders.hand_over_pairings(context, keys, given.leader_id, given.start, given.reason)

        run_form(self.perform, dialog, verb)

    def _edit_leader(self, known: LeaderRow | None) -> None:
        ranks = [line.leader.rank for line in self._board.lines]
        context = self.shell.context
        dialog = LeaderDialog(context, known, max(ranks, default=0) + 1, self)

        def verb(given: LeaderInput) -> ChangeSet:
            if known is None:
                return leaders.save_leader(context, given)
            return leaders.save_leader(context, given, known.id, known.version)

        run_form(self.perform, dialog, verb)

    def _choices(self) -> list[Choice]:
        return leader_choices(line.leader for line in self._board.lines)

    def _line(self) -> LeaderLine | None:
        line = self.leaders.current_row()
        return line if isinstance(line, LeaderLine) else None

    def _show(self, board: Board) -> None:
        self._board = board
        self._leaders.set_rows(board.lines)
        if board.lines and not self.leaders.currentIndex().isValid():
            choose_row(self.leaders, 0)
        self._show_firms(self._line())
        self._without.set_rows(board.without)
        self.tabs.setTabText(1, _("Firms without a main leader · {count}").format(count=len(board.without)))

    def _show_firms(self, line: LeaderLine | None) -> None:
        firms = sorted(line.firms, key=_order) if line else []
        self._firms.set_rows(firms)
        name = line.leader.name if line else ""
        count = sum(firm.is_now for firm in firms)
        self.tabs.setTabText(0, _("Firms of {leader} · {count}").format(leader=name, count=count))
        for made in self._needs_leader:
            made.setEnabled(line is not None)
        for made in self._needs_firms:
            made.setEnabled(bool(firms))

    def _connect(self) -> None:
        self.leaders.chosen.connect(self._show_firms)
        self.leaders.opened.connect(lambda _line: self.change_leader())
        self.firms.opened.connect(lambda _firm: self.change_pairing())
        self.without.opened.connect(lambda row: self.shell.open_record(ENTERPRISE, row.id))
        QShortcut(QKeySequence("F2"), self, self.change_leader)
        QShortcut(QKeySequence("Ctrl+D"), self, self.add_pairing)

    def _lay_out(self) -> None:
        change = button(_("Change…"), self.change_leader, tip="F2")
        hand_over = button(_("Hand over…"), self.hand_over, tip=_("The leader changes posts"))
        end = button(_("End or change…"), self.change_pairing)
        self._needs_leader = (change,)
        self._needs_firms = (hand_over, end)
        add_leader = button(_("New leader…"), self.add_leader)
        for made, keys in ((add_leader, "Alt+1"), (end, "Alt+2"), (hand_over, "Alt+3")):
            give_key(made, keys)
        pair = button(_("Pair with a firm…"), self.add_pairing, "primary", "Ctrl+D")
        self.tabs.addTab(self.firms, "")
        self.tabs.addTab(self.without, "")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_side((add_leader, change), self.leaders))
        split.addWidget(_side((pair, end, hand_over), self.tabs))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 7)
        split.setChildrenCollapsible(False)
        split.setSizes([theme.px(380), theme.px(820)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        outer.addWidget(split)


def _table(model: TableModel[LeaderLine] | TableModel[PairedFirm] | TableModel[EnterpriseRow]) -> Table:
    table = Table(model)
    table.set_widths(model.columns)
    table.setSortingEnabled(False)
    return table


def _side(buttons: tuple[QPushButton, ...], content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    line = QHBoxLayout()
    line.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
    line.setSpacing(theme.px(8))
    for made in buttons:
        line.addWidget(made)
    line.addStretch()
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    column.addLayout(line)
    column.addWidget(content, 1)
    return card


def _order(firm: PairedFirm) -> tuple[bool, bool, str]:
    return not firm.is_now, not firm.is_due, firm.pairing.enterprise_name
