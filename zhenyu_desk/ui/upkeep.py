"""What the window looks after while it is open: the date, the damage check, the status bar, backups, the tray."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from zhenyu_desk.domain.changes import Aggregate, ChangeSet
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.services.attachments import drop_left_over_files
from zhenyu_desk.services.backup import back_up, daily_backup, last_backup, second_backup_is_due
from zhenyu_desk.services.clock import doubt_of_clock
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.officials import officials
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui.dialogs.messages import warn, warn_with
from zhenyu_desk.ui.restoring import open_restore
from zhenyu_desk.ui.tray import Tray
from zhenyu_desk.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow

CLOCK_SECONDS = 20
CHECK_AFTER_SECONDS = 3


class Standing(NamedTuple):
    """What the status bar tells of the ledger."""

    town: str
    role: str
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
        self._has_doubted = False
        self.doubt_clock()
        status.set_checking(is_checking=not window.context.ledger.is_sound)
        QTimer.singleShot(CHECK_AFTER_SECONDS * 1000, self, self.check_pages)

    def look_at_the_clock(self) -> None:
        """Notice midnight, also after the computer slept: everything that depends on the day is refreshed."""
        today = self._window.context.today()
        if today != self._day:
            self._day = today
            self._window.refresh_all()
            self.refresh_status()
            self.remind()
            self.back_up_daily()
        self.doubt_clock()

    def doubt_clock(self) -> None:
        """Warn before anything is entered while the clock of the computer can't be right; once, until it is."""
        context, now = self._window.context, datetime.now(UTC)
        self._window.jobs.read(lambda: doubt_of_clock(context, now), self._warn_of_clock, self._window.warn, owner=self)

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
        """Unless the seal vouches for it, read the whole file in the background.

        Damage is told with what to do; a sound ledger is backed up if that is due.
        """
        self._window.jobs.read(
            self._window.context.ledger.ensure_sound,
            lambda _sound: self.back_up_daily(),
            self._damaged,
            always=lambda: self._status.set_checking(is_checking=False),
            owner=self,
            is_long=True,
        )

    def back_up_daily(self) -> None:
        """Back up in the background unless that was done today; then see to the second folder."""
        context, second = self._window.context, self._window.settings.backup_second_folder
        self._window.jobs.read(
            lambda: daily_backup(context, second),
            self._backed_up_daily,
            self._window.warn,
            always=self._after_daily,
            owner=self,
            is_long=True,
            is_awaited=True,
        )

    def look_at_second(self) -> None:
        """Remind once a day of a second folder that is not there or got no backup for long."""
        context, settings = self._window.context, self._window.settings
        second, today = settings.backup_second_folder, context.today().isoformat()
        if second is not None and settings.second_reminded_on != today:
            self._window.jobs.read(
                lambda: (second_backup_is_due(context, second), second.is_dir()),
                lambda found: self._remind_of_second(today, second, *found),
                self._window.warn,
                owner=self,
            )

    def _warn_of_clock(self, doubt: str | None) -> None:
        if doubt is not None and not self._has_doubted:
            warn(self._window, doubt)
        self._has_doubted = doubt is not None

    def _show(self, standing: Standing) -> None:
        self._status.set_who(standing.town, self._window.context.actor, standing.role)
        self._status.set_protection(is_encrypted=self._window.context.ledger.secret is not None)
        self._status.set_backup(standing.backed_up, self._day)

    def _backed_up(self, file: Path) -> None:
        self._status.tell(_("Backed up and verified: {file}").format(file=file), None)
        self.refresh_status()
        tidy_up = partial(drop_left_over_files, self._window.context)
        self._window.jobs.write(tidy_up, lambda _done: None, self._window.warn, owner=self)

    def _backed_up_daily(self, file: Path | None) -> None:
        if file is not None and not self._status.is_telling:  # what the clerk did is more to him; the time is told
            self._status.tell(_("Daily backup made and verified: {file}").format(file=file.name), None)

    def _after_daily(self) -> None:
        self.refresh_status()
        self.look_at_second()

    def _remind_of_second(self, today: str, second: Path, is_due: bool, is_there: bool) -> None:
        """A box only when the last one is a week old: a stick is not plugged in every day."""
        if is_there and not is_due:
            return
        self._window.save_preferences(second_reminded_on=today)
        if is_due and is_there:
            words = _("The second folder {folder} got no backup for more than a week: use «Back up now».")
        elif is_due:
            words = _(
                "The second folder {folder} got no backup for more than a week and can't be reached: "
                "plug the stick in, then use «Back up now»."
            )
        else:
            words = _("The second folder for backups can't be reached: {folder}")
            self._window.tell(words.format(folder=second))
            return
        warn(self._window, words.format(folder=second))

    def _damaged(self, problem: AppError) -> None:
        advice = _(
            "Please stop entering data, keep this file as it is, and continue with the last backup in {folder}."
        ).format(folder=self._window.context.ledger.folder / "backups")
        words = f"{problem.sentence}\n\n{advice}"
        warn_with(self._window, words, _("Restore a backup…"), lambda: open_restore(self._window))

    def _on_change(self, changes: ChangeSet) -> None:
        if Aggregate.OFFICE not in changes:
            return
        self.refresh_status()
        if self._window.take_rights():  # the official's own role is another one
            self._window.refresh_all()


def _standing(context: AppContext) -> Standing:
    at = last_backup(context)
    role = context.role()
    words = role.label if role is not None and officials(context) else ""
    return Standing(context.read(load_settings).town, words, at.astimezone() if at else None)


def _copies(context: AppContext, second: Path | None) -> Path:
    file = back_up(context)
    if second is not None:
        file = back_up(context, second)
    return file
