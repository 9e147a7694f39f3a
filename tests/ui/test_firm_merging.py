"""企业档案: two entries of one firm are found and merged by keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog
from tests.ui.clerk import ALT, CTRL, SHIFT, Clerk, sit_down
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.rows import EnterpriseDetail
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services.enterprises import add_enterprise
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.store.queries.register import enterprise_detail
from zhenyu_desk.ui.dialogs.duplicates import DuplicatesDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
FIRST = 1


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        opened.open(4)
        opened.settle()
        yield opened


def test_two_rows_are_merged_by_keys_and_come_apart_again(clerk: Clerk) -> None:
    firm = _firm(clerk)
    double = EnterpriseInput(name="长泾恒信精密机械公司", area="长泾社区", employees=250)
    other = add_enterprise(clerk.context, double).id
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.write("恒信精密")
    clerk.qtbot.waitUntil(lambda: len(clerk.page.register.model.rows) == 2)
    clerk.settle()
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.press(Qt.Key.Key_6, ALT)
    dialog: Any = clerk.dialog()
    shown = {fact.key: (fact.keep, fact.drop) for fact in dialog.model.rows}
    assert shown["area"] == ("周浜工业园", "长泾社区")
    assert dialog.moves.text() == "将移入：无。未采用的名称列为曾用名。"
    place = dialog.model.position("area")
    clerk.press(Qt.Key.Key_Down, times=place)
    assert dialog.model.index(place, 2).data() == "○ 长泾社区"
    clerk.press(Qt.Key.Key_Right)
    assert dialog.model.index(place, 2).data() == "● 长泾社区"
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    merged = _firm(clerk)
    assert (merged.area, merged.employees, merged.former_names) == ("长泾社区", 236, ("长泾恒信精密机械公司",))
    assert len(clerk.page.register.model.rows) == 1
    assert clerk.page.firm.file.firm.former_names == ("长泾恒信精密机械公司",)
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert _firm(clerk).area == firm.area
    assert _firm(clerk).former_names == ()
    assert other is not None
    assert clerk.context.read(enterprise_detail, other).area == "长泾社区"


def test_likely_duplicates_are_listed_and_merged_with_the_other_entry_kept(clerk: Clerk) -> None:
    other = add_enterprise(clerk.context, EnterpriseInput(name="周浜镇三立食品有限公司")).id
    clerk.press(Qt.Key.Key_7, ALT)
    (listed,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, DuplicatesDialog) and w.isVisible()]
    clerk.qtbot.waitUntil(lambda: len(listed.model.rows) == 1)
    assert listed.model.index(0, 2).data() == "名称相近"
    clerk.press(Qt.Key.Key_Return)
    dialog: Any = clerk.dialog()
    assert dialog.preview.keep.name == "三立食品有限公司"
    clerk.press(Qt.Key.Key_X, ALT)
    assert dialog.preview.keep.name == "周浜镇三立食品有限公司"
    assert "走访 1 次、诉求 1 件、联系人 2 人、挂钩关系 1 条" in dialog.moves.text()
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.no_dialog()
    clerk.qtbot.waitUntil(lambda: not listed.model.rows)
    assert any(label.text() == "没有发现疑似重复的企业" for label in listed.findChildren(QLabel) if label.isVisible())
    listed.accept()
    clerk.settle()
    assert clerk.page.firm.file.firm.id == other
    assert clerk.page.firm.file.firm.credit_code


def test_two_firms_with_valid_codes_are_not_merged(clerk: Clerk) -> None:
    clerk.tab_to(clerk.page.register.table)
    clerk.press(Qt.Key.Key_Home, CTRL)
    clerk.press(Qt.Key.Key_Down, SHIFT)
    clerk.press(Qt.Key.Key_6, ALT)
    assert "属于两家企业，不能合并" in clerk.told()
    assert clerk.no_dialog()


def _firm(clerk: Clerk) -> EnterpriseDetail:
    return clerk.context.read(enterprise_detail, FIRST)


def test_who_does_not_manage_sees_likely_duplicates_and_merges_none(clerk: Clerk) -> None:
    save_official(clerk.context, OfficialInput(name="李静", role=Role.MANAGING))
    save_official(clerk.context, OfficialInput(name="吴磊", role=Role.READING))
    add_enterprise(clerk.context, EnterpriseInput(name="周浜镇三立食品有限公司"))
    clerk.window.change_official("吴磊")
    clerk.settle()
    clerk.page._merging.find_duplicates()
    listed = open_dialog(DuplicatesDialog)
    clerk.qtbot.waitUntil(lambda: len(listed.model.rows) == 1)
    assert not listed._button.isEnabled()
    assert "管理" in listed._button.toolTip()
    listed.table.setFocus()
    clerk.press(Qt.Key.Key_Return)
    assert "管理" in clerk.told()
    assert clerk.no_dialog()
