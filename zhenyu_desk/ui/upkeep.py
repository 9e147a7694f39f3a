"""What the window looks after while it is open: the date, the damage check, the status bar, backups, the tray."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.attachments import drop_left_over_files
from zhenyu_desk.services.backup import back_up, last_backup
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui.dialogs.messages import warn
from zhenyu_desk.ui.tray import Tray
from zhenyu_desk.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow

CLOCK_SECONDS = 20
CHECK_AFTER_SECONDS = 3


class Standing(NamedTuple):
    """What the status bar tells of the ledger."""

    town: str
    backed_up: datetime | None


class Upkeep(QObject):
    """Made once the ledger is open; belongs to the window."""

    def __init__(self, window: MainWindow, status: StatusLine) -> None:
        super().__init__(window)
        self._window = window
        self._status = status
        self._day = window.context.today()
        self._clock = QTimer(self, interval=CLOCK_SECONDS * 1000)
        self._clock.timeout.connect(self.look_at_the_clock)
        self._clock.start()
        window.bus.changed.connect(self._on_change)
        self.tray = Tray(window) if QSystemTrayIcon.isSystemTrayAvailable() else None
        QTimer.singleShot(CHECK_AFTER_SECONDS * 1000, self, self.check_pages)

    def look_at_the_clock(self) -> None:
        """Notice midnight, also after the computer slept: everything that depends on the day is refreshed."""
        today = self._window.context.today()
        if today != self._day:
            self._day = today
            self._window.refresh_all()
            self.refresh_status()
            self.remind()

    def remind(self) -> None:
        """Tell by the tray what became due, where there is one."""
        if self.tray is not None:
            self.tray.reminding.look()

    def refresh_status(self) -> None:
        """Show town, official, last backup and date."""
        context = self._window.context
        self._status.set_day(context.today())
        self._window.jobs.read(lambda: _standing(context), self._show, self._window.warn, owner=self)

    def back_up(self) -> None:
        """Make a verified copy of the ledger now, and a second one where the settings name a folder.

        Saving goes on meanwhile; at the end goes what was attached to forms that were never saved.
        """
        context, second = self._window.context, self._window.settings.backup_second_folder
        self._status.tell(_("Backing up…"), None)
        self._window.jobs.read(
            lambda: _copies(context, second),
            self._backed_up,
            self._window.warn,
            owner=self,
            is_long=True,
            is_awaited=True,
        )

    def check_pages(self) -> None:
        """Read the whole file in the background; damage is told with what to do."""
        check = self._window.context.ledger.check_pages
        self._window.jobs.read(check, lambda _sound: None, self._damaged, owner=self, is_long=True)

    def _show(self, standing: Standing) -> None:
        self._status.set_who(standing.town, self._window.context.actor)
        self._status.set_backup(standing.backed_up, self._day)

    def _backed_up(self, file: Path) -> None:
        self._status.tell(_("Backed up and verified: {file}").format(file=file), None)
        self.refresh_status()
        tidy_up = partial(drop_left_over_files, self._window.context)
        self._window.jobs.write(tidy_up, lambda _done: None, self._window.warn, owner=self)

    def _damaged(self, problem: AppError) -> None:
        advice = _(
            "Please stop entering data, keep this file as it is, and continue with the last backup in {folder}."
        ).format(folder=self._window.context.ledger.folder / "backups")
        warn(self._window, f"{problem.sentence}\n\n{advice}")

    def _on_change(self, changes: ChangeSet) -> None:
        if Aggregate.OFFICE in changes:
            self.refresh_status()


def _standing(context: AppContext) -> Standing:
    at = last_backup(context)
    return Standing(context.read(load_settings).town, at.astimezone() if at else None)


def _copies(context: AppContext, second: Path | None) -> Path:
    file = back_up(context)
    if second is not None:
        file = back_up(context, second)
    return file
