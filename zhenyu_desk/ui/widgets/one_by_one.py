"""Work in the background that takes its turns, so that a pile of files never fills all readers at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from zhenyu_desk.errors import AppError
from zhenyu_desk.ui.shell import Shell

T = TypeVar("T")


class OneByOne(QObject):
    """Hands one piece of work after the other to the readers; ends with its parent."""

    idle = Signal()
    """The last one has come back."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._waiting: deque[tuple[Callable[[], Any], Callable[[Any], None], Callable[[AppError], None]]] = deque()
        self._is_running = False

    @property
    def is_busy(self) -> bool:
        """Whether something is under way or waits."""
        return self._is_running

    def add(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[AppError], None]) -> None:
        """Do `work` when its turn has come, then call `done(result)` or `failed(problem)` in the screen's thread."""
        self._waiting.append((work, done, failed))
        if not self._is_running:
            self._is_running = True
            self._next()

    def drop_waiting(self) -> None:
        """Forget what has not begun."""
        self._waiting.clear()

    def _next(self) -> None:
        work, done, failed = self._waiting.popleft()
        # The next one begins whatever became of this one, even a bug.
        self._shell.jobs.read(work, done, failed, always=self._go_on, owner=self)

    def _go_on(self) -> None:
        if self._waiting:
            self._next()
        else:
            QTimer.singleShot(0, self, self._rest)  # after the last one was told of

    def _rest(self) -> None:
        if self._waiting:
            self._next()
        else:
            self._is_running = False
            self.idle.emit()
