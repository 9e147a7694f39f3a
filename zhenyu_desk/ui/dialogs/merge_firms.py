"""Merge two entries of one firm: both side by side, whose value counts, and what moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.merging import Cut, Fact, Side
from zhenyu_desk.i18n import _
from zhenyu_desk.services.merging import MergePreview, preview_merge
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.dialogs.messages import ask
from zhenyu_desk.ui.models.firm_facts import fact_name, fact_text
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.keys import give_key
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.selecting import choose_row
from zhenyu_desk.ui.widgets.table import Table

_WIDTH = 760
_KEPT, _GOING = 1, 2


class MergeDialog(FormDialog):
    """Hands on the choices: whose value counts, by fact; `preview` says which entry stays."""

    verb = "merge_enterprises"

    def __init__(self, shell: Shell, preview: MergePreview, parent: QWidget | None = None) -> None:
        hint = _("The entry on the right becomes part of the one on the left. ← and → choose whose value counts.")
        super().__init__(_("Merge two entries of one firm"), hint, _("Merge"), parent)
        self.setMinimumWidth(min(theme.px(_WIDTH), self.screen().availableGeometry().width()))
        self._shell = shell
        self.preview = preview
        self.choices: dict[str, Side] = {}
        self.model: TableModel[Fact] = TableModel(_columns(self._side), key=lambda fact: fact.key)
        self.table = FactTable(self.model, self._choose)
        self.table.set_widths(self.model.columns)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("Facts of both entries"))
        self.table.setMinimumHeight(theme.px(210))
        self.moves = label("", wrap=True)
        self.notes = label("", Token.AMBER, wrap=True)
        self.swap = give_key(button(_("Keep the other entry"), self.exchange), "Alt+X")
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.moves)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish_layout()
        self.show_preview(preview)
        self.table.setFocus()

    def read(self) -> dict[str, Side]:
        """Whose value counts, where somebody had to decide."""
        return dict(self.choices)

    def show_preview(self, preview: MergePreview) -> None:
        """Show these two entries, in this order."""
        self.preview = preview
        self.choices = {fact.key: fact.default for fact in preview.facts if fact.is_open}
        self.table.set_titles(preview.keep.name, preview.drop.name)
        self.model.set_rows(sorted(preview.facts, key=lambda fact: (not fact.is_open, fact.is_same)))
        choose_row(self.table, 0)
        self._tell()

    def exchange(self) -> None:
        """The other entry stays; what was chosen is asked anew."""
        context, now = self._shell.context, self.preview
        read = partial(preview_merge, context, now.drop.id, now.keep.id)
        self._shell.jobs.read(read, self.show_preview, self.show_problem, owner=self)

    def _submit(self) -> None:
        if self._save.isEnabled() and not self.preview.can_undo:
            question = _("Merge {drop} into {keep}? This can't be undone.").format(
                drop=self.preview.drop.name, keep=self.preview.keep.name
            )
            if not ask(self, question, _("Merge")):
                return
        super()._submit()

    def _side(self, fact: Fact) -> Side:
        return self.choices.get(fact.key, fact.default)

    def _choose(self, fact: Fact, side: Side | None) -> None:
        if not fact.is_open:
            return
        other = Side.KEEP if self._side(fact) is Side.DROP else Side.DROP
        self.choices[fact.key] = side or other
        self.table.viewport().update()
        self._tell()

    def _tell(self) -> None:
        self.moves.setText(_moves(self.preview))
        notes = [_cut_words(cut) for cut in self.preview.cuts(self.choices)]
        if not self.preview.can_undo:
            notes.append(_("So many records move that the merge can't be undone."))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))


class FactTable(Table):
    """← and → choose the left or the right value, Space the other one; a click chooses what was clicked."""

    def __init__(self, model: TableModel[Fact], choose: Callable[[Fact, Side | None], None]) -> None:
        super().__init__(model)
        self._choose_side = choose
        self.clicked.connect(self._on_click)

    def set_titles(self, keep: str, drop: str) -> None:
        """Name both entries above their values."""
        model = self.model()
        assert isinstance(model, TableModel)
        titles = ("", _("Stays: {name}").format(name=keep), _("Goes: {name}").format(name=drop))
        model.columns = tuple(
            replace(column, title=title or column.title) for title, column in zip(titles, model.columns, strict=True)
        )
        model.headerDataChanged.emit(Qt.Orientation.Horizontal, _KEPT, _GOING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: Side.KEEP, Qt.Key.Key_Right: Side.DROP, Qt.Key.Key_Space: None}
        key, row = Qt.Key(event.key()), self.current_row()
        if key in sides and row is not None:
            self._choose_side(row, sides[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog's button goes on
        else:
            super().keyPressEvent(event)

    def _on_click(self, index: QModelIndex) -> None:
        if index.column() in (_KEPT, _GOING):
            self._choose_side(self.row_at(index), Side.KEEP if index.column() == _KEPT else Side.DROP)


def _columns(side_of: Callable[[Fact], Side]) -> list[Column[Fact]]:
    def words(fact: Fact, side: Side) -> str:
        text = fact_text(fact.keep if side is Side.KEEP else fact.drop)
        if not fact.is_open:
            return text
        return f"{'●' if side_of(fact) is side else '○'} {text}"

    def tone(fact: Fact, side: Side) -> Token | None:
        return None if fact.is_same or side_of(fact) is side else Token.SECONDARY

    def values(side: Side) -> Column[Fact]:
        return Column(
            "",
            partial(words, side=side),
            240,
            tone=partial(tone, side=side),
            tip=partial(words, side=side),
            stretch=True,
        )

    fact_column = Column[Fact](
        _("Fact"), lambda fact: fact_name(fact.key), 128, tone=lambda fact: None if fact.is_open else Token.SECONDARY
    )
    return [fact_column, values(Side.KEEP), values(Side.DROP)]


def _moves(preview: MergePreview) -> str:
    counts = (
        (_("{n} visits"), preview.visits),
        (_("{n} difficulties"), preview.difficulties),
        (_("{n} contacts"), preview.contacts),
        (_("{n} contacts known to both, which become one each"), preview.same_contacts),
        (_("{n} pairings"), len(preview.drop.pairings)),
        (_("{n} attachments"), preview.attachments),
    )
    parts = "、".join(words.format(n=n) for words, n in counts if n) or _("nothing")
    return _("Moves: {parts}. The name that gives way becomes a former name.").format(parts=parts)


def _cut_words(cut: Cut) -> str:
    row, rival = cut.pairing, cut.rival
    whole = _span(row.start, row.end)
    if not cut.spans:
        return _("{leader} ({role}, {span}) gives way to {rival}: no day is left of this pairing.").format(
            leader=row.leader_name, role=row.role.label, span=whole, rival=rival.leader_name
        )
    left = "、".join(_span(start, end) for start, end in cut.spans)
    return _("{leader} ({role}, {span}) gives way to {rival} on shared days and keeps {left}.").format(
        leader=row.leader_name, role=row.role.label, span=whole, rival=rival.leader_name, left=left
    )


def _span(start: object, end: object) -> str:
    return f"{start} – {end if end is not None else _('open end')}"
