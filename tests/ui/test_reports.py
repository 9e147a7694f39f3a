"""报表: the figures are those of the service, the paper is the real PDF, files are written as shown."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollBar

from tests.ui.acting import open_dialog, press
from tests.ui.clerk import CTRL, SHIFT
from tests.ui.reporting import answer_file_dialog
from zhenyu_desk.domain.months import Month
from zhenyu_desk.services.figures import month_figures
from zhenyu_desk.services.reports import month_report_pdf
from zhenyu_desk.ui.dialogs.rows import RowsDialog
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.pages.reports import page as reports_page
from zhenyu_desk.ui.widgets.pdf_view import PdfPages


@pytest.fixture
def page(window: MainWindow, settled: Callable[[], None]) -> Any:
    """The page with last month's report."""
    window.open_page("reports")
    settled()
    return window.page


def last_month(window: MainWindow) -> Month:
    return Month.of(window.context.today()).minus(1)


def test_it_opens_with_last_month(page: Any, window: MainWindow) -> None:
    figures = month_figures(window.context, last_month(window)).current
    values = {line.key: line.value for line in page.figures.lines()}
    assert values["visits"] == str(figures.visits.value)
    assert values["resolved"] == str(figures.resolved.value)
    assert page.head.as_of.day() == last_month(window).last
    assert len(values) == 22


def test_the_paper_is_the_real_report(page: Any, window: MainWindow) -> None:
    assert page.paper.pdf == month_report_pdf(window.context, last_month(window), last_month(window).last)
    assert page.paper.view.pages >= 2
    picture = page.paper.view.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, 500, 3)}
    assert "#ffffff" in colours, "the paper"
    assert len(colours) > 10, "and what is printed on it"


def test_a_long_report_is_made_when_it_is_asked_for(
    window: MainWindow, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports_page, "MOST_AT_ONCE", 3)
    window.open_page("reports")
    settled()
    page: Any = window.page
    assert page.paper.pdf == b""
    assert page.paper.make_now.isVisible()
    page.paper.make_now.click()
    settled()
    assert page.paper.view.pages >= 2
    assert not page.paper.make_now.isVisible()


def test_zoom_and_page_numbers(page: Any) -> None:
    view = page.paper.view
    view.set_zoom(100)
    view.step_zoom(1)
    assert view.zoom == 110
    assert page.paper.zoom.percent.text() == "110%"
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert page.paper.zoom.page.text() == f"第 {view.pages} / {view.pages} 页"
    view.verticalScrollBar().setValue(0)
    view.fit_width()
    assert view.zoom < 110
    assert view.page_in_view() == 1


def test_the_side_bar_is_there_for_wide_pages_in_view_only(page: Any, window: MainWindow) -> None:
    window.resize(1366, 768)
    QApplication.processEvents()
    view = page.paper.view
    view.fit_width()
    assert view.horizontalScrollBar().maximum() == 0
    annex = next(n for n, size in enumerate(PdfPages(page.paper.pdf).sizes, 1) if size.width > size.height)
    while view.page_in_view() < annex:
        view.verticalScrollBar().triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)
    assert view.horizontalScrollBar().maximum() > 0, "the annex is landscape"
    view.fit_width()
    assert view.horizontalScrollBar().maximum() == 0


def test_the_buttons_wrap_where_the_paper_is_narrow(page: Any) -> None:
    bar = page.paper.layout().itemAt(0).widget()
    page.paper.setFixedWidth(420)
    QApplication.processEvents()
    for button in bar.findChildren(QPushButton):
        assert button.mapTo(bar, button.rect().bottomRight()).x() < bar.width()
        assert button.width() >= button.minimumSizeHint().width()


def test_another_month(page: Any, window: MainWindow, settled: Callable[[], None]) -> None:
    before = page.paper.pdf
    month = last_month(window).minus(1)
    page.show_month(month)
    settled()
    assert page.paper.pdf != before
    values = {line.key: line.value for line in page.figures.lines()}
    assert values["new"] == str(month_figures(window.context, month).current.new.value)


@pytest.mark.parametrize("text", ["31.2", "2031-1-1", "hello", "1.1"])
def test_a_bad_as_of_day_is_told_beside_the_field(page: Any, text: str) -> None:
    before = page.paper.pdf
    page.head.as_of.setText(text)
    page.refresh()
    assert page.head.form.fields["as_of"].error
    assert page.paper.pdf == before


def test_a_figure_opens_its_rows(page: Any, window: MainWindow, settled: Callable[[], None]) -> None:
    line = next(line for line in page.figures.lines() if line.key == "resolved")
    place = page.figures.lines().index(line)
    page.figures.clicked.emit(page.figures.model().index(place, 0))
    settled()
    dialog = open_dialog(RowsDialog)
    assert [row.id for row in dialog.model.rows] == list(line.keys)
    dialog.close()


def test_the_pdf_is_saved_as_shown(
    page: Any,
    window: MainWindow,
    settled: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer_file_dialog(monkeypatch, tmp_path / "十月 月报")
    press(page, Qt.Key.Key_S, CTRL | SHIFT)
    settled()
    assert (tmp_path / "十月 月报.pdf").read_bytes() == page.paper.pdf
    assert "已保存" in window.status.message.text()


def test_figures_and_annex_are_saved(
    page: Any, settled: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_file_dialog(monkeypatch, tmp_path / "指标.json")
    page.doings.figures_file.trigger()
    answer_file_dialog(monkeypatch, tmp_path / "附表.xlsx")
    page.doings.annex.trigger()
    settled()
    assert json.loads((tmp_path / "指标.json").read_text(encoding="utf-8"))["figures"]
    assert (tmp_path / "附表.xlsx").read_bytes().startswith(b"PK")
