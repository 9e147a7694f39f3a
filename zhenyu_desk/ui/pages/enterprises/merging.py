"""How the page comes to a merge: from two rows of the register, or from the list of likely duplicates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.merging import Side
from zhenyu_desk.i18n import _
from zhenyu_desk.services.merging import MergePreview, merge_firms, preview_best
from zhenyu_desk.ui.dialogs.duplicates import DuplicatesDialog
from zhenyu_desk.ui.dialogs.form_dialog import run_form
from zhenyu_desk.ui.dialogs.merge_firms import MergeDialog

if TYPE_CHECKING:
    from zhenyu_desk.ui.pages.enterprises.page import EnterprisesPage


class Merging:
    """Opens the dialogs of a merge, for the page."""

    def __init__(self, page: EnterprisesPage) -> None:
        self._page = page

    def merge_chosen(self) -> None:
        """Look at the two firms selected in the register side by side."""
        rows = self._page.register.table.selected_rows()
        if len(rows) == 2:
            self._look(rows[0].id, rows[1].id, self._page)

    def find_duplicates(self) -> None:
        """Compare the whole register; it stays open, so that one pair after the other can be merged."""
        dialog = DuplicatesDialog(self._page.shell, self._page)
        dialog.merge_wanted.connect(lambda one, other: self._look(one, other, dialog, dialog.reload))
        dialog.open_once()

    def _look(self, one: int, other: int, parent: QWidget, merged: Callable[[], None] | None = None) -> None:
        shell = self._page.shell
        read = partial(preview_best, shell.context, one, other)
        shell.jobs.read(read, lambda preview: self._open(preview, parent, merged), shell.warn, owner=parent)

    def _open(self, preview: MergePreview, parent: QWidget, merged: Callable[[], None] | None) -> None:
        shell = self._page.shell
        dialog = MergeDialog(shell, preview, parent)
        context = shell.context

        def verb(given: dict[str, Side]) -> ChangeSet:
            return merge_firms(context, dialog.preview.keep, dialog.preview.drop, given)

        def done(changes: ChangeSet) -> None:
            now = dialog.preview
            if changes.id is not None:
                self._page.select(changes.id)
            shell.tell(_("{drop} is now part of {keep}.").format(drop=now.drop.name, keep=now.keep.name))
            if merged is not None:
                merged()

        run_form(self._page, dialog, verb, done)
