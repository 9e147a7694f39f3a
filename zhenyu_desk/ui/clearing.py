"""Another official sits down at a locked window: what the former one left open is closed, not taken over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from shiboken6 import isValid

from zhenyu_desk.errors import AppError
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.dialogs.print_progress import PrintProgress
from zhenyu_desk.ui.dialogs.working import WorkingDialog

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.main_window import MainWindow

_SHOWS_ONLY = (QMessageBox, WorkingDialog, PrintProgress)
"""They tell of something, or of work that goes on, and write nothing."""


class Clearing(QObject):
    """Closes dialogs before their official changes: each writes under the name of whoever opened it.

    One that can't be closed, for what it asked of the ledger is under way, stays hidden and is closed after that.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[tuple[QDialog, AppContext]] = []
        window.jobs.written.connect(self._close_waiting)

    def clear(self, shown: Iterable[QWidget]) -> tuple[list[QWidget], list[str]]:
        """Close the dialogs among windows, each named after those it belongs to; the rest, and what went wrong."""
        left: list[QWidget] = []
        problems: list[str] = []
        for widget in reversed(list(shown)):
            if not isValid(widget):
                continue
            if not isinstance(widget, QDialog) or isinstance(widget, _SHOWS_ONLY):
                left.insert(0, widget)
                continue
            try:
                self._close(widget, self._window.context)
            except AppError as problem:
                problems.append(problem.sentence)
        return left, problems

    def _close(self, dialog: QDialog, former: AppContext) -> None:
        ended: list[int] = []
        dialog.finished.connect(ended.append)
        try:
            dialog.withdraw(former) if isinstance(dialog, FormDialog) else dialog.reject()
        finally:
            if ended:
                dialog.deleteLater()
            else:
                self._waiting.append((dialog, former))

    def _close_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for dialog, former in waiting:
            if isValid(dialog):
                try:
                    self._close(dialog, former)
                except AppError as problem:
                    self._window.warn(problem)
