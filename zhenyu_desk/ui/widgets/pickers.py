"""Fields to choose a record from many by any part of its name, its pinyin or its code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from zhenyu_desk.domain.pinyin import pinyin_keys
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.ui import theme

MOST_SHOWN = 12
KEYS = (
    ("↑ ↓", N_("Open the list, walk through it")),
    ("Enter", N_("Take the line and go on")),
    ("Esc", N_("Close the list")),
)


@dataclass(frozen=True)
class Choice:
    """Something to choose: its id, its name, a detail shown behind it (post, code)."""

    id: int
    name: str
    detail: str = ""

    @property
    def text(self) -> str:
        """Name and detail in one line."""
        return f"{self.name} · {self.detail}" if self.detail else self.name


Finder = Callable[[str], list[Choice]]


class Picker(QLineEdit):
    """A field whose list opens while one types; Enter takes and goes on, Esc closes, clearing it chooses nothing.

    `find(text)` gives the choices; text that names no choice counts as nothing chosen (`value()` is None).
    """

    chosen = Signal(object)
    """The Choice taken, or None."""

    def __init__(self, find: Finder, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._choice: Choice | None = None
        self.setPlaceholderText(placeholder)
        self._list = _Drop(self)
        self._list.itemClicked.connect(self._take_item)
        self.textEdited.connect(self._search)

    def choice(self) -> Choice | None:
        """What is chosen."""
        return self._choice

    def value(self) -> int | None:
        """The id of what is chosen."""
        return self._choice.id if self._choice else None

    def set_choice(self, choice: Choice | None) -> None:
        """Choose, silently."""
        self._choice = choice
        self.setText(choice.text if choice else "")
        self.setCursorPosition(0)
        self._list.hide()

    @property
    def is_open(self) -> bool:
        """Whether the list of choices is shown."""
        return self._list.isVisible()

    def shown_choices(self) -> list[Choice]:
        """The choices in the list."""
        items = map(self._list.item, range(self._list.count()))
        found = (item.data(Qt.ItemDataRole.UserRole) for item in items)
        return [choice for choice in found if choice is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key is Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.is_open:
            self._take_and_go_on()
        elif key is Qt.Key.Key_Escape and self.is_open:
            self._list.hide()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.is_open and self.text().strip() and self._choice is None:
            self._take_item(self._list.currentItem())
        self._list.hide()
        super().focusOutEvent(event)

    def _search(self, text: str) -> None:
        self._forget()
        self._list.fill(self._find(text.strip()))

    def _forget(self) -> None:
        if self._choice is not None:
            self._choice = None
            self.chosen.emit(None)

    def _move(self, step: int) -> None:
        if not self.is_open:
            self._list.fill(self._find("" if self._choice else self.text().strip()))
            return
        place = (self._list.currentRow() + step) % max(1, self._list.count())
        self._list.setCurrentRow(place)

    def _take_and_go_on(self) -> None:
        self._take_item(self._list.currentItem())
        if self._choice is not None and self.hasFocus():
            self.focusNextChild()

    def _take_item(self, item: QListWidgetItem | None) -> None:
        self._list.hide()
        choice = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if choice is not None:
            self.set_choice(choice)
            self.chosen.emit(choice)
            self.selectAll()  # typing on replaces the name instead of standing before it


class PickCombo(Picker):
    """Chooses among a few known choices (leaders, units, categories) by any part of the name or its pinyin."""

    def __init__(
        self,
        choices: Iterable[Choice] = (),
        placeholder: str = "",
        *,
        people: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._choices: list[Choice] = list(choices)
        self._people = people
        super().__init__(self._matching, placeholder, parent)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer other choices; what is chosen stays if it is still among them."""
        self._choices = list(choices)
        if self._choice is not None:
            self.set_choice(next((choice for choice in self._choices if choice.id == self._choice.id), None))

    def set_value(self, key: int | None) -> None:
        """Choose by id, silently; an unknown id chooses nothing."""
        self.set_choice(next((choice for choice in self._choices if choice.id == key), None))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isReadOnly():
            super().mouseReleaseEvent(event)
        else:
            self._move(0)

    def _matching(self, text: str) -> list[Choice]:
        typed = text.casefold()
        if not typed:
            return self._choices
        ranked = [(rank, choice) for choice in self._choices if (rank := self._rank(choice, typed)) is not None]
        return [choice for _rank, choice in sorted(ranked, key=lambda pair: pair[0])]

    def _rank(self, choice: Choice, typed: str) -> int | None:
        """0 where the name begins with what is typed, 1 where its pinyin does, 2 where either contains it."""
        name = choice.name.casefold()
        if name.startswith(typed):
            return 0
        keys = pinyin_keys(choice.name, self._people) if typed.isascii() else None
        sounds = (*keys.initials, *keys.full) if keys else ()
        if any(sound.startswith(typed) for sound in sounds):
            return 1
        return 2 if typed in choice.text.casefold() or any(typed in sound for sound in sounds) else None


class FirmPicker(Picker):
    """Chooses a firm by pinyin initials, any part of its name, or its credit code."""

    def __init__(self, find: Finder, parent: QWidget | None = None) -> None:
        super().__init__(find, _("Pinyin initials, part of the name or credit code"), parent)


class _Drop(QListWidget):
    """The list below a picker; it never takes the focus, so that typing and the input method go on."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("kind", "drop")
        self.setAccessibleName(_("What fits"))

    def fill(self, choices: list[Choice]) -> None:
        """Show these choices below the field, the first one current; a line says so if there is none."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.text)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self.addItem(item)
        if not choices:
            nothing = QListWidgetItem(_("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(nothing)
        height = theme.px(32)
        for place in range(self.count()):
            self.item(place).setSizeHint(QSize(0, height))
        self.setCurrentRow(0 if choices else -1)
        below = self._field.mapToGlobal(self._field.rect().bottomLeft())
        lines = min(MOST_SHOWN, self.count())
        self.setGeometry(below.x(), below.y() + 2, max(self._field.width(), theme.px(240)), lines * height + 4)
        self.show()
