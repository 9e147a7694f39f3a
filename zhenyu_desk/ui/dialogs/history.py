"""修改记录 of a record: who changed what, when and why, field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.domain.history import HistoryChange, HistoryKind, HistoryRow, field_name
from zhenyu_desk.domain.phones import mask_phone, mask_phones_in
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import NO_VALUE, _, ngettext
from zhenyu_desk.services.history import history_of
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.cards import EmptyState
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.panels import scrolled, text_label
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table

KEYS = "Ctrl+H"
AT_ONCE = 200
_PHONE_FIELDS = ("mobile", "phone")


@dataclass(frozen=True, slots=True)
class Subject:
    """The record whose history is asked for, all of a kind without a key; `name` is what the user calls it."""

    kind: HistoryKind
    key: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A field that was changed; `is_first` of those that were changed together. `place` counts from the newest."""

    place: tuple[int, int]
    row: HistoryRow
    change: HistoryChange
    is_first: bool


class HistoryView(QWidget):
    """A line for each field, the newest change first; below the list all that is known of the line chosen.

    `is_narrow` leaves columns out where the view stands in a panel: what they hold stands below.
    """

    filled = Signal()
    """The changes have been read."""

    def __init__(self, shell: Shell, *, is_narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._rows: Sequence[HistoryRow] = ()
        self._shown = AT_ONCE
        self._is_masked = True
        columns = self._narrow_columns() if is_narrow else self._columns()
        self.model: TableModel[Line] = TableModel(columns, key=lambda line: line.place)
        self.table = Table(self.model)
        self.table.set_widths(columns)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("History of changes"))
        self.table.chosen.connect(self._explain)
        self.whole = text_label("")
        self.more = link("", self.show_more)
        self.reveal = link(_("Show telephone numbers"), self.unmask)
        self._lay_out()
        self._show()

    def show_record(self, kind: HistoryKind, key: int | None) -> None:
        """Read the history of a record; None for none."""
        self._clear()
        if key is not None:
            self._read(kind, key)

    def show_all(self, kind: HistoryKind) -> None:
        """Read the history of all records of a kind."""
        self._clear()
        self._read(kind, None)

    def show_more(self) -> None:
        """Show older changes."""
        self._shown += AT_ONCE
        self._show()

    def unmask(self) -> None:
        """Show telephone numbers whole, to those whose role sees them so."""
        self._is_masked = not self._may_unmask()
        self._show()

    def _clear(self) -> None:
        self._shown, self._is_masked = AT_ONCE, True
        self._take(())

    def _read(self, kind: HistoryKind, key: int | None) -> None:
        work = partial(history_of, self._shell.context, kind, key)
        self._shell.jobs.read(work, self._take, self._shell.warn, owner=self)

    def _take(self, rows: Sequence[HistoryRow]) -> None:
        self._rows = rows
        self._show()
        if rows:
            self.filled.emit()

    def _show(self) -> None:
        rows = self._rows[: self._shown]
        masked = [_masked(row) for row in rows]
        shown = masked if self._is_masked else rows
        lines = [
            Line((place, number), row, change, number == 0)
            for place, row in enumerate(shown)
            for number, change in enumerate(row.changes)
        ]
        self.model.set_rows(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        left = len(self._rows) - self._shown
        self.more.setText(ngettext("{n} older change…", "{n} older changes…", max(left, 1)).format(n=left))
        self.more.setVisible(left > 0)
        self.reveal.setVisible(self._is_masked and masked != list(rows) and self._may_unmask())
        if lines and not self.table.currentIndex().isValid():
            choose_row(self.table, 0)
        self._explain(self.table.current_row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._below.setFixedHeight(min(theme.px(104), self.height() // 3))

    def _may_unmask(self) -> bool:
        try:
            self._shell.context.require(Role.HANDLING)
        except RuleBroken:
            return False
        return True

    def _explain(self, line: Line | None) -> None:
        self.whole.setText(_words(line) if line is not None else "")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(_("No change yet"), _("Every later change is listed here.")))
        below = self._below = scrolled(self.whole)
        self.whole.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(6))
        foot.addWidget(self.more)
        foot.addStretch()
        foot.addWidget(self.reveal)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._stack, 1)
        lines.addWidget(below)
        lines.addLayout(foot)

    def _columns(self) -> list[Column[Line]]:
        return [
            Column(_("Time"), lambda line: _at(line) if line.is_first else "", 140),
            Column(_("Official"), lambda line: line.row.actor if line.is_first else "", 84),
            Column(_("What was done"), lambda line: line.row.what if line.is_first else "", 128),
            Column(_("Field"), lambda line: line.change.title, 220, tone=lambda _line: Token.SECONDARY),
            Column(_("Before"), lambda line: line.change.before or NO_VALUE, 170, tone=lambda _line: Token.SECONDARY),
            Column(_("After"), lambda line: line.change.after or NO_VALUE, 200, stretch=True),
            Column(_("Reason"), lambda line: line.row.reason if line.is_first else "", 130),
        ]

    def _narrow_columns(self) -> list[Column[Line]]:
        return [
            Column(_("Time"), lambda line: _at(line) if line.is_first else "", 136),
            Column(_("Field"), lambda line: line.change.title, 136, tone=lambda _line: Token.SECONDARY),
            Column(_("Before → after"), _arrow, 200, stretch=True),
            Column(_("Official"), lambda line: line.row.actor if line.is_first else "", 76),
        ]


class HistoryDialog(Frame):
    """The history of one record."""

    def __init__(self, shell: Shell, subject: Subject, parent: QWidget) -> None:
        super().__init__(_("History of changes"), parent)
        self.resize(theme.px(1120), theme.px(600))
        self.view = HistoryView(shell)
        self.body.addWidget(label(subject.name, role=FontRole.HEADING, wrap=True))
        self.body.addWidget(self.view, 1)
        self.add_close_button()
        if subject.key is None:
            self.view.show_all(subject.kind)
        else:
            self.view.show_record(subject.kind, subject.key)
        self.view.filled.connect(self.view.table.setFocus)


def history_action(owner: QWidget, shell: Shell, subject: Callable[[], Subject | None]) -> QAction:
    """The action that shows the history of the record chosen; the same keys on every page."""
    return action(owner, _("History of changes…"), lambda: show_history(owner, shell, subject()), KEYS)


def show_history(owner: QWidget, shell: Shell, subject: Subject | None) -> None:
    """Show the history of a record, or say that there is none to show."""
    if subject is None:
        shell.tell(_("Choose a saved record first: its history of changes is shown then."))
    else:
        HistoryDialog(shell, subject, owner).open_once()


def _masked(row: HistoryRow) -> HistoryRow:
    return replace(row, reason=mask_phones_in(row.reason), changes=tuple(map(_masked_change, row.changes)))


def _masked_change(change: HistoryChange) -> HistoryChange:
    is_phone = change.field in {field_name(column) for column in _PHONE_FIELDS}
    mask = mask_phone if is_phone else mask_phones_in
    return HistoryChange(change.field, mask(change.before), mask(change.after), mask_phones_in(change.part))


def _at(line: Line) -> str:
    return f"{line.row.at.astimezone():%Y-%m-%d %H:%M}"


def _arrow(line: Line) -> str:
    return f"{line.change.before or NO_VALUE} → {line.change.after or NO_VALUE}"


def _words(line: Line) -> str:
    head = [_at(line), line.row.actor, line.row.what]
    said = [" · ".join(part for part in head if part)]
    if line.row.reason:
        said.append(_("Reason: {text}").format(text=line.row.reason))
    said.append(_("{field}: {change}").format(field=line.change.title, change=_arrow(line)))
    return "\n".join(said)
