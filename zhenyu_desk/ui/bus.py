"""Tells the pages what changed; each decides by itself whether that concerns it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from zhenyu_desk.domain.changes import ChangeSet


class Bus(QObject):
    """One signal for all writes: `changed(ChangeSet)`, emitted in the screen's thread."""

    changed = Signal(object)

    def publish(self, changes: ChangeSet) -> None:
        """Announce what a use case changed."""
        self.changed.emit(changes)
