"""What the window's tests do again and again: wait, press keys, find the dialog that is open."""

from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.main_window import MainWindow

PATIENCE_MS = 20_000
WidgetT = TypeVar("WidgetT", bound=QWidget)


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the ledger is open and no job is under way."""

    def at_rest() -> bool:
        window = desk.window
        return window is not None and window.is_open and not window.jobs.is_busy

    qtbot.waitUntil(at_rest, timeout=PATIENCE_MS)
    QApplication.processEvents()


def open_dialogs(kind: type[WidgetT]) -> list[WidgetT]:
    """The dialogs of a kind that are open."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def open_dialog(kind: type[WidgetT]) -> WidgetT:
    """The one dialog of a kind that is open."""
    found = open_dialogs(kind)
    assert len(found) == 1, f"{len(found)} dialogs of {kind.__name__} are open"
    return found[0]


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key."""
    QTest.keyClick(widget, key, modifier)


def type_text(widget: QWidget, text: str) -> None:
    """Type text in any script; QTest's own key clicks know only Latin letters."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(widget, event)


def settings_tab(window: MainWindow, title: str) -> Any:
    """Open a tab of 设置 by the title it bears."""
    window.open_page("settings")
    page: Any = window.page
    place = [page.tabs.tabText(place) for place in range(page.tabs.count())].index(title)
    page.tabs.setCurrentIndex(place)
    return page.parts[place]


def delete_now(widget: QWidget) -> None:
    """Delete a window that a test has done with: later ones would have to be polished along with it."""
    widget.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
