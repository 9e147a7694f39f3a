"""The contacts of a firm: one line each, the number masked until it is asked for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.phones import mask_phone
from zhenyu_desk.domain.rows import ContactRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import label, tag
from zhenyu_desk.ui.widgets.panels import clear_layout


class People(QWidget):
    """Says what the user wants to do with a contact; `edit_wanted(None)` asks for a new one."""

    edit_wanted = Signal(object)
    retire_wanted = Signal(object)
    primary_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._lines.setSpacing(theme.px(8))

    def show_rows(self, rows: tuple[ContactRow, ...]) -> None:
        """Show these contacts."""
        clear_layout(self._lines)
        for row in rows:
            self._lines.addWidget(self._line(row))
        if not rows:
            self._lines.addWidget(label(_("No contact yet."), Token.SECONDARY))
        foot = QHBoxLayout()
        foot.addWidget(button(_("New contact…"), partial(self.edit_wanted.emit, None), tip="Alt+3"))
        foot.addStretch()
        self._lines.addLayout(foot)
        self._lines.addStretch()

    def _line(self, row: ContactRow) -> QWidget:
        is_used = row.in_use is InUse.ACTIVE
        made = QWidget()
        line = FlowLayout(made, theme.px(8))
        who = f"{row.name} · {row.post}" if row.post else row.name
        line.addWidget(label(who, None if is_used else Token.SECONDARY))
        if row.is_primary and is_used:
            line.addWidget(tag(_("Main contact")))
        if not is_used:
            line.addWidget(tag(row.in_use.label))
        if row.mobile:
            line.addWidget(_Mobile(row))
        line.addWidget(_named_link(_("Change"), row, partial(self.edit_wanted.emit, row)))
        if is_used and not row.is_primary:
            line.addWidget(_named_link(_("Make main contact"), row, partial(self.primary_wanted.emit, row)))
        if is_used:
            line.addWidget(_named_link(_("Retire"), row, partial(self.retire_wanted.emit, row)))
        return made


class _Mobile(QWidget):
    """A phone number with its middle hidden until it is asked for."""

    def __init__(self, row: ContactRow) -> None:
        super().__init__()
        self._row = row
        self._number = label(mask_phone(row.mobile), Token.SECONDARY)
        self._show = link(_("Show"), self._reveal)
        self._show.setAccessibleName(_("Show the number of {name}").format(name=row.name))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._number)
        line.addWidget(self._show)

    def _reveal(self) -> None:
        self._number.setText(self._row.mobile)
        self._show.hide()


def _named_link(words: str, row: ContactRow, run: partial[None]) -> QWidget:
    """A link whose spoken name says whom it concerns."""
    made = link(words, run)
    made.setAccessibleName(f"{words} {row.name}")
    return made
