"""One part of the report that people may write: whose text it is, the text, and the way back to the program's own."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.terms import ReportPart
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.report_texts import check_report_text
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.reports.changed_text import ChangedText
from zhenyu_desk.ui.rights import guard, guard_text
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import link
from zhenyu_desk.ui.widgets.labels import heading, label
from zhenyu_desk.ui.widgets.text_area import TextArea

FEWEST_LINES, MOST_LINES = 3, 24
SAVE = "save_report_text"


class PartEdit(TextArea):
    """Tells when it is entered and left; a menu that opens over it is no leaving."""

    entered = Signal()
    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class PartField(QWidget):
    """`typed(text, before)` when it was left with another text than the one before; "" is the program's own."""

    typed = Signal(str, str)
    confirmed = Signal(str)
    """The program's text is another by now, and this one stays all the same."""
    entered = Signal()
    cursor_moved = Signal(QRect)
    """Where the cursor is now, in this widget's own coordinates."""

    def __init__(self, part: ReportPart, title: str) -> None:
        super().__init__()
        self.part = part
        self.title = title
        self._kept = self._stored = self._proposed = self._former = ""
        self._is_refused = False
        self.edit = PartEdit(FEWEST_LINES, most=MOST_LINES)
        self.edit.setAccessibleName(title)
        guard_text(self.edit, SAVE)
        self.mark = label("", Token.SECONDARY, FontRole.SMALL)
        self.compare = link(_("Compare…"), self.show_changes)
        self.compare.setAccessibleName(_("{part}: compare with the program's text").format(part=title))
        self.compare.hide()
        guard(self.compare, SAVE)
        self.restore = link(_("Program's text"), self.take_proposed)
        self.restore.setAccessibleName(_("{part}: back to the program's text").format(part=title))
        guard(self.restore, SAVE)
        self.problem = label("", Token.RED, FontRole.SMALL, wrap=True)
        self.problem.hide()
        self._lay_out()
        self.edit.left.connect(self.hand_on)
        self.edit.entered.connect(self.entered)
        self.edit.textChanged.connect(self._show_mark)
        self.edit.cursorPositionChanged.connect(self._tell_cursor)

    @property
    def is_changed(self) -> bool:
        """Whether there is something typed that is not kept yet."""
        return self.edit.text().strip() != self._shown

    @property
    def is_outdated(self) -> bool:
        """Whether the program writes something else by now than when the text was changed by hand."""
        return bool(self._kept and self._former) and self._former != self._proposed

    def show_text(self, kept: str, proposed: str, former: str = "") -> None:
        """Show the text kept, or the one proposed; `former` is what was proposed when it was changed by hand.

        What is being typed stays, a change of the text that it was begun on; whoever was told so goes on from this one.
        """
        is_typing = self.is_changed
        self._stored = kept.strip()
        self._proposed, self._former = proposed.strip(), former.strip()
        if not is_typing or self._is_refused:
            self._kept = self._stored
        if not is_typing:
            self.reset()
        self._show_mark()

    def reset(self) -> None:
        """Drop what was typed."""
        self._is_refused = False
        self.show_problem("")
        if self.is_changed:
            self.edit.set_text(self._shown)

    def hand_on(self) -> None:
        """Hand on what was typed; one that can't be kept is told below it."""
        if not self.is_changed:
            self.show_problem("")
            return
        text = self.edit.text().strip()
        try:
            check_report_text(self.part, text)
        except RuleBroken as problem:
            self.show_problem(problem.sentence)
            return
        self.show_problem("")
        self._is_refused = False
        before, self._kept = self._kept, "" if text == self._proposed else text
        self._former = self._proposed
        if not text:
            self.edit.set_text(self._proposed)
        self._show_mark()
        if self._kept != before:
            self.typed.emit(self._kept, before)

    def refuse(self, sentence: str) -> None:
        """The ledger did not keep what was handed on: it stays here, to be saved again."""
        self._kept = self._stored
        self._is_refused = True
        self._show_mark()
        self.show_problem(sentence)

    def take_proposed(self) -> None:
        """The program's text again, also for what comes later."""
        self.edit.set_text(self._proposed)
        self.hand_on()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(self) -> None:
        """The program's text then and now beside each other; the user decides which one is right."""
        ChangedText(
            self.title,
            self.edit.text().strip(),
            (self._former, self._proposed),
            keep=lambda: self.confirmed.emit(self._kept),
            take=self.take_proposed,
            parent=self,
        ).open_once()

    def show_problem(self, sentence: str) -> None:
        """Say why the text can't be kept."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    @property
    def _shown(self) -> str:
        return self._kept or self._proposed

    def _show_mark(self) -> None:
        if self.is_changed:
            words, tone = _("not saved yet"), Token.AMBER
        elif self.is_outdated:
            words, tone = _("figures have changed"), Token.AMBER
        elif self._kept:
            words, tone = _("changed by hand"), Token.PRIMARY
        else:
            words, tone = _("written by the program"), Token.SECONDARY
        self.mark.setText(words)
        theme.tone(self.mark, tone)
        self.compare.setVisible(self.is_outdated and not self.is_changed)
        self.restore.setVisible(bool(self._kept) or self.is_changed)

    def _tell_cursor(self) -> None:
        if self.edit.hasFocus():
            cursor = self.edit.cursorRect()
            self.cursor_moved.emit(QRect(self.edit.viewport().mapTo(self, cursor.topLeft()), cursor.size()))

    def _lay_out(self) -> None:
        title = heading(self.title)
        title.setWordWrap(True)
        title.setBuddy(self.edit)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(title, 1)
        head.addWidget(self.mark)
        ways = QHBoxLayout()
        ways.setSpacing(theme.px(8))
        ways.addStretch()
        ways.addWidget(self.compare)
        ways.addWidget(self.restore)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(4))
        lines.addLayout(head)
        lines.addLayout(ways)
        lines.addWidget(self.edit)
        lines.addWidget(self.problem)
