"""Pictures of the pages and their tabs, each with something in it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from tests.screenshots.camera import Camera
from tests.screenshots.visits import take_visits
from zhenyu_desk.ui.page_list import PAGES


def take_pages(camera: Camera) -> None:
    """Each page as it is after a record was chosen, and its further tabs."""
    for entry in PAGES:
        if entry.name == "visits":
            take_visits(camera)
            continue
        camera.window.open_page(entry.name)
        choose(camera)
        camera.take(entry.name)
        take_tabs(camera, entry.name)


def choose(camera: Camera) -> None:
    """A record of the page's list, so that what stands beside it is seen."""
    page: Any = camera.window.page
    camera.settle()
    lists = {
        "cases": lambda: page.table,
        "enterprises": lambda: page.register.table,
        "pairings": lambda: page.leaders,
    }
    if camera.window.page_name in lists:
        lists[camera.window.page_name]().setFocus()
        camera.press(Qt.Key.Key_Down, Qt.Key.Key_Down)


def take_tabs(camera: Camera, name: str) -> None:
    """The further tabs of a page."""
    tabs = getattr(camera.window.page, "tabs", None)
    if isinstance(tabs, QTabWidget):
        for place in range(1, tabs.count()):
            tabs.setCurrentIndex(place)
            camera.take(f"{name}-{place}")
        tabs.setCurrentIndex(0)
