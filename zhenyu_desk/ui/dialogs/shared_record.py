"""Saves a record that somebody else changed meanwhile: merged where both changed different fields, else as chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.conflicts import ConflictLine, conflict_lines, merged
from zhenyu_desk.domain.history import HistoryKind
from zhenyu_desk.domain.inputs import Input
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.conflicts import in_words, last_change
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.ui.dialogs.conflict import ConflictDialog

RowT = TypeVar("RowT", bound="Keyed")


class Keyed(Protocol):
    """A row of a list."""

    @property
    def id(self) -> int: ...


def row_of(rows: Iterable[RowT], key: int) -> RowT:
    """The row with this id; RuleBroken where it was removed."""
    for row in rows:
        if row.id == key:
            return row
    raise RuleBroken(_("Somebody else removed this record meanwhile; note down what you typed and cancel."))


@dataclass(frozen=True, slots=True)
class Sides:
    """As the record was read, as it is now, and as it was typed."""

    before: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class SharedRecord:
    """The record in a form, for whoever may have to merge it."""

    context: AppContext
    kind: HistoryKind
    key: int

    def merge(self, sides: Sides, go_on: Callable[[Input], None], parent: QWidget) -> None:
        """Go on with what both did taken together; what both changed differently is asked about first.

        Nothing happens where the user would rather go back to the form.
        """
        lines = conflict_lines(sides.before, sides.theirs, sides.mine)
        if not lines:
            go_on(merged(sides.before, sides.theirs, sides.mine, {}))
            return
        other = last_change(self.context, self.kind, self.key)
        dialog = ConflictDialog(in_words(self.context, lines), other, parent)
        dialog.accepted.connect(lambda: go_on(_chosen(sides, lines, dialog)))
        dialog.open_once()


def _chosen(sides: Sides, lines: list[ConflictLine], dialog: ConflictDialog) -> Input:
    takes_mine = dialog.takes_mine
    chosen = {line.field: line.mine if takes_mine[line.field] else line.theirs for line in lines}
    both: Input = merged(sides.before, sides.theirs, sides.mine, chosen)
    return both
