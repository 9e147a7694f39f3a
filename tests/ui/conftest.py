"""A real window on a real ledger: the invented town, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.acting import delete_now, settle
from zhenyu_desk.bootstrap import create_context
from zhenyu_desk.services.demo import fill
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui.app import Desk, make_application
from zhenyu_desk.ui.main_window import MainWindow

TOWN = "周市镇"
OFFICIAL = "李静"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform tells what it can't do with windows, which means nothing."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support|systemTrayWindowChanged"))


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The application as `app.run` makes it."""
    application = make_application()
    yield application
    # The offscreen platform lets go of its clipboard after Python has ended: nothing of Python's may be left there.
    application.clipboard().clear()


@pytest.fixture(autouse=True)
def no_key_held() -> None:
    """After Ctrl+S Qt takes Ctrl to be held until the next key, and a row chosen by `selectRow` is added or removed."""
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """What a test leaves of its windows, such as the cover of a locked one, would be polished along with the next."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isValid(widget) and widget.parent() is None:
            if isinstance(widget, MainWindow):
                widget.jobs.close()
            delete_now(widget)


@pytest.fixture(scope="session")
def filled_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with two years of an invented town; not to be changed."""
    folder = tmp_path_factory.mktemp("town") / "ledger"
    context = create_context(folder, TOWN, OFFICIAL)
    fill(context, scale="town", seed=1)
    context.close()
    return folder


@pytest.fixture
def ledger(filled_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the invented town for one test."""
    folder = tmp_path / "ledger"
    shutil.copytree(filled_ledger, folder)
    return folder


@pytest.fixture
def preferences() -> Settings:
    """The settings of the computer the test works at."""
    return Settings(current_official=OFFICIAL)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, ledger: Path, preferences: Settings) -> Iterator[Desk]:
    """The window on the copied ledger, open and filled."""
    desk = Desk(qapp, preferences)
    assert desk.start(ledger)
    assert desk.window is not None
    settle(qtbot, desk)
    yield desk
    put_away(desk)


@pytest.fixture
def window(desk: Desk) -> MainWindow:
    """The main window, open and filled."""
    assert desk.window is not None
    return desk.window


@pytest.fixture
def settled(qtbot: QtBot, desk: Desk) -> Callable[[], None]:
    """Call it to wait until all jobs of the window have come back."""
    return lambda: settle(qtbot, desk)


def put_away(desk: Desk) -> None:
    """Close without asking about what a test left unsaved."""
    window = desk.window
    if window is not None and window.isVisible():
        window.jobs.close()
        window.hide()
        delete_now(window)
    desk.close()
