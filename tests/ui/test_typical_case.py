"""A case is marked for 典型案例 of the monthly report by a key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from tests.ui.cases import choose, detail_of
from tests.ui.clerk import CTRL, Clerk, sit_down


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        yield opened


def test_a_typical_case_is_marked_and_taken_back(clerk: Clerk) -> None:
    clerk.open(3)
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_T, CTRL)
    clerk.settle()
    assert detail_of(clerk, 1).is_typical
    assert typical_action(clerk).isChecked()
    assert clerk.window.status.message.text() == "SQ-2026-0001 已标为月报典型案例。"
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.settle()
    assert not detail_of(clerk, 1).is_typical
    assert not typical_action(clerk).isChecked()


def typical_action(clerk: Clerk) -> QAction:
    """«典型案例» in the menu 记录."""
    found: QAction = next(action for action in clerk.page.record_actions() if action.text() == "典型案例")
    return found
