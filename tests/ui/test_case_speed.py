"""诉求办理 faster than the panel: right click, keys and several at a time go by the lines of the list."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog
from tests.ui.cases import all_rows, choose, detail_of
from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from tests.ui.town import TODAY
from zhenyu_desk import i18n
from zhenyu_desk.domain.case_filters import Chip
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action, State
from zhenyu_desk.services.difficulties import take_step
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.rows import RowsDialog
from zhenyu_desk.ui.pages.cases.case_list import CaseList
from zhenyu_desk.ui.pages.cases.columns import STATE
from zhenyu_desk.ui.shell import DIFFICULTY
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.row_delegate import wanted_width

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
NEW, PARKED = 7, 5
PAPERS = ["打印交办单", "打印回访记录"]  # of a parked case: nobody can be urged on


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(3)
        yield opened


def texts(clerk: Clerk) -> list[str]:
    """What the panel says."""
    return [label.text() for label in clerk.page.detail.findChildren(QLabel) if label.isVisible()]


def test_a_right_click_offers_the_steps_of_the_line_under_it_at_once(clerk: Clerk) -> None:
    choose(clerk, 1)
    table = clerk.page.table
    place = clerk.page.model.position(PARKED)
    at = table.visualRect(table.model().index(place, 3)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=QPoint(at))
    shown = [action.text().rstrip("…") for action in clerk.page.record_actions()]
    assert shown[:4] == ["解挂", "进展", "督办", "提级"], "before the panel has read anything"
    assert [text for text in shown if text.startswith("打印")] == PAPERS, "the papers, too, don't wait for it"
    assert shown.index("典型案例") < shown.index(PAPERS[0]) < shown.index("登记诉求"), "of the record before the page's"
    clerk.settle()
    assert [action.text().rstrip("…") for action in clerk.page.record_actions()] == shown


def test_every_line_offers_what_its_panel_offers(clerk: Clerk) -> None:
    choose(clerk, 1)
    clerk.press(Qt.Key.Key_Home, CTRL)
    for _row in clerk.page.model.rows:
        QTest.keyClick(clerk.focus, Qt.Key.Key_Down)
        at_once = [action.text() for action in clerk.page.record_actions()]
        clerk.settle()
        assert [action.text() for action in clerk.page.record_actions()] == at_once


def test_a_key_right_after_an_arrow_is_not_lost(clerk: Clerk) -> None:
    choose(clerk, 1)
    table = clerk.page.table
    before = clerk.page.model.position(NEW) - 1
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Down, times=before)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_P, ALT)
    clerk.settle()
    clerk.write("已电话联系")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert detail_of(clerk, NEW).events[-1].text == "已电话联系"
    assert clerk.page.detail.detail.row.id == NEW


def test_a_stopped_case_comes_behind_those_whose_clock_runs(clerk: Clerk) -> None:
    assert clerk.page.model.rows[0].id == 1
    changes = take_step(clerk.context, 1, None, Step(on=TODAY, action=Action.STOP_CLOCK, reason="等企业补材料"))
    clerk.window.announce(changes)
    clerk.settle()
    rows = clerk.page.model.rows
    running = [row for row in rows if row.deadline is not None and not row.is_stopped]
    assert rows[: len(running)] == running
    assert rows[len(running)].id == 1


def test_several_are_named_and_it_is_said_why_they_cannot_be_assigned(clerk: Clerk) -> None:
    choose(clerk, NEW)
    clerk.press(Qt.Key.Key_Home, CTRL)
    places = sorted(clerk.page.model.position(key) for key in (1, NEW))
    clerk.press(Qt.Key.Key_Down, times=places[0])
    clerk.press(Qt.Key.Key_Down, SHIFT, times=places[1] - places[0])
    chosen = clerk.page.chosen_rows()
    others = sum(row.state.label != "待交办" for row in chosen)
    assert set(texts(clerk)) >= {f"{row.number}  {row.title}" for row in chosen}
    assert f"其中 {others} 件不是“待交办”，不能一起交办。" in texts(clerk)


@pytest.mark.parametrize(("key", "sentence"), [(Qt.Key.Key_D, "请填写督办要求。"), (Qt.Key.Key_I, "请填写提级至。")])
def test_pressure_needs_its_words_and_the_error_goes_when_they_come(clerk: Clerk, key: Qt.Key, sentence: str) -> None:
    choose(clerk, 1)
    before = len(detail_of(clerk, 1).events)
    clerk.press(key, ALT)
    dialog = clerk.dialog()
    dialog.resize(dialog.width(), dialog.height())
    field, height = dialog.form.fields["text"], dialog.height()
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert field.error == sentence
    assert dialog.height() > height, "there is room for the sentence"
    shown = field.mapTo(dialog, field.rect().bottomLeft()).y()
    assert shown < dialog._foot.y(), "and no field is cut by the buttons"
    clerk.write("请三日内到场")
    assert field.error == ""
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert len(detail_of(clerk, 1).events) == before + 1


def test_what_was_undone_is_chosen_again(clerk: Clerk) -> None:
    choose(clerk, NEW)
    clerk.press(Qt.Key.Key_P, ALT)
    clerk.write("已电话联系")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.press(Qt.Key.Key_Home, CTRL)
    assert clerk.page.table.current_row().id != NEW
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert [row.id for row in clerk.page.chosen_rows()] == [NEW]
    assert clerk.page.detail.detail.row.id == NEW
    assert detail_of(clerk, NEW).events[-1].action is Action.CORRECT


def test_chips_stay_round_and_lights_keep_their_colour_when_chosen(clerk: Clerk) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for scale in (100, 150, 200):
        theme.apply(application, scale)
        clerk.settle()
        chip = clerk.page.filters.chips.chip(Chip.OPEN)
        shown = chip.grab().toImage()
        corner, edge = shown.pixelColor(1, 1), shown.pixelColor(shown.width() // 2, 0)
        assert edge == theme.colour(Token.PRIMARY), scale
        assert corner != shown.pixelColor(shown.width() // 2, 4), f"square at {scale} %"
        assert corner != edge, f"square at {scale} %"
    theme.apply(application, 100)
    choose(clerk, 1)
    table, model = clerk.page.table, clerk.page.model
    cell = table.visualRect(model.index(model.position(1), 0))
    picture = table.viewport().grab(cell).toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert theme.colour(Token.RED).name() in colours


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_title_and_no_state_is_cut(clerk: Clerk, language: Literal["zh_CN", "en"], qtbot: QtBot) -> None:
    i18n.set_language(language)
    try:
        listed = CaseList(clerk.window)
        qtbot.addWidget(listed)
        header = listed.table.horizontalHeader()
        for number, column in enumerate(listed.model.columns):
            if not header.isSectionHidden(number):
                wanted = theme.metrics(FontRole.STRONG).horizontalAdvance(column.title) + 2 * theme.px(11)
                assert header.sectionSize(number) >= wanted, column.title
        room = listed.table.columnWidth(STATE)
        assert all(wanted_width(state.label, listed.model.columns[STATE]) <= room for state in State)
    finally:
        i18n.set_language("zh_CN")


def test_the_rows_behind_a_figure_stand_by_urgency_with_their_lights(clerk: Clerk) -> None:
    take_step(clerk.context, 1, None, Step(on=TODAY, action=Action.STOP_CLOCK, reason="等企业补材料"))
    clerk.window.open_rows(DIFFICULTY, [row.id for row in all_rows(clerk)][::-1], "全部诉求")
    clerk.settle()
    dialog = open_dialog(RowsDialog)
    rows = dialog.model.rows
    waiting = [row for row in rows if row.state.is_open and row.deadline]
    assert list(rows[: len(waiting)]) == waiting
    assert [row.is_stopped for row in waiting] == [False] * (len(waiting) - 1) + [True]
    assert dialog.model.index(0, 0).data().startswith("● 逾期")
    dialog.close()
