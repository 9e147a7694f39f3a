"""今日: the five figures are those of the service, each opens its rows; the lists open their records."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, press, settle, type_text
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import Action, EndKind
from zhenyu_desk.i18n import format_percent
from zhenyu_desk.services import difficulties
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.figures import figures_of
from zhenyu_desk.services.today import today_board
from zhenyu_desk.store.queries.board import count_visits
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.app import Desk
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
    assert not open_dialogs(RowsDialog)
    assert window.page_name == "cases"


def test_what_is_to_be_done_is_that_of_the_service(window: MainWindow, settled: Callable[[], None]) -> None:
    page = page_of(window)
    board = today_board(window.context)
    assert [row.id for row in page.to_do.model().rows] == [row.id for row in board.to_do]
    assert len(page.due.model().rows) == len(board.due_visits)
    page.due.opened.emit(page.due.model().row(0))
    settled()
    assert window.page_name == "enterprises"


def test_the_visits_are_compared_with_the_same_days_of_last_month(window: MainWindow) -> None:
    page = page_of(window)
    board = today_board(window.context)
    today = board.today
    first = Month.of(today).minus(1).first
    last = first + timedelta(days=min(today.day, Month.of(today).minus(1).last.day) - 1)
    assert board.former_visits == window.context.read(count_visits, first, last)
    more = board.figures.visits - board.former_visits
    assert page.tiles["visits"].detail.text().endswith(f"较上月同期 {more:+d}")


def test_the_board_is_worked_by_keys_alone(window: MainWindow, qtbot: QtBot, settled: Callable[[], None]) -> None:
    page = page_of(window)
    window.activateWindow()
    page.setFocus()
    reached = []
    for _step in range(20):
        press(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    tiles = list(page.tiles.values())
    start = reached.index(tiles[0])
    assert reached[start : start + 5] == tiles
    assert [part for part in reached if part in (page.to_do, page.due)][:2] == [page.to_do, page.due]
    page.due.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.due.current_row() == page.due.model().row(0), "whoever comes by Tab stands on a line"
    press(page.due, Qt.Key.Key_Return)
    settled()
    assert window.page_name == "enterprises"


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_nothing_is_cut_at_any_size_of_type(desk: Desk, qtbot: QtBot, settled: Callable[[], None], scale: int) -> None:
    assert desk.window is not None
    desk.window.save_preferences(text_scale=scale)
    desk.window.rebuild()
    qtbot.waitUntil(lambda: QApplication.font().pixelSize() == round(14 * scale / 100))
    settle(qtbot, desk)
    window = desk.window
    window.resize(1366, 768)
    settled()
    assert (window.width(), window.height()) == (1366, 768)
    page = page_of(window)
    for tile in page.tiles.values():
        for part in (tile.value, tile.share, tile.detail):
            if part.isVisible():
                wanted = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
                assert part.height() >= wanted - 1
                assert part.wordWrap() or part.width() >= part.sizeHint().width()
        assert tile.width() >= tile.least_width()
    for table, stretching in ((page.to_do, 2), (page.due, 1)):
        columns = range(table.model().columnCount())
        assert sum(table.columnWidth(column) for column in columns) <= table.viewport().width()
        assert table.columnWidth(stretching) >= theme.px(120), "there is room for the words that matter"
        assert table.viewport().height() >= 3 * theme.row_height()
    top = window.top
    assert top.search.geometry().right() < top.new_visit.geometry().left()


def test_a_change_elsewhere_is_shown_at_once(window: MainWindow, settled: Callable[[], None]) -> None:
    page = page_of(window)
    row = page.to_do.model().row(0)
    shown = page.tiles["open"].value.text()
    step = Step(on=window.context.today(), action=Action.END, end_kind=EndKind.WITHDRAWN, reason="企业已撤回")
    window.announce(difficulties.take_step(window.context, row.id, row.version, step))
    settled()
    assert page.to_do.model().position(row.id) is None
    assert int(page.tiles["open"].value.text()) == int(shown) - 1


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
