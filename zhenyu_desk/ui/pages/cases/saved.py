"""The saved filters: a button with a menu to apply, save, rename and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from zhenyu_desk.domain.saved_filters import SavedFilterRow
from zhenyu_desk.i18n import _

WITH_KEYS = 9


class SavedButton(QPushButton):
    """Says which filter is wanted; the first nine have the keys Alt+1 to Alt+9."""

    apply_wanted = Signal(object)
    save_wanted = Signal()
    rename_wanted = Signal(object)
    remove_wanted = Signal(object)
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Saved filters"), parent)
        self.setAutoDefault(False)
        self.rows: Sequence[SavedFilterRow] = ()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def show_filters(self, rows: Sequence[SavedFilterRow]) -> None:
        """Offer these."""
        self.rows = tuple(rows)

    def apply_number(self, number: int) -> None:
        """Apply the n-th filter, counted from 1, where there is one."""
        if number <= len(self.rows):
            self.apply_wanted.emit(self.rows[number - 1])

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        for number, row in enumerate(self.rows, start=1):
            keys = f"\tAlt+{number}" if number <= WITH_KEYS else ""
            menu.addAction(_escaped(row.name) + keys, partial(self.apply_wanted.emit, row))
        if not self.rows:
            menu.addAction(_("No filter saved yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(_("Save the filter…") + "\tCtrl+Shift+S", self.save_wanted.emit)
        for title, wanted in ((_("Rename"), self.rename_wanted), (_("Delete"), self.remove_wanted)):
            below = menu.addMenu(title)
            below.setEnabled(bool(self.rows))
            for row in self.rows:
                below.addAction(_escaped(row.name), partial(wanted.emit, row))
        menu.addSeparator()
        menu.addAction(_("Take all narrowing away"), self.clear_wanted.emit)


def _escaped(name: str) -> str:
    """A name as a menu shows it, where & would mark a letter."""
    return name.replace("&", "&&")
