"""The window's beginning and end: Qt set up, the ledger chosen and opened, windows made anew when asked."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QDialog

from zhenyu_desk import crash, i18n, settings
from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.app_icon import app_icon
from zhenyu_desk.ui.changeover import Changeover
from zhenyu_desk.ui.dialogs.messages import warn
from zhenyu_desk.ui.editing import watch_input_method
from zhenyu_desk.ui.entrance import Entrance
from zhenyu_desk.ui.garbage import GarbageCollector
from zhenyu_desk.ui.main_window import FIRST_PAGE, MainWindow
from zhenyu_desk.ui.rights import rights

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
    from zhenyu_desk.ui.ledger_wishes import Conversion, Restoration

LEDGER_FILE = "ledger.db"
QUEUED = Qt.ConnectionType.QueuedConnection
ONCE = Qt.ConnectionType.SingleShotConnection


def run(ledger: Path) -> int:
    """Show the window on the ledger in this folder until the user leaves; returns the exit code."""
    application = make_application()
    desk = Desk(application, settings.load())
    if not desk.start(ledger):
        return 0
    return application.exec()


def make_application() -> QApplication:
    """The QApplication, with the input methods found on Linux."""
    _let_input_methods_work()
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    application = QApplication(sys.argv[:1])
    GarbageCollector(application)
    application.setApplicationName("zhenyu-desk")
    application.setDesktopFileName("zhenyu-desk")
    application.setWindowIcon(app_icon())
    watch_input_method(application)
    return application


class Desk(QObject):
    """Owns the settings, the open ledger and the one window."""

    _bug = Signal()

    def __init__(self, application: QApplication, preferences: settings.Settings) -> None:
        super().__init__(application)
        self._application = application
        self.settings = preferences
        self.window: MainWindow | None = None
        self._context: AppContext | None = None
        self._translator: QTranslator | None = None
        self._bug.connect(self._tell_bug, QUEUED)
        crash.on_bug(lambda _error: self._bug.emit())
        application.styleHints().colorSchemeChanged.connect(self._on_scheme)
        application.aboutToQuit.connect(self.close)
        application.commitDataRequest.connect(lambda _manager: self.keep_for_end_of_session())
        application.saveStateRequest.connect(lambda _manager: self.keep_for_end_of_session())

    def start(self, folder: Path) -> bool:
        """Show the window on this ledger, or ask for one first; False if the user rather quits."""
        self._speak()
        theme.apply(self._application, self.settings.text_scale)
        restoration = None
        if not (folder / LEDGER_FILE).exists():
            chosen = self._first_run(folder)
            if chosen is None:
                return False
            folder, restoration = chosen.folder, chosen.restoration
        self._show(FIRST_PAGE)
        assert self.window is not None
        self.window.painted.connect(lambda: self._begin(folder, restoration), ONCE)
        return True

    def close(self) -> None:
        """Give the ledger back."""
        crash.on_bug(None)
        if self._context is not None:
            self._context.close()
            self._context = None

    def keep_for_end_of_session(self) -> None:
        """The user logs off or the computer is shut down: keep what is being typed, ask nothing."""
        if self.window is not None and self.window.is_open:
            self.window.end_session()

    def rebuild(self) -> None:
        """Make the window anew in the language and text size now chosen, on the same page."""
        former = self.window
        if former is None or not former.may_leave():
            return
        self._speak()
        theme.apply(self._application, self.settings.text_scale)
        self.settings.window_geometry = former.saveGeometry().toBase64().toStdString()
        self._replace_window(former.page_name)
        if self._context is not None and self.window is not None:
            self._context = former.context
            self.window.take_ledger(self._context)
            self.window.undoing.take_over(former.undoing.steps())

    def open_other(self) -> None:
        """Let the user choose another ledger and go on with it."""
        from PySide6.QtWidgets import QFileDialog

        window = self.window
        assert window is not None
        chosen = QFileDialog.getExistingDirectory(window, _("Open another ledger"))
        if chosen and window.may_leave():
            self.change_ledger(Path(chosen))

    def change_ledger(self, folder: Path) -> None:
        """Close this ledger and show another; if that fails, say why and stay."""
        window = self.window
        assert window is not None
        if window.is_open and folder.resolve() == window.context.ledger.folder.resolve():
            window.tell(_("This ledger is open already."))
            return
        entrance = Entrance(window, folder, self.settings.current_official)
        entrance.opened.connect(self._change_to, QUEUED)
        entrance.failed.connect(window.warn)
        entrance.enter()

    def convert(self, conversion: Conversion) -> None:
        """Close the ledger, encrypt it or make it plain again, and open it; if that fails it is what it was."""
        former = self._close_ledger()
        if former is not None:
            self._changeover(former.ledger.folder, former.actor, former.ledger.secret).convert(conversion)

    def restore(self, restoration: Restoration) -> None:
        """Close the ledger, put a backup in its place, and open that; if that fails it is what it was."""
        former = self._close_ledger()
        if former is not None:
            self._changeover(former.ledger.folder, former.actor, former.ledger.secret).restore(restoration)

    def _close_ledger(self) -> AppContext | None:
        """The ledger, closed, with a new window without one; None if the user rather stays."""
        context = self._context
        if self.window is None or context is None or not self.window.may_leave():
            return None
        self._context = None
        self._replace_window(FIRST_PAGE)
        context.close()
        return context

    def _changeover(self, folder: Path, official: str, secret: bytes | None) -> Changeover:
        window = self.window
        assert window is not None
        changeover = Changeover(window, folder, official, secret)
        changeover.opened.connect(self._take)
        changeover.failed.connect(lambda problem: self._not_opened(folder, problem))
        changeover.left.connect(window.close)
        return changeover

    def _change_to(self, context: AppContext) -> None:
        """Go on with another ledger, unless what was typed while it was opened is rather finished first."""
        window = self.window
        assert window is not None

        def stay() -> None:
            context.close()
            window.tell(_("The other ledger was not opened: this one goes on."))

        def go_on() -> None:
            if window.may_leave():
                self._go_on_with(context)
            else:
                stay()

        window.once_written(go_on, stay)

    def _go_on_with(self, context: AppContext) -> None:
        old, self._context = self._context, context
        self._replace_window(FIRST_PAGE)
        self._take(context)
        if old is not None:
            old.close()

    def _replace_window(self, page: str) -> None:
        """Show a new window instead of this one, whose works are done."""
        former = self.window
        assert former is not None
        former.jobs.close()
        self._show(page)
        former.hide()
        former.deleteLater()

    def _show(self, page: str) -> None:
        rights.forget()
        self.window = MainWindow(self.settings, page)
        self.window.rebuild_wanted.connect(self.rebuild, QUEUED)
        self.window.other_ledger_wanted.connect(self.open_other)
        self.window.conversion_wanted.connect(self.convert, QUEUED)
        self.window.restore_wanted.connect(self.restore, QUEUED)
        self.window.show()

    def _begin(self, folder: Path, restoration: Restoration | None) -> None:
        """Open the ledger, or first put a backup in the place where there is none that can be opened.

        The backup is put there by whoever gave a password for it; a name that was only typed proves nothing.
        """
        if restoration is None:
            self._open(folder)
        else:
            official = restoration.present_official or restoration.official or self.settings.current_official
            self._changeover(folder, official, None).restore(restoration)

    def _open(self, folder: Path) -> None:
        """After the first paint: load what the ledger needs, and open it."""
        window = self.window
        assert window is not None
        entrance = Entrance(window, folder, self.settings.current_official)
        entrance.opened.connect(self._take)
        entrance.failed.connect(lambda problem: self._not_opened(folder, problem))
        entrance.left.connect(window.close)
        entrance.enter()

    def _take(self, context: AppContext) -> None:
        self._context = context
        if self.window is not None:
            self.window.take_ledger(context)
            if self.settings.current_official != context.actor:
                self.window.save_preferences(current_official=context.actor)
            if self.settings.last_ledger != context.ledger.folder:  # the ids of the former mean nothing here
                self.window.save_preferences(last_ledger=context.ledger.folder, recent=[])

    def _not_opened(self, folder: Path, problem: AppError) -> None:
        """Say why, and offer to open or make another ledger; whoever wants neither leaves."""
        from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog

        window = self.window
        assert window is not None
        second = self.settings.backup_second_folder
        dialog = FirstRunDialog(folder, self.settings.current_official, problem.sentence, window, second)
        dialog.accepted.connect(lambda: self._go_on(dialog))
        dialog.again.connect(lambda: self._open(folder))
        dialog.rejected.connect(window.close)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_on(self, dialog: FirstRunDialog) -> None:
        assert self.window is not None
        self.window.save_preferences(current_official=dialog.official)
        self._begin(dialog.folder, dialog.restoration)

    def _first_run(self, folder: Path) -> FirstRunDialog | None:
        from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog

        second = self.settings.backup_second_folder
        dialog = FirstRunDialog(folder, self.settings.current_official, second=second)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        self.settings.current_official = dialog.official
        self.settings.last_ledger = dialog.folder
        settings.save(self.settings)
        return dialog

    def _speak(self) -> None:
        """Our texts, Qt's own buttons, dates and numbers in the language of the settings."""
        i18n.set_language(self.settings.language)
        QLocale.setDefault(QLocale(self.settings.language))
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.settings.language}", folder):
            self._application.installTranslator(self._translator)

    def _on_scheme(self) -> None:
        theme.apply(self._application, self.settings.text_scale)

    def _tell_bug(self) -> None:
        warn(
            self.window,
            _(
                "The program made a mistake; what you saved before is safe. "
                "Please send the file {file} to whoever looks after it."
            ).format(file=crash.log_file()),
        )


def _let_input_methods_work() -> None:
    """Qt's wheels have no fcitx plugin, but fcitx 5 speaks ibus; where fcitx is asked for, let Qt try both.

    Without ibus installed beside it, Qt finds fcitx 5 only under ibus's other name, the portal's.
    """
    wanted = os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", "")
    if sys.platform == "linux" and "fcitx" in wanted:
        os.environ.setdefault("QT_IM_MODULES", "fcitx;ibus")
        if shutil.which("ibus-daemon") is None:
            os.environ.setdefault("IBUS_USE_PORTAL", "1")
