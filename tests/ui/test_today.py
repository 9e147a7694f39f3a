"""今日: the five figures are those of the service, each opens its rows; the lists open their records."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, press, type_text
from zhenyu_desk.domain.months import Month
from zhenyu_desk.i18n import format_percent
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import figures_of
from zhenyu_desk.services.today import today_board
from zhenyu_desk.ui.dialogs.palette import Palette
from zhenyu_desk.ui.dialogs.rows import RowsDialog
from zhenyu_desk.ui.main_window import MainWindow


def page_of(window: MainWindow) -> Any:
    window.open_page("today")
    return window.page


def test_the_five_figures_are_those_of_the_service(window: MainWindow) -> None:
    page = page_of(window)
    figures = figures_of(window.context, Month.of(window.context.today()), window.context.today())
    shown = {key: tile.value.text() for key, tile in page.tiles.items()}
    assert shown == {
        "visits": str(figures.visits.value),
        "coverage": format_percent(figures.coverage.value),
        "open": str(figures.open.value),
        "on_time_rate": format_percent(figures.on_time_rate.value),
        "satisfaction_rate": format_percent(figures.satisfaction_rate.value),
    }
    assert f"挂钩 {figures.coverage.denominator} 家" in page.tiles["coverage"].detail.text()


@pytest.mark.parametrize("key", ["visits", "coverage", "open", "on_time_rate", "satisfaction_rate"])
def test_a_figure_opens_its_rows(window: MainWindow, settled: Callable[[], None], key: str) -> None:
    page = page_of(window)
    figures = figures_of(window.context, Month.of(window.context.today()), window.context.today())
    figure = getattr(figures, key)
    page.tiles[key].click()
    settled()
    dialog = open_dialog(RowsDialog)
    counted = figure.hits if hasattr(figure, "hits") else figure.ids
    assert {row.id for row in dialog.model.rows} == set(counted)
    dialog.close()


def test_a_rate_also_shows_what_it_does_not_count(window: MainWindow, settled: Callable[[], None]) -> None:
    page = page_of(window)
    page.tiles["coverage"].click()
    settled()
    dialog = open_dialog(RowsDialog)
    dialog.chips.chip(False).click()
    settled()
    figures = figures_of(window.context, Month.of(window.context.today()), window.context.today())
    assert len(dialog.model.rows) == figures.coverage.denominator - len(figures.coverage.hits)
    dialog.close()


def test_enter_on_a_row_opens_the_record(window: MainWindow, settled: Callable[[], None]) -> None:
    page = page_of(window)
    page.tiles["open"].click()
    settled()
    dialog = open_dialog(RowsDialog)
    press(dialog.table, Qt.Key.Key_Return)
    settled()
    assert not dialog.isVisible()
    assert window.page_name == "cases"


def test_what_is_to_be_done_is_that_of_the_service(window: MainWindow, settled: Callable[[], None]) -> None:
    page = page_of(window)
    board = today_board(window.context)
    assert [row.id for row in page.to_do.model().rows] == [row.id for row in board.to_do]
    assert len(page.due.model().rows) == len(board.due_visits)
    page.due.opened.emit(page.due.model().row(0))
    settled()
    assert window.page_name == "enterprises"


def test_midnight_refreshes_everything(
    window: MainWindow, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = window.context.today() + timedelta(days=1)
    object.__setattr__(window.context, "today", lambda: tomorrow)
    window._upkeep.look_at_the_clock()
    settled()
    assert f"{tomorrow.day}日" in window.status.day.text()
    assert page_of(window).to_do.model().rows == list(today_board(window.context).to_do)


def test_the_search_finds_and_opens_by_keyboard_alone(
    window: MainWindow, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    firm = first_firm(window.context)
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = open_dialog(Palette)
    type_text(palette.edit, firm)
    qtbot.waitUntil(lambda: any(entry.title == firm for entry in palette.entries()), timeout=5000)
    titles = [entry.title for entry in palette.entries()]
    for _step in range(titles.index(firm)):
        press(palette, Qt.Key.Key_Down)
    press(palette, Qt.Key.Key_Return)
    settled()
    assert window.page_name == "enterprises"


def test_the_search_says_when_there_is_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.search()
    palette = open_dialog(Palette)
    palette.edit.setText("没有这样的企业")
    qtbot.waitUntil(lambda: "没有找到" in palette.hint.text(), timeout=5000)
    palette.close()


def test_a_page_is_found_by_its_initials(window: MainWindow, qtbot: QtBot, settled: Callable[[], None]) -> None:
    window.search()
    palette = open_dialog(Palette)
    palette.edit.setText("报表")
    qtbot.waitUntil(lambda: palette.entries()[0].title == "报表", timeout=5000)
    press(palette, Qt.Key.Key_Return)
    settled()
    assert window.page_name == "reports"


def first_firm(context: AppContext) -> str:
    from zhenyu_desk.store.queries.register import enterprise_page

    today: date = context.today()
    return context.read(enterprise_page, today, limit=1)[0].name
