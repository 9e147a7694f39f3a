"""企业档案: one firm, its contacts, years and timeline."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
from tests.ui.town import TODAY
from zhenyu_desk.domain.happenings import HappeningKind
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.domain.rows import EnterpriseDetail
from zhenyu_desk.domain.terms import EnterpriseState, InUse
from zhenyu_desk.services.enterprises import add_enterprise, update_enterprise
from zhenyu_desk.store.queries.register import contacts, enterprise_detail
from zhenyu_desk.ui.pages.enterprises import history

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
FIRST = 1


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(4)
        opened.settle()
        yield opened


@pytest.fixture
def late(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """The same on a day not before that of the computer, by which the audit log dates a change of state."""
    today = max(TODAY, datetime.now().astimezone().date())
    with sit_down(tmp_path, qtbot, lived_in=True, today=today) as opened:
        opened.open(4)
        opened.settle()
        yield opened


def test_contacts_are_masked_until_asked_for_and_retired_not_deleted(clerk: Clerk) -> None:
    clerk.page.firm.tabs.setCurrentIndex(2)
    clerk.settle()
    words = [label.text() for label in clerk.page.firm.findChildren(QLabel) if label.isVisible()]
    assert "138****2201" in words
    assert "13812342201" not in words
    show, retire = _button(clerk, "显示"), _button(clerk, "停用")
    clerk.tab_to(show)
    clerk.press(Qt.Key.Key_Space)
    words = [label.text() for label in clerk.page.firm.findChildren(QLabel) if label.isVisible()]
    assert "13812342201" in words
    clerk.tab_to(retire)
    clerk.press(Qt.Key.Key_Space)
    people = {row.name: row.in_use for row in clerk.context.read(contacts, FIRST)}
    assert people == {"徐慧": InUse.ACTIVE, "张伟": InUse.RETIRED}


def test_a_number_that_nobody_can_dial_is_refused_beside_it(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_3, ALT)
    clerk.write("单莉")
    clerk.tab(2)
    for typed, sentence in (
        ("138****2201", "请填写完整号码，不要带星号。"),
        ("13812", ""),
        ("abc", "“abc”不是电话号码。"),
    ):
        clerk.press(Qt.Key.Key_A, CTRL)
        clerk.keys(typed)
        if sentence:
            clerk.press(Qt.Key.Key_Return, CTRL)
            assert clerk.dialog().form.fields["mobile"].error == sentence
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("0512-57701201")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert "0512-57701201" in {row.mobile for row in _firm(clerk).contacts}


def test_another_contact_becomes_the_main_one(clerk: Clerk) -> None:
    clerk.page.firm.tabs.setCurrentIndex(2)
    clerk.settle()
    clerk.tab_to(_button(clerk, "设为主要联系人"))
    clerk.press(Qt.Key.Key_Space)
    assert {row.name: row.is_primary for row in _firm(clerk).contacts} == {"徐慧": True, "张伟": False}
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert {row.name: row.is_primary for row in _firm(clerk).contacts} == {"徐慧": False, "张伟": True}


def test_the_timeline_opens_what_it_names(clerk: Clerk) -> None:
    table = clerk.page.firm.history.table
    clerk.tab_to(table)
    rows = table.model().rows
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Return)
    assert clerk.window.page_name in ("visits", "cases")


def test_the_timeline_tells_of_everything_page_by_page(late: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, firm = late, _firm(late)
    stopped = EnterpriseInput(name=firm.name, credit_code=firm.credit_code, state=EnterpriseState.STOPPED)
    update_enterprise(clerk.context, firm.id, firm.version, stopped)
    monkeypatch.setattr(history, "PAGE", 3)
    clerk.page.firm.history.model.set_rows([])
    clerk.page.refresh()
    clerk.settle()
    table = clerk.page.firm.history.table
    clerk.tab_to(table)
    for _page in range(5):
        clerk.press(Qt.Key.Key_End, CTRL)
    rows = table.model().rows
    assert [row.place for row in rows] == sorted({row.place for row in rows}, reverse=True)
    shown = [f"{row.kind.label} {row.title}" for row in rows]
    assert shown[0] == "状态 正常 → 停产"
    assert [line for line in shown if "员工子女" in line] == [
        f"诉求 {step} · 员工子女 3 名申请就近入学" for step in ("督办", "进展", "交办", "登记")
    ]
    assert "承诺 王建国承诺：协调供电所本月内现场勘察" in shown
    assert sum(line.startswith("走访") for line in shown) == 3
    assert shown[-1] == "挂钩 与王建国建立挂钩（主挂钩）"


def test_a_chip_narrows_the_timeline_to_its_kind(clerk: Clerk) -> None:
    panel = clerk.page.firm.history
    everything = len(panel.model.rows)
    clerk.tab_to(panel.kinds)
    clerk.press(Qt.Key.Key_1)
    assert {row.kind for row in panel.model.rows} == {HappeningKind.VISIT}
    clerk.press(Qt.Key.Key_1)
    assert len(panel.model.rows) == everything


def test_what_is_missing_leads_to_its_field(clerk: Clerk) -> None:
    words = [label.text() for label in clerk.page.firm.findChildren(QLabel) if label.isVisible()]
    assert "■■■■□ 83%" in words
    clerk.tab_to(_button(clerk, "成立日期"))
    clerk.press(Qt.Key.Key_Space)
    founded = clerk.dialog().form.fields["founded"]
    assert clerk.focus is founded.editor
    clerk.keys("2027-1-1")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert founded.error == "成立日期2027年1月1日尚未到来。"
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("2026-6-14")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert founded.error.startswith("该企业首次走访在2026年6月13日")
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("2009-6-14")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert str(_firm(clerk).founded) == "2009-06-14"


def test_all_that_is_missing_stands_above_the_facts(clerk: Clerk) -> None:
    added = add_enterprise(clerk.context, EnterpriseInput(name="空壳有限公司")).id
    assert added is not None
    clerk.page.refresh()
    clerk.page.open_record("enterprise", added)
    clerk.settle()
    clerk.tab_to(_button(clerk, "共 12 项…"))
    clerk.press(Qt.Key.Key_Space)
    assert clerk.page.firm.tabs.currentIndex() == 1
    assert clerk.focus.accessibleName() == "补填：统一社会信用代码"
    clerk.tab_to(_spoken(clerk, "补填：主挂钩领导", last=True))
    clerk.press(Qt.Key.Key_Space)
    assert "空壳有限公司" in clerk.typed("enterprise_id")
    clerk.keys("ols")
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert [row.leader_name for row in clerk.page.firm.file.firm.pairings] == ["区乐山"]
    assert "leader" not in clerk.page.firm.file.missing


def test_figures_of_a_year_are_written_down_changed_and_taken_away(clerk: Clerk) -> None:
    clerk.page.firm.tabs.setCurrentIndex(1)
    for year, output in (("", "18,600.5"), ("2024", "17000")):
        clerk.press(Qt.Key.Key_4, ALT)
        if year:
            clerk.keys(year)
        clerk.tab()
        clerk.keys(output)
        clerk.press(Qt.Key.Key_Return, CTRL)
        assert clerk.no_dialog()
    assert {row.year: row.output for row in _firm(clerk).yearly} == {2025: Decimal("18600.5"), 2024: Decimal(17000)}
    words = [label.text() for label in clerk.page.firm.findChildren(QLabel) if label.isVisible()]
    assert words.index("2025 年") < words.index("2024 年")
    clerk.press(Qt.Key.Key_4, ALT)
    clerk.tab()
    clerk.write("很多")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["output"].error == "产值：不是数字。"
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("1")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.dialog().form.fields["year"].error == "2025 年的数据已登记，请直接修改。"
    clerk.dialog().accept()
    clerk.settle()
    clerk.tab_to(_spoken(clerk, "移除 2024 年"))
    clerk.press(Qt.Key.Key_Space)
    assert [row.year for row in _firm(clerk).yearly] == [2025]
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert {row.year for row in _firm(clerk).yearly} == {2025, 2024}


def test_labels_stand_by_year(clerk: Clerk) -> None:
    clerk.page.open_record("enterprise", FIRST + 1)
    clerk.page.firm.tabs.setCurrentIndex(1)
    clerk.settle()
    words = [label.text() for label in clerk.page.firm.findChildren(QLabel) if label.isVisible()]
    place = words.index("历年称号")
    assert words[place + 1 : place + 5] == ["2026 年", "规上", "2025 年", "专精特新"]


def test_a_visit_and_a_difficulty_are_begun_with_the_firm_filled_in(clerk: Clerk) -> None:
    name = _firm(clerk).name
    clerk.press(Qt.Key.Key_2, ALT)
    assert name in clerk.typed("enterprise_id")
    assert clerk.focus is clerk.dialog().form.fields["category_id"].editor
    clerk.dialog().accept()
    clerk.settle()
    clerk.press(Qt.Key.Key_1, ALT)
    assert clerk.window.page_name == "visits"
    assert clerk.page.entry.fields.firm.choice().name == name


def _spoken(clerk: Clerk, name: str, *, last: bool = False) -> QPushButton:
    shown = [b for b in clerk.page.firm.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name]
    button: QPushButton = shown[-1 if last else 0]
    return button


def _firm(clerk: Clerk) -> EnterpriseDetail:
    return clerk.context.read(enterprise_detail, FIRST)


def _button(clerk: Clerk, word: str) -> QPushButton:
    shown = [b for b in clerk.page.firm.findChildren(QPushButton) if b.isVisible() and b.text() == word]
    button: QPushButton = shown[0]
    return button
