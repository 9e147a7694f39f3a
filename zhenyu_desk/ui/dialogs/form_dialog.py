"""The frame of every small form: fields below each other, the error beside its field, save and cancel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.messages import ask
from zhenyu_desk.ui.editing import commit_pending_edits
from zhenyu_desk.ui.leaving import leave_field
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.fields import Form, FormField
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.multi_pick import MultiPick
from zhenyu_desk.ui.widgets.panels import scrolled

_WIDTH = 576
_SHARE_OF_SCREEN = 0.9


class FormDialog(QDialog):
    """Subclasses add fields and say in `read` what was typed; it is handed on by `submitted`.

    The dialog stays open until the ledger answered (`answered`): `show_problem` for a refusal, `accept` for success.
    """

    submitted = Signal(object)

    def __init__(self, title: str, hint: str, save_word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(_WIDTH))
        self.form = Form()
        self._at_first: list[object] | None = None
        self._beside_width = 0
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(8))
        self.body.setSpacing(theme.px(10))
        self.heading = label(title, role=FontRole.HEADING, wrap=True)
        self.body.addWidget(self.heading)
        if hint:
            self.body.addWidget(label(hint, Token.SECONDARY, wrap=True))
        self._save = primary(save_word, self._submit, tip="Ctrl+Enter")
        self._make_frame()
        for keys in ("Ctrl+Return", "Ctrl+Enter", QKeySequence(QKeySequence.StandardKey.Save).toString()):
            QShortcut(QKeySequence(keys), self, self._submit)

    def add(self, name: str, text: str, editor: QWidget, *, required: bool = False, hint: str = "") -> FormField:
        """Put a field below the others."""
        field = self.form.add(name, text, editor, required, hint)
        self.body.addWidget(field)
        return field

    def add_row(self, *fields: FormField) -> None:
        """Put fields side by side below the others."""
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        for field in fields:
            line.addWidget(field, 1)
        self.body.addLayout(line)

    def put_beside(self, side: QWidget, width: int) -> None:
        """Show something to look at on the right of the fields, so wide in pixels of 14-pixel text."""
        side.setFixedWidth(theme.px(width))
        self.setMinimumWidth(theme.px(_WIDTH + width))
        self._beside_width = theme.px(width)
        self._middle.addWidget(side)

    def read(self) -> Any:
        """What was typed; RuleBroken with the field that is wrong."""
        raise NotImplementedError

    def day(self, name: str) -> date | None:
        """The day in a date field of the form."""
        editor = self.form.fields[name].editor
        assert isinstance(editor, DateEdit)
        try:
            return editor.day()
        except RuleBroken as problem:
            raise RuleBroken(problem.sentence, field=name) from None

    def show_problem(self, problem: AppError) -> None:
        """Say beside the field what the ledger refused."""
        self.form.show_problem(problem)
        QTimer.singleShot(0, self, self._make_room)

    def answered(self) -> None:
        """The ledger answered: the form can be saved again or closed."""
        self._save.setEnabled(True)

    def reject(self) -> None:
        """Close without saving; not while the ledger is asked, and what was typed is not dropped unasked."""
        if not self._save.isEnabled():
            return
        commit_pending_edits(self)
        changed = self._at_first is not None and self._typed() != self._at_first
        if not changed or ask(self, _("What you typed is not saved yet. Drop it?"), _("Drop it")):
            super().reject()

    def finish_layout(self) -> None:
        """After the last field: the place for errors that belong to none."""
        self.body.addWidget(self.form.rest)
        self.body.addStretch()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height the fields need, as far as the screen has it."""
        super().showEvent(event)
        if self._at_first is None:
            self._at_first = self._typed()
        self.resize(self.width(), self._wanted_height())

    def _wanted_height(self) -> int:
        room = round(self.screen().availableGeometry().height() * _SHARE_OF_SCREEN)
        width = self.width() - self._beside_width
        fields = self.body.totalHeightForWidth(width) or self.body.totalSizeHint().height()
        return min(fields + self._foot.sizeHint().height() + theme.px(4), room)

    def _make_room(self) -> None:
        """Grow by the height of the error, upwards where the screen ends; the field it is about is seen whole."""
        self.body.activate()
        self.resize(self.width(), max(self.height(), self._wanted_height()))
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if below > 0:
            self.move(self.x(), max(0, self.y() - below))
        wrong = next((field for field in self.form.fields.values() if field.error), None)
        self._scroll.ensureWidgetVisible(wrong or self.form.rest)

    def _typed(self) -> list[object]:
        """What stands in the fields, to be compared."""
        content = self._content
        return [
            *(edit.text() for edit in content.findChildren(QLineEdit)),
            *(area.toPlainText() for area in content.findChildren(QPlainTextEdit)),
            *(combo.currentText() for combo in content.findChildren(QComboBox)),
            *(pick.values() for pick in content.findChildren(MultiPick)),
            *(button.text() for button in content.findChildren(QAbstractButton) if button.isChecked()),
        ]

    def _submit(self) -> None:
        if not self._save.isEnabled():
            return
        commit_pending_edits(self)
        leave_field(self)
        self.form.clear_errors()
        try:
            given = self.read()
        except RuleBroken as problem:
            self.show_problem(problem)
            return
        self._save.setEnabled(False)
        self.submitted.emit(given)

    def _make_frame(self) -> None:
        self._foot = QWidget()
        buttons = QHBoxLayout(self._foot)
        buttons.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(12))
        buttons.setSpacing(theme.px(8))
        buttons.addStretch()
        buttons.addWidget(button(_("Cancel"), self.reject))
        buttons.addWidget(self._save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._scroll = scrolled(self._content)
        self._middle.addWidget(self._scroll, 1)
        outer.addLayout(self._middle, 1)
        outer.addWidget(rule())
        outer.addWidget(self._foot)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


Perform = Callable[..., None]


def run_form(
    perform: Perform,
    dialog: FormDialog,
    verb: Callable[[Any], ChangeSet],
    done: Callable[[ChangeSet], None] | None = None,
) -> None:
    """Show the form; what it hands on goes to `verb` on the writer (`Page.perform`); success closes it."""

    def succeeded(changes: ChangeSet) -> None:
        dialog.accept()
        if done is not None:
            done(changes)

    def submit(given: Any) -> None:
        perform(partial(verb, given), done=succeeded, failed=dialog.show_problem, always=dialog.answered)

    dialog.submitted.connect(submit)
    dialog.open()
