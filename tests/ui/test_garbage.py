"""What Python throws away of a window goes in the window's own thread."""

import threading
import weakref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.clerk import PATIENCE_SECONDS


class _Circle(QObject):
    """Holds itself, so that only the garbage collector can free it; notes in which thread that was."""

    def __init__(self, freed_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: freed_in.append(threading.get_ident()))


def test_a_job_that_makes_much_does_not_free_what_belongs_to_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    freed_in: list[int] = []
    for _number in range(3):
        _Circle(freed_in)
    job = threading.Thread(target=lambda: [[number] for number in range(200_000)])
    job.start()
    job.join()
    qtbot.waitUntil(lambda: len(freed_in) == 3, timeout=PATIENCE_SECONDS * 1000)
    assert set(freed_in) == {threading.get_ident()}
