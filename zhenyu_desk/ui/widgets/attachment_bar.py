"""The files of a record as a row of tags: dropped, pasted, chosen or scanned in, opened, taken away and put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.domain.rows import AttachmentRow
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.services.attachments import copy_out, file_of, stage_bytes, stage_file
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.rights import rights
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.attachment_tag import HEIGHT, AttachmentTag
from zhenyu_desk.ui.widgets.attachment_tags import AttachmentTags
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.handed_over import holds_something, is_rather_text, local_files, picture_of, png_of
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.one_by_one import OneByOne
from zhenyu_desk.ui.widgets.scan_folder import ScanFolder

KEYS = (
    ("Ctrl+V", N_("Attach the files or the screenshot of the clipboard")),
    ("← →", N_("The file before or behind")),
    ("Enter", N_("Open the file")),
    ("Del", N_("Take the file away")),
)
_MOST_PROBLEMS = 3
_NAME_WIDTH = 240


_VERB = "save_attachments"


class AttachmentBar(QWidget):
    """A file given is staged in the background at once; the form that holds the bar saves `given()` with its record.

    `changed` when a file came or went; a form that saves waits for `when_ready`. `added(owner, file)` and
    `removed(owner, file)` tell which: `owner` is what `set_rows` was told of the record, and a large file may be
    staged only when the bar has turned to another record already. With `undo_here` Ctrl+Z puts back the file removed
    last.
    """

    changed = Signal()
    added = Signal(object, object)
    removed = Signal(object, object)

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, undo_here: bool = True) -> None:
        super().__init__(parent)
        self._shell = shell
        self._undo_here = undo_here
        self._owner: object = None
        self._turn = 0
        self._adding = ""
        self._is_over = False
        self._removed: list[tuple[int, AttachmentInput]] = []
        self._problems: list[str] = []
        self._ready: list[Callable[[], None]] = []
        self._queue = OneByOne(shell, self)
        self._queue.idle.connect(self._settled)
        self._scans = ScanFolder(shell, self)
        self._scans.chosen.connect(self.add_files)
        self._scans.failed.connect(lambda problem: self._show_problems([problem.sentence]))
        self.add_button = button(_("Add…"), self._choose_files, tip=_("Add files"), verb=_VERB)
        self.scan_button = button(
            _("Scan folder"), self._scans.offer, tip=_("Add what the scanner put down last"), verb=_VERB
        )
        self.hint = label("", Token.SECONDARY, FontRole.SMALL)
        self.problem = label("", Token.RED, FontRole.SMALL, wrap=True)
        self.tags = AttachmentTags(shell)
        self._lay_out()
        self._connect_tags()
        self._say_hint()

    @property
    def is_staging(self) -> bool:
        """Whether files are still being copied into the ledger's folder."""
        return self._queue.is_busy

    def when_ready(self, step: Callable[[], None]) -> None:
        """Take a step, such as saving, as soon as every file given so far is staged; at once if that is so already."""
        if self.is_staging:
            self._ready.append(step)
        else:
            step()

    def set_rows(self, rows: Sequence[AttachmentRow | AttachmentInput], owner: object = None) -> None:
        """Show exactly these files, those of `owner`; silently."""
        if owner is None or owner != self._owner:
            self._turn += 1
            self._owner = owner
            self._removed.clear()
            self._show_problems([])
        self.tags.show_items([_input(row) for row in rows])
        self._say_hint()

    def clear(self) -> None:
        """Show no files; silently."""
        self.set_rows(())

    def given(self) -> list[AttachmentInput]:
        """The files shown, for the record's transaction."""
        return self.tags.items()

    def texts(self) -> tuple[tuple[str, str], ...]:
        """What stands in the bar, to be compared."""
        return tuple((item.file_name, item.sha256) for item in self.given())

    def paste(self, mime: QMimeData) -> bool:
        """Take files or a screenshot; False when text is meant or there is nothing to attach."""
        return not is_rather_text(mime) and self.take(mime)

    def take(self, mime: QMimeData) -> bool:
        """Take what was dropped, files or a picture; False when there is neither."""
        paths = local_files(mime)
        if paths:
            self.add_files(paths)
            return True
        image = picture_of(mime)
        if image is not None:
            self._add_picture(image)
        return image is not None

    def add_files(self, paths: Sequence[Path]) -> None:
        """Stage files, one after the other."""
        context = self._shell.context
        for path in paths:
            self._stage(path.name, partial(stage_file, context, path))

    def undo_removal(self) -> bool:
        """Put the file back that was removed last; False where its form is gone by now."""
        if not self._removed or not isValid(self):
            return False
        place, item = self._removed.pop()
        self.tags.insert(place, item)
        self.tags.focus_item(item)
        self._say_hint()
        self.changed.emit()
        return True

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.add_button.setFocus(reason)

    def event(self, event: QEvent) -> bool:
        # Else the window's own shortcuts would take the keys before the bar sees them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoes = event.matches(QKeySequence.StandardKey.Undo) and self._undo_here and bool(self._removed)
            if undoes or event.matches(QKeySequence.StandardKey.Paste):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            if not self.paste(QGuiApplication.clipboard().mimeData()):
                self._show_problems([_("The clipboard holds neither files nor a picture.")])
        elif event.matches(QKeySequence.StandardKey.Undo) and self._undo_here and self._removed:
            self.undo_removal()
        elif event.key() == Qt.Key.Key_Right and self.tags.tags():
            self.tags.tags()[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_something(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._say_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._say_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._say_over(False)
        if self.take(event.mimeData()):
            # The files stay where they are: nobody's file manager may delete them after a move.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Attachments"))
        buttons = QWidget()
        buttons.setFixedHeight(theme.px(HEIGHT))
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(self.add_button)
        line.addWidget(self.scan_button)
        self.hint.setFixedHeight(theme.px(HEIGHT))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(4))
        self.tags.set_frame(buttons, self.scan_button, self.hint)
        lines.addWidget(self.tags)
        self.problem.hide()
        lines.addWidget(self.problem)

    def _connect_tags(self) -> None:
        self.tags.open_wanted.connect(self._open)
        self.tags.copy_wanted.connect(self._save_copy)
        self.tags.removal_wanted.connect(self._remove)
        self.tags.left_at_start.connect(lambda: self.scan_button.setFocus(Qt.FocusReason.BacktabFocusReason))

    def _add_picture(self, image: QImage) -> None:
        context = self._shell.context
        name = _("Screenshot-{at}.png").format(at=f"{datetime.now().astimezone():%Y%m%d-%H%M%S}")
        self._stage(name, lambda: stage_bytes(context, png_of(image), name))

    def _is_refused(self) -> bool:
        """Say below the files why nothing can be added or taken away, where the role doesn't cover it."""
        refusal = rights.refusal(_VERB)
        if refusal:
            self._show_problems([refusal])
        return bool(refusal)

    def _stage(self, name: str, work: Callable[[], AttachmentInput]) -> None:
        if self._is_refused():
            return
        if not self.is_staging:
            self._show_problems([])
        turn, owner = self._turn, self._owner
        self._adding = name
        self._queue.add(
            work, lambda item: self._staged(turn, owner, item), lambda problem: self._refused(turn, problem)
        )
        self._say_hint()

    def _staged(self, turn: int, owner: object, item: AttachmentInput) -> None:
        is_shown = turn == self._turn
        if is_shown and (item.file_name, item.sha256) in self.texts():
            self._show_problems([*self._problems, _("{name} is attached already.").format(name=item.file_name)])
            return
        if is_shown:
            self.tags.insert(len(self.given()), item)
            self.changed.emit()
        self.added.emit(owner, item)

    def _refused(self, turn: int, problem: AppError) -> None:
        if turn == self._turn:
            self._show_problems([*self._problems, problem.sentence])
        else:
            self._shell.warn(problem)

    def _settled(self) -> None:
        self._say_hint()
        steps, self._ready = self._ready, []
        for step in steps:
            step()

    def _remove(self, tag: AttachmentTag) -> None:
        if self._is_refused():
            return
        place = self.tags.remove(tag)
        self._removed.append((place, tag.item))
        if self.tags.tags():
            self.tags.tags()[min(place, len(self.tags.tags()) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()
        self._say_hint()
        if self._undo_here:
            self._shell.tell(_("{name} was removed.").format(name=tag.item.file_name), self.undo_removal)
        self.changed.emit()
        self.removed.emit(self._owner, tag.item)

    def _open(self, tag: AttachmentTag) -> None:
        self._show_problems([])
        try:
            path = file_of(self._shell.context, tag.item)
        except AppError as problem:
            tag.show_kind(lost=True)
            self._show_problems([problem.sentence])
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._show_problems(
                [
                    _("No program on this computer opens {name}; save a copy of it instead.").format(
                        name=tag.item.file_name
                    )
                ]
            )

    def _save_copy(self, tag: AttachmentTag) -> None:
        context, item = self._shell.context, tag.item
        dialog = self._file_dialog(_("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(item.file_name)

        def save(target: str) -> None:
            self._shell.jobs.read(
                lambda: copy_out(context, item, Path(target)),
                lambda _done: self._shell.tell(_("A copy was saved: {file}").format(file=target)),
                lambda problem: self._show_problems([problem.sentence]),
                owner=self,
            )

        dialog.fileSelected.connect(save)
        dialog.open()

    def _choose_files(self) -> None:
        dialog = self._file_dialog(_("Add files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add_files([Path(name) for name in names]))
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _show_problems(self, sentences: Sequence[str]) -> None:
        self._problems = list(sentences)
        more = len(sentences) - _MOST_PROBLEMS
        shown = [*sentences[:_MOST_PROBLEMS], _("and {n} more").format(n=more)] if more > 0 else sentences
        self.problem.setText("\n".join(shown))
        self.problem.setVisible(bool(sentences))
        self.setAccessibleDescription(self.problem.text())

    def _say_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self._say_hint()

    def _say_hint(self) -> None:
        if self._is_over:
            self.hint.setText(_("Let go to attach"))
        elif self.is_staging:
            name = self.fontMetrics().elidedText(self._adding, Qt.TextElideMode.ElideMiddle, theme.px(_NAME_WIDTH))
            self.hint.setText(_("Adding {name}…").format(name=name))
        else:
            has_no_hint = self.given() or rights.refusal(_VERB)
            self.hint.setText("" if has_no_hint else _("Drop files here, or press Ctrl+V"))


def _input(row: AttachmentRow | AttachmentInput) -> AttachmentInput:
    if isinstance(row, AttachmentInput):
        return row
    return AttachmentInput(file_name=row.file_name, sha256=row.sha256, size=row.size, media_type=row.media_type)
