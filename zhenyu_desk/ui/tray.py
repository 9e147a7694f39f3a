"""The tray: one quiet message of what became due, once per event; a click on it opens 今日."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from zhenyu_desk.domain.reminders import DueEvent, ReminderKind
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.services.reminders import mark_told, untold_events
from zhenyu_desk.ui.app_icon import app_icon

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow

log = logging.getLogger(__name__)

FIRST_LOOK_SECONDS = 8
SHOWN_SECONDS = 15


class Reminding(QObject):
    """Looks what became due and tells it by `told(sentence)`, noting it before, so that it is never told again."""

    told = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def look(self) -> None:
        """Look now, in the background; nothing is read while the reminders are turned off."""
        if not self._window.settings.reminders or self._window.cover is not None:
            return
        context = self._window.context
        self._window.jobs.read(lambda: untold_events(context), self._note, _only_log, owner=self)

    def _note(self, events: list[DueEvent]) -> None:
        if not events:
            return
        context = self._window.context
        self._window.jobs.write(lambda: mark_told(context, events), partial(self._tell, events), _only_log, owner=self)

    def _tell(self, events: Sequence[DueEvent], _done: None) -> None:
        self.told.emit(in_words(events))


class Tray(QObject):
    """The icon in the tray, there while the window is; where a desktop has no tray there is nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.reminding = Reminding(window)
        self.icon = QSystemTrayIcon(app_icon(), window)
        self.icon.setToolTip(_("Town enterprise service ledger"))
        self.icon.activated.connect(self._on_click)
        self.icon.messageClicked.connect(self.open_today)
        self.reminding.told.connect(self.show_message)
        self.icon.show()
        QTimer.singleShot(FIRST_LOOK_SECONDS * 1000, self, self.reminding.look)

    def show_message(self, sentence: str) -> None:
        """Show a message for a while."""
        title = _("Town enterprise service ledger")
        self.icon.showMessage(title, sentence, app_icon(), SHOWN_SECONDS * 1000)

    def open_today(self) -> None:
        """Bring the window to the front, on 今日."""
        window = self._window
        if window.cover is not None:
            window.cover.showNormal()
            window.cover.activateWindow()
            return
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
        window.open_page("today")

    def _on_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_today()


def in_words(events: Sequence[DueEvent]) -> str:
    """All events in one sentence: «今天有 3 件到期、2 件超期»."""
    counts = Counter(event.kind for event in events)
    parts = [_of_kind(kind, counts[kind]) for kind in ReminderKind if counts[kind]]
    return _("Today: {parts}").format(parts=_(", ").join(parts))


def _of_kind(kind: ReminderKind, n: int) -> str:
    texts: dict[ReminderKind, Callable[[], str]] = {
        ReminderKind.DUE_TODAY: lambda: ngettext("{n} difficulty due", "{n} difficulties due", n),
        ReminderKind.OVERDUE: lambda: ngettext("{n} difficulty overdue", "{n} difficulties overdue", n),
        ReminderKind.REVIEW: lambda: ngettext("{n} parked one to review", "{n} parked ones to review", n),
        ReminderKind.PROMISE: lambda: ngettext("{n} promise due", "{n} promises due", n),
        ReminderKind.VISIT: lambda: ngettext("{n} firm due for a visit", "{n} firms due for a visit", n),
    }
    return texts[kind]().format(n=n)


def _only_log(problem: AppError) -> None:
    """A reminder that fails disturbs nobody; what is due stands on 今日 all the same."""
    log.info("no reminder: %s", type(problem).__name__)
