"""A real window on the invented town, worked by keys alone as a clerk would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import PATIENCE_MS, delete_now
from tests.ui.town import Town, copied_town, encrypted
from zhenyu_desk import i18n
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.main_window import MainWindow

# A machine with other jobs on it may take this long.
PATIENCE_SECONDS = 30

NONE, CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@dataclass
class Clerk:
    """The window with what a test does to it."""

    town: Town
    window: MainWindow
    qtbot: QtBot

    @property
    def context(self) -> AppContext:
        """The ledger as it is now, for looking at what was stored."""
        return self.town.context

    @property
    def page(self) -> Any:
        """The page shown."""
        return self.window.page

    @property
    def focus(self) -> QWidget:
        """Where the keys go."""
        if QApplication.focusWidget() is None and self.no_dialog():
            # The offscreen platform has no window manager to give the window back its focus.
            self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _time in range(times):
            QTest.keyClick(self.focus, key, modifier)
        self.settle()

    def keys(self, text: str) -> None:
        """Type letters and digits key by key."""
        QTest.keyClicks(self.focus, text)
        self.settle()

    def write(self, text: str) -> None:
        """Type Chinese: the input method commits it."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)
        self.settle()

    def compose(self, text: str) -> None:
        """Leave text in the input method, not yet committed."""
        QApplication.sendEvent(self.focus, QInputMethodEvent(text, []))

    def tab(self, times: int = 1) -> None:
        """Go on to the next field."""
        self.press(Qt.Key.Key_Tab, times=times)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until this field has the focus."""
        for _step in range(80):
            if self.focus is widget or widget.isAncestorOf(self.focus):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab never reaches that field")

    def settle(self) -> None:
        """Wait until the screen has caught up with the ledger."""
        for _turn in range(3):
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: not self.window.jobs.is_busy, timeout=PATIENCE_MS)
        QApplication.processEvents()

    def dialog(self) -> FormDialog:
        """The form that is open."""
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()]
        assert found, "no form is open"
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return found[-1]

    def told(self) -> str:
        """What the message box says; it is closed."""
        boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
        assert boxes, "nothing was told"
        text = boxes[-1].text()
        boxes[-1].accept()
        self.settle()
        return text

    def no_message(self) -> bool:
        """Whether no message box is open."""
        return not [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]

    def typed(self, field: str) -> str:
        """What stands in a field of the form that is open."""
        editor = self.dialog().form.fields[field].editor
        assert isinstance(editor, QLineEdit)
        return editor.text()

    def no_dialog(self) -> bool:
        """Whether no form is open."""
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()]
        return not shown

    def open(self, number: int) -> None:
        """Ctrl+number: a page of the rail."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)


@contextmanager
def sit_down(
    folder: Path, qtbot: QtBot, *, lived_in: bool, today: date | None = None, secret: bytes | None = None
) -> Iterator[Clerk]:
    """A window of 1366×768 on the town, encrypted where there is a secret; its page is 今日."""
    i18n.set_language("zh_CN")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, 100)
    town = copied_town(folder / "ledger", lived_in=lived_in)
    if secret is not None:
        town = encrypted(town, secret)
    if today is not None:
        town = replace(town, context=replace(town.context, today=lambda: today))
    window = MainWindow(Settings(current_official="李静"))
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.take_ledger(town.context)
    clerk = Clerk(town, window, qtbot)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    window.rail.setFocus()
    yield clerk
    for widget in QApplication.topLevelWidgets():
        widget.hide()
    window.jobs.close()
    delete_now(window)
    town.context.close()
