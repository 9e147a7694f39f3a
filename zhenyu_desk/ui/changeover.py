"""The ledger changed as a whole while it is closed: encrypted, made plain, or a backup put in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.messages import inform
from zhenyu_desk.ui.entrance import Entrance

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.ledger_wishes import Conversion, Restoration
    from zhenyu_desk.ui.main_window import MainWindow

T = TypeVar("T")


class Changeover(QObject):
    """One change, over a window without a ledger; exactly one of the signals comes, and it is gone.

    If the change fails the ledger is what it was, and is opened so. `official` does it; `secret` opens the ledger that
    is there, where that is known: the official was in it.
    """

    opened = Signal(object)
    """The AppContext."""
    failed = Signal(object)
    """The AppError: what is there now can't be opened."""
    left = Signal()
    """The user rather doesn't open it."""

    def __init__(self, window: MainWindow, folder: Path, official: str, secret: bytes | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._official = official
        self._secret = secret
        for end in (self.opened, self.failed, self.left):
            end.connect(self.deleteLater)

    def convert(self, wanted: Conversion) -> None:
        """Encrypt the ledger or make it plain again, and open it."""
        folder, official, secret = self._folder, self._official, self._secret
        becomes = wanted.secret
        title = _("Encrypting the ledger…") if becomes is not None else _("Decrypting the ledger…")
        self._work(title, lambda: _convert(folder, official, secret, wanted), lambda _done: self._converted(becomes))

    def restore(self, wanted: Restoration) -> None:
        """Put a backup in the place of the ledger, and open that under the name whose password opened the backup."""
        folder, official = self._folder, self._official
        self._work(
            _("Restoring the backup…"),
            lambda: _restore(folder, official, wanted),
            lambda kept: self._restored(wanted, kept),
        )

    def _work(self, title: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Off the screen's thread, with a moving bar over the window."""
        from zhenyu_desk.ui.dialogs.working import WorkingDialog

        advice = _("Don't switch off now. Should the power fail all the same, the ledger stays what it was.")
        dialog = WorkingDialog(title, advice, self._window)
        dialog.open_once()
        self._window.jobs.write(work, done, self._is_what_it_was, always=dialog.accept, owner=self)

    def _converted(self, secret: bytes | None) -> None:
        window = self._window

        def tell() -> None:
            if secret is None:
                window.tell(_("The ledger is no longer encrypted."))
            else:
                tell_encrypted(window)

        self._entrance(self._official, tell).enter_with(secret, is_proven=secret is not None)

    def _restored(self, wanted: Restoration, kept: Path) -> None:
        window, name = self._window, wanted.file.name
        words = _("The ledger is now that of the backup {file}.\n\nThe ledger of before is kept here:\n{kept}")
        entrance = self._entrance(
            wanted.official or self._official, lambda: inform(window, words.format(file=name, kept=kept))
        )
        if wanted.official:
            entrance.enter_by_backup(wanted.secret)
        else:
            entrance.enter_with(wanted.secret, is_proven=False)

    def _is_what_it_was(self, problem: AppError) -> None:
        """Back to what is there; where that can't be opened either, its own problem is said with the ways out."""
        self._window.warn(problem)
        entrance = self._entrance(self._official, lambda: None)
        if self._secret is None:
            entrance.enter()
        else:
            entrance.enter_with(self._secret, is_proven=True)

    def _entrance(self, official: str, tell: Callable[[], None]) -> Entrance:
        """`tell` what was done once the window has the ledger."""
        entrance = Entrance(self._window, self._folder, official)
        entrance.opened.connect(lambda context: self._end(context, tell))
        entrance.failed.connect(self.failed)
        entrance.left.connect(self.left)
        return entrance

    def _end(self, context: AppContext, tell: Callable[[], None]) -> None:
        self.opened.emit(context)
        tell()


def _convert(folder: Path, official: str, secret: bytes | None, wanted: Conversion) -> None:
    from zhenyu_desk.services import access

    if wanted.secret is not None:
        access.protect(folder, wanted.secret, official, wanted.password)
    elif secret is not None:
        access.unprotect(folder, secret, official)


def _restore(folder: Path, official: str, wanted: Restoration) -> Path:
    from zhenyu_desk.services.restoring import restore

    return restore(folder, wanted.file, wanted.secret, actor=official, present_secret=wanted.present_secret)


def tell_encrypted(window: MainWindow) -> None:
    """Say that the ledger is encrypted, and which backups can still be read by everybody."""
    from zhenyu_desk.ui.dialogs.encrypted import EncryptedDialog, plain_backups_of

    context, second = window.context, window.settings.backup_second_folder

    def show(plain: dict[Path, list[Path]]) -> None:
        if plain:
            EncryptedDialog(window, plain, window).open_once()

    window.tell(_("The ledger is encrypted now."))
    window.jobs.read(lambda: plain_backups_of(context, second), show, window.warn, owner=window)
