"""Past visits, newest first, by firm, leader and span of days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.domain.rows import VisitRow
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.visits import remove_visit
from zhenyu_desk.store.queries.register import leaders
from zhenyu_desk.store.queries.visits import visit_page, visits_by_id
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.choices import leader_choices
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import ENTERPRISE, Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.cards import Card, EmptyState
from zhenyu_desk.ui.widgets.date_edit import DateEdit, day_with_weekday
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.pickers import FirmPicker, PickCombo
from zhenyu_desk.ui.widgets.table import Table

PAGE = 200
Perform = Callable[[Callable[[], ChangeSet], Callable[[ChangeSet], None]], None]


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """What the list shows."""

    enterprise_id: int | None = None
    leader_id: int | None = None
    start: date | None = None
    end: date | None = None
    ids: tuple[int, ...] | None = None


def read_page(context: AppContext, wanted: VisitFilter, last: VisitRow | None) -> list[VisitRow]:
    """The page behind `last`, or the first one; exactly the visits `ids` where the filter names some."""
    if wanted.ids is not None:
        return context.read(visits_by_id, wanted.ids)
    return context.read(
        visit_page,
        enterprise_id=wanted.enterprise_id,
        leader_id=wanted.leader_id,
        start=wanted.start,
        end=wanted.end,
        before=(last.on, last.id) if last else None,
        limit=PAGE,
    )


class VisitHistory(QWidget):
    """`visit_wanted` when a visit is opened, `removed` when one went to the recycle bin."""

    visit_wanted = Signal(int)
    removed = Signal(int)
    print_wanted = Signal(object)
    """A FirmPaperKind, for the firms of the visits chosen."""

    def __init__(self, shell: Shell, perform: Perform, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._perform = perform
        self._ids: tuple[int, ...] | None = None
        self.firm = FirmPicker(firm_finder(shell))
        self.firm.setAccessibleName(_("Enterprise"))
        self.leader = PickCombo(placeholder=_("Leader"), people=True)
        self.leader.setAccessibleName(_("Leader"))
        self.start = _day_field(shell, _("From"))
        self.end = _day_field(shell, _("To"))
        self._problem = label("", Token.RED)
        self._behind = heading("")
        self._all = link(_("Show all again"), self._show_all)
        self.model: TableModel[VisitRow] = TableModel(_columns(), key=lambda row: row.id)
        self.table = Table(self.model)
        self.table.setAccessibleName(_("Past visits"))
        self.table.set_widths(self.model.columns)
        self.table.setSortingEnabled(False)
        self.table.keep_columns(shell, "visits")
        self._actions = self._make_actions()
        self.table.set_menu(self.record_actions)
        self._lay_out()
        for field in (self.firm, self.leader):
            field.chosen.connect(self._restart)
        for day in (self.start, self.end):
            day.day_changed.connect(self._restart)
        self.model.wants_more.connect(self._load_more)
        self.table.opened.connect(lambda row: self.visit_wanted.emit(row.id))

    def refresh(self) -> None:
        """Read the list anew from the top."""
        context, wanted = self._shell.context, self._wanted()
        self.leader.set_choices(leader_choices(context.read(leaders)))
        self._shell.jobs.read(lambda: read_page(context, wanted, None), self._show, self._shell.warn, owner=self)

    def show_ids(self, ids: Sequence[int], title: str) -> None:
        """Narrow to the rows behind a figure."""
        self._ids = tuple(ids)
        self._behind.setText(_("{title}: {count} rows").format(title=title, count=len(ids)))
        self._swap()
        self.refresh()

    def record_actions(self) -> Sequence[QAction]:
        """What can be done with the visit chosen; nothing while none is."""
        for made in self._actions:
            made.setEnabled(self.table.current_row() is not None)
        return self._actions

    def _wanted(self) -> VisitFilter:
        self._problem.setText("")
        firm, leader = self.firm.value(), self.leader.value()
        try:
            return VisitFilter(firm, leader, self.start.day(), self.end.day(), self._ids)
        except RuleBroken as problem:
            self._problem.setText(problem.sentence)
            return VisitFilter(firm, leader, ids=self._ids)

    def _restart(self, _value: object = None) -> None:
        self.refresh()

    def _show(self, rows: list[VisitRow]) -> None:
        self.model.set_rows(rows, has_more=len(rows) == PAGE and self._ids is None)
        self._stack.setCurrentIndex(0 if rows else 1)

    def _load_more(self) -> None:
        context, wanted, last = self._shell.context, self._wanted(), self.model.rows[-1]
        self._shell.jobs.read(
            lambda: read_page(context, wanted, last),
            lambda rows: self.model.append_rows(rows, len(rows) == PAGE),
            self._shell.warn,
            owner=self,
        )

    def _open(self) -> None:
        row: VisitRow | None = self.table.current_row()
        if row is not None:
            self.visit_wanted.emit(row.id)

    def _open_firm(self) -> None:
        row: VisitRow | None = self.table.current_row()
        if row is not None:
            self._shell.open_record(ENTERPRISE, row.enterprise_id)

    def _remove(self) -> None:
        row: VisitRow | None = self.table.current_row()
        if row is not None:
            context = self._shell.context
            self._perform(partial(remove_visit, context, row.id, row.version), partial(self._on_removed, row))

    def _on_removed(self, row: VisitRow, _changes: ChangeSet) -> None:
        self._shell.tell(_("Visit {number} is in the recycle bin.").format(number=row.number))
        self.removed.emit(row.id)

    def _show_all(self) -> None:
        self._ids = None
        self._swap()
        self.refresh()

    def _swap(self) -> None:
        for widget in (self.firm, self.leader, self.start, self.end):
            widget.setVisible(self._ids is None)
        self._behind.setVisible(self._ids is not None)
        self._all.setVisible(self._ids is not None)

    def _make_actions(self) -> list[QAction]:
        return [
            action(self.table, _("Open and change the visit"), self._open, "F2", inside=False),
            action(self.table, _("Show the firm"), self._open_firm, "Ctrl+E", inside=False),
            action(self.table, _("Move to the recycle bin"), self._remove, "Del", inside=False, verb="remove_visit"),
            *(
                action(self.table, _("Print: {paper}…").format(paper=kind.label), partial(self.print_wanted.emit, kind))
                for kind in FirmPaperKind
            ),
        ]

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        filters.setSpacing(theme.px(8))
        self.firm.setFixedWidth(theme.px(300))
        self.leader.setFixedWidth(theme.px(128))
        for widget in (self.firm, self.leader, self.start, self.end, self._behind, self._all, self._problem):
            filters.addWidget(widget)
        filters.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(_("No visit here"), _("Ctrl+N registers one.")))
        card = Card(margins=False)
        card.body.addLayout(filters)
        card.body.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        outer.addWidget(card)
        self._swap()


def _day_field(shell: Shell, name: str) -> DateEdit:
    field = DateEdit(shell.context.today)
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    field.setFixedWidth(theme.px(140))
    return field


def _columns() -> list[Column[VisitRow]]:
    return [
        Column(_("Date"), lambda row: day_with_weekday(row.on), 132),
        Column(_("Number"), lambda row: row.number, 126, tone=lambda _row: Token.SECONDARY),
        Column(_("Enterprise"), lambda row: row.enterprise_name, 240, stretch=True),
        Column(_("Way"), lambda row: row.way.label, 76),
        Column(_("Leader"), lambda row: row.leader_name, 92),
        Column(_("Companions"), lambda row: row.companions or NO_VALUE, 128),
        Column(_("Difficulties"), _heard, 140),
        Column(_("Recorder"), lambda row: row.recorder, 84, tone=lambda _row: Token.SECONDARY),
    ]


def _heard(row: VisitRow) -> str:
    if not row.difficulties:
        return NO_VALUE
    return _("{count}, {open} open").format(count=row.difficulties, open=row.open_difficulties)
