"""Ctrl+Down and Ctrl+Up: from one part of a form to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.actions import shortcut

Entrances = Callable[[], Sequence[QWidget]]


class Sections:
    """`entrances` are the first fields of the parts, from top to bottom."""

    def __init__(self, form: QWidget, entrances: Entrances) -> None:
        self._form = form
        self._entrances = entrances
        shortcut(form, "Ctrl+Down", self.go_on, _("Next part of the form"))
        shortcut(form, "Ctrl+Up", self.go_back, _("Part of the form before"))

    def go_on(self) -> None:
        """To the first field of the next part; from the last one to the first."""
        focus, places = QApplication.focusWidget(), self._entrances()
        here = self._height(focus, 1.0) if focus is not None else 0
        _enter(next((place for place in places if self._height(place, 0.0) >= here), places[0]))

    def go_back(self) -> None:
        """To the first field of this part, or of the part before when it is there already."""
        focus, places = QApplication.focusWidget(), self._entrances()
        here = self._height(focus, 0.5) if focus is not None else 0
        above = [place for place in places if self._height(place, 0.0) <= here and not _holds(place, focus)]
        _enter(above[-1] if above else places[-1])

    def _height(self, widget: QWidget, share: float) -> int:
        """How far down in the form a widget begins (share 0), ends (1), or what lies between."""
        return widget.mapTo(self._form, QPoint(0, round(widget.height() * share))).y()


def _holds(place: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (place is focus or place.isAncestorOf(focus) or place.focusProxy() is focus)


def _enter(place: QWidget) -> None:
    place.setFocus(Qt.FocusReason.TabFocusReason)
