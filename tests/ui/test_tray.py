"""The tray: one message for all that became due, never the same twice, off when it is turned off."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.clerk import Clerk, sit_down
from zhenyu_desk import settings as settings_file
from zhenyu_desk.domain.reminders import DueEvent, ReminderKind
from zhenyu_desk.ui.tray import Tray, in_words

DAY = date(2026, 11, 20)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """A window on the small town."""
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


@pytest.fixture
def told(clerk: Clerk) -> tuple[Callable[[], None], list[str]]:
    """Lets the real tray icon look, and what it was given to show."""
    tray = Tray(clerk.window)
    shown: list[str] = []
    tray.reminding.told.connect(shown.append)

    def look() -> None:
        tray.reminding.look()
        clerk.settle()

    return look, shown


def events(**counts: int) -> list[DueEvent]:
    return [DueEvent(ReminderKind(kind), key, DAY) for kind, count in counts.items() for key in range(count)]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (events(due_today=3, overdue=2), "今天有 3 件到期、2 件超期"),
        (events(visit=4), "今天有 4 家企业应访"),
        (events(review=1, promise=2), "今天有 1 件挂账待复核、2 项承诺到期"),
    ],
)
def test_all_of_it_is_said_in_one_sentence(given: list[DueEvent], sentence: str) -> None:
    assert in_words(given) == sentence


def test_it_is_told_once_and_never_again(told: tuple[Callable[[], None], list[str]]) -> None:
    look, shown = told
    look()
    assert len(shown) == 1
    assert shown[0].startswith("今天有 ")
    look()
    assert len(shown) == 1


def test_another_window_on_the_same_ledger_tells_nothing_anew(
    clerk: Clerk, told: tuple[Callable[[], None], list[str]]
) -> None:
    look, shown = told
    look()
    again = Tray(clerk.window)
    again.reminding.told.connect(shown.append)
    again.reminding.look()
    clerk.settle()
    assert len(shown) == 1


def test_turned_off_it_says_nothing(clerk: Clerk, told: tuple[Callable[[], None], list[str]]) -> None:
    look, shown = told
    clerk.open(7)
    page: Any = clerk.page
    tab = page.parts[-1]
    page.tabs.setCurrentWidget(tab)
    assert tab.reminders.isChecked()
    tab.reminders.click()
    assert settings_file.load().reminders is False
    look()
    assert shown == []
    tab.reminders.click()
    look()
    assert len(shown) == 1


def test_a_click_opens_today(clerk: Clerk) -> None:
    tray = Tray(clerk.window)
    clerk.open(7)
    clerk.window.showMinimized()
    tray.icon.messageClicked.emit()
    clerk.settle()
    assert clerk.window.page_name == "today"
    assert not clerk.window.isMinimized()


def test_midnight_tells_of_the_new_day(clerk: Clerk, told: tuple[Callable[[], None], list[str]]) -> None:
    look, shown = told
    look()
    tomorrow = clerk.context.today() + timedelta(days=40)
    object.__setattr__(clerk.context, "today", lambda: tomorrow)
    look()
    assert len(shown) == 2
