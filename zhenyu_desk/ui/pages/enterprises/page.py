"""The page 企业档案."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput
from zhenyu_desk.domain.rows import ContactRow, EnterpriseRow
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services import enterprises
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.contact_form import ContactDialog
from zhenyu_desk.ui.dialogs.enterprise_form import EnterpriseDialog
from zhenyu_desk.ui.dialogs.form_dialog import run_form
from zhenyu_desk.ui.jobs.jobs import Job
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.enterprises.firm import FirmFile, FirmPanel, read_file
from zhenyu_desk.ui.pages.enterprises.register import Register
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell


class EnterprisesPage(Page):
    """The register on the left, the firm chosen on the right."""

    aggregates: ClassVar[frozenset[Aggregate]] = frozenset(
        {Aggregate.ENTERPRISE, Aggregate.VISIT, Aggregate.DIFFICULTY, Aggregate.PAIRING, Aggregate.LEADER}
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._shown: int | None = None
        self._reading: Job | None = None
        self.register = Register(shell)
        self.firm = FirmPanel()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.register)
        split.addWidget(self.firm)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setChildrenCollapsible(False)
        split.setSizes([theme.px(660), theme.px(540)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        self._connect()

    def refresh(self) -> None:
        """Read the list and the firm shown anew."""
        self.register.refresh()
        if self._shown is not None:
            self._read_firm(self._shown)

    def open_record(self, kind: str, key: int) -> None:
        """Show one firm."""
        if kind == ENTERPRISE:
            self._select(key)

    def show_ids(self, ids: Sequence[int], title: str) -> None:
        """The firms behind a figure."""
        self.register.show_ids(ids, title)

    def find_in_page(self) -> None:
        """Ctrl+F: to the quick filter."""
        self.register.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.register.words.selectAll()

    def add_firm(self) -> None:
        """Add a firm to the register."""
        context = self.shell.context
        dialog = EnterpriseDialog(context, None, self)

        def verb(given: EnterpriseInput) -> ChangeSet:
            return enterprises.add_enterprise(context, given)

        run_form(self.perform, dialog, verb, self._added)

    def edit_firm(self) -> None:
        """F2: change the facts of the firm shown."""
        file = self.firm.file
        if file is None:
            return
        context = self.shell.context
        dialog = EnterpriseDialog(context, file.firm, self)

        def verb(given: EnterpriseInput) -> ChangeSet:
            return enterprises.update_enterprise(context, file.firm.id, file.firm.version, given)

        run_form(self.perform, dialog, verb)

    def edit_contact(self, known: ContactRow | None) -> None:
        """Add a contact to the firm shown, or change one."""
        file = self.firm.file
        if file is None:
            return
        context = self.shell.context
        dialog = ContactDialog(file.firm.id, known, self)

        def verb(given: ContactInput) -> ChangeSet:
            if known is None:
                return enterprises.save_contact(context, given)
            return enterprises.save_contact(context, given, known.id, known.version)

        run_form(self.perform, dialog, verb)

    def _retire(self, row: ContactRow) -> None:
        context = self.shell.context
        self.perform(
            lambda: enterprises.retire_contact(context, row.id, row.version),
            lambda _changes: self.shell.tell(_("{name} is retired.").format(name=row.name)),
        )

    def _connect(self) -> None:
        self.register.chosen.connect(self._on_chosen)
        self.register.new_wanted.connect(self.add_firm)
        self.register.table.opened.connect(self._on_opened)
        self.firm.edit_wanted.connect(self.edit_firm)
        self.firm.contact_wanted.connect(self.edit_contact)
        self.firm.retire_wanted.connect(self._retire)
        self.firm.record_wanted.connect(self._open)
        QShortcut(QKeySequence("Ctrl+D"), self, self.add_firm)
        QShortcut(QKeySequence("F2"), self, self.edit_firm)

    def _on_chosen(self, row: EnterpriseRow | None) -> None:
        if row is None:
            self._show_nothing()
        elif row.id != self._shown:
            self._read_firm(row.id)

    def _on_opened(self, row: EnterpriseRow) -> None:
        if row.id == self._shown:
            self.edit_firm()

    def _select(self, key: int) -> None:
        self.register.select(key)
        self._read_firm(key)

    def _show_nothing(self) -> None:
        self._shown = None
        if self._reading is not None:
            self._reading.cancel()
        self.firm.show_nothing()

    def _read_firm(self, key: int) -> None:
        self._shown = key
        self.firm.forget()
        if self._reading is not None:
            self._reading.cancel()
        read: Callable[[], FirmFile] = partial(read_file, self.shell.context, key)
        self._reading = self.shell.jobs.read(read, self.firm.show_file, self._not_read, owner=self)

    def _not_read(self, problem: AppError) -> None:
        self._show_nothing()
        self.shell.warn(problem)

    def _added(self, changes: ChangeSet) -> None:
        if changes.id is not None:
            self._select(changes.id)

    def _open(self, kind: str, key: int) -> None:
        if kind in (VISIT, DIFFICULTY):
            self.shell.open_record(kind, key)
