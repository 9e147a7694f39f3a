"""The contacts of a firm: one line each, the number masked until one who may see it whole asks for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.phones import mask_phone
from zhenyu_desk.domain.rights import SEE_PHONES
from zhenyu_desk.domain.rows import ContactRow
from zhenyu_desk.domain.terms import InUse
from zhenyu_desk.i18n import _
from zhenyu_desk.services.erasing import ERASED_NAME
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.rights import guard, rights
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
    erase_wanted = Signal(object)
    number_wanted = Signal(object, object)
    """Of this contact, to be handed whole to the given function."""

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
        foot.addWidget(
            button(_("New contact…"), partial(self.edit_wanted.emit, None), tip="Alt+3", verb="save_contact")
        )
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
            line.addWidget(self._mobile(row))
        line.addWidget(_named_link(_("Change"), row, partial(self.edit_wanted.emit, row)))
        if is_used and not row.is_primary:
            line.addWidget(_named_link(_("Make main contact"), row, partial(self.primary_wanted.emit, row)))
        if is_used:
            line.addWidget(_named_link(_("Retire"), row, partial(self.retire_wanted.emit, row)))
        if row.name != _(ERASED_NAME):
            line.addWidget(_named_link(_("Erase…"), row, partial(self.erase_wanted.emit, row), "erase_contact"))
        return made

    def _mobile(self, row: ContactRow) -> Mobile:
        made = Mobile(row)
        made.wanted.connect(partial(self.number_wanted.emit, row, made.show_whole))
        return made


class Mobile(QWidget):
    """A phone number with its middle hidden; whose role sees numbers whole can ask for it."""

    wanted = Signal()

    def __init__(self, row: ContactRow) -> None:
        super().__init__()
        self.number = label(mask_phone(row.mobile), Token.SECONDARY)
        self.reveal = link(_("Show"), self.wanted.emit)
        self.reveal.setAccessibleName(_("Show the number of {name}").format(name=row.name))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.number)
        line.addWidget(self.reveal)
        self.reveal.setVisible(not rights.refusal(SEE_PHONES))

    def show_whole(self, number: str) -> None:
        """Show the number from now on."""
        self.number.setText(number)
        self.reveal.hide()


def _named_link(words: str, row: ContactRow, run: partial[None], verb: str = "save_contact") -> QWidget:
    """A link whose spoken name says whom it concerns."""
    made = link(words, run)
    guard(made, verb)
    made.setAccessibleName(f"{words} {row.name}")
    return made
