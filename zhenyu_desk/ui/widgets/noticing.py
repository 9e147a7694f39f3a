"""What holds for all fields under a widget, whatever they are: hear of their changes, leave drops to the form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget


def notice_changes(root: QWidget, tell: Callable[[], object]) -> None:
    """Call `tell` whenever a text, a choice or a mark under `root` changes, by hand or by program.

    Fields made later are not heard of: call it again for the part that holds them.
    """
    for line in root.findChildren(QLineEdit):
        line.textChanged.connect(lambda _text: tell())
    for area in root.findChildren(QPlainTextEdit):
        area.textChanged.connect(lambda: tell())
    for combo in root.findChildren(QComboBox):
        combo.currentIndexChanged.connect(lambda _place: tell())
    for button in root.findChildren(QAbstractButton):
        if button.isCheckable():
            button.toggled.connect(lambda _checked: tell())


def leave_drops_to_form(part: QWidget) -> None:
    """A file let go over a text field belongs to the form around it, not as its path into the text."""
    for line in part.findChildren(QLineEdit):
        line.setAcceptDrops(False)
    for area in part.findChildren(QPlainTextEdit):
        area.setAcceptDrops(False)
