"""What the input method composes is taken over, once, whatever the platform's own input context does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from zhenyu_desk.ui.editing import commit_pending_edits


class Form(QWidget):
    """Two fields."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.other = QLineEdit(), QLineEdit()
        lines = QVBoxLayout(self)
        lines.addWidget(self.one)
        lines.addWidget(self.other)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.one.setFocus()
    qtbot.waitUntil(form.one.hasFocus)
    return form


def send(field: QWidget, composed: str, committed: str = "") -> None:
    """What an input method sends."""
    event = QInputMethodEvent(composed, [])
    event.setCommitString(committed)
    QApplication.sendEvent(field, event)


def test_what_is_composed_is_taken_over_once(form: Form) -> None:
    send(form.one, "", "订单")
    send(form.one, "bao he")
    assert form.one.text() == "订单"
    commit_pending_edits(form)
    commit_pending_edits(form)
    assert form.one.text() == "订单bao he"


def test_what_was_given_up_or_committed_does_not_come_back(form: Form) -> None:
    send(form.one, "bao he")
    send(form.one, "", "饱和")
    send(form.one, "zeng")
    send(form.one, "")  # Esc
    commit_pending_edits(form)
    assert form.one.text() == "饱和"


def test_what_is_composed_in_one_field_never_lands_in_another(form: Form) -> None:
    send(form.one, "bao he")
    form.other.setFocus()
    commit_pending_edits(form)
    assert form.other.text() == ""


def test_a_click_that_makes_qt_drop_the_composed_text_does_not_lose_it(form: Form) -> None:
    send(form.one, "bao he")
    QTest.mousePress(form.windowHandle(), Qt.MouseButton.LeftButton, pos=form.one.geometry().center())
    send(form.one, "")  # as Qt's ibus input context does when it is asked to commit
    QTest.mouseRelease(form.windowHandle(), Qt.MouseButton.LeftButton, pos=form.one.geometry().center())
    assert form.one.text() == "bao he"
