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
from zhenyu_desk.ui.rights import explain_in, guard

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
        self._record()
        self._view()
        self._tools()
        self._help()

    def commands(self) -> list[QAction]:
        """Every action, in the order of the menus."""
        return list(self._actions)

    def _file(self) -> None:
        window, menu = self._window, self._menu(_("&File"))
        open_other = partial(window.once_written, window.other_ledger_wanted.emit)
        self._add(menu, "open_other", _("Open another ledger…"), open_other, always=True)
        self._add(menu, "back_up", _("Back up now"), window.back_up)
        self._add(menu, "restore_backup", _("Restore a backup…"), self._restore, verb="restore_backup")
        self._add(menu, "rescue", _("Rescue export…"), self._rescue, verb="write_rescue")
        menu.addSeparator()
        self._add(menu, "print", _("Print…"), lambda: window.page.print_page(), "Ctrl+P")
        menu.addSeparator()
        self._lock = self._add(menu, "lock", _("Lock"), window.lock, "Ctrl+Alt+L")
        self._add(menu, "quit", _("Quit"), window.close, "Ctrl+Q", always=True)

    def _edit(self) -> None:
        window, menu = self._window, self._menu(_("&Edit"))
        self._undo = self._add(menu, "undo", _("Undo"), window.undo_last, "Ctrl+Z")
        self._undo.setWhatsThis(_("Undo"))
        self.show_undo()
        self._add(menu, "recycle_bin", _("Recycle bin…"), self._recycle_bin)
        menu.addSeparator()
        self._add(menu, "save", _("Save"), self._save, "Ctrl+S")
        menu.addSeparator()
        self._add(menu, "find", _("Find on this page"), lambda: window.page.find_in_page(), "Ctrl+F")
        self._add(menu, "search", _("Search everything"), window.search, "Ctrl+K")

    def _entry(self) -> None:
        menu = self._menu(_("E&ntry"))
        self._add(menu, "new_visit", _("Enter a visit"), self._window.new_visit, "Ctrl+N", verb="register_visit")
        self._add(menu, "drafts", _("Drafts…"), self._drafts)

    def _record(self) -> None:
        """Filled from the page when it opens; until then it holds nothing that could claim a key."""
        menu = self._menu(_("&Record"))
        menu.aboutToShow.connect(lambda: self._show_record_actions(menu))

    def _show_record_actions(self, menu: QMenu) -> None:
        menu.clear()
        offered = self._window.page.record_actions() if self._window.is_open else ()
        menu.addActions(offered)
        if not offered:
            menu.addAction(_("Nothing to do with a record on this page")).setEnabled(False)

    def _view(self) -> None:
        window, menu = self._window, self._menu(_("&View"))
        for number, entry in enumerate(PAGES, start=1):
            self._add(menu, f"page:{entry.name}", entry.title, partial(window.open_page, entry.name), f"Ctrl+{number}")
        menu.addSeparator()
        self._add(menu, "refresh", _("Refresh"), lambda: window.page.mark_stale(), "F5")
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
        self._add(menu, "check", _("Check the ledger"), self._check)
        self._add(menu, "official", _("Change the official…"), self._change_official)

    def _help(self) -> None:
        menu = self._menu(_("&Help"))
        self._add(menu, "shortcuts", _("Keyboard shortcuts"), self._shortcuts, "F1", always=True)
        self._add(menu, "about", _("About"), self._about, always=True)

    def _menu(self, title: str) -> QMenu:
        menu = QMenu(title, self._window)
        menu.aboutToShow.connect(partial(explain_in, menu))
        self._window.menuBar().addMenu(menu)
        return menu

    def _add(
        self,
        menu: QMenu,
        name: str,
        text: str,
        run: Callable[[], object],
        shortcut: str = "",
        *,
        always: bool = False,
        verb: str = "",
    ) -> QAction:
        """An action, remembered by its name; before the ledger is open only those that work `always` do something.

        `verb` is what it does with the ledger: it is off for those whose role doesn't cover that.
        """
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.triggered.connect(lambda: run() if always or self._window.is_open else None)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        menu.addAction(action)
        if verb:
            guard(action, verb)
        self._actions.append(action)
        return action

    def show_preferences(self) -> None:
        """Mark the language and the text size in use."""
        for action, name, value in self._preferences:
            action.setChecked(getattr(self._window.settings, name) == value)

    def show_protection(self, *, is_encrypted: bool) -> None:
        """Only what is encrypted can be locked."""
        self._lock.setEnabled(is_encrypted)
        self._lock.setToolTip("" if is_encrypted else _("Encrypt the ledger under Settings to lock it."))

    def show_undo(self) -> None:
        """Name the step that Ctrl+Z takes back."""
        step = self._window.undoing.label()
        self._undo.setText(_("Undo «{step}»").format(step=step) if step else _("Undo"))
        refusal = self._window.undoing.refusal()
        self._undo.setToolTip(refusal)
        self._undo.setEnabled(bool(step) and not refusal)

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
        from zhenyu_desk.ui.change_of_official import change_official

        change_official(self._window, self._window)

    def _drafts(self) -> None:
        from zhenyu_desk.ui.draft_offer import show_drafts

        show_drafts(self._window)

    def _recycle_bin(self) -> None:
        from zhenyu_desk.ui.dialogs.recycle_bin import RecycleBinDialog

        RecycleBinDialog(self._window, self._window).open_once()

    def _restore(self) -> None:
        from zhenyu_desk.ui.restoring import open_restore

        open_restore(self._window)

    def _rescue(self) -> None:
        from zhenyu_desk.ui.rescuing import export_rescue

        export_rescue(self._window)

    def _shortcuts(self) -> None:
        from zhenyu_desk.ui.dialogs.shortcuts import ShortcutsDialog
        from zhenyu_desk.ui.shortcut_list import shortcut_groups

        ShortcutsDialog(shortcut_groups(self._window), self._window).open_once()

    def _about(self) -> None:
        from zhenyu_desk.ui.dialogs.about import AboutDialog

        AboutDialog(self._window, self._window).open_once()
