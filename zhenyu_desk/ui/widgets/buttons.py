"""Buttons by their rank: one primary per place, plain ones, links, and red ones for what destroys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from zhenyu_desk.ui.rights import guard


def button(
    text: str, on_click: Callable[[], None], kind: str = "", tip: str = "", keys: str = "", *, verb: str = ""
) -> QPushButton:
    """A button; `kind` is "", "primary", "danger" or "link"; `keys` names the shortcut that does the same.

    `verb` is what it does with the ledger: it is off for those whose role doesn't cover that.
    """
    made = QPushButton(f"{text}  {keys}" if keys else text)
    made.setProperty("kind", kind)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: on_click())
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if verb:
        guard(made, verb)
    return made


def primary(text: str, on_click: Callable[[], None], tip: str = "") -> QPushButton:
    """The one button that goes on; Enter presses it in a dialog."""
    made = button(text, on_click, "primary", tip)
    made.setDefault(True)
    return made


def link(text: str, on_click: Callable[[], None]) -> QPushButton:
    """A button that looks like a link."""
    return button(text, on_click, "link")
