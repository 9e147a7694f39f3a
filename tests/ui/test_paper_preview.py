"""The preview of a paper that takes long: its pages are told, it is stopped at the next one, and it stays usable."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, press
from tests.ui.clerk import CTRL, PATIENCE_SECONDS, SHIFT, Clerk, sit_down
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.services.papers import Paper, firm_paper
from zhenyu_desk.services.reports import Progress
from zhenyu_desk.ui.dialogs.paper_preview import KEYS, PaperPreview
from zhenyu_desk.ui.dialogs.shortcuts import ShortcutsDialog
from zhenyu_desk.ui.widgets import progress_strip

PAGES_A_SECOND = 20
AT_ONCE = 30.0  # patience for a busy machine, not a measure


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        yield opened


class SlowPaper:
    """Makes one page after the other until it may end."""

    def __init__(self, clerk: Clerk) -> None:
        self._context = clerk.context
        self._firms = list(clerk.town.firms.values())
        self.may_end = Event()
        self.has_ended = Event()

    def __call__(self, shows_phones: bool, progress: Progress) -> Paper:
        """The dossiers of all firms."""
        try:
            page = 0
            while not self.may_end.wait(1 / PAGES_A_SECOND):
                page += 1
                progress(page)
            return firm_paper(self._context, FirmPaperKind.DOSSIER, self._firms, shows_phones=shows_phones)
        finally:
            self.has_ended.set()


@pytest.fixture
def paper(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowPaper]:
    """A paper being made, whose pages are told at once."""
    monkeypatch.setattr(progress_strip, "SHOW_AFTER_MS", 0)
    slow = SlowPaper(clerk)
    PaperPreview(clerk.window, "一企一档", slow, clerk.page).open_once()
    yield slow
    slow.may_end.set()


def begun(clerk: Clerk) -> PaperPreview:
    """The preview, once pages are told."""
    dialog = open_dialog(PaperPreview)

    def are_told() -> bool:
        # Which page is told when we look depends on how busy the machine is.
        told = re.search(r"已完成 (\d+) 页", dialog.strip.words.text())
        return dialog.strip.isVisible() and told is not None and int(told[1]) >= 2

    clerk.qtbot.waitUntil(are_told, timeout=PATIENCE_SECONDS * 1000)
    return dialog


def made(clerk: Clerk, paper: SlowPaper) -> PaperPreview:
    """The preview with its paper."""
    paper.may_end.set()
    clerk.settle()
    return open_dialog(PaperPreview)


def test_pages_are_told_and_esc_stops_at_the_next(clerk: Clerk, paper: SlowPaper) -> None:
    dialog = begun(clerk)
    assert dialog.strip.stop.isVisible()
    assert clerk.focus is dialog.empty, "not on a button that does nothing yet"
    press(dialog, Qt.Key.Key_Escape)
    assert paper.has_ended.wait(AT_ONCE)
    clerk.settle()
    assert not open_dialogs(PaperPreview)


def test_stopped_it_can_be_made_after_all(clerk: Clerk, paper: SlowPaper) -> None:
    dialog = begun(clerk)
    dialog.strip.stop.setFocus()
    press(dialog.strip.stop, Qt.Key.Key_Space)
    assert paper.has_ended.wait(AT_ONCE)
    assert not dialog.strip.isVisible()
    assert dialog.empty.title.text() == "未生成"
    assert not dialog.print_button.isEnabled()
    paper.may_end.set()
    assert clerk.focus is dialog.make_button
    clerk.press(Qt.Key.Key_Space)
    assert dialog.pdf
    assert dialog.view.hasFocus()


def test_closing_the_window_stops_it_at_once(clerk: Clerk, paper: SlowPaper) -> None:
    begun(clerk)
    clerk.window.close()
    assert paper.has_ended.is_set()
    assert not clerk.window.isVisible()


def test_stopped_with_other_numbers_the_paper_shown_stays(clerk: Clerk, paper: SlowPaper) -> None:
    dialog = made(clerk, paper)
    shown = dialog.pdf
    paper.may_end.clear()
    dialog.whole_numbers.setChecked(True)
    assert not dialog.print_button.isEnabled(), "what is shown is not what is wanted"
    begun(clerk)
    dialog.stop()
    assert dialog.pdf == shown
    assert not dialog.whole_numbers.isChecked()
    assert dialog.print_button.isEnabled()


def test_everything_is_reached_by_tab_in_the_order_it_stands(clerk: Clerk, paper: SlowPaper) -> None:
    dialog = made(clerk, paper)
    assert clerk.focus is dialog.view
    after = [dialog.close_button, dialog.save_button, dialog.print_button]
    before = [dialog.zoom.smaller, dialog.zoom.larger, dialog.zoom.fit, dialog.whole_numbers]
    for widget in [*after, *before, dialog.view]:
        clerk.tab()
        assert widget.hasFocus()
    clerk.press(Qt.Key.Key_Backtab, SHIFT)
    assert dialog.whole_numbers.hasFocus()


def test_home_end_and_zoom_keys(clerk: Clerk, paper: SlowPaper) -> None:
    dialog = made(clerk, paper)
    assert dialog.view.pages > 2
    clerk.press(Qt.Key.Key_End)
    assert dialog.view.page_in_view() == dialog.view.pages
    clerk.press(Qt.Key.Key_Home)
    assert dialog.view.page_in_view() == 1
    fitting = dialog.view.zoom
    clerk.press(Qt.Key.Key_Minus, CTRL)
    smaller = dialog.view.zoom
    assert smaller < fitting
    clerk.press(Qt.Key.Key_Equal, CTRL)
    assert dialog.view.zoom > smaller
    clerk.press(Qt.Key.Key_0, CTRL)
    assert dialog.view.zoom == fitting


def test_f1_names_the_keys_there_are(clerk: Clerk, paper: SlowPaper) -> None:
    dialog = made(clerk, paper)
    named = {QKeySequence(each).toString() for keys, _text in KEYS for each in keys.split(", ")}
    there = {keys.toString() for each in dialog.findChildren(QShortcut) for keys in QShortcut.keys(each)}
    assert there - named == {"F1", "Ctrl+="}
    clerk.press(Qt.Key.Key_F1)
    assert open_dialogs(ShortcutsDialog)


def test_it_stays_on_the_screen_with_its_frame(clerk: Clerk, paper: SlowPaper) -> None:
    dialog = open_dialog(PaperPreview)
    room: QSize = QApplication.primaryScreen().availableGeometry().size()
    assert dialog.size().boundedTo(room) == dialog.size()
    assert dialog.height() < room.height(), "there is a title bar, too"
