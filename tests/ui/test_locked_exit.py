"""A locked program can be ended by whoever has no password, and by the end of the session; nothing typed is lost."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, settle
from tests.ui.locked import active_desk, cover_of, seen, window_of
from tests.ui.protecting import PASSWORD, PROTECTION, protected_ledger
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.ui import drafts
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.main_window import MainWindow

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QPushButton
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui.app import Desk, make_application
from zhenyu_desk.ui.dialogs.unlock import UnlockDialog

folder, password, way = Path(sys.argv[1]), *sys.argv[2:]
application = make_application()
desk = Desk(application, Settings(current_official="李静"))
assert desk.start(folder)

def go_on():
    window = desk.window
    if window.cover is not None:
        print("locked")
        timer.stop()
        buttons = window.cover.findChildren(QPushButton)
        if way == "button":
            next(button for button in buttons if button.text() == "退出").click()
        else:
            QCoreApplication.postEvent(application, QEvent(QEvent.Type.Quit))
    elif window.is_open:
        if not window.jobs.is_busy:
            window.lock()
    else:
        for dialog in window.findChildren(UnlockDialog):
            dialog.password.setText(password)
            dialog.try_password()

timer = QTimer(interval=200)
timer.timeout.connect(go_on)
timer.start()
application.exec()
print("ended")
"""


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with active_desk(tmp_path / "ledger", qapp, qtbot) as started:
        yield started


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    """With a visit being typed."""
    window = window_of(desk)
    window.new_visit()
    settle(qtbot, desk)
    page: Any = window.page
    page.entry.fields.business.setPlainText("订单饱满")
    return window


def quit_button(window: MainWindow) -> QPushButton:
    return next(button for button in cover_of(window).findChildren(QPushButton) if button.text() == "退出")


def kept(desk: Desk, folder: Path) -> list[str]:
    desk.close()
    context = open_context(folder, "李静", deep=False, secret=PROTECTION.secret, alone=True)
    try:
        return [str(row.content) for row in waiting_drafts(context)]
    finally:
        context.close()


def test_the_button_ends_it_and_gives_the_ledger_back(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.lock()
    quit_button(window).click()
    qtbot.waitUntil(lambda: seen() == [])
    assert any("订单饱满" in content for content in kept(desk, window.context.ledger.folder))


def test_what_is_being_written_is_written_first(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    written: list[str] = []
    window.jobs.write(lambda: None, lambda _done: written.append("第一件"), window.warn)
    window.lock()
    qtbot.wait(100)
    assert written == []
    quit_button(window).click()
    qtbot.waitUntil(lambda: seen() == [])
    assert written == ["第一件"]


def test_a_write_that_fails_does_not_keep_it(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    def fail() -> None:
        raise EnvironmentProblem("磁盘已满。")

    window.jobs.write(fail, lambda _done: None, lambda _problem: None)
    window.lock()
    quit_button(window).click()
    qtbot.waitUntil(lambda: seen() == [])


@pytest.mark.parametrize("way", ["button", "session"])
def test_the_program_ends(tmp_path: Path, way: str) -> None:
    folder = protected_ledger(tmp_path / "ledger")
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), PASSWORD, way], capture_output=True, text=True, timeout=60
    )
    assert (told.returncode, told.stdout.split()) == (0, ["locked", "ended"]), told.stderr


def test_its_cross_ends_it_while_the_session_ends(window: MainWindow, desk: Desk) -> None:
    window.lock()
    desk.keep_for_end_of_session()
    cover_of(window).close()
    assert seen() == []


def test_what_can_not_be_kept_is_asked_about(
    window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise EnvironmentProblem("磁盘已满。")

    def stay() -> None:
        box = open_dialog(QMessageBox)
        asked.append(box.text())
        box.reject()

    asked: list[str] = []
    monkeypatch.setattr(drafts, "keep_draft", refuse)
    window.lock()
    QTimer.singleShot(200, stay)
    quit_button(window).click()
    assert "磁盘已满" in asked[0]
    assert seen() == [cover_of(window)]
