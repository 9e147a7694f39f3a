"""The form 登记走访: its room on the screen, its keys, and what it refuses."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
from tests.ui.full_disk import full_disk
from tests.ui.visit_form import FIRM, choose_firm, error_at, never_asked, stored_visits
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.domain.terms import Trend
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.services.enterprises import update_enterprise
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.ui import theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=False) as opened:
        opened.press(Qt.Key.Key_N, CTRL)
        yield opened


@pytest.mark.parametrize("field", ["companions", "on", "way", "leader"])
def test_what_is_typed_anywhere_in_the_form_is_kept_without_a_question(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    monkeypatch.setattr(clerk.window, "ask", never_asked)
    assert clerk.window.may_leave()
    assert waiting_drafts(clerk.context) == []
    clerk.tab_to(getattr(clerk.page.entry.fields, field))
    if field in ("companions", "leader"):
        clerk.write("张三")
    else:
        clerk.press(Qt.Key.Key_Down)
    assert clerk.window.may_leave()
    assert len(waiting_drafts(clerk.context)) == 1
    assert clerk.window.status.message.text() == "正在录入的内容已存为草稿。"


def test_what_is_typed_while_a_save_runs_is_not_taken_and_the_focus_stays(clerk: Clerk) -> None:
    choose_firm(clerk)
    business = clerk.page.entry.fields.business
    clerk.tab_to(business)
    clerk.write("订单平稳")
    gate = Event()
    clerk.window.jobs.write(gate.wait, lambda _done: None, clerk.window.warn)
    QTest.keyClick(clerk.focus, Qt.Key.Key_S, CTRL)
    assert not business.isEnabled()
    clerk.window.open_record("visit", 1)
    gate.set()
    clerk.settle()
    assert business.isEnabled()
    assert clerk.focus is business
    assert [visit.business for visit in stored_visits(clerk)] == ["订单平稳"]


def test_the_page_opens_in_the_firm_or_where_it_was_left(clerk: Clerk) -> None:
    fields = clerk.page.entry.fields
    clerk.open(1)
    clerk.open(2)
    assert clerk.focus is fields.firm
    choose_firm(clerk)
    clerk.tab_to(fields.companions)
    clerk.open(1)
    clerk.open(2)
    clerk.write("周磊")
    assert fields.companions.text() == "周磊"
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.open(1)
    clerk.open(2)
    assert clerk.focus is clerk.page.history.firm


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 640)])
def test_with_large_type_nothing_of_the_form_is_cut(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    apply = theme.apply
    monkeypatch.setattr(theme, "apply", lambda application, _scale: apply(application, 150))
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        clerk.window.resize(width, height)
        clerk.press(Qt.Key.Key_N, CTRL)
        clerk.press(Qt.Key.Key_D, ALT)
        entry = clerk.page.entry
        clerk.keys("jiaoyu")
        clerk.qtbot.waitUntil(lambda: entry.sheet.note.text() != "")
        (line,) = entry.lines.lines
        assert not entry.side.isVisible()
        for button in entry.findChildren(QPushButton):
            if button.isVisible():
                right = button.mapTo(entry, button.rect().bottomRight()).x()
                assert right < entry.width()
                assert button.width() >= button.minimumSizeHint().width()
        assert line.mapTo(entry.area, line.rect().bottomRight()).x() < entry.area.width()


def test_the_form_with_a_difficulty_fits_the_small_screen_without_a_scroll_bar(clerk: Clerk) -> None:
    assert clerk.window.size().toTuple() == (1366, 768)
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("jiaoyu")
    clerk.tab()
    clerk.write("员工子女入学")
    entry = clerk.page.entry
    assert entry.side.isVisible()
    assert entry.area.verticalScrollBar().maximum() == 0
    assert entry.lines.lines[0].words.isVisible(), "the second row of the line is there, too"
    last = entry.fields.more.entrance
    assert last.mapTo(entry.area, last.rect().bottomLeft()).y() <= entry.area.height()


@pytest.mark.parametrize(("keys", "trends"), [("132", "UDF"), ("sjp", "UDF"), ("ufd", "UFD")])
def test_one_key_per_trend_goes_on_to_the_next_and_then_to_the_words(clerk: Clerk, keys: str, trends: str) -> None:
    fields = clerk.page.entry.fields
    clerk.press(Qt.Key.Key_Down, CTRL)
    for key in keys:
        clerk.keys(key)
    wanted = {"U": Trend.UP, "F": Trend.FLAT, "D": Trend.DOWN}
    shown = [field.trend() for field in (fields.output, fields.orders, fields.staff)]
    assert shown == [wanted[letter] for letter in trends]
    assert clerk.focus is fields.business


def test_enter_goes_from_field_to_field_and_ctrl_arrows_from_part_to_part(clerk: Clerk) -> None:
    entry = clerk.page.entry
    fields = entry.fields
    choose_firm(clerk)
    assert clerk.focus is fields.on, "Enter takes the firm and goes on"
    clerk.press(Qt.Key.Key_Return, times=3)
    assert clerk.focus is fields.companions
    clerk.press(Qt.Key.Key_Return)
    assert fields.host.isAncestorOf(clerk.focus) or clerk.focus is fields.host
    seen = []
    for _part in range(6):
        clerk.press(Qt.Key.Key_Down, CTRL)
        seen.append(clerk.focus)
    assert fields.output.isAncestorOf(seen[0])
    assert fields.moves.isAncestorOf(seen[1])
    assert seen[2] is entry.lines.add
    assert seen[3] is entry.attachments.add_button
    assert seen[5] is fields.firm
    clerk.press(Qt.Key.Key_Down, CTRL, times=3)
    clerk.press(Qt.Key.Key_Return)
    assert clerk.focus is entry.lines.lines[0].category, "Enter on «add» adds"
    clerk.press(Qt.Key.Key_Up, CTRL)
    assert fields.moves.isAncestorOf(clerk.focus)


def test_a_day_before_the_firm_was_founded_is_refused_beside_the_day(clerk: Clerk) -> None:
    context, firm = clerk.context, clerk.town.firms[FIRM]
    detail = context.read(enterprise_detail, firm)
    update_enterprise(context, firm, detail.version, EnterpriseInput(name=FIRM, founded=date(2026, 11, 1)))
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.on)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("10.30")
    clerk.press(Qt.Key.Key_S, CTRL)
    sentence = "走访日期 2026年10月30日 早于该企业成立日期（2026年11月1日），请更正其中一项。"
    assert error_at(clerk, "on") == sentence
    assert clerk.focus is clerk.page.entry.fields.on
    assert stored_visits(clerk) == []


def test_emoji_and_rare_characters_come_back_as_typed(clerk: Clerk) -> None:
    text = "𠮷田精工🏭㐂喆 éß\t—«»"
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write(text)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert [visit.business for visit in stored_visits(clerk)] == [text]
    assert clerk.page.entry.fields.business.text() == text


def test_text_that_names_no_category_or_unit_is_not_dropped_silently(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.write("道路照明不足")
    clerk.press(Qt.Key.Key_S, CTRL)
    line = clerk.page.entry.lines.lines[0]
    assert line.has_error
    assert clerk.focus is line.category
    assert stored_visits(clerk) == []
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("jiaoyu")
    clerk.tab()
    clerk.write("道路照明不足")
    clerk.tab_to(line.unit)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("没有的单位")
    clerk.press(Qt.Key.Key_S, CTRL)
    assert clerk.focus is line.unit
    assert stored_visits(clerk) == []


def test_a_full_disk_is_told_in_the_form_and_nothing_typed_is_lost(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("厂" * 9_000)
    with full_disk(clerk.context):
        clerk.press(Qt.Key.Key_S, CTRL)
        rest = clerk.page.entry.fields.form.rest
        assert rest.isVisible()
        assert rest.text() == "磁盘已满，未作任何改动。请腾出空间后重试。"
        assert clerk.page.entry.fields.business.text() == "厂" * 9_000
        assert clerk.page.entry.isEnabled()
    clerk.press(Qt.Key.Key_S, CTRL)
    assert len(stored_visits(clerk)) == 1


@pytest.mark.parametrize("scale", [100, 150])
def test_what_unfolds_is_scrolled_to_the_field_with_the_cursor(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, scale: int
) -> None:
    apply = theme.apply
    monkeypatch.setattr(theme, "apply", lambda application, _scale: apply(application, scale))
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        clerk.press(Qt.Key.Key_N, CTRL)
        for key in (Qt.Key.Key_D, Qt.Key.Key_M, Qt.Key.Key_D):
            clerk.press(key, ALT)
            clerk.write("字")
            assert _is_seen(clerk), key


def test_with_type_twice_as_large_the_whole_day_is_shown(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = theme.apply
    monkeypatch.setattr(theme, "apply", lambda application, _scale: apply(application, 200))
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        clerk.press(Qt.Key.Key_N, CTRL)
        on = clerk.page.entry.fields.on
        assert on.width() >= on.fontMetrics().horizontalAdvance(on.text()) + 8


def test_all_that_unfolds_is_seen_at_once_on_the_small_screen(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.keys("jiaoyu")
    clerk.press(Qt.Key.Key_Return)
    clerk.write("员工子女入学")
    clerk.press(Qt.Key.Key_M, ALT)
    area, more = clerk.page.entry.area, clerk.page.entry.fields.more
    for field in (more.answered, more.policy, more.remark):
        box = QRect(field.mapTo(area.viewport(), QPoint(0, 0)), field.size())
        assert area.viewport().rect().contains(box)


def test_a_text_too_long_says_by_how_much(clerk: Clerk) -> None:
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write("厂" * 10_001)
    clerk.press(Qt.Key.Key_S, CTRL)
    assert error_at(clerk, "business") == "经营情况：10001 字，多 1 字。"


def _is_seen(clerk: Clerk) -> bool:
    """Whether the field with the cursor lies inside what can be seen of the form."""
    area, focus = clerk.page.entry.area, clerk.focus
    box = QRect(focus.mapTo(area.viewport(), QPoint(0, 0)), focus.size())
    return bool(area.viewport().rect().contains(box))
