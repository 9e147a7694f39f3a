"""The frame of every small form: fields below each other, the error beside its field, save and cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.errors import AppError, Conflict, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.form_draft import DraftOffer, FormDraft
from zhenyu_desk.ui.dialogs.messages import ask, is_refused
from zhenyu_desk.ui.dialogs.shared_record import SharedRecord, Sides
from zhenyu_desk.ui.editing import commit_pending_edits
from zhenyu_desk.ui.leaving import leave_field
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.fields import Form, FormField
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.panels import scrolled
from zhenyu_desk.ui.widgets.typed_fields import Typed, typed_in

_WIDTH = 576
_SHARE_OF_SCREEN = 0.9


class FormDialog(QDialog):
    """Subclasses add fields and say in `read` what was typed; it is handed on by `submitted`.

    The dialog stays open until the ledger answered (`answered`): `show_problem` for a refusal, `accept` for success.
    """

    submitted = Signal(object)
    verb = ""
    """What the form does with the ledger."""
    keeps_draft = True
    """Whether what is typed is kept until it is saved."""

    def __init__(self, title: str, hint: str, save_word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(_WIDTH))
        self.form = Form()
        self._at_first: Typed | None = None
        self._draft: FormDraft | None = None
        self.about = ""
        """What the form is about, where its title doesn't say so."""
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

    def open(self) -> None:
        """Show the form; whoever may not save it is told so instead, before anything is typed."""
        if is_refused(self.parentWidget(), self.verb):
            self.deleteLater()
        else:
            super().open()

    def keep_draft(self, shell: Shell, record: Sequence[int]) -> None:
        """From now on keep what is typed about a record; offer what was kept of it the last time."""
        form = "/".join((type(self).__name__, self.verb, *map(str, record)))
        self._draft = FormDraft(shell, form, self._draft_title, self._content)
        row = self._draft.left_over()
        if row is not None:
            self.body.insertWidget(1, DraftOffer(self._draft, row))

    def wait(self) -> None:
        """The ledger is asked: nothing can be saved or closed until it `answered`."""
        self._save.setEnabled(False)
        if self._draft is not None:
            self._draft.hold()

    def answered(self) -> None:
        """The ledger answered: the form can be saved again or closed."""
        self._save.setEnabled(True)
        if self._draft is not None:
            self._draft.go_on()

    def accept(self) -> None:
        """It is saved: close, and keep the draft no longer."""
        self._drop_draft()
        super().accept()

    def reject(self) -> None:
        """Close without saving; not while the ledger is asked, and what was typed is not dropped unasked."""
        if not self._save.isEnabled():
            return
        commit_pending_edits(self)
        if self._draft is not None and self._draft.is_session_ending:
            super().reject()
            return
        changed = self._at_first is not None and typed_in(self._content) != self._at_first
        if not changed or ask(self, _("What you typed is not saved yet. Drop it?"), _("Drop it")):
            self._drop_draft()
            super().reject()

    def withdraw(self, former: AppContext) -> None:
        """Close unasked as another official takes over, not while the ledger is asked; what was typed is kept.

        It is a draft of the former one's; AppError when it can't be kept, and the form is closed all the same.
        """
        if self._save.isEnabled():
            try:
                if self._draft is not None:
                    self._draft.keep_now(former)
            finally:
                super().reject()

    def _drop_draft(self) -> None:
        if self._draft is not None:
            self._draft.done()
            self._draft = None

    def _draft_title(self) -> str:
        """«新增企业 · 恒信精密»."""
        first = next((edit.text() for edit in self._content.findChildren(QLineEdit) if edit.text()), "")
        return " · ".join(filter(None, (self.windowTitle(), self.about or first)))

    def finish_layout(self) -> None:
        """After the last field: the place for errors that belong to none."""
        self.body.addWidget(self.form.rest)
        self.body.addStretch()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height the fields need, as far as the screen has it."""
        super().showEvent(event)
        if self._at_first is None:
            self._at_first = typed_in(self._content)
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
        self.wait()
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


class Writer(Protocol):
    """Who opens forms and writes what they hand on: a page."""

    @property
    def shell(self) -> Shell:
        """The window around it."""

    def perform(
        self,
        work: Callable[[], ChangeSet],
        done: Callable[[ChangeSet], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        always: Callable[[], None] | None = None,
    ) -> None:
        """Write on the writer; success is announced and goes to `done`, a problem to `failed`."""


Again = Callable[[Any], Callable[[], ChangeSet] | None]
"""What to write of something given after a Conflict, None to go back to the form; RuleBroken where nothing can be."""
KnownT = TypeVar("KnownT")


@dataclass(frozen=True)
class Shared(Generic[KnownT]):
    """How a record that others may change too is read anew, put into a form like the one shown, and saved over it."""

    record: SharedRecord
    read: Callable[[], KnownT]
    make: Callable[[KnownT], FormDialog]
    save: Callable[[KnownT, Any], ChangeSet]


def run_form(
    page: Writer,
    dialog: FormDialog,
    verb: Callable[[Any], ChangeSet],
    done: Callable[[ChangeSet], None] | None = None,
    shared: Shared[Any] | None = None,
    record: Sequence[int] = (),
    again: Again | None = None,
) -> None:
    """Show the form; what it hands on goes to `verb` on the writer (`page.perform`); success closes it.

    What is typed is kept as a draft of this form of this `record`: its id, or those above it for a new one.

    With `shared` a record that somebody else changed meanwhile is merged instead of refused; with `again` the work is
    asked for anew.
    """
    before = _as_read(dialog) if shared is not None else None

    def succeeded(changes: ChangeSet) -> None:
        dialog.accept()
        if done is not None:
            done(changes)

    def save(work: Callable[[], ChangeSet], base: Any, given: Any) -> None:
        def failed(problem: AppError) -> None:
            if isinstance(problem, Conflict) and again is not None:
                ask_again(again, given)
            elif isinstance(problem, Conflict) and shared is not None and base is not None:
                merge(shared, base, given)
            else:
                dialog.show_problem(problem)

        page.perform(work, done=succeeded, failed=failed, always=dialog.answered)

    def ask_again(again: Again, given: Any) -> None:
        try:
            work = again(given)
        except RuleBroken as problem:
            dialog.show_problem(problem)
            return
        if work is not None:
            dialog.wait()
            save(work, None, given)

    def merge(shared: Shared[Any], base: Any, mine: Any) -> None:
        try:
            known = shared.read()
        except RuleBroken as problem:  # it was removed
            dialog.show_problem(problem)
            return
        theirs = _typed_into(shared.make(known))

        def go_on(both: Any) -> None:
            dialog.wait()
            save(partial(shared.save, known, both), theirs, both)

        shared.record.merge(Sides(base, theirs, mine), go_on, dialog)

    dialog.submitted.connect(lambda given: save(partial(verb, given), before, given))
    if dialog.keeps_draft:
        dialog.keep_draft(page.shell, record)
    dialog.open()


def _as_read(dialog: FormDialog) -> Any:
    """What a form would hand on untouched; None where the record breaks a rule of today and can't be merged."""
    try:
        return dialog.read()
    except RuleBroken:
        return None


def _typed_into(form: FormDialog) -> Any:
    """The record as a form reads it, which is never shown."""
    try:
        return form.read()
    finally:
        form.deleteLater()
