"""企业档案: the register, a new firm, what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.clerk import CTRL, Clerk, sit_down
from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.domain.rows import EnterpriseDetail
from zhenyu_desk.services.enterprises import add_enterprise
from zhenyu_desk.store.queries.register import count_enterprises, enterprise_detail
from zhenyu_desk.ui.pages.enterprises import register
from zhenyu_desk.ui.pages.enterprises.page import EnterprisesPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
FIRST = 1


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(4)
        opened.settle()
        yield opened


def test_the_quick_filter_finds_by_initials_and_says_when_there_is_nothing(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.keys("zylx")
    clerk.qtbot.waitUntil(lambda: len(clerk.page.register.model.rows) == 1)
    assert clerk.page.register.model.rows[0].name == "重阳乐行智能装备有限公司"
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.keys("qqqq")
    clerk.qtbot.waitUntil(lambda: not clerk.page.register.model.rows)
    assert any(label.text() == "没有找到企业" and label.isVisible() for label in clerk.page.findChildren(QLabel))


def test_the_register_goes_on_where_its_page_ends(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PAGE", 20)
    for number in range(60):
        add_enterprise(clerk.context, EnterpriseInput(name=f"第{number}机械厂"))
    clerk.page.refresh()
    clerk.settle()
    clerk.tab_to(clerk.page.register.table)
    for _page in range(5):
        clerk.press(Qt.Key.Key_End, CTRL)
        clerk.settle()
    ids = [row.id for row in clerk.page.register.model.rows]
    assert ids == sorted(set(ids))
    assert len(ids) == clerk.context.read(count_enterprises)


def test_the_mark_tells_what_is_missing(clerk: Clerk) -> None:
    row = clerk.page.register.model.rows[0]
    model = clerk.page.register.model
    assert set(row.missing) == {"founded", "land_tenure"}
    assert model.index(0, 5).data() == "■■■■□ 83%"


def test_a_new_firm_with_a_wrong_check_digit_needs_a_reason(clerk: Clerk) -> None:
    right = credit_code.make("91320583MA1ABCDE")
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    clerk.press(Qt.Key.Key_D, CTRL)
    dialog = clerk.dialog()
    reason = dialog.form.fields["code_reason"]
    assert reason.isHidden()
    clerk.write("新泾精密有限公司")
    clerk.tab()
    clerk.keys(wrong)
    assert reason.isVisible(), "the code is judged while it is typed"
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "末位校验不符" in dialog.form.fields["credit_code"].error
    clerk.tab_to(reason.editor)
    clerk.write("营业执照如此")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    assert clerk.page.firm.file.firm.name == "新泾精密有限公司"
    assert clerk.page.firm.file.firm.credit_code == wrong
    clerk.tab_to(clerk.page.register.table)
    assert [row.name for row in clerk.page.register.table.selected_rows()] == ["新泾精密有限公司"]
    clerk.press(Qt.Key.Key_Return)
    assert clerk.typed("name") == "新泾精密有限公司"


def test_a_duplicate_code_is_refused_beside_the_code(clerk: Clerk) -> None:
    before = clerk.context.read(count_enterprises)
    clerk.press(Qt.Key.Key_D, CTRL)
    clerk.write("另一家企业")
    clerk.tab()
    clerk.keys(_firm(clerk).credit_code)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert "已属于" in clerk.dialog().form.fields["credit_code"].error
    assert clerk.context.read(count_enterprises) == before


def test_the_firm_asked_for_is_selected_once_the_list_is_read(clerk: Clerk) -> None:
    last = max(row.id for row in clerk.page.register.model.rows)
    fresh = EnterprisesPage(clerk.window)
    clerk.qtbot.addWidget(fresh)
    fresh.show()
    fresh.open_record("enterprise", last)
    clerk.settle()
    assert [row.id for row in fresh.register.table.selected_rows()] == [last]
    assert fresh.firm.file is not None
    assert fresh.firm.file.firm.id == last


def test_no_row_is_selected_while_the_list_lacks_the_firm_asked_for(clerk: Clerk) -> None:
    page = clerk.page
    page.show_ids([FIRST], "本月走访")
    clerk.settle()
    page.open_record("enterprise", FIRST + 1)
    page.refresh()
    clerk.settle()
    assert page.register.table.selected_rows() == []
    assert page.firm.file.firm.id == FIRST + 1
    clerk.tab_to(page.register.table)
    clerk.press(Qt.Key.Key_Return)
    (row,) = page.register.table.selected_rows()
    assert clerk.typed("name") == row.name, "whoever comes by Tab stands on a row, and the panel follows"


def test_a_key_pressed_too_early_never_meets_another_firm(clerk: Clerk) -> None:
    table = clerk.page.register.table
    clerk.tab_to(table)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert clerk.no_dialog(), "the panel still shows the firm above"
    clerk.settle()
    clerk.press(Qt.Key.Key_F2)
    assert clerk.typed("name") == table.current_row().name


def test_nothing_can_be_edited_while_the_filter_finds_nothing(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.keys("qqqq")
    clerk.qtbot.waitUntil(lambda: not clerk.page.register.model.rows)
    clerk.press(Qt.Key.Key_F2)
    assert clerk.no_dialog()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.press(Qt.Key.Key_Backspace)
    clerk.qtbot.waitUntil(lambda: bool(clerk.page.register.model.rows))
    clerk.settle()
    (row,) = clerk.page.register.table.selected_rows()
    assert clerk.page.firm.file.firm.id == row.id


def test_facts_are_changed_and_labels_keep_their_year(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    fields = clerk.dialog().form.fields
    clerk.tab_to(fields["labels"].editor)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.write("规上 2026、高企")
    clerk.tab_to(fields["founded"].editor)
    clerk.keys("2010.5.6")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    firm = _firm(clerk)
    assert [(row.name, row.year) for row in firm.labels] == [("规上", 2026), ("高企", None)]
    assert str(firm.founded) == "2010-05-06"


def test_a_firm_with_a_history_is_kept_and_one_without_goes_and_comes_back(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Delete)
    assert "不能" in clerk.told()
    added = add_enterprise(clerk.context, EnterpriseInput(name="空壳有限公司")).id
    assert added is not None
    clerk.page.refresh()
    clerk.page.open_record("enterprise", added)
    clerk.settle()
    clerk.tab_to(clerk.page.register.table)
    before = clerk.context.read(count_enterprises)
    clerk.press(Qt.Key.Key_Delete)
    assert clerk.context.read(count_enterprises) == before - 1
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert clerk.context.read(count_enterprises) == before


def _firm(clerk: Clerk) -> EnterpriseDetail:
    return clerk.context.read(enterprise_detail, FIRST)
