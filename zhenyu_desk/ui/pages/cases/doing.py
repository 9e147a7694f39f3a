"""What the clerk does with the difficulties chosen: steps, changes, removal, copies, the export of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from zhenyu_desk.domain.case_filters import CaseFilter
from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import DifficultyInput
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.i18n import _
from zhenyu_desk.services import difficulties
from zhenyu_desk.ui.dialogs.difficulty_form import DifficultyDialog, read_choices
from zhenyu_desk.ui.dialogs.form_dialog import Shared, run_form
from zhenyu_desk.ui.dialogs.history import Subject, show_history
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord
from zhenyu_desk.ui.dialogs.step_facts import StepGiven
from zhenyu_desk.ui.dialogs.step_fields import FORMS
from zhenyu_desk.ui.dialogs.step_form import StepDialog
from zhenyu_desk.ui.models.case_log import case_text
from zhenyu_desk.ui.pages.cases import steps
from zhenyu_desk.ui.pages.cases.exporting import Export, ask_target
from zhenyu_desk.ui.pages.cases.reading import read_case
from zhenyu_desk.ui.pages.cases.step_again import step_again
from zhenyu_desk.ui.shell import ENTERPRISE

if TYPE_CHECKING:
    from zhenyu_desk.ui.pages.cases.page import CasesPage


class CaseDoing:
    """Works on the rows chosen in the list, or on the one difficulty that the panel shows."""

    def __init__(self, page: CasesPage) -> None:
        self._page = page
        self._shell = page.shell

    def take_step(self, action: Action) -> None:
        """Open the form of a step for what is chosen."""
        page, context = self._page, self._shell.context
        chosen = page.chosen_rows()
        shown = page.detail_now() if len(chosen) < 2 else None
        if len(chosen) > 1:
            facts, keys = steps.facts_of_several(context, chosen, action), _keys(chosen)
        elif shown is not None and action in steps.offered(shown):
            facts, keys = steps.facts_of_one(context, shown, action), _keys([shown.row])
        else:
            return
        dialog = StepDialog(FORMS[action], facts, page)

        def verb(given: StepGiven) -> ChangeSet:
            return steps.take(context, keys, given)

        run_form(
            page,
            dialog,
            verb,
            lambda _changes: self._taken(facts.about, action),
            record=[key for key, _version in keys],
            again=lambda given: step_again(context, keys, given, dialog),
        )

    def new(self) -> None:
        """Take down a difficulty that came without a visit."""
        context = self._shell.context
        dialog = DifficultyDialog(self._shell, read_choices(context), None, self._page)

        def verb(given: DifficultyInput) -> ChangeSet:
            return difficulties.register_difficulty(context, given)

        run_form(self._page, dialog, verb, self._page.registered)

    def edit(self) -> None:
        """Change what was written down about the difficulty shown."""
        shown = self._page.detail_now()
        if shown is None:
            return
        context = self._shell.context
        dialog = DifficultyDialog(self._shell, read_choices(context), shown, self._page)

        def verb(given: DifficultyInput) -> ChangeSet:
            return difficulties.update_difficulty(context, shown.row.id, shown.row.version, given)

        shared = Shared(
            SharedRecord(context, Aggregate.DIFFICULTY, shown.row.id),
            lambda: read_case(context, shown.row.id),
            lambda known: DifficultyDialog(self._shell, read_choices(context), known),
            lambda known, given: difficulties.update_difficulty(context, known.row.id, known.row.version, given),
        )
        run_form(self._page, dialog, verb, shared=shared, record=[shown.row.id])

    def remove(self) -> None:
        """Move what is chosen to the recycle bin; the way back is offered."""
        context, chosen = self._shell.context, self._page.chosen_rows()
        if not chosen:
            return
        keys = _keys(chosen)
        self._page.perform(
            lambda: difficulties.remove_difficulties(context, keys), lambda _changes: self._removed(chosen)
        )

    def open_firm(self) -> None:
        """Show the firm of the difficulty shown."""
        shown = self._page.detail_now()
        if shown is not None:
            self._shell.open_record(ENTERPRISE, shown.row.enterprise_id)

    def mark_typical(self) -> None:
        """Name the difficulty shown as a typical case of the monthly report, or take the mark away."""
        shown, context = self._page.detail.detail, self._shell.context
        if shown is None:
            return
        row, wanted = shown.row, not shown.is_typical
        words = _("{number} is a typical case of the report.") if wanted else _("{number} is no typical case any more.")
        self._page.perform(
            lambda: difficulties.mark_typical(context, row.id, row.version, wanted),
            lambda _changes: self._shell.tell(words.format(number=row.number)),
        )

    def show_history(self) -> None:
        """Show who changed what of the difficulty shown."""
        shown = self._page.detail_now()
        row = shown.row if shown is not None else None
        subject = Subject(Aggregate.DIFFICULTY, row.id, f"{row.number} {row.title}") if row is not None else None
        show_history(self._page, self._shell, subject)

    def copy_case(self) -> None:
        """Put all that is known of the difficulty shown on the clipboard, as plain text."""
        shown = self._page.detail_now()
        if shown is not None:
            QGuiApplication.clipboard().setText(case_text(shown))
            self._shell.tell(_("{number} was copied as text.").format(number=shown.row.number))

    def export(self, wanted: CaseFilter | Sequence[int], words: str, total: int) -> None:
        """Write the list to a workbook."""
        target = ask_target(self._page, words, self._shell.context.today())
        if target is not None:
            Export(self._shell, self._page).start(wanted, target, total)

    def _taken(self, about: str, action: Action) -> None:
        self._shell.tell(_("{action}: {about}").format(action=action.label, about=about))
        self._page.table.setFocus()

    def _removed(self, rows: Sequence[DifficultyRow]) -> None:
        one, many = _("{number} lies in the recycle bin."), _("{count} difficulties lie in the recycle bin.")
        self._shell.tell((one if len(rows) == 1 else many).format(number=rows[0].number, count=len(rows)))
        self._page.table.setFocus()


def _keys(rows: Sequence[DifficultyRow]) -> list[tuple[int, int]]:
    return [(row.id, row.version) for row in rows]
