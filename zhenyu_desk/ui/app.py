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
from zhenyu_desk.ui.dialogs.messages import warn
from zhenyu_desk.ui.editing import watch_input_method
from zhenyu_desk.ui.main_window import FIRST_PAGE, MainWindow

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext

LEDGER_FILE = "ledger.db"


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
    application = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
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
        self._bug.connect(self._tell_bug, Qt.ConnectionType.QueuedConnection)
        crash.on_bug(lambda _error: self._bug.emit())
        application.styleHints().colorSchemeChanged.connect(self._on_scheme)
        application.aboutToQuit.connect(self.close)

    def start(self, folder: Path) -> bool:
        """Show the window on this ledger, or ask for one first; False if the user rather quits."""
        self._speak()
        theme.apply(self._application, self.settings.text_scale)
        if not (folder / LEDGER_FILE).exists():
            chosen = self._first_run(folder)
            if chosen is None:
                return False
            folder = chosen
        self._show(FIRST_PAGE)
        assert self.window is not None
        self.window.painted.connect(lambda: self._open(folder))
        return True

    def close(self) -> None:
        """Give the ledger back."""
        crash.on_bug(None)
        if self._context is not None:
            self._context.close()
            self._context = None

    def rebuild(self) -> None:
        """Make the window anew in the language and text size now chosen, on the same page."""
        former = self.window
        if former is None or not former.may_leave():
            return
        self._speak()
        theme.apply(self._application, self.settings.text_scale)
        self.settings.window_geometry = former.saveGeometry().toBase64().toStdString()
        former.jobs.close()
        self._show(former.page_name)
        if self._context is not None and self.window is not None:
            self._context = former.context
            self.window.take_ledger(self._context)
            self.window.undoing.take_over(former.undoing.steps())
        former.hide()
        former.deleteLater()

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
        from zhenyu_desk.bootstrap import open_context

        assert self.window is not None
        try:
            context = open_context(folder, self.settings.current_official, deep=False)
        except AppError as problem:
            warn(self.window, problem.sentence)
            return
        former, old = self.window, self._context
        former.jobs.close()
        self._context = context
        self._show(FIRST_PAGE)
        self._take(folder, context)
        former.hide()
        former.deleteLater()
        if old is not None:
            old.close()

    def _show(self, page: str) -> None:
        self.window = MainWindow(self.settings, page)
        self.window.rebuild_wanted.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        self.window.other_ledger_wanted.connect(self.open_other)
        self.window.show()

    def _open(self, folder: Path) -> None:
        """After the first paint: load what the ledger needs, and open it."""
        window = self.window
        assert window is not None
        if not self.settings.current_official and not self._ask_official(window):
            window.close()
            return
        official = self.settings.current_official
        window.jobs.read(
            lambda: _open_context(folder, official),
            lambda context: self._take(folder, context),
            lambda problem: self._not_opened(folder, problem),
            owner=window,
        )

    def _take(self, folder: Path, context: AppContext) -> None:
        self._context = context
        if self.window is not None:
            self.window.take_ledger(context)
            if self.settings.last_ledger != folder:
                self.window.save_preferences(last_ledger=folder, recent=[])  # its ids mean nothing here

    def _not_opened(self, folder: Path, problem: AppError) -> None:
        """Say why, and offer to open or make another ledger; whoever wants neither leaves."""
        from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog

        window = self.window
        assert window is not None
        dialog = FirstRunDialog(folder, self.settings.current_official, problem.sentence, window)
        dialog.accepted.connect(lambda: self._go_on(dialog.folder, dialog.official))
        dialog.rejected.connect(window.close)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_on(self, folder: Path, official: str) -> None:
        assert self.window is not None
        self.window.save_preferences(current_official=official)
        self._open(folder)

    def _ask_official(self, window: MainWindow) -> bool:
        from zhenyu_desk.ui.dialogs.official import ask_official

        name = ask_official(window)
        if name:
            window.save_preferences(current_official=name)
        return bool(name)

    def _first_run(self, folder: Path) -> Path | None:
        from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog

        dialog = FirstRunDialog(folder, self.settings.current_official)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        self.settings.current_official = dialog.official
        self.settings.last_ledger = dialog.folder
        settings.save(self.settings)
        return dialog.folder

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


def _open_context(folder: Path, official: str) -> AppContext:
    from zhenyu_desk.bootstrap import open_context

    return open_context(folder, official, deep=False)


def _let_input_methods_work() -> None:
    """Qt's wheels have no fcitx plugin, but fcitx 5 speaks ibus; where fcitx is asked for, let Qt try both.

    Without ibus installed beside it, Qt finds fcitx 5 only under ibus's other name, the portal's.
    """
    wanted = os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", "")
    if sys.platform == "linux" and "fcitx" in wanted:
        os.environ.setdefault("QT_IM_MODULES", "fcitx;ibus")
        if shutil.which("ibus-daemon") is None:
            os.environ.setdefault("IBUS_USE_PORTAL", "1")
