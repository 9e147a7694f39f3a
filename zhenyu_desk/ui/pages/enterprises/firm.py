"""One firm: how complete it is, its timeline, facts, contacts, pairing history and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.rows import EnterpriseDetail, PairingRow
from zhenyu_desk.domain.terms import EnterpriseState
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.history import HistoryView
from zhenyu_desk.ui.models.firm_facts import missing_of
from zhenyu_desk.ui.models.table_model import TableModel
from zhenyu_desk.ui.pages.enterprises.columns import completeness_bar, is_large, pairing_columns
from zhenyu_desk.ui.pages.enterprises.facts import Facts
from zhenyu_desk.ui.pages.enterprises.history import FirmHistory
from zhenyu_desk.ui.pages.enterprises.links import flow, missing_links
from zhenyu_desk.ui.pages.enterprises.people import People
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.attachment_card import AttachmentCard
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.labels import label, tag
from zhenyu_desk.ui.widgets.panels import clear_layout, scrolled
from zhenyu_desk.ui.widgets.table import Table

_HISTORY, _FACTS, _PEOPLE, _PAIRINGS, _FILES, _CHANGES = range(6)
_MISSING_SHOWN = 4


@dataclass(frozen=True, slots=True)
class FirmFile:
    """Everything shown of a firm but its timeline and files, which are read by themselves."""

    firm: EnterpriseDetail
    missing: tuple[str, ...]
    today: date


def read_file(context: AppContext, enterprise_id: int) -> FirmFile:
    """The firm as it is today."""
    today = context.today()
    firm = context.read(enterprise_detail, enterprise_id)
    return FirmFile(firm, missing_of(firm, today), today)


class FirmPanel(QFrame):
    """Shows a firm's file; says what the user wants to do with it. `fact_wanted("")` means the whole form."""

    visit_wanted = Signal()
    difficulty_wanted = Signal()
    brief_wanted = Signal()
    fact_wanted = Signal(str)
    record_wanted = Signal(str, int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setMinimumWidth(theme.px(360))
        self.file: FirmFile | None = None
        self._head = QVBoxLayout()
        self._head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        self._head.setSpacing(theme.px(6))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.history, self.facts, self.people = FirmHistory(shell), Facts(), People()
        self._pairings: TableModel[PairingRow] = TableModel(pairing_columns(), key=lambda row: row.id)
        self.pairings = Table(self._pairings)
        self.pairings.set_widths(self._pairings.columns)
        self.pairings.setSortingEnabled(False)
        self.pairings.setAccessibleName(_("Pairing history"))
        self.files = AttachmentCard(shell, Aggregate.ENTERPRISE)
        self.changes = HistoryView(shell, is_narrow=True)
        for content, title in (
            (self.history, _("Timeline")),
            (scrolled(self.facts), _("Facts")),
            (scrolled(self.people), _("Contacts")),
            (self.pairings, _("Pairings of the firm")),
            (scrolled(self.files), _("Files")),
            (self.changes, _("Changes")),
        ):
            self.tabs.addTab(content, title)
        self._unseen: set[int] = set()
        self.tabs.currentChanged.connect(self._fill)
        self.history.opened.connect(self.record_wanted)
        self.facts.fact_wanted.connect(self.fact_wanted)
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
        self.history.show_firm(None)
        self.files.show_owner(None)
        self.changes.show_record(Aggregate.ENTERPRISE, None)
        self.tabs.hide()

    def forget(self) -> None:
        """Another file is being read: what still stands here can't be changed any more."""
        self.file = None

    def show_file(self, file: FirmFile) -> None:
        """Show this firm."""
        self.file = file
        self._show_head(file)
        self._unseen = {_HISTORY, _FACTS, _PEOPLE, _PAIRINGS, _FILES, _CHANGES}
        self._fill(self.tabs.currentIndex())
        self.tabs.show()

    def _fill(self, tab: int) -> None:
        """Only the tab that is seen is made; the others follow when they are turned to."""
        if self.file is None or tab not in self._unseen:
            return
        self._unseen.discard(tab)
        firm = self.file.firm
        if tab == _HISTORY:
            self.history.show_firm(firm.id)
        elif tab == _FACTS:
            self.facts.show_firm(firm, self.file.missing)
        elif tab == _PEOPLE:
            self.people.show_rows(firm.contacts)
        elif tab == _PAIRINGS:
            self._pairings.set_rows(sorted(firm.pairings, key=lambda row: row.start, reverse=True))
        elif tab == _FILES:
            self.files.show_owner(firm.id)
        else:
            self.changes.show_record(Aggregate.ENTERPRISE, firm.id)

    def _show_head(self, file: FirmFile) -> None:
        firm = file.firm
        clear_layout(self._head)
        self._head.addWidget(label(firm.name, role=FontRole.HEADING, wrap=True))
        latest = {row.name: row for row in sorted(firm.labels, key=lambda row: row.year or 0)}
        words = [*latest, *([firm.chain] if firm.chain else [])]
        if firm.state is not EnterpriseState.NORMAL:
            words.insert(0, firm.state.label)
        facts = [label(firm.credit_code or _("No credit code"), Token.SECONDARY), *map(tag, words)]
        self._head.addWidget(flow(*facts))
        self._head.addWidget(self._completeness(file.missing))
        self._head.addWidget(
            flow(
                button(_("Enter a visit there"), self.visit_wanted.emit, tip="Alt+1", verb="register_visit"),
                button(_("New difficulty…"), self.difficulty_wanted.emit, tip="Alt+2", verb="register_difficulty"),
                button(_("Change…"), partial(self.fact_wanted.emit, ""), tip="F2", verb="update_enterprise"),
                button(_("Page before the visit…"), self.brief_wanted.emit, tip="Ctrl+P"),
            )
        )

    def _completeness(self, missing: tuple[str, ...]) -> QWidget:
        """The mark with the first things missing; all of them stand above the facts."""
        mark = label(completeness_bar(missing), Token.SECONDARY)
        mark.setAccessibleName(_("Completeness"))
        if not missing:
            return flow(mark, label(_("Nothing important is missing."), Token.SECONDARY))
        shown = missing[: _MISSING_SHOWN // 2 if is_large() else _MISSING_SHOWN]
        parts: list[QWidget] = [mark, label(_("Missing:"), Token.SECONDARY)]
        parts += missing_links(shown, self.fact_wanted.emit)
        if len(missing) > len(shown):
            parts.append(link(_("{n} in all…").format(n=len(missing)), self._show_all_missing))
        return flow(*parts)

    def _show_all_missing(self) -> None:
        self.tabs.setCurrentIndex(_FACTS)
        self.facts.setFocus()
        self.facts.focusNextChild()
