"""设置: every tab saves through its service, and says beside the field what is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.reports.reading import text_of
from tests.ui.acting import open_dialog, open_dialogs, press, type_text
from zhenyu_desk import settings as settings_file
from zhenyu_desk.domain.terms import InUse, Level, ReportTemplate
from zhenyu_desk.services.office import save_settings
from zhenyu_desk.store.queries.office import (
    calendar_days,
    categories,
    deadline_rules,
    load_calendar,
    load_settings,
)
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui.dialogs.category import CategoryDialog
from zhenyu_desk.ui.dialogs.unit import UnitDialog
from zhenyu_desk.ui.main_window import MainWindow

OFFICE, PAPERS, UNITS, CATEGORIES, DEADLINES, CALENDAR, OFFICIALS, THIS_PC = range(8)


@pytest.fixture
def tab(window: MainWindow, settled: Callable[[], None]) -> Callable[[int], Any]:
    """Open a tab of the page."""

    def open_tab(place: int) -> Any:
        window.open_page("settings")
        page: Any = window.page
        page.tabs.setCurrentIndex(place)
        settled()
        return page.parts[place]

    return open_tab


def test_the_office_is_saved(tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]) -> None:
    office = tab(OFFICE)
    office.edits["town"].setText("巴城镇")
    office.edits["fairly_weight"].setText("0.6")
    window.menus._save()
    settled()
    saved = window.context.read(load_settings)
    assert (saved.town, str(saved.fairly_weight)) == ("巴城镇", "0.6")
    assert "巴城镇" in window.status.who.text()
    assert "保存" in window.status.saved.text()


@pytest.mark.parametrize(
    ("field", "text"),
    [("town", " "), ("fairly_weight", "1.5"), ("fairly_weight", "一半"), ("amber_days", "-1")],
)
def test_what_is_wrong_stands_beside_the_field(tab: Callable[[int], Any], field: str, text: str) -> None:
    office = tab(OFFICE)
    office.edits[field].setText(text)
    office.save()
    assert office.form.fields[field].error
    assert office.focusWidget() is office.edits[field]


def test_what_is_typed_survives_a_change_from_elsewhere(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    office = tab(OFFICE)
    office.edits["stale_days"].setText("正在输入")
    changed = window.context.read(load_settings).model_copy(update={"amber_days": 3})
    window.announce(save_settings(window.context, changed))
    settled()
    assert office.edits["stale_days"].text() == "正在输入"


def test_what_papers_bear_is_saved_beside_the_rest(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    before = window.context.read(load_settings)
    papers = tab(PAPERS)
    papers.edits["issuer"].setFocus()
    for text in ("巴城镇经济发展局", "企服简报", "", "巴政企服〔{year}〕{number}号", "各村（社区）"):
        type_text(window.focusWidget(), text)
        press(window.focusWidget(), Qt.Key.Key_Tab)
        if window.focusWidget() is papers.edits["template"]:
            press(window.focusWidget(), Qt.Key.Key_Down)
            press(window.focusWidget(), Qt.Key.Key_Tab)
            papers.edits["bulletin_name"].selectAll()
    papers.edits["is_ranked"].setFocus()
    press(papers.edits["is_ranked"], Qt.Key.Key_Space)
    window.menus._save()
    settled()
    saved = window.context.read(load_settings)
    assert (saved.issuer, saved.bulletin_name, saved.addressee) == ("巴城镇经济发展局", "企服简报", "各村（社区）")
    assert saved.document_code == "巴政企服〔{year}〕{number}号"
    assert (saved.template, saved.is_ranked) == (ReportTemplate.BULLETIN, True)
    assert (saved.town, saved.amber_days) == (before.town, before.amber_days)
    window.open_page("reports")
    settled()
    page: Any = window.page
    assert page.head.template.currentText() == "简报"
    assert "企服简报" in text_of(page.paper.pdf)


@pytest.mark.parametrize("place", [OFFICE, PAPERS, THIS_PC])
def test_a_low_window_scrolls_the_form_instead_of_cutting_its_fields(
    tab: Callable[[int], Any], window: MainWindow, place: int
) -> None:
    part = tab(place)
    window.resize(1024, 400)
    part.setFixedHeight(200)
    QApplication.processEvents()
    for edit in part.findChildren(QLineEdit):
        if edit.isVisible():
            assert edit.height() > edit.fontMetrics().height() + 4, "the text and its frame"


def test_a_unit_is_added_changed_and_retired(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    units_tab = tab(UNITS)
    units_tab.add()
    dialog = open_dialog(UnitDialog)
    dialog._save.click()
    assert dialog.form.fields["name"].error
    dialog.name.setText("综合执法局")
    press(dialog, Qt.Key.Key_Return)
    settled()
    assert open_dialogs(UnitDialog) == []
    row = next(row for row in units_tab.model.rows if row.name == "综合执法局")
    units_tab.table.selectRow(units_tab.model.position(row.id))
    units_tab.retire()
    settled()
    assert in_use(window, "综合执法局") is InUse.RETIRED
    window.status.undo.click()
    settled()
    assert in_use(window, "综合执法局") is InUse.ACTIVE


def test_a_name_used_twice_is_refused_beside_the_field(tab: Callable[[int], Any], settled: Callable[[], None]) -> None:
    units_tab = tab(UNITS)
    taken = units_tab.model.row(0).name
    units_tab.add()
    dialog = open_dialog(UnitDialog)
    dialog.name.setText(taken)
    dialog._save.click()
    settled()
    assert taken in dialog.form.fields["name"].error
    assert dialog.isVisible()
    dialog.accept()


def test_a_category_below_another_gets_a_unit(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    categories_tab = tab(CATEGORIES)
    top = next(row for row in categories_tab.model.rows if row.name == "要素")
    categories_tab.table.selectRow(categories_tab.model.position(top.id))
    categories_tab.add_below()
    dialog = open_dialog(CategoryDialog)
    dialog.name.setText("用蒸汽")
    dialog.unit.setText("没有的单位")
    dialog._save.click()
    assert dialog.form.fields["unit_id"].error
    unit = window.context.read(units)[0]
    dialog.unit.set_value(unit.id)
    dialog._save.click()
    settled()
    made = next(row for row in window.context.read(categories) if row.name == "用蒸汽")
    assert (made.parent_id, made.unit_id) == (top.id, unit.id)
    assert "用蒸汽" in [row.name for row in categories_tab.model.rows]


def test_days_of_a_category_are_typed_into_the_table(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    deadlines = tab(DEADLINES)
    deadlines.table.item(1, 2).setText("7")
    settled()
    category = deadlines._categories[1]
    assert category is not None
    rules = {(rule.level, rule.category_id): rule.days for rule in window.context.read(deadline_rules)}
    assert rules[Level.LIMITED, category.id] == 7
    deadlines.table.item(1, 2).setText("")
    settled()
    rules = {(rule.level, rule.category_id): rule.days for rule in window.context.read(deadline_rules)}
    assert (Level.LIMITED, category.id) not in rules
    assert deadlines.table.item(1, 2).text() == str(rules[Level.LIMITED, None])


@pytest.mark.parametrize("text", ["0", "三天", "9999"])
def test_impossible_days_are_refused(tab: Callable[[int], Any], settled: Callable[[], None], text: str) -> None:
    deadlines = tab(DEADLINES)
    before = deadlines.table.item(0, 2).text()
    deadlines.table.item(0, 2).setText(text)
    settled()
    assert deadlines.problem.isVisible()
    assert deadlines.table.item(0, 2).text() == before


def test_a_year_without_a_calendar_says_so_and_is_filled_in(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    calendar = tab(CALENDAR)
    year = window.context.today().year + 2
    calendar.year.setCurrentIndex(calendar.year.findData(year))
    calendar._change_year()
    assert calendar.note.text() == "按周末推算，未含调休"
    holiday = date(year, 10, 1)
    calendar.view.show_year(year, calendar.works, lambda _day: False, holiday)
    press(calendar.view, Qt.Key.Key_Space)
    assert not window.context.read(calendar_days, year), "nothing is kept before it is saved"
    calendar.save()
    settled()
    assert not window.context.read(load_calendar).is_workday(holiday) or holiday.weekday() >= 5
    assert calendar.note.text() == ""


def test_unsaved_days_are_asked_about(
    tab: Callable[[int], Any], window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = tab(CALENDAR)
    calendar.turn(date(window.context.today().year, 3, 4))
    asked: list[str] = []

    def stay(question: str, _yes: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(window, "ask", stay)
    window.close()
    assert window.isVisible()
    assert len(asked) == 1
    calendar.drop()


def test_this_computer_remembers_who_works_here(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    this_pc = tab(THIS_PC)
    this_pc.official.setText("")
    this_pc._take_official()
    assert this_pc.form.fields["official"].error
    this_pc.official.setText("王芳")
    this_pc._take_official()
    settled()
    assert window.context.actor == "王芳"
    assert settings_file.load().current_official == "王芳"


def in_use(window: MainWindow, name: str) -> InUse:
    return next(row.in_use for row in window.context.read(units) if row.name == name)


def test_a_unit_is_changed_and_retired_by_keys(
    tab: Callable[[int], Any], window: MainWindow, settled: Callable[[], None]
) -> None:
    units_tab = tab(UNITS)
    window.activateWindow()
    units_tab.table.setFocus()
    units_tab.table.selectRow(0)
    name = units_tab.model.row(0).name
    press(units_tab.table, Qt.Key.Key_F2)
    open_dialog(UnitDialog).close()
    window.activateWindow()
    units_tab.table.setFocus()
    press(units_tab.table, Qt.Key.Key_Delete)
    settled()
    assert in_use(window, name) is InUse.RETIRED
    assert name in window.status.message.text()
    press(units_tab.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert in_use(window, name) is InUse.ACTIVE
    offered = [entry.text() for entry in window.page.record_actions()]
    assert offered[:2] == ["修改…", "停用"]
