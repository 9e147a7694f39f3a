"""The rows behind a figure: exactly these visits, difficulties or firms, each of which can be opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.difficulties import difficulties_by_id
from zhenyu_desk.store.queries.register import enterprise_page
from zhenyu_desk.store.queries.visits import visits_by_id
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.models.row_columns import by_urgency, difficulty_columns, enterprise_columns, visit_columns
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import DIFFICULTY, ENTERPRISE, VISIT, Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.labels import heading as heading_line
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.table import Table

MOST_ROWS = 5_000

COLUMNS: dict[str, Callable[[], list[Column[Any]]]] = {
    ENTERPRISE: enterprise_columns,
    VISIT: visit_columns,
    DIFFICULTY: difficulty_columns,
}


class RowsDialog(Frame):
    """Enter or double click emits `opened(kind, id)` and closes the list."""

    opened = Signal(str, int)

    def __init__(
        self, shell: Shell, kind: str, keys: Mapping[bool, Sequence[int]], heading: str, parent: QWidget
    ) -> None:
        """`keys` are the records counted (True) and those of a rate's base that are not (False)."""
        super().__init__(heading, parent)
        self.resize(theme.px(940), theme.px(540))
        self._shell = shell
        self._kind = kind
        self._keys = keys
        columns = COLUMNS[kind]()
        self.model = TableModel(columns, key=lambda row: row.id)
        self.table = Table(self.model)
        self.table.set_widths(columns)
        self.table.setAccessibleName(heading)
        self.table.keep_columns(shell, f"rows_{kind}")
        self.table.opened.connect(self._open)
        opening = action(self.table, _("Open"), lambda: self._open(self.table.current_row()), "Return", inside=False)
        self.table.set_menu(lambda: [opening])
        self.chips = ChipGroup(
            [
                (True, _("Counted {n}").format(n=len(keys[True]))),
                (False, _("Not counted {n}").format(n=len(keys[False]))),
            ]
        )
        self.chips.set_value(True)
        self.chips.setVisible(bool(keys[False]))
        self.chips.changed.connect(self._load)
        self.body.addWidget(heading_line(heading))
        self.body.addWidget(self.chips)
        self.body.addWidget(self.table, 1)
        self.hint = label("", Token.SECONDARY, FontRole.SMALL)
        self.body.addWidget(self.hint)
        self.buttons.addWidget(button(_("Copy all"), self._copy_all))
        self.add_close_button()
        self._load()

    def _load(self) -> None:
        context, kind = self._shell.context, self._kind
        known = self._keys[self.chips.value() is not False]
        wanted = list(known[:MOST_ROWS])
        usual = _("Double click or Enter opens a line.")
        cut = _("The first {shown} of {all} are shown.").format(shown=len(wanted), all=len(known))
        self.hint.setText(f"{cut} {usual}" if len(wanted) < len(known) else usual)
        self._shell.jobs.read(lambda: rows_of(context, kind, wanted), self._show, self._shell.warn, owner=self)

    def _show(self, rows: list[Any]) -> None:
        self.model.set_rows(rows)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def _open(self, row: Any) -> None:
        if row is None:
            return
        self.accept()
        self.opened.emit(self._kind, row.id)

    def _copy_all(self) -> None:
        self.table.selectAll()
        self.table.copy()


def rows_of(context: AppContext, kind: str, keys: Sequence[int]) -> list[Any]:
    """The records of a kind, in the order of their ids given; difficulties by what presses most."""
    if kind == VISIT:
        return list(context.read(visits_by_id, keys))
    if kind == DIFFICULTY:
        return by_urgency(context.read(difficulties_by_id, context.today(), keys))
    return list(context.read(enterprise_page, context.today(), ids=keys))
