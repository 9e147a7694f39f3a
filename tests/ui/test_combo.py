"""The drop-downs: the wheel over one that has no focus scrolls on and chooses nothing."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.page_list import PAGES
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.value_combo import ValueCombo


def turn_wheel(over: QWidget) -> None:
    """One notch down, with the mouse over the widget."""
    place = QPointF(over.rect().center())
    event = QWheelEvent(
        place,
        over.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(over, event)


@pytest.mark.parametrize("combo", [Combo, lambda: ValueCombo([("a", "A"), ("b", "B")])])
def test_only_the_one_with_the_focus_is_turned(qtbot: QtBot, combo: type[Combo]) -> None:
    both = QWidget()
    qtbot.addWidget(both)
    lines = QVBoxLayout(both)
    other, turned = QLineEdit(), combo()
    if not turned.count():
        turned.addItems(["A", "B"])
    for each in (other, turned):
        lines.addWidget(each)
    with qtbot.waitActive(both):
        both.show()
    other.setFocus()
    turn_wheel(turned)
    assert turned.currentIndex() == 0
    assert other.hasFocus()
    turned.setFocus()
    turn_wheel(turned)
    assert turned.currentIndex() == 1


def test_every_drop_down_of_the_window_is_one_of_these(window: MainWindow) -> None:
    for entry in PAGES:
        window.open_page(entry.name)
    others = [combo for combo in window.findChildren(QComboBox) if not isinstance(combo, Combo)]
    assert others == []
