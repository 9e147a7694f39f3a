"""The frame of dialogs: within the screen at every size of the text, and high enough for what is told later."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from zhenyu_desk.services import access
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.encrypt import EncryptDialog
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.restore import RestoreDialog
from zhenyu_desk.ui.widgets.fields import Form

SMALL = QRect(0, 0, 1366, 728)
SCALED = QRect(0, 0, 911, 480)


@pytest.fixture
def scaled(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, 100)


@pytest.mark.usefixtures("scaled")
@pytest.mark.parametrize(("screen", "size"), [(SMALL, 100), (SMALL, 150), (SMALL, 200), (SCALED, 100)])
def test_buttons_stay_on_the_screen(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: QRect, size: int
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: screen)
    theme.apply(qapp, size)
    parent = QWidget()
    qtbot.addWidget(parent)
    for dialog in (
        RestoreDialog(tmp_path, None, "李静", None, parent),
        EncryptDialog("李静", lambda *_given: None, parent, "加密"),
        FirstRunDialog(tmp_path, "李静", "", parent),
    ):
        dialog.show()
        qapp.processEvents()
        assert dialog.width() <= screen.width(), dialog
        assert dialog.height() <= screen.height(), dialog
        dialog.done(0)


def test_it_grows_for_an_error_that_is_told_later(qapp: QApplication, qtbot: QtBot) -> None:
    dialog, form, edit = Frame("试"), Form(), QLineEdit()
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(300)
    dialog.body.addWidget(form.add("one", "一", edit, hint="这里要写的是一句很长的话，说明这一栏应当怎样填写才算对。"))
    dialog.body.addWidget(form.rest)
    dialog.add_close_button()
    dialog.show()
    qapp.processEvents()
    before = dialog.height()
    form.show_error("one", "这一栏没有填对，请照上面所说的重新填写，然后再试一次；还不行就请找管理员。")

    def is_seen_whole() -> bool:
        lines = [line for line in dialog.findChildren(QLabel) if line.isVisible() and line.wordWrap()]
        return all(line.height() >= line.heightForWidth(line.width()) for line in lines)

    qtbot.waitUntil(is_seen_whole, timeout=2000)
    assert dialog.height() > before


def test_the_recovery_code_stands_in_one_line(qapp: QApplication, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = EncryptDialog("李静", lambda *_given: None, parent, "加密", access.new_protection())
    dialog.show()
    dialog.twice.first.setText("correct horse")
    dialog.twice.second.setText("correct horse")
    dialog.go_on()
    qapp.processEvents()
    metrics = dialog.code.fontMetrics()
    assert dialog.code.width() >= metrics.horizontalAdvance(dialog.code.text())
    dialog.reject()
