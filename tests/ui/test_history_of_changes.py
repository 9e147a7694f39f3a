"""修改记录: on every page by the same keys, masked, and usable by keys alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settings_tab
from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.history import HistoryChange, HistoryRow
from zhenyu_desk.domain.inputs import ContactInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Level, Role
from zhenyu_desk.services.enterprises import save_contact
from zhenyu_desk.services.office import save_calendar_days, save_category, save_deadline_rule
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.store.queries.office import categories
from zhenyu_desk.store.queries.register import contacts
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs import history
from zhenyu_desk.ui.dialogs.history import AT_ONCE, HistoryDialog, HistoryView

FIRST = 1


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as clerk:
        yield clerk


def shown(view: HistoryView) -> list[tuple[str, str, str]]:
    return [(line.change.field, line.change.before, line.change.after) for line in view.model.rows]


def ask_for_history(clerk: Clerk) -> HistoryDialog:
    clerk.press(Qt.Key.Key_H, CTRL)
    return open_dialog(HistoryDialog)


def change_mobile(clerk: Clerk, mobile: str) -> None:
    row = next(row for row in clerk.context.read(contacts, FIRST) if row.name == "张伟")
    given = ContactInput(
        enterprise_id=FIRST, name=row.name, post=row.post, mobile=mobile, is_primary=True, in_use=row.in_use
    )
    save_contact(clerk.context, given, row.id, row.version)


def test_a_firm_tells_who_changed_what_with_numbers_masked(clerk: Clerk) -> None:
    change_mobile(clerk, "13987654321")
    clerk.open(4)
    dialog = ask_for_history(clerk)
    clerk.settle()
    first = dialog.view.model.rows[0]
    assert (first.row.actor, first.row.what) == ("李静", "保存联系人")
    assert shown(dialog.view)[0] == ("手机", "138****2201", "139****4321")
    assert "139****4321" in dialog.view.whole.text()
    dialog.view.reveal.click()
    assert shown(dialog.view)[0] == ("手机", "13812342201", "13987654321")
    assert dialog.view.reveal.isHidden()


def test_who_may_not_see_numbers_whole_is_not_offered_them(clerk: Clerk) -> None:
    save_official(clerk.context, OfficialInput(name="李静", role=Role.MANAGING))
    save_official(clerk.context, OfficialInput(name="王芳", role=Role.ENTRY))
    clerk.window._context = replace(clerk.window.context, actor="王芳")
    clerk.open(4)
    dialog = ask_for_history(clerk)
    clerk.settle()
    assert dialog.view.reveal.isHidden()
    dialog.view.unmask()
    assert all("13812342201" not in part for line in shown(dialog.view) for part in line)


def test_a_number_in_a_reason_is_masked_too(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    rows = [HistoryRow(at, "李静", "删除", "13900001234 本人要求", (HistoryChange("备注", "", "已核实"),))]
    monkeypatch.setattr(history, "history_of", lambda *_asked: rows)
    clerk.open(4)
    dialog = ask_for_history(clerk)
    clerk.settle()
    assert dialog.view.model.rows[0].row.reason == "139****1234 本人要求"
    assert "139****1234 本人要求" in dialog.view.whole.text()
    assert not dialog.view.reveal.isHidden()
    dialog.view.unmask()
    assert "13900001234 本人要求" in dialog.view.whole.text()


def test_it_is_said_whose_number_was_changed(clerk: Clerk) -> None:
    change_mobile(clerk, "13987654321")
    clerk.open(4)
    dialog = ask_for_history(clerk)
    clerk.settle()
    model = dialog.view.model
    cells = [model.index(0, place).data() for place in range(model.columnCount())]
    assert "张伟 · 手机" in cells
    assert "张伟 · 手机：138****2201 → 139****4321" in dialog.view.whole.text()


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("本单位", ("镇（街道）名称", "", "周浜镇")),
        ("公文", ("镇（街道）名称", "", "周浜镇")),
        ("办理时限", (f"全部类别 {Level.LIMITED.label} · 工作日数", "5", "6")),
        ("工作日历", ("2026年11月30日 · 工作日", "", "否")),
        ("经办人与密码", ("王芳 · 角色", "录入", "办理")),
    ],
)
def test_what_the_office_set_up_has_its_history_on_each_tab(clerk: Clerk, title: str, said: tuple[str, ...]) -> None:
    save_deadline_rule(clerk.context, Level.LIMITED, None, 6)
    save_calendar_days(clerk.context, [(date(2026, 11, 30), False, "调休")])
    save_official(clerk.context, OfficialInput(name="李静", role=Role.MANAGING))
    key = save_official(clerk.context, OfficialInput(name="王芳", role=Role.ENTRY)).id
    save_official(clerk.context, OfficialInput(name="王芳", role=Role.HANDLING), key, 1)
    tab = settings_tab(clerk.window, title)
    clerk.settle()
    button_of(tab).click()
    dialog = open_dialog(HistoryDialog)
    clerk.settle()
    assert said in [(line.change.title, line.change.before, line.change.after) for line in dialog.view.model.rows]
    assert dialog.view.reveal.isHidden(), "there is no number in it"
    dialog.accept()
    tab.setFocus()
    clerk.tab()
    ask_for_history(clerk).accept()


def test_a_category_and_a_unit_have_theirs_by_a_button(clerk: Clerk) -> None:
    row = next(row for row in clerk.context.read(categories) if row.name == "用电")
    save_category(clerk.context, "供电", row.parent_id, None, row.in_use, row.id, row.version)
    tab = settings_tab(clerk.window, "诉求类别")
    clerk.settle()
    tab.table.selectRow(next(place for place, known in enumerate(tab.model.rows) if known.id == row.id))
    button_of(tab).click()
    dialog = open_dialog(HistoryDialog)
    clerk.settle()
    assert shown(dialog.view)[0] == ("名称", "用电", "供电")
    dialog.accept()
    tab = settings_tab(clerk.window, "承办单位")
    tab.table.selectRow(0)
    button_of(tab).click()
    dialog = open_dialog(HistoryDialog)
    clerk.settle()
    assert ("名称", "", tab.model.rows[0].name) in shown(dialog.view)


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_on_the_screen_with_large_type(clerk: Clerk, percent: int) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, percent)
    try:
        clerk.open(4)
        dialog = ask_for_history(clerk)
        clerk.settle()
        room = dialog.screen().availableGeometry()
        assert dialog.width() <= room.width()
        assert dialog.height() <= room.height()
    finally:
        theme.apply(application, 100)


def button_of(tab: QWidget) -> QPushButton:
    """The button «修改记录…» of a tab of 设置."""
    (found,) = [each for each in tab.findChildren(QPushButton) if each.text() == "修改记录…"]
    return found


def test_the_panel_of_a_firm_has_a_tab_for_it(clerk: Clerk) -> None:
    clerk.open(4)
    panel = clerk.page.firm
    panel.tabs.setCurrentIndex(5)
    clerk.settle()
    assert len(panel.changes.model.rows) > 5
    assert ("名称", "", "长泾恒信精密机械有限公司") in shown(panel.changes)


def test_a_difficulty_a_visit_a_leader_and_a_unit_have_theirs(clerk: Clerk) -> None:
    clerk.open(3)
    dialog = ask_for_history(clerk)
    clerk.settle()
    assert shown(dialog.view)
    dialog.accept()

    clerk.window.open_record("visit", 1)
    clerk.settle()
    dialog = ask_for_history(clerk)
    clerk.settle()
    assert ("接待人", "", "张伟（总经理）") in shown(dialog.view)
    dialog.accept()

    clerk.open(5)
    dialog = ask_for_history(clerk)
    clerk.settle()
    assert any("王建国" in part for line in shown(dialog.view) for part in line)
    dialog.accept()

    clerk.open(7)
    clerk.page.tabs.setCurrentIndex(2)
    clerk.page.parts[2].table.selectRow(0)
    clerk.page.parts[2].table.setFocus()
    dialog = ask_for_history(clerk)
    clerk.settle()
    assert any("行政审批局" in part for line in shown(dialog.view) for part in line)
    dialog.accept()


def test_without_a_record_it_says_what_to_do(clerk: Clerk) -> None:
    clerk.open(2)
    clerk.press(Qt.Key.Key_H, CTRL)
    assert open_dialogs(HistoryDialog) == []
    assert "先选中一条" in clerk.window.status.message.text()


def test_it_is_read_and_left_by_keys_alone(clerk: Clerk) -> None:
    clerk.open(4)
    dialog = ask_for_history(clerk)
    clerk.settle()
    assert clerk.focus is dialog.view.table
    before = dialog.view.whole.text()
    clerk.press(Qt.Key.Key_Down, times=2)
    assert dialog.view.whole.text() != before
    clerk.press(Qt.Key.Key_C, CTRL)
    assert "\t" in QApplication.clipboard().text()
    clerk.press(Qt.Key.Key_Escape)
    assert open_dialogs(HistoryDialog) == []


def test_a_long_history_shows_the_newest_and_more_when_asked(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    rows = [HistoryRow(at, "李静", "修改", "", (HistoryChange("备注", str(n), str(n + 1)),)) for n in range(450)]
    monkeypatch.setattr(history, "history_of", lambda *_asked: rows)
    view = HistoryView(clerk.window)
    clerk.qtbot.addWidget(view)
    view.show_record(Aggregate.ENTERPRISE, FIRST)
    clerk.settle()
    assert len(view.model.rows) == AT_ONCE
    assert view.more.text() == "更早的 250 次修改…"
    view.show_more()
    view.show_more()
    assert len(view.model.rows) == 450
    assert view.more.isHidden()
