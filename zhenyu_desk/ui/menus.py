"""The menus: every action of the window with its shortcut, so that F1 and Ctrl+K can list them."""

from __future__ import annotations

from collections.abc import Callable
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
        self._add(menu, _("Open another ledger…"), window.other_ledger_wanted.emit, always=True)
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
            [(f"{size} %", size) for size in TEXT_SIZES],
            window.settings.text_scale,
            lambda size: self._prefer(text_scale=size),
        )
        self._choices(
            menu.addMenu(_("Language")),
            [(LANGUAGE_NAMES[language], language) for language in LANGUAGES],
            window.settings.language,
            lambda language: self._prefer(language=language),
        )

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

    def _choices(
        self, menu: QMenu, choices: list[tuple[str, object]], chosen: object, take: Callable[[object], None]
    ) -> None:
        group = QActionGroup(menu)
        for text, value in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _checked, value=value: take(value))
            group.addAction(action)

    def _prefer(self, **values: object) -> None:
        self._window.save_preferences(**values)
        self._window.rebuild()

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
