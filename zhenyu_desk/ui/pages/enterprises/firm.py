"""One firm: facts, contacts, pairing history, and the timeline of everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.phones import mask_phone
from zhenyu_desk.domain.rows import ContactRow, EnterpriseDetail, PairingRow, TimelineRow
from zhenyu_desk.domain.terms import EnterpriseState, InUse
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.store.queries.timeline import timeline
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.models.firm_facts import firm_facts
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import label, tag
from zhenyu_desk.ui.widgets.panels import clear_layout, fact_grid, scrolled
from zhenyu_desk.ui.widgets.table import Table

_TIMELINE = 200


@dataclass(frozen=True, slots=True)
class FirmFile:
    """Everything shown of a firm."""

    firm: EnterpriseDetail
    timeline: list[TimelineRow]
    today: date


def read_file(context: AppContext, enterprise_id: int) -> FirmFile:
    """The firm with its history."""
    today = context.today()
    return FirmFile(
        firm=context.read(enterprise_detail, enterprise_id),
        timeline=context.read(timeline, today, enterprise_id, _TIMELINE),
        today=today,
    )


class FirmPanel(QFrame):
    """Shows a firm's file; says what the user wants to do with it."""

    edit_wanted = Signal()
    contact_wanted = Signal(object)
    retire_wanted = Signal(object)
    record_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setMinimumWidth(theme.px(380))
        self.file: FirmFile | None = None
        self._head = QVBoxLayout()
        self._head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        self._head.setSpacing(theme.px(6))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._history: TableModel[TimelineRow] = TableModel(_timeline_columns(), key=lambda r: (r.kind, r.record_id))
        self.history = Table(self._history)
        self.history.set_widths(self._history.columns)
        self.history.setSortingEnabled(False)
        self.history.opened.connect(self._open)
        self._pairings: TableModel[PairingRow] = TableModel(_pairing_columns(), key=lambda row: row.id)
        self.pairings = Table(self._pairings)
        self.pairings.set_widths(self._pairings.columns)
        self._facts, self._contacts = QVBoxLayout(), QVBoxLayout()
        self.tabs.addTab(self.history, _("Timeline"))
        self.tabs.addTab(_page(self._facts), _("Facts"))
        self.tabs.addTab(_page(self._contacts), _("Contacts"))
        self.tabs.addTab(self.pairings, _("Pairing history"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.tabs, 1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No firm is chosen."""
        self.file = None
        clear_layout(self._head)
        self._head.addWidget(label(_("Choose a firm on the left."), Token.SECONDARY))
        self._head.addStretch()
        self.tabs.hide()

    def forget(self) -> None:
        """Another file is being read: what still stands here can't be changed any more."""
        self.file = None

    def show_file(self, file: FirmFile) -> None:
        """Show this firm."""
        self.file = file
        self._show_head(file.firm)
        self._history.set_rows(file.timeline)
        self._pairings.set_rows(file.firm.pairings)
        clear_layout(self._facts)
        self._facts.addLayout(fact_grid(firm_facts(file.firm)))
        self._facts.addStretch()
        self._show_contacts(file.firm)
        self.tabs.show()

    def _show_head(self, firm: EnterpriseDetail) -> None:
        clear_layout(self._head)
        self._head.addWidget(label(firm.name, role=FontRole.HEADING, wrap=True))
        words = [*(row.name for row in firm.labels), *([firm.chain] if firm.chain else [])]
        if firm.state is not EnterpriseState.NORMAL:
            words.insert(0, firm.state.label)
        if words:
            tags = QWidget()
            flow = FlowLayout(tags, theme.px(6))
            for word in words:
                flow.addWidget(tag(word))
            self._head.addWidget(tags)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(label(firm.credit_code or _("No credit code"), Token.SECONDARY))
        line.addStretch()
        line.addWidget(button(_("Change…"), self.edit_wanted.emit, tip="F2"))
        self._head.addLayout(line)

    def _show_contacts(self, firm: EnterpriseDetail) -> None:
        clear_layout(self._contacts)
        for row in firm.contacts:
            self._contacts.addLayout(self._contact_line(row))
        if not firm.contacts:
            self._contacts.addWidget(label(_("No contact yet."), Token.SECONDARY))
        foot = QHBoxLayout()
        foot.addWidget(button(_("New contact…"), partial(self.contact_wanted.emit, None)))
        foot.addStretch()
        self._contacts.addLayout(foot)
        self._contacts.addStretch()

    def _contact_line(self, row: ContactRow) -> QHBoxLayout:
        is_used = row.in_use is InUse.ACTIVE
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        who = f"{row.name} · {row.post}" if row.post else row.name
        line.addWidget(label(who, None if is_used else Token.SECONDARY))
        if row.is_primary and is_used:
            line.addWidget(tag(_("Main contact")))
        if not is_used:
            line.addWidget(tag(row.in_use.label))
        line.addStretch()
        if row.mobile:
            line.addWidget(_Mobile(row))
        line.addWidget(link(_("Change"), partial(self.contact_wanted.emit, row)))
        if is_used:
            line.addWidget(link(_("Retire"), partial(self.retire_wanted.emit, row)))
        return line

    def _open(self, row: TimelineRow) -> None:
        self.record_wanted.emit(row.kind, row.record_id)


class _Mobile(QWidget):
    """A phone number with its middle hidden until it is asked for."""

    def __init__(self, row: ContactRow) -> None:
        super().__init__()
        self._row = row
        self._number = label(mask_phone(row.mobile), Token.SECONDARY)
        self._show = link(_("Show"), self._reveal)
        self._show.setAccessibleName(_("Show the number of {name}").format(name=row.name))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._number)
        line.addWidget(self._show)

    def _reveal(self) -> None:
        self._number.setText(self._row.mobile)
        self._show.hide()


def _page(layout: QVBoxLayout) -> QWidget:
    content = QWidget()
    layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
    layout.setSpacing(theme.px(8))
    content.setLayout(layout)
    return scrolled(content)


def _timeline_columns() -> list[Column[TimelineRow]]:
    words = {"visit": _("Visit"), "difficulty": _("Difficulty case"), "pairing": _("Pairing")}
    return [
        Column(_("Date"), lambda row: row.on.isoformat(), 98, tone=lambda _row: Token.SECONDARY),
        Column(_("Kind"), lambda row: words.get(row.kind, row.kind), 66, tag=True),
        Column(_("What"), lambda row: row.title, 200, tip=lambda row: row.title, stretch=True),
        Column(_("Detail"), lambda row: row.detail or NO_VALUE, 120, tip=lambda row: row.detail),
    ]


def _pairing_columns() -> list[Column[PairingRow]]:
    return [
        Column(_("Leader"), lambda row: f"{row.leader_name} · {row.leader_post}", 150, stretch=True),
        Column(_("Role"), lambda row: row.role.label, 76),
        Column(_("From"), lambda row: row.start.isoformat(), 104),
        Column(_("To"), lambda row: row.end.isoformat() if row.end else NO_VALUE, 104),
        Column(_("Every (days)"), lambda row: str(row.frequency_days or NO_VALUE), 96, align_right=True),
        Column(_("Reason"), lambda row: row.reason or NO_VALUE, 110, tip=lambda row: row.reason),
    ]
