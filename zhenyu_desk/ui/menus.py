"""The menus: every action of the window with its shortcut, so that F1 and Ctrl+K can list them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from zhenyu_desk.i18n import LANGUAGES, _
from zhenyu_desk.ui.page_list import PAGES
from zhenyu_desk.ui.preferences import LANGUAGE_NAMES, TEXT_SIZES

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow


class Menus:
    """Builds the menu bar of a window; `commands` are all actions in it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._actions: list[QAction] = []
        self._preferences: list[tuple[QAction, str, object]] = []
        self._file()
        self._edit()
        self._entry()
        self._view()
        self._tools()
        self._help()

    def commands(self) -> list[QAction]:
        """Every action, in the order of the menus."""
        return list(self._actions)

    def _file(self) -> None:
        window, menu = self._window, self._menu(_("&File"))
        open_other = partial(window.once_written, window.other_ledger_wanted.emit)
        self._add(menu, _("Open another ledger…"), open_other, always=True)
        self._add(menu, _("Back up now"), window.back_up)
        menu.addSeparator()
        self._add(menu, _("Print…"), lambda: window.page.print_page(), "Ctrl+P")
        menu.addSeparator()
        self._add(menu, _("Quit"), window.close, "Ctrl+Q", always=True)

    def _edit(self) -> None:
        window, menu = self._window, self._menu(_("&Edit"))
        self._add(menu, _("Save"), self._save, "Ctrl+S")
        self._add(menu, _("Find on this page"), lambda: window.page.find_in_page(), "Ctrl+F")
        self._add(menu, _("Search everything"), window.search, "Ctrl+K")

    def _entry(self) -> None:
        menu = self._menu(_("E&ntry"))
        self._add(menu, _("Enter a visit"), self._window.new_visit, "Ctrl+N")

    def _view(self) -> None:
        window, menu = self._window, self._menu(_("&View"))
        for number, entry in enumerate(PAGES, start=1):
            self._add(menu, entry.title, partial(window.open_page, entry.name), f"Ctrl+{number}")
        menu.addSeparator()
        self._add(menu, _("Refresh"), lambda: window.page.mark_stale(), "F5")
        menu.addSeparator()
        self._choices(
            menu.addMenu(_("Text size")),
            "text_scale",
            [(f"{size} %", size) for size in TEXT_SIZES],
        )
        self._choices(
            menu.addMenu(_("Language")),
            "language",
            [(LANGUAGE_NAMES[language], language) for language in LANGUAGES],
        )
        self.show_preferences()

    def _tools(self) -> None:
        menu = self._menu(_("&Tools"))
        self._add(menu, _("Check the ledger"), self._check)
        self._add(menu, _("Change the official…"), self._change_official)

    def _help(self) -> None:
        menu = self._menu(_("&Help"))
        self._add(menu, _("Keyboard shortcuts"), self._shortcuts, "F1", always=True)
        self._add(menu, _("About"), self._about, always=True)

    def _menu(self, title: str) -> QMenu:
        menu = QMenu(title, self._window)
        self._window.menuBar().addMenu(menu)
        return menu

    def _add(
        self, menu: QMenu, text: str, run: Callable[[], object], shortcut: str = "", *, always: bool = False
    ) -> QAction:
        """An action; before the ledger is open only those that work `always` do something."""
        action = QAction(text, self._window)
        action.triggered.connect(lambda: run() if always or self._window.is_open else None)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        menu.addAction(action)
        self._actions.append(action)
        return action

    def show_preferences(self) -> None:
        """Mark the language and the text size in use."""
        for action, name, value in self._preferences:
            action.setChecked(getattr(self._window.settings, name) == value)

    def _choices(self, menu: QMenu, name: str, choices: Sequence[tuple[str, object]]) -> None:
        group = QActionGroup(menu)
        for text, value in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, value=value: self._window.prefer(**{name: value}))
            group.addAction(action)
            self._preferences.append((action, name, value))

    def _save(self) -> None:
        self._window.page.commit_pending_edits()
        self._window.page.save()

    def _check(self) -> None:
        from zhenyu_desk.ui.dialogs.check import check_and_tell

        check_and_tell(self._window, self._window)

    def _change_official(self) -> None:
        from zhenyu_desk.ui.dialogs.official import ask_official

        name = ask_official(self._window, self._window.settings.current_official)
        if name:
            self._window.change_official(name)

    def _shortcuts(self) -> None:
        from zhenyu_desk.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.commands(), self._window).open()

    def _about(self) -> None:
        from zhenyu_desk.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
