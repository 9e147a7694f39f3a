"""The four lists on the right of 挂钩安排, each in its tab."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import EnterpriseRow, PairingRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.store.queries.hand_over import visits_by_month
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.jobs.jobs import REST_MS, Job
from zhenyu_desk.ui.models.table_model import TableModel
from zhenyu_desk.ui.pages.pairings.board import MOST_WITHOUT, Board, LeaderLine, PairedFirm, read_day
from zhenyu_desk.ui.pages.pairings.columns import (
    Months,
    day_columns,
    due_columns,
    firm_columns,
    is_large,
    without_columns,
)
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.table import Table

FIRMS, DUE, WITHOUT, DAY = range(4)


class PairingTables(QTabWidget):
    """`opened(enterprise_id)`: a firm is to be shown; `change_wanted`: the pairing chosen is to be changed."""

    opened = Signal(int)
    change_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._shell = shell
        self._months: Mapping[int, Months] = {}
        self._reading: Job | None = None
        self._reading_day: Job | None = None
        self._firms: TableModel[PairedFirm] = TableModel(
            firm_columns(self._months_of, shell.context.today), key=lambda firm: firm.pairing.id
        )
        self._due: TableModel[PairedFirm] = TableModel(due_columns(), key=lambda firm: firm.pairing.id)
        self._without: TableModel[EnterpriseRow] = TableModel(without_columns(), key=lambda row: row.id)
        self._on_day: TableModel[PairingRow] = TableModel(day_columns(), key=lambda row: row.id)
        self.firms = _table(shell, self._firms, "pairing_firms", _("Firms of the leader"))
        self.due = _table(shell, self._due, "pairing_due", _("Firms due for a visit"))
        self.without = _table(shell, self._without, "pairing_without", _("Firms without a main leader"))
        self.on_day = _table(shell, self._on_day, "pairing_day", _("Pairings of a day"))
        self.day = DateEdit(shell.context.today, shell.context.today())
        self._count = label("", Token.SECONDARY)
        self.addTab(self.firms, "")
        self.addTab(self.due, "")
        self.addTab(self.without, "")
        self.addTab(self._day_tab(), _("Pairings of a day"))
        self.firms.opened.connect(lambda _firm: self.change_wanted.emit())
        self.due.opened.connect(lambda firm: self.opened.emit(firm.pairing.enterprise_id))
        self.without.opened.connect(lambda row: self.opened.emit(row.id))
        self.on_day.opened.connect(lambda row: self.opened.emit(row.enterprise_id))
        self.day.day_changed.connect(lambda _day: self.read_day())
        self.currentChanged.connect(lambda _place: self._read_day_if_seen())

    def show_board(self, board: Board) -> None:
        """Show what doesn't depend on the leader chosen."""
        due = board.due()
        self._due.set_rows(due)
        self._without.set_rows(board.without)
        overdue = sum(firm.is_due for firm in due)
        self.setTabText(DUE, _("Due for a visit · {count}").format(count=overdue))
        count = len(board.without)
        more = "+" if count >= MOST_WITHOUT else ""
        self.setTabText(WITHOUT, _("Without a main leader · {count}").format(count=f"{count}{more}"))
        self._read_day_if_seen()

    def show_leader(self, line: LeaderLine | None) -> None:
        """Show the firms of a leader; the visits of the year follow when they are read."""
        firms = list(line.firms) if line else []
        self._months = {}
        self._firms.set_rows(firms)
        name = line.leader.name if line else ""
        self.setTabText(FIRMS, _("{leader} · {count}").format(leader=name, count=len(line.now) if line else 0))
        if self._reading is not None:
            self._reading.cancel()
        ids = {firm.pairing.enterprise_id for firm in firms}
        context = self._shell.context
        year = context.today().year
        self._reading = self._shell.jobs.read(
            lambda: context.read(visits_by_month, ids, year),
            self._show_months,
            self._shell.warn,
            owner=self,
            after_ms=REST_MS,
        )

    def read_day(self) -> None:
        """Read who had whom on the day in the field."""
        try:
            day = self.day.day()
        except RuleBroken as problem:
            self._count.setText(problem.sentence)
            return
        if self._reading_day is not None:
            self._reading_day.cancel()
        context = self._shell.context
        read = partial(read_day, context, day or context.today())
        self._reading_day = self._shell.jobs.read(read, self._show_day, self._shell.warn, owner=self)

    def table(self) -> Table:
        """The list shown."""
        return (self.firms, self.due, self.without, self.on_day)[self.currentIndex()]

    def firm_id(self) -> int | None:
        """The firm of the line chosen in the list shown."""
        row = self.table().current_row()
        if isinstance(row, PairedFirm):
            return row.pairing.enterprise_id
        if isinstance(row, PairingRow):
            return row.enterprise_id
        return row.id if isinstance(row, EnterpriseRow) else None

    def due_firms(self) -> list[PairedFirm]:
        """All firms of the list of those due."""
        return list(self._due.rows)

    def firms_to_print(self) -> list[tuple[int, str]]:
        """Id and name of the firms chosen in the list shown; all of the list of those due where not several are."""
        chosen = self.table().selected_rows()
        if self.currentIndex() == DUE and len(chosen) < 2:
            chosen = self.due_firms()
        return [_named(row) for row in chosen]

    def pairing(self) -> PairingRow | None:
        """The pairing chosen in the list shown; of a leader's firms the first one when none is chosen."""
        row = self.table().current_row()
        if row is None and self.currentIndex() == FIRMS:
            row = next(iter(self._firms.rows), None)
        if isinstance(row, PairedFirm):
            return row.pairing
        return row if isinstance(row, PairingRow) else None

    def _read_day_if_seen(self) -> None:
        if self.currentIndex() == DAY:
            self.read_day()

    def _months_of(self, firm: PairedFirm) -> Months:
        return self._months.get(firm.pairing.enterprise_id, {})

    def _show_months(self, months: Mapping[int, Months]) -> None:
        self._months = months
        self.firms.viewport().update()

    def _show_day(self, rows: list[PairingRow]) -> None:
        self._on_day.set_rows(rows)
        firms, leaders = len({row.enterprise_id for row in rows}), len({row.leader_id for row in rows})
        self._count.setText(_("{leaders} leaders, {firms} firms").format(leaders=leaders, firms=firms))

    def _day_tab(self) -> QWidget:
        tab = QWidget()
        name = label(_("Day"), Token.SECONDARY)
        name.setBuddy(self.day)
        self.day.setAccessibleName(_("Pairings of this day"))
        self.day.setFixedWidth(theme.px(160))
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        line.setSpacing(theme.px(8))
        line.addWidget(name)
        line.addWidget(self.day)
        line.addWidget(self._count)
        line.addStretch()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.on_day, 1)
        return tab


def _named(row: PairedFirm | PairingRow | EnterpriseRow) -> tuple[int, str]:
    if isinstance(row, EnterpriseRow):
        return row.id, row.name
    pairing = row.pairing if isinstance(row, PairedFirm) else row
    return pairing.enterprise_id, pairing.enterprise_name


def _table(shell: Shell, model: TableModel[Any], name: str, spoken: str) -> Table:
    table = Table(model)
    table.set_widths(model.columns)
    table.keep_columns(shell, f"{name}_large" if is_large() else name)
    table.setAccessibleName(spoken)
    return table
