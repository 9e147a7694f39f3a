"""Takes the pictures at one scale: python -m tests.screenshots.taking DIR LEDGER LANGUAGE WIDTHxHEIGHT…"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from zhenyu_desk.i18n import LANGUAGES
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui.app import Desk, make_application
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.page_list import PAGES

MOST_STEPS, STEP_MS = 1_000, 10


def main() -> int:
    """Take them all; returns the exit code."""
    folder, ledger, language, *sizes = sys.argv[1:]
    application = make_application()
    chosen = next(known for known in LANGUAGES if known == language)
    desk = Desk(application, Settings(current_official="李静", language=chosen))
    desk.start(Path(ledger))
    window = desk.window
    assert window is not None
    settle(window)
    for size in sizes:
        width, height = map(int, size.split("x"))
        window.resize(width, height)
        settle(window)
        for name, picture in pictures(window):
            file = Path(folder) / f"{name}-{size}@{os.environ['QT_SCALE_FACTOR']}.png"
            picture.grab().save(str(file))
            print(file, flush=True)
    window.close()
    desk.close()
    return 0


def pictures(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each page and dialog, ready to be taken."""
    for entry in PAGES:
        window.open_page(entry.name)
        settle(window)
        yield entry.name, window
        yield from tabs_of(window, entry.name)
    yield from dialogs(window)


def tabs_of(window: MainWindow, name: str) -> Iterator[tuple[str, QWidget]]:
    """The further tabs of a page."""
    tabs: Any = getattr(window.page, "tabs", None)
    if tabs is not None:
        for place in range(1, tabs.count()):
            tabs.setCurrentIndex(place)
            settle(window)
            yield f"{name}-{place}", window
        tabs.setCurrentIndex(0)


def dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The window's own dialogs."""
    from zhenyu_desk.ui.dialogs.about import AboutDialog
    from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
    from zhenyu_desk.ui.dialogs.official import OfficialDialog
    from zhenyu_desk.ui.dialogs.palette import Palette
    from zhenyu_desk.ui.dialogs.shortcuts import ShortcutsDialog
    from zhenyu_desk.ui.dialogs.unit import UnitDialog

    first_run = FirstRunDialog(Path("台账"), "", parent=window)
    first_run.make_ledger()
    palette = Palette(window, window.menus.commands(), window)
    palette.edit.setText("用电")
    unit = UnitDialog(window, None, window)
    unit.save()
    for name, dialog in (
        ("dialog-first-run", first_run),
        ("dialog-official", OfficialDialog("", window)),
        ("dialog-search", palette),
        ("dialog-shortcuts", ShortcutsDialog(window.menus.commands(), window)),
        ("dialog-unit", unit),
        ("dialog-about", AboutDialog(window)),
    ):
        dialog.show()
        settle(window)
        yield name, dialog
        dialog.close()
    window.open_page("today")
    settle(window)
    page: Any = window.page
    page.show_rows("coverage")
    settle(window)
    rows = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    yield "dialog-rows", rows
    rows.close()


def settle(window: MainWindow) -> None:
    """Wait until the ledger is open, no job is under way and everything is painted."""
    for _step in range(MOST_STEPS):
        QTest.qWait(STEP_MS)
        if window.is_open and not window.jobs.is_busy:
            break
    QTest.qWait(10 * STEP_MS)


if __name__ == "__main__":
    sys.exit(main())
