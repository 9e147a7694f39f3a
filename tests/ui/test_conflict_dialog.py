"""The question which side of a conflict stays: who wrote the other one and when, and what is still to be chosen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.clerk import Clerk, sit_down
from zhenyu_desk.domain.history import OfficePart
from zhenyu_desk.i18n import format_date
from zhenyu_desk.services.conflicts import LastChange, SaidLine, last_change
from zhenyu_desk.services.office import save_category
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.ui.dialogs.conflict import ConflictDialog


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


def texts(dialog: ConflictDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_it_says_on_which_day_and_what_is_still_to_be_chosen(clerk: Clerk) -> None:
    lines = [SaidLine(field, name, "", "他写的", "我写的") for field, name in (("address", "地址"), ("remark", "备注"))]
    yesterday = datetime.now().astimezone().replace(hour=18, minute=5) - timedelta(days=1)
    dialog = ConflictDialog(lines, LastChange("王芳", yesterday), clerk.window)
    dialog.open_once()
    head = f"王芳在 {format_date(yesterday.date())} 18:05 修改了"
    assert any(head in text for text in texts(dialog))
    chips = [button.text() for button in dialog.findChildren(QPushButton) if button.isCheckable()]
    assert chips == ["用王芳的", "用我的"] * 2
    assert dialog.missing.text() == "还有 2 项未选择。"
    dialog.choose("address", mine=True)
    assert dialog.missing.text() == "还有 1 项未选择。"
    dialog.choose("remark", mine=False)
    assert dialog.missing.text() == ""
    assert dialog.save.isEnabled()


def test_of_a_change_today_the_time_is_enough(clerk: Clerk) -> None:
    now = datetime.now().astimezone()
    dialog = ConflictDialog([SaidLine("a", "地址", "", "他", "我")], LastChange("王芳", now), clerk.window)
    clerk.qtbot.addWidget(dialog)
    assert any(f"王芳在 {now:%H:%M} 修改了" in text for text in texts(dialog))


def test_a_category_is_said_to_be_changed_by_whom(clerk: Clerk) -> None:
    row = next(row for row in clerk.context.read(categories) if row.name == "用电")
    save_category(replace(clerk.context, actor="王芳"), "供电", row.parent_id, None, row.in_use, row.id, row.version)
    last = last_change(clerk.context, OfficePart.CATEGORIES, row.id)
    assert last is not None
    assert last.actor == "王芳"
