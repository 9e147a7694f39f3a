"""The papers of the difficulties chosen on 诉求办理."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from zhenyu_desk.domain.paper_kinds import CasePaperKind
from zhenyu_desk.domain.papers import obstacle
from zhenyu_desk.domain.rows import DifficultyRow
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.actions import action

_KEYS = {
    CasePaperKind.ASSIGNMENT: "Ctrl+Shift+J",
    CasePaperKind.SUPERVISION: "Ctrl+Shift+U",
    CasePaperKind.EXTENSION: "Ctrl+Shift+Y",
    CasePaperKind.CALL_BACK: "Ctrl+Shift+H",
}


def paper_actions(page: QWidget, show: Callable[[CasePaperKind], None]) -> dict[CasePaperKind, QAction]:
    """An action for each kind of paper."""
    return {
        kind: action(page, _("Print: {paper}…").format(paper=kind.label), partial(show, kind), keys)
        for kind, keys in _KEYS.items()
    }


def offered_papers(rows: Sequence[DifficultyRow]) -> list[CasePaperKind]:
    """What can be printed for one of these difficulties at least; the others are then left out."""
    return [kind for kind in _KEYS if any(obstacle(kind, row) is None for row in rows)]


def natural_paper(rows: Sequence[DifficultyRow]) -> CasePaperKind:
    """What Ctrl+P prints: 回访记录 once all are resolved, 督办单 while all are overdue, else 交办单."""
    if all(row.state.is_done for row in rows):
        return CasePaperKind.CALL_BACK
    if all(row.state.is_open and row.days_left is not None and row.days_left < 0 for row in rows):
        return CasePaperKind.SUPERVISION
    return CasePaperKind.ASSIGNMENT
