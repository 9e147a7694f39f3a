"""Drafts: what was typed and not saved yet, offered at the next start and from the menu; open one or drop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.services.drafts import drop_draft
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.drafts import SMALL_FORM, VISIT_FORM, VISIT_GRID
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.table import Table


class DraftsDialog(Frame):
    """Enter opens the draft the cursor is on (`opened`), Del drops it after asking."""

    opened = Signal(object)

    def __init__(self, shell: Shell, rows: list[DraftRow], parent: QWidget | None = None) -> None:
        super().__init__(_("Drafts"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(720), theme.px(380))
        self._shell = shell
        self.model: TableModel[DraftRow] = TableModel(_columns(), key=lambda row: row.uid)
        self.table = Table(self.model)
        self.table.set_widths(self.model.columns)
        self.table.setAccessibleName(_("Drafts"))
        self.table.opened.connect(self._open)
        self._words = label("", Token.SECONDARY, wrap=True)
        self.body.addWidget(self._words)
        self.body.addWidget(self.table, 1)
        self._drop = button(_("Drop the draft…"), self.drop, "danger", keys="Del")
        self._go_on = primary(_("Go on typing"), lambda: self._open(self.table.current_row()), tip="Enter")
        self.buttons.insertWidget(0, self._drop)
        self.buttons.addWidget(button(_("Later"), self.reject, keys="Esc"))
        self.buttons.addWidget(self._go_on)
        QShortcut(QKeySequence("Del"), self.table, self.drop)
        self._show(rows)

    def drop(self) -> None:
        """Drop the draft the cursor is on, for good, after asking."""
        row: DraftRow | None = self.table.current_row()
        if row is None:
            return
        question = _("The draft «{title}» will be gone for good. Drop it?").format(title=row.title)
        if self._shell.ask(question, _("Drop it")):
            context = self._shell.context
            self._shell.jobs.write(
                lambda: drop_draft(context, row.uid), lambda _done: self._without(row), self._shell.warn, owner=self
            )

    def _without(self, dropped: DraftRow) -> None:
        rows = [row for row in self.model.rows if row.uid != dropped.uid]
        self._show(rows)
        if not rows:
            self.reject()

    def _show(self, rows: list[DraftRow]) -> None:
        self.model.set_rows(rows)
        self._words.setText(
            ngettext(
                "{n} draft is not saved yet. Nothing of it is lost: go on now or later.",
                "{n} drafts are not saved yet. Nothing of them is lost: go on now or later.",
                len(rows),
            ).format(n=len(rows))
            if rows
            else _("There is no draft. What you type is kept as a draft by itself until you save it.")
        )
        for widget in (self._drop, self._go_on):
            widget.setEnabled(bool(rows))
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def _open(self, row: DraftRow | None) -> None:
        if row is not None:
            self.accept()
            self.opened.emit(row)


def _columns() -> list[Column[DraftRow]]:
    return [
        Column(_("Kind"), _kind, 84, tag=True),
        Column(_("What"), lambda row: row.title, 300, stretch=True),
        Column(_("Saved"), _saved, 148, tone=lambda _row: Token.SECONDARY),
        Column(_("By"), lambda row: row.actor, 84, tone=lambda _row: Token.SECONDARY),
    ]


def _kind(row: DraftRow) -> str:
    names = {VISIT_FORM: _("Visit form"), VISIT_GRID: _("Visit grid"), SMALL_FORM: _("Form")}
    return names[row.kind]


def _saved(row: DraftRow) -> str:
    return f"{row.saved_at.astimezone():%Y-%m-%d %H:%M}"
