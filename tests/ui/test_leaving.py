"""What is typed or being saved is not lost when the window goes, nor while a save runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.acting import settings_tab, settle
from zhenyu_desk import settings as settings_file
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui import upkeep
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.main_window import MainWindow

PAPERS, CALENDAR, THIS_PC = "公文", "工作日历", "本机"


@contextmanager
def busy_writer(window: MainWindow) -> Iterator[None]:
    """Another write goes before all that is saved meanwhile, until the end of the block."""
    gate = Event()
    window.jobs.write(gate.wait, lambda _done: None, window.warn)
    try:
        yield
    finally:
        gate.set()


@pytest.fixture
def asked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions asked; each is answered with no."""
    questions: list[str] = []

    def answer(question: str, _yes: str) -> bool:
        questions.append(question)
        return False

    monkeypatch.setattr(window, "ask", answer)
    return questions


def test_closing_waits_for_the_save_and_then_asks_nothing(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot, asked: list[str]
) -> None:
    papers = settings_part(window, settled, PAPERS)
    context = window.context
    with busy_writer(window):
        papers.edits["issuer"].setText("经济发展局")
        papers.save()
        window.close()
        assert window.isVisible()
        assert window.status.message.text() == "正在保存，请稍候。"
    qtbot.waitUntil(lambda: not window.isVisible())
    assert context.read(load_settings).issuer == "经济发展局"
    assert asked == []


def test_a_save_that_fails_keeps_the_window_so_that_it_is_told(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    told: list[str] = []
    context = window.context
    taken = UnitInput(name=context.read(units)[0].name)
    with busy_writer(window):
        window.jobs.write(
            lambda: save_unit(context, taken), lambda _done: None, lambda problem: told.append(problem.sentence)
        )
        window.close()
    qtbot.waitUntil(lambda: told != [])
    settled()
    assert window.isVisible()
    window.close()
    assert not window.isVisible(), "the next time it closes"


def test_another_ledger_is_offered_only_after_the_save(
    window: MainWindow, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    wanted: list[bool] = []
    window.other_ledger_wanted.disconnect()
    window.other_ledger_wanted.connect(lambda: wanted.append(True))
    action = next(action for action in window.menus.commands() if action.text() == "打开其他台账…")
    with busy_writer(window):
        action.trigger()
        assert wanted == []
    settled()
    assert wanted == [True]


@pytest.mark.parametrize("way", ["menu", "page"])
def test_a_language_declined_is_not_kept(
    desk: Desk, window: MainWindow, settled: Callable[[], None], asked: list[str], way: str
) -> None:
    papers = settings_part(window, settled, PAPERS)
    papers.edits["issuer"].setText("经济发展局")
    this_pc: Any = settings_part(window, settled, THIS_PC)
    if way == "menu":
        english(window).trigger()
    else:
        this_pc.language.setCurrentIndex(this_pc.language.findData("en"))
        this_pc.language.activated.emit(this_pc.language.currentIndex())
    settled()
    assert len(asked) == 1
    assert desk.window is window
    assert window.settings.language == "zh_CN"
    assert settings_file.load().language == "zh_CN"
    assert this_pc.language.currentData() == "zh_CN"
    assert not english(window).isChecked()


def test_a_language_agreed_to_is_asked_about_once(
    desk: Desk, window: MainWindow, settled: Callable[[], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = settings_part(window, settled, PAPERS)
    papers.edits["issuer"].setText("经济发展局")
    asked: list[str] = []

    def agree(question: str, _yes: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(window, "ask", agree)
    english(window).trigger()
    qtbot.waitUntil(lambda: desk.window is not window)
    settle(qtbot, desk)
    assert len(asked) == 1
    assert settings_file.load().language == "en"


def test_nothing_is_typed_into_a_form_while_it_is_saved(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    papers = settings_part(window, settled, PAPERS)
    edit: QLineEdit = papers.edits["issuer"]
    window.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    with busy_writer(window):
        edit.setText("A")
        papers.save()
        QTest.keyClicks(QApplication.focusWidget() or window, "B")
        papers.save()
        assert edit.text() == "A"
    settled()
    assert window.context.read(load_settings).issuer == "A"
    assert edit.text() == "A"
    assert edit.hasFocus()
    QTest.keyClicks(edit, "B")
    assert edit.text() == "AB"


def test_no_day_is_turned_while_days_are_saved(window: MainWindow, settled: Callable[[], None]) -> None:
    calendar = settings_part(window, settled, CALENDAR)
    calendar.turn(calendar.view.current)
    with busy_writer(window):
        calendar.save()
        assert not calendar.view.isEnabled()
    settled()
    assert calendar.view.isEnabled()


def test_jobs_tell_when_all_writes_are_back(window: MainWindow, qtbot: QtBot) -> None:
    told: list[bool] = []
    window.jobs.written.connect(told.append)

    def refuse() -> None:
        raise RuleBroken("nein")

    with busy_writer(window):
        for work in (refuse, lambda: None):
            window.jobs.write(work, lambda _done: None, lambda _problem: None)
        assert window.jobs.is_writing
    qtbot.waitUntil(lambda: told != [])
    assert told == [False]
    window.jobs.write(lambda: None, lambda _done: None, lambda _problem: None)
    qtbot.waitUntil(lambda: told == [False, True])
    assert not window.jobs.is_writing


def test_a_backup_holds_up_no_save_but_the_window_closes_after_it(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on, saved = Event(), Event()

    def slow_copy(*given: Any) -> Path:
        going_on.wait()
        return back_up(*given)

    monkeypatch.setattr(upkeep, "back_up", slow_copy)
    window.back_up()
    window.jobs.write(saved.set, lambda _done: None, window.warn)
    assert saved.wait(5)
    window.close()
    assert window.isVisible()
    going_on.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert list((window.context.ledger.folder / "backups").glob("*.json"))


def settings_part(window: MainWindow, settled: Callable[[], None], title: str) -> Any:
    tab = settings_tab(window, title)
    settled()
    return tab


def english(window: MainWindow) -> Any:
    return next(action for action, name, value in window.menus._preferences if (name, value) == ("language", "en"))
