"""Ctrl+K: pages and actions by pinyin, and what was opened last first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, press, type_text
from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk import settings as settings_file
from zhenyu_desk.services import difficulties
from zhenyu_desk.settings import MOST_RECENT
from zhenyu_desk.store.queries.difficulties import difficulties_by_id
from zhenyu_desk.ui.dialogs.palette import Palette


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """A window on the small town."""
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


def search(clerk: Clerk, words: str = "") -> Palette:
    """Ctrl+K, then type."""
    clerk.press(Qt.Key.Key_K, CTRL)
    palette = open_dialog(Palette)
    type_text(palette.edit, words)
    clerk.qtbot.waitUntil(lambda: not palette._pause.isActive())
    clerk.settle()
    return palette


@pytest.mark.parametrize(
    ("typed", "page"), [("bb", "reports"), ("baobiao", "reports"), ("qyda", "enterprises"), ("设置", "settings")]
)
def test_a_page_is_found_by_its_sound(clerk: Clerk, typed: str, page: str) -> None:
    palette = search(clerk, typed)
    titles = [(entry.kind, entry.title) for entry in palette.entries()]
    while palette.list.currentRow() < next(n for n, (kind, _title) in enumerate(titles) if kind == "page"):
        press(palette, Qt.Key.Key_Down)
    press(palette, Qt.Key.Key_Return)
    clerk.settle()
    assert clerk.window.page_name == page


@pytest.mark.parametrize("typed", ["ljbf", "beifen", "备份"])
def test_an_action_is_found_by_its_sound(clerk: Clerk, typed: str) -> None:
    palette = search(clerk, typed)
    assert "立即备份" in [entry.title for entry in palette.entries() if entry.kind == "action"]
    palette.close()


def test_what_was_opened_last_comes_first(clerk: Clerk) -> None:
    firm, other = "三立食品有限公司", "金腾包装有限公司"
    clerk.window.open_record("enterprise", clerk.town.firms[other])
    palette = search(clerk, firm)
    press(palette, Qt.Key.Key_Return)
    clerk.settle()
    again = search(clerk)
    assert [entry.title for entry in again.entries()][:2] == [firm, other]
    press(again, Qt.Key.Key_Down)
    press(again, Qt.Key.Key_Return)
    clerk.settle()
    assert clerk.window.page_name == "enterprises"
    assert [entry.title for entry in search(clerk).entries()][:2] == [other, firm]
    assert settings_file.load().recent[0] == f"enterprise:{clerk.town.firms[other]}"


def test_a_removed_record_is_not_offered_again(clerk: Clerk) -> None:
    rows = clerk.context.read(difficulties_by_id, clerk.context.today(), list(range(1, 30)))
    row = next(row for row in rows if row.assigned_on is None)
    clerk.window.open_record("difficulty", row.id)
    assert search(clerk).entries()[0].title == row.title
    open_dialog(Palette).close()
    difficulties.remove_difficulty(clerk.context, row.id, row.version)
    assert row.title not in [entry.title for entry in search(clerk).entries()]


def test_only_the_last_twenty_are_remembered(clerk: Clerk) -> None:
    for number in range(30):
        clerk.window.remember(f"visit:{number}")
    clerk.window.remember("")
    assert clerk.window.settings.recent == [f"visit:{number}" for number in range(29, 29 - MOST_RECENT, -1)]


def test_nothing_else_may_stand_in_the_way_of_typing(clerk: Clerk) -> None:
    clerk.window.settings.recent = ["nonsense", "visit:x", "enterprise:999999", "page:nowhere"]
    assert search(clerk).entries()[0].kind == "page"
