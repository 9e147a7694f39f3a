"""Actions and bare shortcuts of pages, made so that menus, F1 and the palette can name them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from zhenyu_desk.ui.rights import guard


def action(
    owner: QWidget, text: str, run: Callable[[], object], keys: str = "", *, inside: bool = True, verb: str = ""
) -> QAction:
    """An action of `owner` whose keys work while the focus is in it, or only on itself when not `inside`.

    Enter and Del belong to the table itself (`inside=False`), so that they stay keys of the fields around it.
    `verb` is what it does with the ledger: it is off for those whose role doesn't cover that.
    """
    made = QAction(text, owner)
    made.triggered.connect(lambda: run())
    if keys:
        made.setShortcut(QKeySequence(keys))
    context = Qt.ShortcutContext
    made.setShortcutContext(context.WidgetWithChildrenShortcut if inside else context.WidgetShortcut)
    made.setShortcutVisibleInContextMenu(True)
    owner.addAction(made)
    if verb:
        made.setProperty("verb", verb)
        guard(made, verb)
    return made


def shortcut(owner: QWidget, keys: str, run: Callable[[], object], text: str) -> QShortcut:
    """Keys that work while the focus is in `owner` and stand in no menu; F1 lists them as `text`."""
    made = QShortcut(QKeySequence(keys), owner, run)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.setWhatsThis(text)
    return made
