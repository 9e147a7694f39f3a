"""PySide6 itself: the release in the lock must not lose references (6.12.0 on Python 3.11 aborts)."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_into_qt_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(5_000):
        label.setText("x")
    assert sys.getrefcount(None) > before - 1_000
