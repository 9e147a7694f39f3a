"""For people who see little or use no mouse: every control has a name, Tab walks them in order, the focus is seen."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenuBar,
    QTabBar,
    QTabWidget,
    QWidget,
)

from tests.screenshots.camera import Camera
from tests.screenshots.taking import dialog_classes, take_all
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.page_list import PAGES

MOST_STEPS = 200
SAME_LINE = 8
NAMED_BY_TEXT = ("text", "title")


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab or a click puts the focus there."""
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus


def is_inner(widget: QWidget) -> bool:
    """A part of a control that has the control's name, such as the field in a combo box."""
    parent = widget.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox) or widget.focusProxy() is not None


def name_of(widget: QWidget, root: QWidget) -> str:
    """What a screen reader says: the name, the text on a button, or the label it belongs to."""
    given = widget.accessibleName()
    for wanted in NAMED_BY_TEXT:
        text = getattr(widget, wanted, None)
        if not given and callable(text) and not isinstance(widget, QLineEdit):
            given = str(text())
    if not given and isinstance(widget, QTabBar | QMenuBar):
        return type(widget).__name__  # its tabs and menus speak for it
    if not given:
        given = next((label.text() for label in root.findChildren(QLabel) if label.buddy() is widget), "")
    return given.strip()


def nameless(root: QWidget) -> list[str]:
    """The controls under a widget that nobody could announce."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in root.findChildren(QWidget)
        if takes_focus(widget) and not is_inner(widget) and not name_of(widget, root)
    ]


def places(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every page, and every tab of those that have some."""
    for entry in PAGES:
        window.open_page(entry.name)
        yield entry.name, window.page
        for tabs in window.page.findChildren(QTabWidget):
            for place in range(1, tabs.count()):
                tabs.setCurrentIndex(place)
                yield f"{entry.name} · {tabs.tabText(place)}", window.page
            tabs.setCurrentIndex(0)


class Inspector(Camera):
    """Goes where the pictures of all pages and dialogs are taken, and looks at what it is shown."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window, folder, "")
        self.nameless: dict[str, list[str]] = {}
        self.jumping: dict[str, list[str]] = {}

    def take(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        if without := nameless(widget or self.window):
            self.nameless[name] = without
        if isinstance(widget, QDialog) and (order := jumping(widget)):
            self.jumping[name] = order


def test_every_page_and_dialog_can_be_told_and_walked(window: MainWindow, tmp_path: Path) -> None:
    inspector = Inspector(window, tmp_path)
    take_all(inspector, tmp_path)
    assert dialog_classes() - inspector.taken == set()
    assert inspector.nameless == {}
    assert inspector.jumping == {}


def jumping(dialog: QDialog) -> list[str]:
    """The fields in the order in which Tab visits them, where that isn't from top to bottom."""
    fields = [widget for widget in walked(dialog) if isinstance(widget, QLineEdit | QComboBox)]
    start = min(range(len(fields)), key=lambda place: top_of(fields[place]).y(), default=0)
    ordered = [*fields[start:], *fields[:start]]
    tops = [top_of(field).y() for field in ordered]
    is_straight = all(later >= before - SAME_LINE for before, later in pairwise(tops))
    return [] if is_straight else [describe(field) for field in ordered]


def walked(root: QWidget) -> list[QWidget]:
    """Where Tab goes from the first control of a window until it comes round."""
    window = root.window()
    window.activateWindow()
    root.setFocus()
    seen: list[QWidget] = []
    for _step in range(MOST_STEPS):
        focus = QApplication.focusWidget()
        if focus is not None and focus in seen:
            return seen
        if focus is not None:
            seen.append(focus)
        QTest.keyClick(focus or window, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")


def tab_stops(root: QWidget) -> list[QWidget]:
    """The controls that Tab should reach."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if takes_focus(widget)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QAbstractItemView)
    ]


def top_of(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), QPoint(0, 0))


def test_tab_reaches_everything_and_comes_round(window: MainWindow, settled: Callable[[], None]) -> None:
    missed = {}
    for name, page in places(window):
        settled()
        reached = walked(page)
        lost = [describe(widget) for widget in tab_stops(page) if widget not in reached and not holds(widget, reached)]
        if lost:
            missed[name] = lost
    assert missed == {}


def holds(widget: QWidget, reached: list[QWidget]) -> bool:
    """A group of which Tab reaches one member, or a part of a control that was reached."""
    return any(widget.isAncestorOf(other) or other.isAncestorOf(widget) for other in reached)


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} «{name_of(widget, widget.window())}»"


def looks(widget: QWidget) -> Any:
    """The pixels of a control."""
    QApplication.processEvents()
    return widget.grab().toImage()


def test_the_focus_is_always_seen(window: MainWindow, settled: Callable[[], None]) -> None:
    QApplication.setCursorFlashTime(0)
    unseen = {}
    for name, page in places(window):
        settled()
        stops = [*tab_stops(window.top), *tab_stops(window.rail), *tab_stops(page)]
        if without := [describe(widget) for widget in stops if not is_seen(widget, window)]:
            unseen[name] = without
    assert unseen == {}


def is_seen(widget: QWidget, window: MainWindow) -> bool:
    """Whether a control looks another way once the focus is on it."""
    other = window.top.search if widget is not window.top.search else window.top.new_visit
    other.setFocus(Qt.FocusReason.TabFocusReason)
    if not takes_focus(widget):
        return True
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    within = looks(widget)
    other.setFocus(Qt.FocusReason.TabFocusReason)
    return bool(looks(widget) != within)
