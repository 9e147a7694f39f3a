"""The right panel of 诉求办理: its life, its log, and only the steps its state allows today."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import DifficultyDetail
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.step_fields import FORMS
from zhenyu_desk.ui.models.case_log import case_facts, case_marks, log_entries
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.keys import give_key
from zhenyu_desk.ui.widgets.labels import heading, label, tag
from zhenyu_desk.ui.widgets.life_line import LifeLine
from zhenyu_desk.ui.widgets.lights import LightLabel
from zhenyu_desk.ui.widgets.link_line import LinkLine
from zhenyu_desk.ui.widgets.panels import clear_layout, fact_grid, scrolled, text_label


class CaseDetail(QFrame):
    """Shows one difficulty; says which step the user asks for."""

    step_wanted = Signal(object)
    edit_wanted = Signal()
    firm_wanted = Signal(int)
    visit_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setMinimumWidth(theme.px(336))
        self.detail: DifficultyDetail | None = None
        self._content = QWidget()
        self._body = QVBoxLayout(self._content)
        self._body.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._body.setSpacing(theme.px(8))
        self._foot = QWidget()
        self._foot.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        self._buttons = FlowLayout(self._foot, theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(self._content), 1)
        column.addWidget(rule())
        column.addWidget(self._foot)
        self.show_hint(_("Choose a difficulty on the left: its life, its log and the next steps stand here."))

    def show_hint(self, words: str) -> None:
        """Show a sentence in place of a difficulty."""
        self.detail = None
        self._clear()
        self._body.addWidget(label(words, Token.SECONDARY, wrap=True))
        self._body.addStretch()

    def forget(self) -> None:
        """Another one is being read: no step can be taken with what still stands here."""
        self.detail = None

    def show_case(self, detail: DifficultyDetail) -> None:
        """Show this difficulty."""
        self.detail = detail
        self._clear()
        self._add_head(detail)
        line = LifeLine()
        line.show_case(detail)
        self._body.addWidget(line)
        self._body.addWidget(rule())
        self._body.addLayout(fact_grid(case_facts(detail)))
        if detail.words:
            self._body.addWidget(heading(_("The firm's own words")))
            self._body.addWidget(text_label(detail.words))
        self._body.addWidget(rule())
        self._body.addWidget(heading(_("Handling log")))
        self._add_log(detail)
        self._body.addStretch()
        self._add_actions([*detail.actions, *([Action.CORRECT] if detail.can_correct else [])])

    def show_several(self, count: int, actions: tuple[Action, ...]) -> None:
        """Offer what can be done with several difficulties at a time."""
        self.show_hint(_("{count} difficulties chosen; a step is taken for all of them or none.").format(count=count))
        self._add_actions(list(actions))

    def _clear(self) -> None:
        clear_layout(self._body)
        clear_layout(self._buttons)
        self._foot.hide()

    def _add_head(self, detail: DifficultyDetail) -> None:
        row = detail.row
        head = QWidget()
        line = FlowLayout(head, theme.px(6))
        line.addWidget(tag(row.category))
        light = LightLabel()
        light.show_row(row)
        line.addWidget(light)
        for mark in case_marks(detail):
            line.addWidget(tag(mark))
        line.addWidget(label(row.number, Token.SECONDARY))
        self._body.addWidget(head)
        title = text_label(row.title)
        title.setFont(theme.font(FontRole.HEADING))
        self._body.addWidget(title)
        self._body.addLayout(self._links(detail))

    def _links(self, detail: DifficultyDetail) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(4))
        open_firm = partial(self.firm_wanted.emit, detail.row.enterprise_id)
        line.addWidget(LinkLine(detail.row.enterprise_name, open_firm), 1)
        line.addStretch()
        if detail.visit_id is not None:
            tip = _("Open the visit {number}").format(number=detail.visit_number)
            line.addWidget(_link(_("Visit"), tip, partial(self.visit_wanted.emit, detail.visit_id)))
        line.addWidget(_link(_("Edit"), _("Change what was written down (F2)"), self.edit_wanted.emit))
        return line

    def _add_log(self, detail: DifficultyDetail) -> None:
        for entry in log_entries(detail):
            head, text = label(entry.head, Token.SECONDARY, FontRole.SMALL, wrap=True), text_label(entry.text)
            if entry.is_corrected:
                _strike(head)
                _strike(text)
            self._body.addWidget(head)
            if entry.text:
                text.setContentsMargins(0, 0, 0, theme.px(4))
                self._body.addWidget(text)

    def _add_actions(self, actions: list[Action]) -> None:
        for place, action in enumerate(actions):
            form = FORMS[action]
            kind = "primary" if place == 0 else ""
            made = button(action.label, partial(self.step_wanted.emit, action), kind, _(form.hint))
            self._buttons.addWidget(give_key(made, form.shortcut))
        self._foot.setVisible(bool(actions))


def _strike(line: QLabel) -> None:
    font = line.font()
    font.setStrikeOut(True)
    line.setFont(font)


def _link(word: str, tip: str, on_click: Callable[[], None]) -> QPushButton:
    return button(word, on_click, "link", tip)
