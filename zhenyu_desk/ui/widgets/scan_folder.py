"""What the scanner put down last, to be picked for a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.scan_folder import ScannedFile, newest_files
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.attachment_tag import size_text
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.file_pictures import kind_picture, photo_picture, thumbnail
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.one_by_one import OneByOne

_PICTURE = 44


class ScanFolder(QObject):
    """Reads the scan folder and offers its files; asks for it the first time. `chosen(paths)`, `failed(problem)`."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell = shell
        self._parent = parent

    def offer(self) -> None:
        """Show what lies in the folder, the newest first."""
        folder = self._shell.settings.scan_folder
        if folder is None:
            self.choose_folder()
            return
        now = datetime.now().astimezone()
        self._shell.jobs.read(
            lambda: newest_files(folder, now), lambda files: self._show(folder, files), self.failed.emit, owner=self
        )

    def choose_folder(self) -> None:
        """Ask where the scanner puts its files, remember it, and show them."""
        dialog = QFileDialog(self._parent, _("Where does the scanner put its files?"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take_folder)
        dialog.open()

    def _take_folder(self, folder: str) -> None:
        self._shell.save_preferences(scan_folder=Path(folder))
        self.offer()

    def _show(self, folder: Path, files: Sequence[ScannedFile]) -> None:
        dialog = ScanChooser(self._shell, folder, files, self._parent)
        dialog.chosen.connect(self.chosen)
        dialog.other_wanted.connect(self.choose_folder)
        dialog.open()


class ScanChooser(QDialog):
    """A list of files; several are marked by Space or Shift+arrows, Enter takes them."""

    chosen = Signal(object)
    other_wanted = Signal()

    def __init__(self, shell: Shell, folder: Path, files: Sequence[ScannedFile], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Scan folder"))
        self.resize(theme.px(560), theme.px(480))
        self._files = list(files)
        self._pictures = OneByOne(shell, self)
        self.list = _Files()
        self.list.setAccessibleName(_("Files in the scan folder, the newest first"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setIconSize(QSize(theme.px(_PICTURE), theme.px(_PICTURE)))
        self.list.itemSelectionChanged.connect(self._count)
        self.list.itemActivated.connect(lambda _item: self._take())
        self._add = primary("", self._take)
        self._lay_out(folder)
        self._fill()

    def _lay_out(self, folder: Path) -> None:
        lines = QVBoxLayout(self)
        edge = theme.px(20)
        lines.setContentsMargins(edge, edge, edge, theme.px(16))
        lines.setSpacing(theme.px(8))
        lines.addWidget(heading(_("What the scanner put down last")))
        lines.addWidget(label(str(folder), Token.SECONDARY, FontRole.SMALL, wrap=True))
        lines.addWidget(self.list, 1)
        nothing = label(_("There is nothing in this folder that can be attached."), Token.SECONDARY)
        nothing.setVisible(not self._files)
        lines.addWidget(nothing)
        lines.addWidget(
            label(_("Several: Ctrl+click, or Ctrl+arrows and Space."), Token.SECONDARY, FontRole.SMALL, wrap=True)
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(button(_("Another folder…"), self._other))
        buttons.addStretch()
        buttons.addWidget(button(_("Cancel"), self.reject))
        buttons.addWidget(self._add)
        lines.addLayout(buttons)

    def _fill(self) -> None:
        side, ratio = theme.px(_PICTURE), self.devicePixelRatioF()
        for file in self._files:
            when = f"{file.at:%Y-%m-%d %H:%M}"
            item = QListWidgetItem(f"{file.path.name}\n{when} · {size_text(file.size)}")
            item.setIcon(_icon(kind_picture(file.path.name, side, ratio)))
            self.list.addItem(item)
            self._pictures.add(
                partial(thumbnail, file.path, round(side * ratio)), partial(_show_picture, item, side, ratio), _ignore
            )
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._count()

    def _count(self) -> None:
        count = len(self.list.selectedItems())
        self._add.setEnabled(bool(count))
        self._add.setText(_("Add {n}").format(n=count) if count > 1 else _("Add"))

    def _take(self) -> None:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        if rows:
            self.accept()
            self.chosen.emit([self._files[row].path for row in rows])

    def _other(self) -> None:
        self.reject()
        self.other_wanted.emit()


class _Files(QListWidget):
    """Enter takes what is marked, also where the style would rather edit."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def _show_picture(item: QListWidgetItem, side: int, ratio: float, image: QImage | None) -> None:
    if image is not None:
        item.setIcon(_icon(photo_picture(image, side, ratio)))


def _icon(picture: QPixmap) -> QIcon:
    """Looks the same in a marked line."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def _ignore(_problem: AppError) -> None:
    """A picture that can't be read is no problem of the user's: the kind of file is shown."""
