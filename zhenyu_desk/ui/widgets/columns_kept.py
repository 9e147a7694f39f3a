"""The columns of a table as its user arranged them: order, widths, hidden ones and sorting, remembered on this PC."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHeaderView

from zhenyu_desk.settings import Settings
from zhenyu_desk.ui import theme

PAUSE_MS = 600
STRETCHING = "stretching"
"""The property of a header that says which of its columns takes what the others leave."""


@dataclass(frozen=True)
class Arrangement:
    """`order` lists the columns as shown; `widths` are those of 14-pixel text, 0 where a column takes what is left."""

    order: tuple[int, ...]
    widths: tuple[int, ...]
    hidden: tuple[int, ...]
    sorted_by: int
    descending: bool

    def as_text(self) -> str:
        """For the settings file."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str, columns: int) -> Arrangement | None:
        """What was kept, or None where it can't belong to a table of so many columns."""
        try:
            known = json.loads(text)
            made = cls(
                tuple(map(int, known["order"])),
                tuple(map(int, known["widths"])),
                tuple(map(int, known["hidden"])),
                int(known["sorted_by"]),
                bool(known["descending"]),
            )
        except (ValueError, TypeError, KeyError):
            return None
        return made if made.fits(columns) else None

    def fits(self, columns: int) -> bool:
        """Whether it belongs to a table of so many columns and leaves one of them to see."""
        every = set(range(columns))
        return (
            sorted(self.order) == sorted(every)
            and len(self.widths) == columns
            and set(self.hidden) < every
            and -1 <= self.sorted_by < columns
        )


class Remembering(Protocol):
    """The window, which keeps what it is told in the settings of this PC."""

    @property
    def settings(self) -> Settings:
        """The settings of this computer."""

    def save_preferences(self, **values: object) -> None:
        """Change and keep settings, by name."""


class KeptColumns(QObject):
    """Gives a header back its arrangement, and keeps every change of it a moment after the hand came to rest."""

    def __init__(self, header: QHeaderView, shell: Remembering, name: str) -> None:
        super().__init__(header)
        self._header = header
        self._shell = shell
        self._name = name
        self._usual = arrangement_of(header)
        kept = Arrangement.from_text(shell.settings.column_states.get(name, ""), header.count())
        if kept is not None:
            arrange(header, kept)
        self._saved = arrangement_of(header)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        header.sectionMoved.connect(self._on_change)
        header.sectionResized.connect(self._on_change)
        header.sortIndicatorChanged.connect(self._on_change)

    def keep(self) -> None:
        """Write down how the columns are arranged now, if that is new."""
        now = arrangement_of(self._header)
        if now != self._saved:
            self._saved = now
            states = {**self._shell.settings.column_states, self._name: now.as_text()}
            self._shell.save_preferences(column_states=states)

    def reset(self) -> None:
        """As the program arranges them."""
        arrange(self._header, self._usual)

    def _on_change(self, *_where: Any) -> None:
        self._pause.start()


def arrangement_of(header: QHeaderView) -> Arrangement:
    """How a header's columns are arranged."""
    columns = range(header.count())
    shown_by = header.isSortIndicatorShown()
    return Arrangement(
        order=tuple(header.logicalIndex(place) for place in columns),
        widths=tuple(_width(header, number) for number in columns),
        hidden=tuple(number for number in columns if header.isSectionHidden(number)),
        sorted_by=header.sortIndicatorSection() if shown_by and header.sortIndicatorSection() < len(columns) else -1,
        descending=shown_by and header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
    )


def arrange(header: QHeaderView, wanted: Arrangement) -> None:
    """Arrange a header's columns."""
    for place, number in enumerate(wanted.order):
        header.moveSection(header.visualIndex(number), place)
    for number, width in enumerate(wanted.widths):
        header.setSectionHidden(number, number in wanted.hidden)
        if width and number != header.property(STRETCHING):
            header.resizeSection(number, theme.px(width))
    if header.isSortIndicatorShown():
        order = Qt.SortOrder.DescendingOrder if wanted.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(wanted.sorted_by, order)


def _width(header: QHeaderView, number: int) -> int:
    if number == header.property(STRETCHING) or header.isSectionHidden(number):
        return 0
    return round(header.sectionSize(number) / theme.px(1000) * 1000)
