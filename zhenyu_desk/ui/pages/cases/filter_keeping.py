"""Keeping the narrowing of the list under a name, and coming back to it."""

from __future__ import annotations

from functools import partial

from zhenyu_desk.domain.case_filters import Narrowing
from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.saved_filters import FilterInput, SavedFilterRow
from zhenyu_desk.i18n import _
from zhenyu_desk.services import saved_filters
from zhenyu_desk.ui.dialogs.filter_forms import FilterDialog
from zhenyu_desk.ui.dialogs.form_dialog import run_form
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.cases.filters import CaseFilters
from zhenyu_desk.ui.pages.cases.reading import SAVED_FOR


class FilterKeeping:
    """Does what the button of the saved filters asks for."""

    def __init__(self, page: Page, filters: CaseFilters) -> None:
        self._page = page
        self._shell = page.shell
        self._filters = filters
        filters.saved.apply_wanted.connect(self.apply)
        filters.saved.save_wanted.connect(self.save)
        filters.saved.rename_wanted.connect(self.rename)
        filters.saved.remove_wanted.connect(self.remove)

    def apply(self, row: SavedFilterRow) -> None:
        """Narrow the list as it was kept."""
        narrowing = Narrowing.from_text(row.content)
        if narrowing is None:
            self._shell.tell(_("The filter «{name}» can't be read any more; delete it.").format(name=row.name))
            return
        self._filters.show_narrowing(narrowing)
        self._filters.changed.emit()
        self._shell.tell(_("Filter «{name}»").format(name=row.name))

    def save(self) -> None:
        """Ask for a name and keep what the list is narrowed to."""
        if self._filters.ids is not None:
            self._shell.tell(_("The rows behind a figure can't be saved as a filter; show all again first."))
            return
        dialog = FilterDialog(self._filters.narrowing().as_text(), self._filters.describe(), parent=self._page)
        self._run(dialog, None)

    def rename(self, row: SavedFilterRow) -> None:
        """Ask for another name."""
        self._run(FilterDialog(row.content, "", row.name, self._page), row)

    def remove(self, row: SavedFilterRow) -> None:
        """Drop a filter at once; the way back is offered."""
        context = self._shell.context
        done = partial(self._tell, _("The filter «{name}» was deleted.").format(name=row.name))
        self._page.perform(lambda: saved_filters.remove_filter(context, row.id, row.version), done)

    def _run(self, dialog: FilterDialog, row: SavedFilterRow | None) -> None:
        context = self._shell.context
        key, version = (row.id, row.version) if row else (None, None)

        def verb(given: FilterInput) -> ChangeSet:
            return saved_filters.save_filter(context, SAVED_FOR, given, key, version)

        run_form(self._page, dialog, verb, partial(self._tell, _("The filter was saved.")))

    def _tell(self, sentence: str, _changes: ChangeSet) -> None:
        self._shell.tell(sentence)
