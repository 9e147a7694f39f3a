"""A program of its own that types a visit into a real window and waits to be killed: `python -m tests.ui.typist`."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.town import TODAY
from zhenyu_desk import i18n
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.app import make_application
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.pages.visits.draft_content import to_content

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Typist:
    """Types by key events; what then stands in the form is written to a file, as the sign to kill the program."""

    def __init__(self, window: MainWindow, told: Path) -> None:
        self._window = window
        self._told = told

    def type_visit(self) -> None:
        """Firm, words, two difficulties, a promise and a screenshot."""
        self._window.activateWindow()
        self._window.new_visit()
        page: Any = self._window.page
        self._entry = entry = page.entry
        self._keys("hxjm")
        self._press(Qt.Key.Key_Return)
        self._focus(entry.fields.companions, "周磊")
        self._focus(entry.fields.business, "订单饱和🏭，𠮷田精工计划新增两条压铸线。")
        for category, title in (("jiaoyu", "员工子女就近入学"), ("rencai", "人才公寓政策咨询")):
            self._press(Qt.Key.Key_D, ALT)
            self._keys(category)
            self._press(Qt.Key.Key_Tab)
            self._write(title)
        self._press(Qt.Key.Key_M, ALT)
        self._write("协调供电所现场勘察")
        self._press(Qt.Key.Key_Tab)
        self._keys("11.30")
        self._press(Qt.Key.Key_Tab)
        QApplication.clipboard().setImage(QImage(40, 30, QImage.Format.Format_RGB32))
        self._press(Qt.Key.Key_V, CTRL)
        entry.attachments.when_ready(self._tell)

    def _tell(self) -> None:
        part = self._told.with_suffix(".part")
        part.write_text(json.dumps(to_content(self._entry.typed()), ensure_ascii=False), "utf-8")
        part.rename(self._told)

    def _focus(self, field: QWidget, text: str) -> None:
        field.setFocus()
        self._press(Qt.Key.Key_A, CTRL)
        self._write(text)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._where(), key, modifier)
        self._settle()

    def _keys(self, letters: str) -> None:
        QTest.keyClicks(self._where(), letters)
        self._settle()

    def _write(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._where(), event)
        self._settle()

    def _where(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def _settle(self) -> None:
        QApplication.processEvents()
        while self._window.jobs.is_busy:
            QApplication.processEvents()


def run(folder: Path, type_into: Callable[[MainWindow], None]) -> int:
    """Open the ledger, type, and go on as a program does until somebody ends it."""
    application = make_application()
    i18n.set_language("zh_CN")
    theme.apply(application, 100)
    window = MainWindow(Settings(current_official="李静"))
    window.show()
    window.take_ledger(replace(open_context(folder, "李静", deep=False), today=lambda: TODAY))
    QTimer.singleShot(300, lambda: type_into(window))
    return application.exec()


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), lambda window: Typist(window, Path(sys.argv[2])).type_visit()))
