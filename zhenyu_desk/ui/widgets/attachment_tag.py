"""One attached file: its picture and name, opened by Enter or click, taken away by Del or its cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from zhenyu_desk.domain.inputs import AttachmentInput
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.widgets.file_pictures import kind_picture

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

HEIGHT, PICTURE = 38, 30
_NAME_WIDTH, _CROSS = 170, 20
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_FAR = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}


class AttachmentTag(QPushButton):
    """Emits what the user wants of it; the bar does it."""

    open_wanted = Signal()
    copy_wanted = Signal()
    removal_wanted = Signal()
    step_wanted = Signal(int)
    end_wanted = Signal(int)

    def __init__(self, item: AttachmentInput, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.is_lost = False
        self.is_looked_behind = False
        self._size: QSize | None = None
        self.setProperty("kind", "tile")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFixedHeight(theme.px(HEIGHT))
        self.setIconSize(QSize(theme.px(PICTURE), theme.px(PICTURE)))
        shown = self.fontMetrics().elidedText(item.file_name, Qt.TextElideMode.ElideMiddle, theme.px(_NAME_WIDTH))
        self.setText(shown.replace("&", "&&"))
        self.cross = QToolButton(self)
        self.cross.setText("×")
        self.cross.setAutoRaise(True)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setFixedSize(theme.px(_CROSS), theme.px(_CROSS))
        self.cross.setToolTip(_("Remove (Del)"))
        self.cross.setAccessibleName(_("Remove {name}").format(name=item.file_name))
        self.cross.clicked.connect(self.removal_wanted.emit)
        self.clicked.connect(self.open_wanted.emit)
        self.show_kind()

    def sizeHint(self) -> QSize:
        """Asked for very often by the lines of tags; text and picture keep their size."""
        if self._size is None:
            self._size = QSize(super().sizeHint().width() + theme.px(_CROSS), theme.px(HEIGHT))
        return self._size

    def show_kind(self, *, lost: bool = False) -> None:
        """Show the kind of file, or that the file is gone."""
        self.is_lost = lost
        self.show_picture(kind_picture(self.item.file_name, theme.px(PICTURE), self.devicePixelRatioF(), lost=lost))
        lines = [f"{self.item.file_name} · {size_text(self.item.size)}"]
        lines.append(_("The file is missing from the ledger's folder.") if lost else _("Enter opens, Del removes."))
        self.setToolTip("\n".join(lines))
        self.setAccessibleName(lines[0])
        self.setAccessibleDescription(lines[1])

    def show_picture(self, picture: QPixmap) -> None:
        """Show a thumbnail."""
        self.setIcon(picture)

    def actions_offered(self, menu: QMenu) -> list[QAction]:
        """What can be done with the file, put into a menu."""
        return [
            menu.addAction(_("Open the file") + "\tEnter", self.open_wanted.emit),
            menu.addAction(_("Save a copy…"), self.copy_wanted.emit),
            menu.addAction(_("Remove") + "\tDel", self.removal_wanted.emit),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()  # Ctrl+Enter saves the form, Ctrl+V is the bar's
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif key in _STEPS:
            self.step_wanted.emit(_STEPS[key])
        elif key in _FAR:
            self.end_wanted.emit(_FAR[key])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_offered(menu)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()) if by_key else event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edge = (self.height() - self.cross.height()) // 2
        self.cross.move(self.width() - self.cross.width() - theme.px(4), edge)


def size_text(size: int) -> str:
    """A size in bytes as people read it."""
    if size < 2**20:
        return f"{max(1, round(size / 2**10))} KB"
    return f"{size / 2**20:.1f} MB"
