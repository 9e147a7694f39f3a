"""What stands in all fields below a widget, as JSON knows it, and back again by the way a hand would type it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from zhenyu_desk.ui.widgets.multi_pick import MultiPick
from zhenyu_desk.ui.widgets.pickers import Choice, Picker

Typed = dict[str, list[Any]]
"""The values of the fields by their kind, in the order of the form."""


def typed_in(root: QWidget) -> Typed:
    """What stands there now."""
    return {
        "lines": [_line(edit) for edit in root.findChildren(QLineEdit)],
        "texts": [area.toPlainText() for area in root.findChildren(QPlainTextEdit)],
        "combos": [combo.currentIndex() for combo in root.findChildren(QComboBox)],
        "picks": [list(pick.values()) for pick in root.findChildren(MultiPick)],
        "marks": [mark.isChecked() for mark in _marks(root)],
    }


def fits(root: QWidget, typed: Typed) -> bool:
    """Whether these values are of a form with the same fields."""
    now = typed_in(root)
    return now.keys() == typed.keys() and all(len(now[kind]) == len(typed[kind]) for kind in now)


def put_back(root: QWidget, before: Typed, typed: Typed) -> None:
    """Type anew what differs from `before`; the other fields stay, for somebody may have changed the record since.

    Whatever follows from a field by itself (as a leader from a firm) may come up meanwhile; the words typed win.
    """

    def changed(kind: str, fields: list[Any]) -> list[tuple[Any, Any]]:
        triples = zip(fields, before[kind], typed[kind], strict=True)
        return [(field, value) for field, former, value in triples if value != former]

    lines = changed("lines", root.findChildren(QLineEdit))
    for edit, value in lines:
        if isinstance(edit, Picker) and isinstance(value, dict):
            edit.set_choice(Choice(value["id"], value["name"], value["detail"]))
            edit.chosen.emit(edit.choice())
    for combo, place in changed("combos", root.findChildren(QComboBox)):
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
    for pick, keys in changed("picks", root.findChildren(MultiPick)):
        pick.set_values(keys)
        pick.changed.emit()
    marks = changed("marks", _marks(root))
    for mark, is_on in sorted(marks, key=lambda pair: not pair[1]):  # what is marked takes the mark off the others
        if mark.isChecked() != is_on:
            mark.click()
    for area, text in changed("texts", root.findChildren(QPlainTextEdit)):
        area.setPlainText(text)
    for edit, value in lines:
        if isinstance(value, str):
            edit.setText(value)
            if not isinstance(edit, Picker):
                edit.textEdited.emit(value)
                edit.editingFinished.emit()
    for edit, value in lines:
        if isinstance(value, str) and edit.text() != value:
            edit.setText(value)


def changes_in(root: QWidget) -> Iterator[SignalInstance]:
    """What tells that a field below `root`, or `root` itself, holds something else now."""
    for part in (root, *root.findChildren(QWidget)):
        if isinstance(part, QLineEdit | QPlainTextEdit):
            yield part.textChanged
        elif isinstance(part, QComboBox):
            yield part.currentTextChanged
        elif isinstance(part, QAbstractButton):
            yield part.toggled
        elif isinstance(part, MultiPick):
            yield part.changed


def _line(edit: QLineEdit) -> Any:
    choice = edit.choice() if isinstance(edit, Picker) else None
    return {"id": choice.id, "name": choice.name, "detail": choice.detail} if choice is not None else edit.text()


def _marks(root: QWidget) -> list[QAbstractButton]:
    return [button for button in root.findChildren(QAbstractButton) if button.isCheckable()]
