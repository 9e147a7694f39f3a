"""Takes pictures of the window and of whatever opens over it."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from zhenyu_desk.ui.main_window import MainWindow

PATIENCE_SECONDS = 60.0
_STEP_MS = 10
_QUIET_STEPS = 8
NONE = Qt.KeyboardModifier.NoModifier


def go_on(dialog: QDialog) -> None:
    """Ctrl+Enter: what the dialog is there for, or the next step of a wizard."""
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _close(dialog: QDialog) -> None:
    dialog.done(0)


class Camera:
    """Writes each picture as NAME-ENDING.png; `taken` are the classes of dialogs it has seen."""

    def __init__(self, window: MainWindow, folder: Path, ending: str) -> None:
        self.window = window
        self.taken: set[str] = set()
        self._folder = folder
        self._ending = ending

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Take the window, or this part of the screen, once all is painted."""
        self.settle()
        file = self._folder / f"{name}-{self._ending}.png"
        (widget or self.window).grab().save(str(file))
        print(file, flush=True)

    def dialog(
        self,
        name: str,
        opening: Callable[[], object],
        then: Callable[[QDialog], object] | None = None,
        leave: Callable[[QDialog], object] = _close,
    ) -> None:
        """Take what `opening` opens, also when that returns only after it is closed, and close it by `leave`.

        `then` does something in it before the picture, which shows the dialog that is then on top.
        """
        seen: list[QDialog] = []
        timer = QTimer()

        def look() -> None:
            shown = _open_dialog()
            if shown is None:
                return
            timer.stop()
            self.settle()
            if then is not None:
                then(shown)
                self.settle()
            top = _open_dialog()
            assert top is not None, f"{name} was gone before its picture was taken"
            self.take(name, top)
            self.taken.add(type(top).__name__)
            leave(top)
            while (left := _open_dialog()) is not None:
                left.done(0)
            seen.append(top)

        timer.timeout.connect(look)
        timer.start(_STEP_MS)
        opening()
        self._wait(lambda: seen, name)
        self.settle()

    def act(self, name: str, keys: str, then: Callable[[QDialog], object] | None = None) -> None:
        """Take what the page's action with these keys opens."""
        found = [action for action in self.window.page.record_actions() if action.shortcut().toString() == keys]
        assert found, f"{self.window.page_name} offers nothing for {keys}"
        assert found[0].isEnabled(), f"{keys} can't be used on {self.window.page_name} now"
        self.dialog(name, found[0].trigger, then)

    def command(self, name: str, action: str) -> None:
        """Take what a command of the menus opens."""
        self.dialog(name, self._command(action).trigger)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(self._focus(), key, modifier)
            self.settle()

    def keys(self, letters: str) -> None:
        """Type letters and digits where the focus is."""
        QTest.keyClicks(self._focus(), letters)
        self.settle()

    def write(self, text: str) -> None:
        """Type Chinese, as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._focus(), event)

    def settle(self) -> None:
        """Wait until the ledger is open and no job has been under way for a moment."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self.window.is_open and not self.window.jobs.is_busy else 0
            return quiet >= _QUIET_STEPS

        self._wait(is_quiet, "the window was at rest")

    def _wait(self, is_so: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert time.monotonic() < end, f"waited in vain: {what}"
            QTest.qWait(_STEP_MS)

    def _command(self, name: str) -> QAction:
        return next(action for action in self.window.menus.commands() if action.objectName() == name)

    def _focus(self) -> QWidget:
        if QApplication.focusWidget() is None:
            self.window.activateWindow()
            QTest.qWait(_STEP_MS)
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus


def _open_dialog() -> QDialog | None:
    """The dialog opened last."""
    active = QApplication.activeModalWidget()
    if isinstance(active, QDialog):
        return active
    shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]
    return shown[-1] if shown else None
