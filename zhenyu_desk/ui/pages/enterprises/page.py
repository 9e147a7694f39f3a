"""The page 企业档案."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import DifficultyInput, EnterpriseInput
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.domain.rows import EnterpriseDetail, EnterpriseRow
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services import difficulties, enterprises
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.difficulty_form import DifficultyDialog, read_choices
from zhenyu_desk.ui.dialogs.enterprise_form import EnterpriseDialog
from zhenyu_desk.ui.dialogs.form_dialog import Shared, run_form
from zhenyu_desk.ui.dialogs.history import Subject, history_action
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord
from zhenyu_desk.ui.jobs.jobs import REST_MS, Job
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.enterprises.columns import is_large
from zhenyu_desk.ui.pages.enterprises.firm import FirmFile, FirmPanel, read_file
from zhenyu_desk.ui.pages.enterprises.merging import Merging
from zhenyu_desk.ui.pages.enterprises.parts import Parts
from zhenyu_desk.ui.pages.enterprises.register import Register
from zhenyu_desk.ui.papers import Papers
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell
from zhenyu_desk.ui.widgets.pickers import Choice, FirmPicker

_PEOPLE, _LEADER = "contact", "leader"
_PRINT_KEYS = {FirmPaperKind.BRIEF: "Alt+8", FirmPaperKind.DOSSIER: "Alt+9", FirmPaperKind.VISIT_FORM: "Alt+0"}


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
        self.firm = FirmPanel(shell)
        self._parts, self._merging = Parts(self), Merging(self)
        self._papers = Papers(shell, self)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.register)
        split.addWidget(self.firm)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setChildrenCollapsible(False)
        split.setSizes([theme.px(380 if is_large() else 660), theme.px(370 if is_large() else 540)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        self._make_actions()
        self._connect()

    def refresh(self) -> None:
        """Read the list and the firm shown anew."""
        self.register.refresh()
        if self._shown is not None:
            self._read_firm(self._shown, self._gone)

    def open_record(self, kind: str, key: int) -> None:
        """Show one firm."""
        if kind == ENTERPRISE:
            self.select(key)

    def choose_undone(self, changes: ChangeSet) -> None:
        """Choose the firm that is as it was before."""
        keys = changes.left(Aggregate.ENTERPRISE)
        if keys:
            self.select(keys[0])

    def show_ids(self, ids: Sequence[int], title: str) -> None:
        """The firms behind a figure."""
        self.register.show_ids(ids, title)

    def find_in_page(self) -> None:
        """Ctrl+F: to the quick filter."""
        self.register.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.register.words.selectAll()

    def record_actions(self) -> Sequence[QAction]:
        """What can be done with the firm chosen, and with two of them."""
        for made in self._of_firm:
            made.setEnabled(self.firm.file is not None)
        self._merge.setEnabled(len(self.register.table.selected_rows()) == 2)
        for made in self._prints:
            made.setEnabled(bool(self._firms_to_print()))
        return (*self._of_firm, self._history, *self._prints, self._add, self._merge, self._duplicates, self._remove)

    def print_page(self) -> None:
        """Ctrl+P: 走访前一页纸 of the firms chosen."""
        self._print(FirmPaperKind.BRIEF)

    def add_firm(self) -> None:
        """Add a firm to the register."""
        context = self.shell.context
        dialog = EnterpriseDialog(context, None, parent=self)

        def verb(given: EnterpriseInput) -> ChangeSet:
            return enterprises.add_enterprise(context, given)

        run_form(self, dialog, verb, self._added)

    def edit_firm(self) -> None:
        """F2: change the facts of the firm shown."""
        self.edit_fact("")

    def edit_fact(self, fact: str) -> None:
        """Go to where a fact of the firm shown is filled in."""
        firm = self.shown_firm()
        if firm is None:
            return
        if fact == _PEOPLE:
            self._parts.edit_contact(None)
            return
        if fact == _LEADER:
            self._parts.pair()
            return
        context = self.shell.context
        dialog = EnterpriseDialog(context, firm, fact, self)

        def verb(given: EnterpriseInput) -> ChangeSet:
            return enterprises.update_enterprise(context, firm.id, firm.version, given)

        shared = Shared(
            SharedRecord(context, Aggregate.ENTERPRISE, firm.id),
            lambda: context.read(enterprise_detail, firm.id),
            lambda known: EnterpriseDialog(context, known),
            lambda known, given: enterprises.update_enterprise(context, known.id, known.version, given),
        )
        run_form(self, dialog, verb, shared=shared, record=[firm.id])

    def visit_firm(self) -> None:
        """Write down a visit to the firm shown."""
        firm = self.shown_firm()
        if firm is not None:
            self.shell.new_visit(firm.id)

    def new_difficulty(self) -> None:
        """Take down a difficulty of the firm shown."""
        firm, context = self.shown_firm(), self.shell.context
        if firm is None:
            return
        dialog = DifficultyDialog(self.shell, read_choices(context), None, self)
        picker = dialog.form.fields["enterprise_id"].editor
        assert isinstance(picker, FirmPicker)
        picker.set_choice(Choice(firm.id, firm.name, firm.credit_code))
        picker.chosen.emit(picker.choice())
        dialog.form.fields["category_id"].editor.setFocus()

        def verb(given: DifficultyInput) -> ChangeSet:
            return difficulties.register_difficulty(context, given)

        run_form(self, dialog, verb)

    def remove_firm(self) -> None:
        """Del: the firm shown goes to the recycle bin at once, unless it has a history; it can be taken back."""
        firm, context = self.shown_firm(), self.shell.context
        if firm is not None:
            told = _("{name} is in the recycle bin.").format(name=firm.name)
            self.perform(
                lambda: enterprises.remove_enterprise(context, firm.id, firm.version),
                lambda _changes: self.shell.tell(told),
            )

    def shown_firm(self) -> EnterpriseDetail | None:
        """The firm in the panel; None while another one is being read."""
        return self.firm.file.firm if self.firm.file is not None else None

    def _subject(self) -> Subject | None:
        firm = self.shown_firm()
        return Subject(Aggregate.ENTERPRISE, firm.id, firm.name) if firm is not None else None

    def select(self, key: int) -> None:
        """Show this firm, and select it where the list has it."""
        self.register.select(key)
        self._read_firm(key)

    def _print(self, kind: FirmPaperKind) -> None:
        self._papers.of_firms(kind, self._firms_to_print())

    def _firms_to_print(self) -> list[tuple[int, str]]:
        """The firms chosen; the one in the panel where the list lacks it."""
        chosen = [(row.id, row.name) for row in self.register.table.selected_rows()]
        firm = self.shown_firm()
        return chosen or ([(firm.id, firm.name)] if firm else [])

    def _make_actions(self) -> None:
        parts = self._parts
        self._of_firm = (
            action(self, _("Change the firm…"), self.edit_firm, "F2", verb="update_enterprise"),
            action(self, _("Enter a visit to the firm"), self.visit_firm, "Alt+1", verb="register_visit"),
            action(self, _("New difficulty…"), self.new_difficulty, "Alt+2", verb="register_difficulty"),
            action(self, _("New contact…"), partial(parts.edit_contact, None), "Alt+3", verb="save_contact"),
            action(self, _("Enter figures of a year…"), partial(parts.edit_year, None), "Alt+4", verb="save_yearly"),
            action(self, _("Pair with a leader…"), parts.pair, "Alt+5", verb="save_pairing"),
        )
        self._history = history_action(self, self.shell, self._subject)
        self._prints = tuple(
            action(self, _("Print: {paper}…").format(paper=kind.label), partial(self._print, kind), keys)
            for kind, keys in _PRINT_KEYS.items()
        )
        self._add = action(self, _("New enterprise…"), self.add_firm, "Ctrl+D", verb="add_enterprise")
        self._merge = action(
            self, _("Merge the two firms chosen…"), self._merging.merge_chosen, "Alt+6", verb="merge_enterprises"
        )
        self._duplicates = action(self, _("Find duplicates…"), self._merging.find_duplicates, "Alt+7")
        table = self.register.table
        self._remove = action(
            table, _("Move to the recycle bin"), self.remove_firm, "Del", inside=False, verb="remove_enterprise"
        )
        for listed in (table, self.firm.history.table, self.firm.pairings):
            listed.set_menu(self.record_actions)

    def _connect(self) -> None:
        self.register.chosen.connect(self._on_chosen)
        self.register.new_wanted.connect(self.add_firm)
        self.register.duplicates_wanted.connect(self._merging.find_duplicates)
        self.register.table.opened.connect(self._on_opened)
        self.register.table.selectionModel().selectionChanged.connect(lambda *_change: self.record_actions())
        self.firm.visit_wanted.connect(self.visit_firm)
        self.firm.brief_wanted.connect(self.print_page)
        self.firm.difficulty_wanted.connect(self.new_difficulty)
        self.firm.fact_wanted.connect(self.edit_fact)
        self.firm.record_wanted.connect(self._open)
        self._parts.connect(self.firm)

    def _on_chosen(self, row: EnterpriseRow | None) -> None:
        if row is None:
            self._show_nothing()
        elif row.id != self._shown:
            self._read_firm(row.id, after_ms=REST_MS)

    def _on_opened(self, row: EnterpriseRow) -> None:
        if row.id == self._shown:
            self.edit_firm()

    def _show_nothing(self) -> None:
        self._shown = None
        if self._reading is not None:
            self._reading.cancel()
        self.firm.show_nothing()

    def _read_firm(self, key: int, failed: Callable[[AppError], None] | None = None, after_ms: int = 0) -> None:
        self._shown = key
        self.firm.forget()
        if self._reading is not None:
            self._reading.cancel()
        read: Callable[[], FirmFile] = partial(read_file, self.shell.context, key)
        self._reading = self.shell.jobs.read(
            read, self._show_file, failed or self._not_read, owner=self, after_ms=after_ms
        )

    def _show_file(self, file: FirmFile) -> None:
        self.firm.show_file(file)
        self.record_actions()

    def _not_read(self, problem: AppError) -> None:
        self._show_nothing()
        self.shell.warn(problem)

    def _gone(self, _problem: AppError) -> None:
        """The firm shown was removed or merged: nothing to warn of, the list chooses the next one."""
        self._show_nothing()

    def _added(self, changes: ChangeSet) -> None:
        if changes.id is not None:
            self.select(changes.id)

    def _open(self, kind: str, key: int) -> None:
        if kind in (VISIT, DIFFICULTY):
            self.shell.open_record(kind, key)
