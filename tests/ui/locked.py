"""A window on the encrypted town that is unlocked by one official, locked, and unlocked by another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import settle
from tests.ui.protecting import OTHERS, answer, desk_on, protected_ledger, unlocked_window
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.unlock import LockedDialog
from zhenyu_desk.ui.main_window import MainWindow


class FakeClock:
    """The clock on the wall, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def active_desk(folder: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """The program, with 李静 at work in a window that has the focus."""
    with desk_on(protected_ledger(folder), qapp, qtbot) as started:
        window = unlocked_window(started, qtbot)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        yield started


def window_of(desk: Desk) -> MainWindow:
    """The one window there is."""
    assert desk.window is not None
    return desk.window


def cover_of(window: MainWindow) -> LockedDialog:
    """What hides the window."""
    assert window.cover is not None
    return window.cover


def seen() -> list[QWidget]:
    """All windows that are seen."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def words_of(widget: QWidget) -> str:
    """What a window says."""
    labels = " ".join(line.text() for line in widget.findChildren(QLabel) if line.isVisible())
    return f"{widget.windowTitle()} {labels}"


def choose(qtbot: QtBot, window: MainWindow, name: str) -> LockedDialog:
    """Choose who unlocks, once the names are read."""
    cover = cover_of(window)
    qtbot.waitUntil(lambda: cover.name.findText(name) >= 0, timeout=10_000)
    cover.name.setCurrentText(name)
    return cover


def unlock_as(qtbot: QtBot, desk: Desk, name: str) -> None:
    """Let one of the others unlock the window."""
    answer(qtbot, choose(qtbot, window_of(desk), name), OTHERS)
    settle(qtbot, desk)
