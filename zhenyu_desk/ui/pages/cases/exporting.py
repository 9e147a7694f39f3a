"""Writing the list to a workbook in the background: where to, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from zhenyu_desk.domain.case_filters import CaseFilter
from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.export_cases import export_cases
from zhenyu_desk.ui.dialogs import save_as
from zhenyu_desk.ui.shell import Shell

_LOOK_EVERY_MS = 200
_QUIET_MS = 1000
_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|·', "-") | {" ": ""})


def ask_target(parent: QWidget, words: str, today: date) -> Path | None:
    """Where the workbook shall go; its name says what it lists and of which day."""
    name = _("Difficulties {what} {day}").format(what=words, day=f"{today:%Y%m%d}").translate(_IN_NAMES)
    return save_as.ask_target(parent, _("Export the list"), name, "xlsx")


class Export(QObject):
    """One export under way. What takes longer than a second shows how far it is, and can be stopped."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell = shell
        self._window = parent.window()
        self._rows = 0
        self._is_stopped = False
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self, wanted: CaseFilter | Sequence[int], target: Path, total: int) -> None:
        """Write the rows; afterwards say how many and where."""
        self._progress = QProgressDialog(
            _("Writing {name} …").format(name=target.name), _("Stop"), 0, max(total, 1), self._window
        )
        self._progress.setWindowTitle(_("Export the list"))
        self._progress.setMinimumDuration(_QUIET_MS)
        self._progress.setAutoReset(False)
        self._progress.canceled.connect(self._stop)
        self._timer.start()
        context = self._shell.context

        def done(rows: int) -> None:
            self._shell.tell(_("{count} rows written to {file}").format(count=rows, file=target))

        self._shell.jobs.read(
            lambda: export_cases(context, wanted, target, self._tick),
            done,
            self._failed,
            always=self._finish,
            owner=self,
        )

    def _tick(self, rows: int) -> None:
        """In the reader's thread."""
        self._rows = rows
        if self._is_stopped:
            raise RuleBroken(_("The export was stopped; no file was written."))

    def _look(self) -> None:
        self._progress.setValue(min(self._rows, self._progress.maximum() - 1))

    def _stop(self) -> None:
        self._is_stopped = True

    def _failed(self, problem: AppError) -> None:
        if self._is_stopped:
            self._shell.tell(problem.sentence)
        else:
            self._shell.warn(problem)

    def _finish(self) -> None:
        self._timer.stop()
        self._progress.canceled.disconnect(self._stop)
        self._progress.close()
        self._progress.deleteLater()
        self.deleteLater()
