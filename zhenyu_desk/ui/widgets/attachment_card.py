"""The files of a stored record: shown, added and taken away at once, every step to be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.domain.rows import AttachmentRow
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.attachments import add_attachment, attachments_of, remove_attachment
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.widgets.attachment_bar import AttachmentBar
from zhenyu_desk.ui.widgets.cards import Card


class AttachmentCard(Card):
    """`AttachmentCard(shell, Aggregate.ENTERPRISE)`, then `show_owner(id)` whenever another record is shown."""

    def __init__(self, shell: Shell, owner: Aggregate, parent: QWidget | None = None) -> None:
        super().__init__(_("Attachments"), parent=parent)
        self._shell = shell
        self._owner = owner
        self._owner_id: int | None = None
        self._turn = 0
        self._writes = 0
        self.bar = AttachmentBar(shell, undo_here=False)
        self.bar.added.connect(self._add)
        self.bar.removed.connect(self._remove)
        self.body.addWidget(self.bar)
        self.body.addStretch()
        self.bar.setEnabled(False)
        shell.bus.changed.connect(self._on_change)

    def show_owner(self, owner_id: int | None) -> None:
        """Show the files of a record, of none for None."""
        if owner_id != self._owner_id:
            self._owner_id = owner_id
            self.bar.set_rows((), owner_id)
        self.bar.setEnabled(owner_id is not None)
        self._load()

    def _load(self) -> None:
        self._turn += 1
        if self._owner_id is not None:
            context, owner, owner_id = self._shell.context, self._owner, self._owner_id
            self._shell.jobs.read(
                lambda: attachments_of(context, owner, owner_id),
                partial(self._show, self._turn),
                self._shell.warn,
                owner=self,
            )

    def _show(self, turn: int, rows: list[AttachmentRow]) -> None:
        # What was asked for later counts; what is still being staged or saved is read again when that is done.
        if turn == self._turn and not self._writes and not self.bar.is_staging:
            self.bar.set_rows(rows, self._owner_id)

    def _add(self, owner_id: int, item: AttachmentInput) -> None:
        context, owner = self._shell.context, self._owner
        told = _("{name} was attached.").format(name=item.file_name)
        self._write(lambda: add_attachment(context, owner, owner_id, item), told)

    def _remove(self, owner_id: int, item: AttachmentInput) -> None:
        context, owner = self._shell.context, self._owner
        told = _("{name} was removed.").format(name=item.file_name)
        self._write(lambda: remove_attachment(context, owner, owner_id, item), told)

    def _write(self, work: Callable[[], ChangeSet], told: str) -> None:
        def done(changes: ChangeSet) -> None:
            self._shell.announce(changes)
            self._shell.tell(told, self._shell.undo_last)

        self._writes += 1
        self._shell.jobs.write(work, done, self._failed, always=self._written, owner=self)

    def _written(self) -> None:
        self._writes -= 1

    def _failed(self, problem: AppError) -> None:
        self._shell.warn(problem)
        self._load()

    def _on_change(self, changes: ChangeSet) -> None:
        if self._owner_id in changes.touched.get(self._owner, ()):
            self._load()
