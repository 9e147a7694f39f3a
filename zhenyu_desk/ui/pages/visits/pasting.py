"""Ctrl+V anywhere in the form: files and screenshots go to the attachments, text goes where the cursor is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.actions import shortcut
from zhenyu_desk.ui.widgets.attachment_bar import AttachmentBar


class PastedFiles(QObject):
    """Watches the keys of the text field that has the focus, for it would claim Ctrl+V for itself."""

    def __init__(self, form: QWidget, bar: AttachmentBar) -> None:
        super().__init__(form)
        self._form = form
        self._bar = bar
        self._watched: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        shortcut(form, "Ctrl+V", self._paste, _("Attach the files or the screenshot of the clipboard"))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        is_paste = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        return is_paste and event.type() == QEvent.Type.KeyPress and self._paste()

    def _paste(self) -> bool:
        return self._bar.paste(QGuiApplication.clipboard().mimeData())

    def _follow(self, _former: QWidget | None, focus: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
            self._watched = None
        if isinstance(focus, QLineEdit | QPlainTextEdit) and self._form.isAncestorOf(focus):
            self._watched = focus
            focus.installEventFilter(self)
            focus.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None
