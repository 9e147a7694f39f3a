"""What is printed from 今日 and 走访: what is chosen there, and a word where there is nothing to print."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs
from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk.ui.dialogs.paper_preview import PaperPreview

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
GRID, PAST = 1, 2


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        yield opened


def title(clerk: Clerk) -> str:
    """The title of the preview that is open, which is closed."""
    clerk.settle()
    dialog = open_dialog(PaperPreview)
    words = dialog.windowTitle()
    dialog.reject()
    clerk.settle()
    return words


def said(clerk: Clerk) -> str:
    return clerk.window.status.message.text()


def test_the_firm_chosen_on_today_or_all_of_them(clerk: Clerk) -> None:
    clerk.open(1)
    due = clerk.page.due
    firms = [row.enterprise_name for row in due.rows()]
    assert len(firms) > 1
    clerk.press(Qt.Key.Key_P, CTRL)
    assert f"等 {len(firms)} 份" in title(clerk)
    clerk.tab_to(due)
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert title(clerk).endswith(firms[1])
    right_click = next(doing for doing in due.actions() if "打印" in doing.text())
    right_click.trigger()
    assert title(clerk).endswith(firms[1])


def test_the_form_prints_once_a_firm_is_chosen(clerk: Clerk) -> None:
    clerk.open(2)
    prints = [doing for doing in clerk.page.record_actions() if "打印" in doing.text()]
    assert len(prints) == 3
    assert not any(doing.isEnabled() for doing in prints)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert said(clerk) == "请先选择企业。"
    clerk.window.new_visit(next(iter(clerk.town.firms.values())))
    clerk.settle()
    assert all(doing.isEnabled() for doing in clerk.page.record_actions() if "打印" in doing.text())


def test_past_visits_offer_the_papers_of_their_firms(clerk: Clerk) -> None:
    clerk.open(2)
    clerk.page.tabs.setCurrentIndex(PAST)
    clerk.settle()
    clerk.page.history.table.clearSelection()
    clerk.press(Qt.Key.Key_P, CTRL)
    assert said(clerk) == "请先在列表中选中走访。"
    clerk.tab_to(clerk.page.history.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    prints = [doing for doing in clerk.page.record_actions() if "打印" in doing.text()]
    assert len(prints) == 3
    prints[0].trigger()
    assert clerk.page.history.table.current_row().enterprise_name in title(clerk)


def test_where_nothing_can_be_printed_it_is_said(clerk: Clerk) -> None:
    clerk.open(7)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert said(clerk) == "本页没有可打印的内容。"
    clerk.open(2)
    clerk.page.tabs.setCurrentIndex(GRID)
    clerk.press(Qt.Key.Key_P, CTRL)
    assert "走访记录" in said(clerk)
    assert not open_dialogs(PaperPreview)
