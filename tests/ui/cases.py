"""Working on 诉求办理 by keys."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.clerk import CTRL, Clerk
from tests.ui.town import TODAY
from zhenyu_desk.domain.case_filters import CaseFilter, Chip
from zhenyu_desk.domain.inputs import DifficultyInput
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow
from zhenyu_desk.domain.terms import Level, Source
from zhenyu_desk.store.queries.difficulties import difficulty_detail, difficulty_page
from zhenyu_desk.ui.dialogs import form_dialog
from zhenyu_desk.ui.dialogs.step_form import StepDialog


def choose(clerk: Clerk, key: int) -> None:
    """All difficulties, the row of this one."""
    clerk.tab_to(clerk.page.filters.chips)
    clerk.press(Qt.Key.Key_7)
    clerk.tab_to(clerk.page.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    for _step in clerk.page.model.rows:
        if clerk.page.table.current_row().id == key:
            break
        clerk.press(Qt.Key.Key_Down)
    assert clerk.page.detail.detail.row.id == key


def detail_of(clerk: Clerk, key: int) -> DifficultyDetail:
    """A difficulty as it is stored."""
    return clerk.context.read(difficulty_detail, TODAY, key)


def all_rows(clerk: Clerk) -> list[DifficultyRow]:
    """Every difficulty as it is stored."""
    return clerk.context.read(difficulty_page, TODAY, CaseFilter(chip=Chip.ALL))


def note(clerk: Clerk, field: str) -> str:
    """What the open step form says below a field."""
    dialog = clerk.dialog()
    assert isinstance(dialog, StepDialog)
    return dialog.note(field)


def like(clerk: Clerk, title: str, category_id: int, unit_id: int | None = None) -> DifficultyInput:
    """A difficulty that a firm phoned in, handed to a unit if one is named."""
    return DifficultyInput(
        enterprise_id=next(iter(clerk.town.firms.values())),
        reported_on=TODAY,
        title=title,
        category_id=category_id,
        source=Source.CALL,
        level=Level.LIMITED,
        assign_unit_id=unit_id,
    )


def refuse_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms may be dropped without a question."""
    monkeypatch.setattr(form_dialog, "ask", lambda *_words: True)
