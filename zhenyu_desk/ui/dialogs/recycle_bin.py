"""回收站: what was removed, the newest first, and the way back for one or several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.rows import RemovedRow
from zhenyu_desk.domain.terms import RemovedKind
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.recycle_bin import removed_records, restore_all
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import primary
from zhenyu_desk.ui.widgets.cards import Card, EmptyState
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.line_edit import named_line
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table
from zhenyu_desk.ui.widgets.value_combo import ValueCombo


class RecycleBinDialog(Frame):
    """Enter or the button brings the chosen records back; what is refused is said below the list."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(_("Recycle bin"), parent)
        self.resize(theme.px(760), theme.px(520))
        self._shell = shell
        self._rows: list[RemovedRow] = []
        self.restore = primary(_("Restore"), self._restore_chosen)
        self.restore.setEnabled(False)
        self._make_filter()
        self._make_table()
        self.empty = EmptyState(_("The recycle bin is empty"), _("What you remove lies here until you want it back."))
        self.no_match = EmptyState(
            _("Nothing like that in the recycle bin"), _("Choose another kind, or shorten what you typed.")
        )
        self._stack = QStackedWidget()
        for shown in (self.table, self.empty, self.no_match):
            self._stack.addWidget(shown)
        card = Card(margins=False)
        card.body.addWidget(self._stack)
        self.problem = label("", Token.RED, wrap=True)
        self.problem.hide()
        self.body.addWidget(label(_("Everything removed, the newest first."), Token.SECONDARY, FontRole.SMALL))
        self.body.addLayout(self._filter)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.problem)
        self.add_close_button()
        self.buttons.addWidget(self.restore)
        self._load()

    def _make_filter(self) -> None:
        kinds: list[tuple[RemovedKind | None, str]] = [(None, _("All kinds"))]
        kinds += [(kind, kind.label) for kind in RemovedKind]
        self.kind = ValueCombo(kinds, _("Kind of record"))
        self.words = named_line(_("Find in the recycle bin"), _("Name or number"))
        self.words.setClearButtonEnabled(True)
        self.kind.currentIndexChanged.connect(self._narrow)
        self.words.textChanged.connect(self._narrow)
        self._filter = QHBoxLayout()
        self._filter.setSpacing(theme.px(8))
        self._filter.addWidget(self.kind)
        self._filter.addWidget(self.words, 1)

    def _make_table(self) -> None:
        columns = _columns()
        self.model: TableModel[RemovedRow] = TableModel(columns, key=_key)
        self.table = Table(self.model)
        self.table.set_widths(columns)
        self.table.keep_columns(self._shell, "recycle_bin")
        self.table.setAccessibleName(_("Recycle bin"))
        self.table.opened.connect(self._restore_chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self._action = action(self.table, _("Restore"), self._restore_chosen, "Return", inside=False, verb="restore")
        self.table.set_menu(lambda: [self._action])

    def _load(self) -> None:
        context = self._shell.context
        self._shell.jobs.read(lambda: removed_records(context), self._show, self._shell.warn, owner=self)

    def _show(self, rows: list[RemovedRow]) -> None:
        self._rows = rows
        self._narrow()
        if not self.words.hasFocus() and not self.kind.hasFocus():
            self.table.setFocus()

    def _narrow(self) -> None:
        """Show the rows of the kind chosen whose name has every word typed."""
        kind, words = self.kind.value(), self.words.text().casefold().split()
        rows = [
            row for row in self._rows if kind in (None, row.kind) and all(word in row.name.casefold() for word in words)
        ]
        place = max(0, min(self.table.currentIndex().row(), len(rows) - 1))
        self.model.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.no_match if self._rows else self.empty)
        if rows:
            choose_row(self.table, place)
        self._on_selection()

    def _on_selection(self) -> None:
        self.restore.setEnabled(self.table.selectionModel().hasSelection())

    def _restore_chosen(self, _row: RemovedRow | None = None) -> None:
        rows: Sequence[RemovedRow] = self.table.selected_rows()
        if not rows or not self.restore.isEnabled():
            return
        context = self._shell.context
        self.problem.hide()
        self.restore.setEnabled(False)

        def done(changes: ChangeSet) -> None:
            self._shell.announce(changes)
            one, many = _("Restored: {kind} {name}"), _("Restored: {count} records")
            words = one if len(rows) == 1 else many
            self._shell.tell(words.format(kind=rows[0].kind.label, name=rows[0].name, count=len(rows)))
            self._load()

        self._shell.jobs.write(
            lambda: restore_all(context, [_key(row) for row in rows]), done, self._refused, owner=self
        )

    def _refused(self, problem: AppError) -> None:
        self.problem.setText(problem.sentence)
        self.problem.show()
        self.restore.setEnabled(True)


def _key(row: RemovedRow) -> tuple[RemovedKind, int]:
    return row.kind, row.id


def _columns() -> list[Column[RemovedRow]]:
    kind: Column[RemovedRow] = Column(_("Kind"), lambda row: row.kind.label, 100, tag=True)
    name: Column[RemovedRow] = Column(_("Name"), lambda row: row.name, 380, tip=lambda row: row.name, stretch=True)
    when: Column[RemovedRow] = Column(
        _("Removed"), _when, 160, sort_key=lambda row: row.removed_at, tone=lambda _row: Token.SECONDARY
    )
    return [kind, name, when]


def _when(row: RemovedRow) -> str:
    return row.removed_at.astimezone().strftime("%Y-%m-%d %H:%M")
