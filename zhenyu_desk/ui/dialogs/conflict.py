"""Somebody else changed the record that is being saved: field by field what was there, what is, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.i18n import NO_VALUE, _, ngettext
from zhenyu_desk.services.conflicts import LastChange, SaidLine
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.moments import moment
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link, primary
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.panels import scrolled, text_label

_BEFORE, _THEIRS, _MINE = range(3)


class ConflictDialog(Frame):
    """`takes_mine` says of each field, once accepted, whether what was typed here stays; nothing is chosen at first.

    Whoever cancels is back in the form with everything as it was typed.
    """

    def __init__(self, lines: Sequence[SaidLine], other: LastChange | None, parent: QWidget) -> None:
        super().__init__(_("Changed by somebody else"), parent)
        self.resize(theme.px(760), min(theme.px(240) + len(lines) * theme.px(150), theme.px(620)))
        self._choices: dict[str, QButtonGroup] = {}
        self.body.addWidget(label(_head(other), role=FontRole.HEADING, wrap=True))
        advice = _("What only one of you changed is kept from both. Choose for each of these fields which one stays.")
        self.body.addWidget(label(advice, Token.SECONDARY, wrap=True))
        both = QHBoxLayout()
        both.addWidget(link(_("All theirs"), lambda: self.choose_all(mine=False)))
        both.addWidget(link(_("All mine"), lambda: self.choose_all(mine=True)))
        both.addStretch()
        self.body.addLayout(both)
        content = QWidget()
        listed = QVBoxLayout(content)
        listed.setContentsMargins(0, 0, theme.px(8), 0)
        listed.setSpacing(theme.px(8))
        for line in lines:
            listed.addWidget(self._card(line, other))
        listed.addStretch()
        self.body.addWidget(scrolled(content), 1)
        self.missing = label("", Token.AMBER)
        self.buttons.insertWidget(0, self.missing)
        self.buttons.addWidget(button(_("Back to the form"), self.reject))
        self.save = primary(_("Save"), self.accept)
        self.buttons.addWidget(self.save)
        self._follow()
        next(iter(self._choices.values())).button(_THEIRS).setFocus()

    @property
    def takes_mine(self) -> Mapping[str, bool]:
        """By field."""
        return {field: group.checkedId() == _MINE for field, group in self._choices.items()}

    def choose(self, field: str, *, mine: bool) -> None:
        """Choose for one field."""
        self._choices[field].button(_MINE if mine else _THEIRS).setChecked(True)

    def choose_all(self, *, mine: bool) -> None:
        """Choose the same side for every field."""
        for field in self._choices:
            self.choose(field, mine=mine)

    def _card(self, line: SaidLine, other: LastChange | None) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        grid = QGridLayout(card)
        edge = theme.px(12)
        grid.setContentsMargins(edge, theme.px(8), edge, theme.px(10))
        grid.setHorizontalSpacing(theme.px(16))
        grid.addWidget(heading(line.name), 0, 0, 1, 3)
        theirs = _("Take {name}'s").format(name=other.actor) if other and other.actor else _("Take the other one's")
        group = self._choices[line.field] = QButtonGroup(card)
        group.idToggled.connect(lambda *_toggled: self._follow())
        grid.addWidget(label(_("It was"), Token.SECONDARY, FontRole.SMALL), 1, _BEFORE)
        for place, words in ((_THEIRS, theirs), (_MINE, _("Take mine"))):
            choice = button(words, self._follow, "chip")
            choice.setCheckable(True)
            choice.setAccessibleName(f"{line.name} {words}: {line.theirs if place == _THEIRS else line.mine}")
            group.addButton(choice, place)
            grid.addWidget(choice, 1, place, Qt.AlignmentFlag.AlignLeft)
        for place, text in ((_BEFORE, line.before), (_THEIRS, line.theirs), (_MINE, line.mine)):
            grid.addWidget(text_label(text or NO_VALUE), 2, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        return card

    def _follow(self) -> None:
        """It is saved once every field is settled."""
        left = sum(group.checkedId() < 0 for group in self._choices.values())
        self.save.setEnabled(left == 0)
        words = ngettext("Choose for {n} more field.", "Choose for {n} more fields.", left).format(n=left)
        self.missing.setText(words if left else "")


def _head(other: LastChange | None) -> str:
    if other is None or not other.actor:
        return _("Somebody else changed this record while you were typing.")
    words = _("{name} changed this record at {time}, while you were typing.")
    return words.format(name=other.actor, time=moment(other.at))
