"""From the folder of a ledger to an open one: the password where it is encrypted, and who works in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.door import Door, look_at_door

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.main_window import MainWindow


class Entrance(QObject):
    """One opening; exactly one of the signals comes, and it is gone. Nobody else may have the ledger open."""

    opened = Signal(object)
    """The AppContext."""
    failed = Signal(object)
    """The AppError."""
    left = Signal()
    """The user rather doesn't."""

    def __init__(self, window: MainWindow, folder: Path, official: str) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._official = official
        for end in (self.opened, self.failed, self.left):
            end.connect(self.deleteLater)

    def enter(self) -> None:
        """Look, ask, open."""
        self._window.jobs.read(lambda: look_at_door(self._folder), self._ask, self.failed.emit, owner=self)

    def enter_with(self, secret: bytes | None, *, is_proven: bool) -> None:
        """Open it with a secret that is known; `is_proven` where a password told that it is the official."""
        folder, official = self._folder, self._official
        self._window.jobs.read(
            lambda: _open(folder, official, secret),
            lambda found: self._settle(*found, is_proven=is_proven),
            self.failed.emit,
            owner=self,
        )

    def enter_by_backup(self, secret: bytes | None) -> None:
        """Open it with what the official's password of a backup gave, if he has one in the ledger restored from it."""

        def go_on(door: Door) -> None:
            if self._official in door.names:
                self.enter_with(secret, is_proven=True)
            else:
                self._ask(door)

        self._window.jobs.read(lambda: look_at_door(self._folder), go_on, self.failed.emit, owner=self)

    def _ask(self, door: Door) -> None:
        if not door.is_protected:
            self.enter_with(None, is_proven=False)
            return
        from zhenyu_desk.ui.dialogs.unlock import UnlockDialog

        dialog = UnlockDialog(
            self._folder,
            door.names,
            self._official,
            title=_("Open the ledger"),
            heading=_("The ledger in «{folder}» is encrypted").format(folder=self._folder.name),
            parent=self._window,
            problem=door.problem,
        )
        dialog.accepted.connect(lambda: self._take(dialog.official, dialog.secret))
        dialog.rejected.connect(self.left.emit)
        dialog.open_once()

    def _take(self, official: str, secret: bytes) -> None:
        self._official = official
        self.enter_with(secret, is_proven=True)

    def _settle(self, context: AppContext, listed: list[str], *, is_proven: bool) -> None:
        """Somebody must be at work: whose password was right, or else one of those listed."""
        is_known = bool(self._official) and (not listed or self._official in listed)
        if is_known or is_proven:
            self.opened.emit(context)
            return
        from zhenyu_desk.ui.dialogs.official import OfficialDialog

        dialog = OfficialDialog(self._official, self._window, listed)
        dialog.accepted.connect(lambda: self.opened.emit(replace(context, actor=dialog.name)))
        dialog.rejected.connect(lambda: self._leave(context))
        dialog.open_once()

    def _leave(self, context: AppContext) -> None:
        context.close()
        self.left.emit()


def _open(folder: Path, official: str, secret: bytes | None) -> tuple[AppContext, list[str]]:
    from zhenyu_desk.bootstrap import open_context
    from zhenyu_desk.services.officials import active_names

    context = open_context(folder, official, deep=False, secret=secret, alone=True)
    try:
        return context, active_names(context)
    except AppError:
        context.close()
        raise
