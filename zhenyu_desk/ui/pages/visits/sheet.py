"""How the visit form lies on the page: the parts in a card that scrolls, its foot with the buttons, the firm beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.visits.fields import VisitFields, beside
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.attachment_bar import AttachmentBar
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.difficulty_lines import DifficultyLines
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.link_line import LinkLine
from zhenyu_desk.ui.widgets.panels import clear_layout, scrolled

_EDGE = 16


class VisitSheet(QFrame):
    """The card with everything but the side panel; knows what was registered on a past visit, and the draft's note."""

    save_wanted = Signal(bool)
    cancel_wanted = Signal()
    reload_wanted = Signal()
    case_wanted = Signal(int)

    def __init__(self, fields: VisitFields, lines: DifficultyLines, attachments: AttachmentBar) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.content = QWidget()
        self.area = scrolled(self.content)
        self.note = label("", Token.SECONDARY, FontRole.SMALL, wrap=True)
        self.reload = link(_("Look at what is stored now"), self.reload_wanted.emit)
        self._title = label("", role=FontRole.STRONG)
        self._registered = QVBoxLayout()
        self._registered.setSpacing(0)
        body = QVBoxLayout(self.content)
        body.setContentsMargins(theme.px(_EDGE), theme.px(8), theme.px(_EDGE), theme.px(4))
        body.setSpacing(theme.px(6))
        body.addWidget(self._title)
        body.addWidget(fields)
        body.addLayout(self._registered)
        body.addWidget(lines)
        body.addWidget(beside(_("Files"), attachments))
        body.addWidget(fields.more)
        body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(rule())
        column.addLayout(self._foot(fields))

    def show_visit(self, number: str, cases: Sequence[DifficultyRow]) -> None:
        """Name the visit being changed and what was registered on it; "" for a new one."""
        self.reload.hide()
        self._title.setText(_("Visit {number}").format(number=number))
        self._title.setVisible(bool(number))
        clear_layout(self._registered)
        if cases:
            self._registered.addWidget(heading(_("Registered on this visit · {count}").format(count=len(cases))))
        for row in cases:
            words = f"{row.number}  {row.title} · {row.state.label}"
            line = LinkLine(words, partial(self.case_wanted.emit, row.id))
            self._registered.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)

    def _foot(self, fields: VisitFields) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(_EDGE), theme.px(7), theme.px(_EDGE), theme.px(7))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.note, 1)
        foot.addWidget(fields.form.rest, 2)
        foot.addWidget(self.reload)
        foot.addWidget(button(_("Cancel"), self.cancel_wanted.emit))
        foot.addWidget(button(_("Save"), partial(self.save_wanted.emit, False), keys="Ctrl+S", verb="register_visit"))
        foot.addWidget(
            button(
                _("Save and next"),
                partial(self.save_wanted.emit, True),
                "primary",
                keys="Ctrl+Enter",
                verb="register_visit",
            )
        )
        return foot
