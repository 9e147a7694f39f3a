"""The tab 流水录入: the grid with its tool line, its sentence below, its draft, and saving all at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zhenyu_desk.domain.rows import DraftRow
from zhenyu_desk.domain.visit_lines import Cell, Line, Place, lines_from_json, lines_to_json
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.similar import usual_handling
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.actions import action
from zhenyu_desk.ui.drafts import VISIT_GRID, DraftKeeper
from zhenyu_desk.ui.editing import commit_pending_edits
from zhenyu_desk.ui.firms import firm_finder
from zhenyu_desk.ui.pages.visits.grid.checking import first_wrong
from zhenyu_desk.ui.pages.visits.grid.delegate import GridDelegate
from zhenyu_desk.ui.pages.visits.grid.facts import OfficeFacts, read_facts
from zhenyu_desk.ui.pages.visits.grid.filling import Filler
from zhenyu_desk.ui.pages.visits.grid.firms import FirmBook, with_leaders
from zhenyu_desk.ui.pages.visits.grid.message import message_for
from zhenyu_desk.ui.pages.visits.grid.model import GridModel, blank_line
from zhenyu_desk.ui.pages.visits.grid.pasting import Pasted, Target, read_pasted
from zhenyu_desk.ui.pages.visits.grid.preview import PastePreview
from zhenyu_desk.ui.pages.visits.grid.saver import GridSaver
from zhenyu_desk.ui.pages.visits.grid.saving import count
from zhenyu_desk.ui.pages.visits.grid.steps import Step
from zhenyu_desk.ui.pages.visits.grid.view import GridView
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.line_edit import named_line
from zhenyu_desk.ui.widgets.pickers import Choice, Picker


class VisitGrid(QWidget):
    """The page hands on Ctrl+S, refreshing, leaving and opening a draft."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._facts: OfficeFacts = read_facts(shell.context)
        self._left: int | None = None
        self._row = 0
        self._book = FirmBook(lambda: shell.context)
        self.model = GridModel(self._facts.today, self._make_filler())
        find = with_leaders(firm_finder(shell), self._book, self._day, self._is_entered)
        self.delegate = GridDelegate(lambda: self._facts, find, self)
        self.view = GridView(self.model, self.delegate)
        guard(self.view, "register_visits")
        self.companions = named_line(_("Companions"), _("for all visits of the grid"))
        self.counts = label("", Token.SECONDARY)
        self.message = label("", Token.SECONDARY, wrap=True)
        self._saver = GridSaver(shell, self, self._book)
        self.save_button = button(_("Save all"), self.save, "primary", keys="Ctrl+S", verb="register_visits")
        self._actions = self._make_actions()
        self._lay_out()
        self.drafts = DraftKeeper(shell, VISIT_GRID, self, self._read_draft)
        self._connect()
        self._show_counts()
        self._show_message()

    @property
    def is_changed(self) -> bool:
        """Whether something stands in the grid that is not saved."""
        return any(not line.is_blank for line in self._lines_now())

    @property
    def is_saving(self) -> bool:
        """Whether a save has not come back yet."""
        return self._saver.is_saving

    def refresh(self) -> None:
        """The ledger changed: read anew what the grid knows of it and look at all lines again."""
        self._facts = read_facts(self._shell.context)
        self._book.forget()
        self.model.today = self._facts.today
        self.model.filler = self._make_filler()
        self.model.check()

    def take_focus(self) -> None:
        """Go on in the grid."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit_pending_edits(self) -> None:
        """Take over what is still being typed in a cell."""
        commit_pending_edits(self)
        self.delegate.finish()  # while text is being composed the editor is open without the focus

    def save(self) -> None:
        """Save all lines, or none and go to the cell that is wrong."""
        self._saver.save()

    def record_actions(self) -> Sequence[QAction]:
        """What can be done with the row at the cursor."""
        return self._actions

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        """Keys of the cells, for F1."""
        return (
            ("Enter, Tab", _("Next empty cell, then the next row")),
            ("Shift+Enter, Shift+Tab", _("One cell back")),
            (_("1 2 3 or S P J"), _("Trend up, flat or down, and on to the next one")),
            ("F2", _("Change the cell")),
            ("Esc", _("Leave the cell as it was")),
            ("Ctrl+Z, Ctrl+Y", _("Take back or repeat the last change in the grid")),
        )

    def open_draft(self, draft: DraftRow) -> None:
        """Go on with a draft; what stands in the grid now stays kept as its own draft."""
        self.commit_pending_edits()
        self.drafts.keep()
        try:
            content: Mapping[str, Any] = json.loads(draft.content)
            lines = lines_from_json(content["lines"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise RuleBroken(
                _("This draft can't be read by this version of the program; it is kept as it is.")
            ) from None
        self.companions.setText(str(content.get("companions", "")))
        self.model.replace_all(lines)
        self.drafts.begin(draft.uid)
        self.view.go_to(len(self.model.lines) - 1, Place.FIRM)
        self.take_focus()

    def show_problem(self, row: int, place: Place, sentence: str) -> None:
        """Lead to the cell that a sentence is about."""
        self.view.go_to(row, place)
        self.take_focus()
        self._say(f"● {sentence}", Token.RED)

    def start_anew(self) -> None:
        """All is saved: an empty grid with the date of the last visit."""
        last = next((line.day(Place.ON) for line in reversed(self.model.lines) if line.day(Place.ON)), None)
        self.model.replace_all([blank_line(last or self._facts.today)])
        self.drafts.begin()
        self._left, self._row = None, 0
        self.view.go_to(0, Place.FIRM)

    def bring_back(self, lines: Sequence[Line], companions: str) -> None:
        """What was saved is undone: its rows stand in the grid again; as a draft where others stand there by now."""
        if self.is_changed:
            self.drafts.keep_aside(*_draft_of(lines, companions))
            return
        self.companions.setText(companions)
        self.model.replace_all(lines)
        self.drafts.begin()
        self.drafts.touch()
        self.view.go_to(len(self.model.lines) - 1, Place.FIRM)

    def paste(self, text: str) -> None:
        """One cell goes into the cells selected, a block through the preview."""
        row, place = self.view.place
        block = read_pasted(text, place)
        if not block.rows:
            self._say(_("There is no text on the clipboard."), Token.SECONDARY)
        elif not block.headings and len(block.rows) == 1 and len(block.places) == 1:
            read = self.model.filler.read_pasted
            cells = [(number, known, read(known, block.rows[0][0])) for number, known in self.view.selected()]
            self.model.put_cells(cells, _("Paste"))
        else:
            target = Target(tuple(self.model.lines), row, place)
            preview = PastePreview(self._shell, self._facts, block, target, self)
            preview.taken.connect(partial(self._take_pasted, row))
            preview.finished.connect(self.take_focus)
            preview.open()

    def _take_pasted(self, row: int, pasted: Pasted) -> None:
        self._book.take(pasted.known)
        last = len(self.model.lines) - 1
        start = last if pasted.are_visits else row
        removed = 1 if pasted.are_visits else min(len(pasted.lines), last + 1 - row)
        self.model.change(start, removed, pasted.lines, _("Paste"))
        wrong = first_wrong(self.model.marks)
        self.view.go_to(*(wrong or (len(self.model.lines) - 1, Place.FIRM)))
        visits, difficulties = pasted.count
        words = _("{visits} visits and {difficulties} difficulties were put into the grid; they are not saved yet.")
        self._shell.tell(words.format(visits=visits, difficulties=difficulties))

    def _make_filler(self) -> Filler:
        return Filler(self._facts, self._book, lambda *given: usual_handling(self._shell.context, *given))

    def _make_actions(self) -> list[QAction]:
        view, step = self.view, self.view.take_step
        made = [
            action(
                view,
                _("A further difficulty of the same firm"),
                partial(step, Step.FURTHER),
                "Ctrl+Return",
                inside=False,
            ),
            action(view, _("As above"), partial(step, Step.COPY_DOWN), "Ctrl+D", inside=False),
            action(view, _("Cut"), self._cut, "Ctrl+X", inside=False),
            action(view, _("Copy"), view.copy, "Ctrl+C", inside=False),
            action(
                view,
                _("Paste from a spreadsheet"),
                self._paste_clipboard,
                "Ctrl+V",
                inside=False,
                verb="register_visits",
            ),
            action(view, _("Empty cells"), view.clear_selected, "Del", inside=False),
            action(view, _("Remove the row"), partial(step, Step.REMOVE), "Ctrl+Del", inside=False),
            action(view, _("Take back the last change in the grid"), self.model.undo.undo),
            action(view, _("Redo"), self.model.undo.redo),
            action(view, _("Save all"), self.save, verb="register_visits"),
        ]
        # The first one is shown, and people know the key as Enter.
        made[0].setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return made

    def _cut(self) -> None:
        self.view.copy()
        self.view.clear_selected()

    def _paste_clipboard(self) -> None:
        self.paste(QGuiApplication.clipboard().text())

    def _lay_out(self) -> None:
        hint = _(
            "Enter next cell · Ctrl+Enter another difficulty of the firm · Ctrl+D as above · Ctrl+V pastes from Excel"
        )
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(12))
        tools.addWidget(label(hint, Token.SECONDARY, wrap=True), 1)
        tools.addWidget(self.counts)
        tools.addWidget(self.save_button)
        card = QFrame()
        card.setProperty("kind", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        self.message.setMinimumHeight(2 * self.message.fontMetrics().lineSpacing())  # the grid does not jump
        foot.addWidget(self.message, 1)
        foot.addWidget(label(_("Companions"), Token.SECONDARY, FontRole.SMALL))
        self.companions.setFixedWidth(theme.px(240))
        foot.addWidget(self.companions)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        page.setSpacing(theme.px(10))
        page.addLayout(tools)
        page.addWidget(card, 1)
        page.addLayout(foot)

    def _connect(self) -> None:
        self.view.paste_wanted.connect(self.paste)
        self.view.moved.connect(self._on_moved)
        self.model.changed.connect(self._on_changed)
        self.delegate.typed.connect(self.drafts.touch)
        self.companions.textEdited.connect(self.drafts.touch)
        self.drafts.changed.connect(self._show_counts)

    def _on_moved(self) -> None:
        row, _place = self.view.place
        if row != self._row:
            self._left, self._row = self._row, row
        self._show_message()

    def _on_changed(self) -> None:
        self.drafts.touch()
        self._show_counts()
        self._show_message()

    def _show_message(self) -> None:
        self._say(*message_for(self.model, *self.view.place, self._left))

    def _say(self, words: str, tone: Token) -> None:
        self.message.setText(words)
        theme.tone(self.message, tone)
        self.view.setAccessibleDescription(words)

    def _show_counts(self) -> None:
        visits, difficulties = count(self.model.lines)
        words = _("{visits} visits · {difficulties} difficulties").format(visits=visits, difficulties=difficulties)
        self.counts.setText(" · ".join(part for part in (words, self.drafts.note) if part))

    def _read_draft(self) -> tuple[str, Mapping[str, Any]] | None:
        lines = self._lines_now()
        return _draft_of(lines, self.companions.text()) if count(lines)[0] else None

    def _lines_now(self) -> list[Line]:
        """The lines with what stands in the open editor."""
        lines = [*self.model.lines]
        editor, edited = self.delegate.editor, self.delegate.edited
        if editor is not None and edited is not None:
            row, place = edited
            choice: Choice | None = editor.choice() if isinstance(editor, Picker) else None
            if choice is not None:
                lines[row] = lines[row].put(place, Cell(choice.name, choice.id, auto=False))
            elif editor.text() != self.model.edit_text(row, place):
                lines[row] = lines[row].put(place, Cell(editor.text(), auto=False))
        return lines

    def _day(self) -> Any:
        """The day of the line at the cursor."""
        return self.model.day_of_row(self.view.place[0])

    def _is_entered(self, firm: int) -> bool:
        """Whether another line has this firm on the day of the line at the cursor."""
        row, on = self.view.place[0], self._day()
        return any(
            number != row and line[Place.FIRM].id == firm and line.day(Place.ON) == on
            for number, line in enumerate(self.model.lines)
        )


def _draft_of(lines: Sequence[Line], companions: str) -> tuple[str, Mapping[str, Any]]:
    """Title and content of a draft."""
    visits, difficulties = count(lines)
    words = _("{visits} visits · {difficulties} difficulties").format(visits=visits, difficulties=difficulties)
    firm = next((line[Place.FIRM].text for line in lines if line[Place.FIRM].text), "")
    title = " · ".join(part for part in (firm, words) if part)
    return title, {"lines": lines_to_json(lines), "companions": companions}
