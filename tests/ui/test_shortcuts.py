"""F1 lists every shortcut there is, by the place where it works."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from tests.ui.acting import open_dialog, open_dialogs, press
from zhenyu_desk.ui.dialogs.shortcuts import ShortcutsDialog
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.page_list import PAGES
from zhenyu_desk.ui.shortcut_list import shortcut_groups

SAME = {"Ctrl+Enter": "Ctrl+Return"}
"""The two Enter keys are one to people: F1 names one of them."""


def listed(window: MainWindow) -> set[str]:
    keys = {one for group in shortcut_groups(window) for keys, _text in group.lines for one in meant(keys)}
    return keys | {other for other, known in SAME.items() if known in keys}


def meant(keys: str) -> list[str]:
    """«Alt+1 … Alt+9» means nine keys."""
    first, dots, last = keys.partition(" … ")
    if not dots:
        return [keys]
    return [f"{first[:-1]}{number}" for number in range(int(first[-1]), int(last[-1]) + 1)]


def keys_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """All keys that do something below a widget, and who claims them."""
    native = QKeySequence.SequenceFormat.NativeText
    for shortcut in root.findChildren(QShortcut):
        yield shortcut.key().toString(native), f"{type(shortcut.parent()).__name__} {shortcut.whatsThis()}"
    for action in root.findChildren(QAction):
        if not action.shortcut().isEmpty():
            yield action.shortcut().toString(native), action.text()


def test_nothing_that_has_a_key_is_left_out(window: MainWindow, settled: Callable[[], None]) -> None:
    for entry in PAGES:
        window.open_page(entry.name)
        settled()
    known = listed(window)
    assert [f"{keys}: {owner}" for keys, owner in keys_of(window) if keys not in known] == []


def test_f1_shows_them_by_page(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F1)
    dialog = open_dialog(ShortcutsDialog)
    shown = [line.text() for line in dialog.findChildren(QLabel)]
    for action in window.menus.commands():
        if not action.shortcut().isEmpty():
            assert action.text() in shown
    assert {"全局", "列表中", "日期框中"} <= set(shown)
    assert window.page_name == "today", "looking them up leaves the page alone"
    press(dialog, Qt.Key.Key_Escape)
    assert not open_dialogs(ShortcutsDialog)


def test_the_list_scrolls_by_keys(window: MainWindow, settled: Callable[[], None]) -> None:
    press(window, Qt.Key.Key_F1)
    dialog = open_dialog(ShortcutsDialog)
    dialog.resize(dialog.width(), 240)
    settled()
    area: Any = dialog.findChild(QScrollArea)
    press(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    dialog.close()
