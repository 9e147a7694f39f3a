"""Half-typed text must not get lost: hand it over before saving, changing the page or closing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid


class Composing(QObject):
    """Knows what the input method composes in the field that has the focus; one for the application.

    Asked to commit, Qt's own ibus input context throws the text away unless the input method named another mode.
    """

    used = Signal()
    """The input method gave something: the keys pressed for it never reach the window."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._field: QObject | None = None
        self._text = ""
        self._was_taken = False
        self._follow(application.focusObject())
        application.focusObjectChanged.connect(self._follow)

    def take_over(self) -> None:
        """Put into the field what is composed there."""
        composed = self._text
        self._text = ""
        self._was_taken = False
        QGuiApplication.inputMethod().commit()
        if not self._was_taken:
            self._give(composed)

    def eventFilter(self, _field: QObject, event: QEvent) -> bool:
        """See what is composed, and save it when Qt throws it away because of a click elsewhere."""
        if isinstance(event, QInputMethodEvent):
            composed, self._text = self._text, event.preeditString()
            self._was_taken = bool(event.commitString())
            if not self._text and not self._was_taken and _is_clicking():
                self._give(composed)
            self.used.emit()
        return False

    def _give(self, text: str) -> None:
        if text and self._field is not None:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self._field, event)

    def _follow(self, field: QObject | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field, self._text = field, ""
        if field is not None:
            field.installEventFilter(self)


def _is_clicking() -> bool:
    return QApplication.mouseButtons() != Qt.MouseButton.NoButton


def watch_input_method(application: QApplication) -> Composing:
    """From now on `commit_pending_edits` knows what is composed."""
    return application.findChild(Composing) or Composing(application)


def commit_pending_edits(root: QWidget) -> None:
    """Take over what the input method still composes and what stands in an open cell editor under `root`."""
    focus = QApplication.focusWidget()
    if focus is None or not (focus is root or root.isAncestorOf(focus)):
        return
    application = QApplication.instance()
    composing = application.findChild(Composing) if application is not None else None
    if composing is not None:
        composing.take_over()
    cell_editor = focus
    parent = focus.parentWidget()
    while parent is not None and parent is not root.parentWidget():
        if isinstance(parent, QAbstractItemView):
            if cell_editor is not parent:
                parent.setFocus()  # an editor that loses the focus hands its text to the model
            return
        cell_editor, parent = parent, parent.parentWidget()
