"""What a role doesn't cover is off in the window and says why; nobody types a page in vain."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settle
from tests.ui.clerk import Clerk, sit_down
from tests.ui.protecting import OTHERS, PASSWORD, PROTECTION, ROLES, desk_on, protected_ledger, unlocked_window
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import InUse, Role
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.services import access
from zhenyu_desk.services.officials import officials, save_official
from zhenyu_desk.ui.dialogs.new_password import NewPasswordDialog
from zhenyu_desk.ui.dialogs.official_form import OfficialForm
from zhenyu_desk.ui.rights import Guard, TextGuard


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        for name, role in ROLES:
            save_official(opened.context, OfficialInput(name=name, role=role))
        yield opened


def sit(clerk: Clerk, name: str) -> None:
    clerk.window.change_official(name)
    clerk.town = replace(clerk.town, context=replace(clerk.town.context, actor=name))
    clerk.settle()


def command(clerk: Clerk, name: str) -> QAction:
    return next(made for made in clerk.window.menus.commands() if made.objectName() == name)


def all_pages(clerk: Clerk) -> None:
    for number in range(1, 8):
        clerk.open(number)
        clerk.settle()


def held(clerk: Clerk) -> list[Guard]:
    return [guard for guard in clerk.window.findChildren(Guard) if guard.reason]


def test_who_manages_is_hindered_nowhere(clerk: Clerk) -> None:
    sit(clerk, "李静")
    all_pages(clerk)
    assert held(clerk) == []
    assert not clerk.window.notice.isVisible()


def test_who_may_only_read_is_told_at_once_and_can_type_nowhere(clerk: Clerk) -> None:
    all_pages(clerk)
    sit(clerk, "吴磊")
    assert "只读" in clerk.window.notice.words.text()
    assert clerk.window.notice.isVisible()
    new_visit = command(clerk, "new_visit")
    assert not new_visit.isEnabled()
    assert "录入" in new_visit.toolTip()
    all_pages(clerk)
    for guard in held(clerk):
        part: Any = guard.parent()
        assert not part.isEnabled() or (isinstance(guard, TextGuard) and part.isReadOnly()), part
        assert part.toolTip() == guard.reason or not isinstance(part, QAction | QAbstractButton), part
    clerk.open(2)
    assert clerk.page.entry.fields.firm.isReadOnly()
    sit(clerk, "李静")
    assert new_visit.isEnabled()
    assert new_visit.toolTip() != ""
    assert not clerk.page.entry.fields.firm.isReadOnly()
    assert not clerk.window.notice.isVisible()


def test_a_list_that_turns_its_actions_on_does_not_open_them(clerk: Clerk) -> None:
    sit(clerk, "周敏")
    clerk.open(5)
    table = clerk.page.tabs.table()
    table.setFocus()
    clerk.press(Qt.Key.Key_Home)
    clerk.press(Qt.Key.Key_Down)
    end = clerk.page._end
    assert not end.isEnabled()
    assert "管理" in end.toolTip()
    sit(clerk, "李静")
    clerk.press(Qt.Key.Key_Home)
    assert end.isEnabled()


def test_entry_may_enter_but_not_handle(clerk: Clerk) -> None:
    sit(clerk, "周敏")
    clerk.open(3)
    clerk.settle()
    actions = clerk.page.actions_of_page
    assert actions.new.isEnabled()
    for step in actions.steps.values():
        assert not step.isEnabled()
        assert "办理" in step.toolTip()
    shown = [
        button for button in clerk.page.detail.findChildren(QAbstractButton) if button.property("kind") == "primary"
    ]
    assert all(not button.isEnabled() for button in shown)


def test_who_does_not_handle_reads_the_report_and_changes_nothing_of_it(clerk: Clerk) -> None:
    clerk.open(6)
    clerk.settle()
    page = clerk.page
    fields = list(page.texts.fields.values())
    for name, may_issue in (("周敏", False), ("吴磊", False), ("李静", True)):
        sit(clerk, name)
        assert page.doings.issue.isEnabled() is may_issue
        assert page.doings.pdf.isEnabled()
        for button in page.doings.above:
            if button.text() == page.doings.issue.text():
                assert button.isEnabled() is may_issue
                assert may_issue or "办理" in button.toolTip()
        for field in (*(field.edit for field in fields), page.head.number):
            assert field.isEnabled()
            assert field.isReadOnly() is not may_issue
            assert ("办理" in field.toolTip()) is not may_issue
    sit(clerk, "吴磊")
    fields[0].edit.setFocus()
    before = fields[0].edit.text()
    QTest.keyClicks(fields[0].edit, "abc")
    assert fields[0].edit.text() == before


def test_a_form_reached_by_another_way_says_so_before_it_opens(clerk: Clerk) -> None:
    sit(clerk, "吴磊")
    clerk.open(4)
    clerk.page.edit_firm()
    assert clerk.no_dialog()
    assert "只读" in clerk.told()


def test_somebody_unlisted_is_told_that_nothing_can_be_changed(clerk: Clerk) -> None:
    sit(clerk, "王五")
    assert "王五" in clerk.window.notice.words.text()
    assert not command(clerk, "new_visit").isEnabled()


def officials_tab(window: Any) -> Any:
    window.open_page("settings")
    page: Any = window.page
    tab = page.parts[-2]
    page.tabs.setCurrentWidget(tab)
    return tab


def test_officials_are_listed_changed_and_retired(tmp_path: Path, qtbot: QtBot) -> None:
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        tab = officials_tab(clerk.window)
        clerk.settle()
        assert "任何人" in tab.note.text()
        tab.add()
        form = open_dialog(OfficialForm)
        assert (form.name.text(), form.role.value()) == ("李静", Role.MANAGING)
        form.role.set_value(Role.ENTRY)
        form.save()
        clerk.settle()
        assert "管理" in form.form.rest.text(), "somebody must manage"
        form.role.set_value(Role.MANAGING)
        form.save()
        clerk.settle()
        tab.add()
        form = open_dialog(OfficialForm)
        form.name.setText("周敏")
        form.save()
        clerk.settle()
        assert [(row.name, row.role) for row in officials(clerk.context)] == [
            ("李静", Role.MANAGING),
            ("周敏", Role.ENTRY),
        ]
        assert "李静（管理）" in clerk.window.status.who.text()
        tab.table.selectRow(1)
        tab.retire()
        clerk.settle()
        assert officials(clerk.context)[1].in_use is InUse.RETIRED
        this_pc = clerk.page.parts[-1]
        this_pc.refresh()
        assert this_pc.official.isReadOnly(), "the name is chosen from the list"
        assert not this_pc.other_official.isHidden()


def test_passwords_are_set_and_changed(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    ledger = protected_ledger(tmp_path / "ledger")
    with desk_on(ledger, qapp, qtbot) as desk:
        window = unlocked_window(desk, qtbot)
        tab = officials_tab(window)
        settle(qtbot, desk)
        tab.table.selectRow(1)
        tab._set.trigger()
        dialog = open_dialog(NewPasswordDialog)
        assert dialog.old.isHidden() or "old" not in dialog.form.fields
        _type_twice(dialog, "quite another one")
        dialog.save()
        qtbot.waitUntil(lambda: not open_dialogs(NewPasswordDialog), timeout=10_000)
        assert access.unlock(ledger, "周敏", "quite another one") == PROTECTION.secret
        tab.protection.own.click()
        dialog = open_dialog(NewPasswordDialog)
        _type_twice(dialog, "a third one here")
        dialog.old.setText(OTHERS)
        dialog.save()
        qtbot.waitUntil(lambda: bool(dialog.form.fields["old"].error), timeout=10_000)
        dialog.old.setText(PASSWORD)
        dialog.save()
        qtbot.waitUntil(lambda: not open_dialogs(NewPasswordDialog), timeout=10_000)
        assert access.unlock(ledger, "李静", "a third one here") == PROTECTION.secret


def test_a_retired_official_has_no_password_any_more(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = protected_ledger(tmp_path / "ledger")
    with desk_on(ledger, qapp, qtbot) as desk:
        window = unlocked_window(desk, qtbot)
        tab = officials_tab(window)
        settle(qtbot, desk)
        questions: list[str] = []

        def yes(question: str, _yes: str) -> bool:
            questions.append(question)
            return True

        monkeypatch.setattr(window, "ask", yes)
        tab.table.selectRow(1)
        tab.retire()
        settle(qtbot, desk)
        assert "周敏" in questions[0]
        assert access.names(ledger) == ["李静", "吴磊"]
        with pytest.raises(RuleBroken):
            access.unlock(ledger, "周敏", OTHERS)


def _type_twice(dialog: NewPasswordDialog, password: str) -> None:
    dialog.twice.first.setText(password)
    dialog.twice.second.setText(password)
