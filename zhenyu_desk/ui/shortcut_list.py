"""Every shortcut there is, gathered from the menus, pages and fields themselves, so that F1 can't lag behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui.dialogs import paper_preview
from zhenyu_desk.ui.dialogs.shortcuts import Group, Line
from zhenyu_desk.ui.page_list import PAGES
from zhenyu_desk.ui.widgets import attachment_bar, date_edit, pickers, table

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow
    from zhenyu_desk.ui.pages.base import Page

_CHIPS = (("← →", N_("The chip before or behind")), ("Space, 1 2 3…", N_("Take a chip or let it go")))
_PRINT_KEYS = "Ctrl+P"
_PRINTS = {
    "today": N_("Print the page before the visit, of the firms chosen or of all that are due"),
    "visits": N_("Print the page before the visit, of the firm in the form or those of the visits chosen"),
    "cases": N_("Print the paper that is due now: assignment, supervision or call-back"),
    "enterprises": N_("Print the page before the visit, of the firms chosen"),
    "pairings": N_("Print the page before the visit, of the firms in the list shown"),
    "reports": N_("Print the report that is shown"),
}
"""What Ctrl+P prints on each page."""
_FORMS = (("Ctrl+Enter, Ctrl+S", N_("Save")), ("Esc", N_("Cancel, close")))


def shortcut_groups(window: MainWindow) -> list[Group]:
    """Those of the whole window, of each page, and of lists and fields; a page that was never shown is made for it."""
    groups = [Group(_("Everywhere"), _once(_of_actions(window.menus.commands())))]
    for entry in PAGES:
        prints = [(_PRINT_KEYS, _(_PRINTS[entry.name]))] if entry.name in _PRINTS else []
        lines = _once([*prints, *_of_page(window.built_page(entry.name))])
        if lines:
            groups.append(Group(entry.title, lines))
    in_parts = (
        (_("In lists"), table.KEYS),
        (_("In a date"), date_edit.KEYS),
        (_("In a field with a list"), pickers.KEYS),
        (_("In a row of chips"), _CHIPS),
        (_("At attachments"), attachment_bar.KEYS),
        (_("In the preview of a paper"), paper_preview.KEYS),
        (_("In a form"), _FORMS),
    )
    return groups + [Group(title, [(keys, _(msgid)) for keys, msgid in known]) for title, known in in_parts]


def _of_page(page: Page) -> Iterator[Line]:
    yield from _of_actions([*page.record_actions(), *page.findChildren(QAction)])
    for shortcut in page.findChildren(QShortcut):
        keys = _native(shortcut.key())
        owner = shortcut.parent()
        text = owner.text().removesuffix(keys).strip() if isinstance(owner, QPushButton) else ""
        if text or shortcut.whatsThis():
            yield keys, shortcut.whatsThis() or text
    yield from page.shortcuts()


def _of_actions(actions: Iterable[QAction]) -> Iterator[Line]:
    for action in actions:
        if not action.shortcut().isEmpty():
            yield _native(action.shortcut()), action.whatsThis() or action.text().replace("&", "")


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _once(lines: Iterable[Line]) -> list[Line]:
    """Each line once; of several keys for the same thing the first."""
    kept: dict[str, str] = {}
    for keys, text in lines:
        kept.setdefault(text, keys)
    return [(keys, text) for text, keys in kept.items()]
