"""The right panel of 诉求办理: life line, facts, like cases, log, files, and only the steps its state allows today."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow
from zhenyu_desk.domain.similar import SimilarCase
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.similar_list import SimilarList
from zhenyu_desk.ui.models.case_log import case_facts, case_marks, log_entries
from zhenyu_desk.ui.pages.cases.long_text import LongText
from zhenyu_desk.ui.pages.cases.steps import offered
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.attachment_card import AttachmentCard
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.flow import FlowLayout
from zhenyu_desk.ui.widgets.labels import heading, label, tag
from zhenyu_desk.ui.widgets.life_line import LifeLine
from zhenyu_desk.ui.widgets.lights import LightLabel
from zhenyu_desk.ui.widgets.link_line import LinkLine
from zhenyu_desk.ui.widgets.panels import clear_layout, fact_grid, scrolled, text_label

_NAMED = 30


class CaseDetail(QFrame):
    """Shows one difficulty; its buttons are the page's own actions."""

    edit_wanted = Signal()
    print_wanted = Signal()
    history_wanted = Signal()
    firm_wanted = Signal(int)
    visit_wanted = Signal(int)
    case_wanted = Signal(int)
    back_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setMinimumWidth(theme.px(336))
        self.detail: DifficultyDetail | None = None
        self.steps: Mapping[Action, QAction] = {}
        self._shown: int | None = None
        self._is_drawer = False
        self._came_from = ""
        self.similar = SimilarList()
        self.similar.opened.connect(self.case_wanted)
        self.files = AttachmentCard(shell, Aggregate.DIFFICULTY)
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.show_hint(_("Choose a difficulty on the left: its life, its log and the next steps stand here."))

    def show_hint(self, words: str) -> None:
        """Show a sentence in place of a difficulty."""
        self.detail = None
        self._shown = None
        self._clear()
        self.similar.show_cases(())
        self.files.show_owner(None)
        self.files.hide()
        self._add_ways_out()
        self._top.addWidget(label(words, Token.SECONDARY, wrap=True))

    def forget(self) -> None:
        """Another one is being read: no step can be taken with what still stands here."""
        self.detail = None

    def set_drawer(self, is_drawer: bool) -> None:
        """Offer to close the panel while it covers the list."""
        self._is_drawer = is_drawer

    def show_case(self, detail: DifficultyDetail, came_from: str = "") -> None:
        """Show this difficulty; `came_from` is the number of the one it was opened from."""
        self.detail = detail
        self._came_from = came_from
        self._clear()
        if detail.row.id != self._shown:
            self._area.verticalScrollBar().setValue(0)
        if detail.row.id != self._shown or not detail.row.state.is_open:
            self.similar.show_cases(())
        self._shown = detail.row.id
        self._add_ways_out()
        self._add_head(detail)
        line = LifeLine()
        line.show_case(detail)
        self._top.addWidget(line)
        self._top.addWidget(rule())
        self._top.addLayout(fact_grid(case_facts(detail)))
        if detail.words:
            self._top.addWidget(heading(_("The firm's own words")))
            self._top.addWidget(LongText(detail.words))
        self._log.addWidget(heading(_("Handling log")))
        self._add_log(detail)
        self.files.show_owner(detail.row.id)
        self.files.show()
        self._add_actions(offered(detail))

    def show_similar(self, key: int, cases: Sequence[SimilarCase]) -> None:
        """Show the done cases like the difficulty `key`, if that one is still shown."""
        if self.detail is not None and self.detail.row.id == key:
            self.similar.show_cases(cases)

    def show_several(self, rows: Sequence[DifficultyRow], actions: Sequence[Action]) -> None:
        """Name those chosen, offer what can be done with all of them, and say what stands against 交办."""
        words = _("{count} difficulties chosen; a step is taken for all of them or none.")
        self.show_hint(words.format(count=len(rows)))
        for row in rows[:_NAMED]:
            self._top.addWidget(text_label(f"{row.number}  {row.title}"))
        if len(rows) > _NAMED:
            words = _("and {count} more difficulties").format(count=len(rows) - _NAMED)
            self._top.addWidget(label(words, Token.SECONDARY, FontRole.SMALL))
        others = sum(row.state is not State.REGISTERED for row in rows)
        if 0 < others < len(rows):
            words = _("{count} of them are not «{state}»: no assignment for all of them.")
            words = words.format(count=others, state=State.REGISTERED.label)
            self._top.addWidget(label(words, Token.SECONDARY, wrap=True))
        if not actions:
            words = _("They have no step in common: choose difficulties of the same state.")
            self._top.addWidget(label(words, Token.SECONDARY, wrap=True))
        self._add_actions(actions)

    def focus_step(self) -> None:
        """Put the focus on the first step that can be taken."""
        first = self._buttons.itemAt(0)
        if first is not None:
            first.widget().setFocus()

    def _lay_out(self) -> None:
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        body.setSpacing(theme.px(8))
        self._top, self._log = QVBoxLayout(), QVBoxLayout()
        for part in (self._top, self._log):
            part.setSpacing(theme.px(8))
        body.addLayout(self._top)
        body.addWidget(self.similar)
        body.addLayout(self._log)
        body.addWidget(self.files)
        body.addStretch()
        self._foot = QWidget()
        self._foot.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12))
        self._buttons = FlowLayout(self._foot, theme.px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._area = scrolled(content)
        column.addWidget(self._area, 1)
        column.addWidget(rule())
        column.addWidget(self._foot)

    def _clear(self) -> None:
        clear_layout(self._top)
        clear_layout(self._log)
        clear_layout(self._buttons)
        self._foot.hide()

    def _add_ways_out(self) -> None:
        """Back to the case one came from; back to the list while the panel covers it."""
        ways = []
        if self._is_drawer:
            ways.append(link(_("‹ Back to the list (Esc)"), self.close_wanted.emit))
        if self._came_from:
            ways.append(link(_("‹ Back to {number}").format(number=self._came_from), self.back_wanted.emit))
            self._came_from = ""
        if ways:
            line = QWidget()
            flow = FlowLayout(line, theme.px(6))
            for way in ways:
                flow.addWidget(way)
            self._top.addWidget(line)

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
        number = text_label(row.number)
        number.setWordWrap(False)
        number.setMinimumWidth(number.sizeHint().width())
        theme.tone(number, Token.SECONDARY)
        line.addWidget(number)
        self._top.addWidget(head)
        title = text_label(row.title)
        title.setFont(theme.font(FontRole.HEADING))
        self._top.addWidget(title)
        self._top.addWidget(self._links(detail))

    def _links(self, detail: DifficultyDetail) -> QWidget:
        """The firm, and what can be done, in one line or the latter together in a second one."""
        links, group = QWidget(), QWidget()
        line = QHBoxLayout(group)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        both = FlowLayout(links, theme.px(4))
        both.addWidget(LinkLine(detail.row.enterprise_name, partial(self.firm_wanted.emit, detail.row.enterprise_id)))
        both.addWidget(group)
        if detail.visit_id is not None:
            tip = _("Open the visit {number}").format(number=detail.visit_number)
            line.addWidget(_link(_("Visit"), tip, partial(self.visit_wanted.emit, detail.visit_id)))
        edit = _link(_("Edit"), _("Change what was written down (F2)"), self.edit_wanted.emit)
        guard(edit, "update_difficulty")
        line.addWidget(edit)
        line.addWidget(_link(_("Print"), _("Print the paper that is due now (Ctrl+P)"), self.print_wanted.emit))
        line.addWidget(_link(_("Changes"), _("Who changed what, and when (Ctrl+H)"), self.history_wanted.emit))
        return links

    def _add_log(self, detail: DifficultyDetail) -> None:
        for entry in log_entries(detail):
            head, text = label(entry.head, Token.SECONDARY, FontRole.SMALL, wrap=True), LongText(entry.text)
            if entry.is_corrected:
                _strike(head)
                _strike(text.label)
            self._log.addWidget(head)
            if entry.text:
                text.setContentsMargins(0, 0, 0, theme.px(4))
                self._log.addWidget(text)

    def _add_actions(self, actions: Sequence[Action]) -> None:
        for place, kind in enumerate(actions):
            step = self.steps[kind]
            rank = "" if place else "primary"
            self._buttons.addWidget(button(kind.label, step.trigger, rank, step.toolTip(), verb=kind.value.lower()))
        self._foot.setVisible(bool(actions))


def _strike(line: QLabel) -> None:
    font = line.font()
    font.setStrikeOut(True)
    line.setFont(font)


def _link(word: str, tip: str, on_click: Callable[[], None]) -> QPushButton:
    return button(word, on_click, "link", tip)
