"""Who sees telephone numbers whole on the screen: 办理 and above."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog
from tests.ui.clerk import Clerk, sit_down
from tests.ui.protecting import ROLES
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.store.queries.register import contacts
from zhenyu_desk.ui.dialogs.paper_preview import PaperPreview
from zhenyu_desk.ui.pages.enterprises.people import Mobile

FIRST = 1
WHOLE, MASKED = "13812342201", "138****2201"


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        for name, role in (*ROLES, ("陈志远", Role.HANDLING)):
            save_official(opened.context, OfficialInput(name=name, role=role))
        opened.open(4)
        opened.settle()
        opened.page.firm.tabs.setCurrentIndex(2)
        yield opened


def sit(clerk: Clerk, name: str) -> None:
    clerk.window.change_official(name)
    clerk.town = replace(clerk.town, context=clerk.window.context)
    clerk.settle()


def numbers(clerk: Clerk) -> list[Mobile]:
    return [made for made in clerk.page.firm.findChildren(Mobile) if made.isVisible()]


def words(clerk: Clerk) -> set[str]:
    return {label.text() for label in clerk.page.firm.findChildren(QLabel) if label.isVisible()}


@pytest.mark.parametrize("name", ["周敏", "吴磊"])
def test_who_does_not_handle_gets_no_way_to_the_whole_number(clerk: Clerk, name: str) -> None:
    sit(clerk, name)
    assert numbers(clerk)
    assert not any(made.reveal.isVisible() for made in numbers(clerk))
    numbers(clerk)[0].wanted.emit()
    assert "办理" in clerk.told()
    assert MASKED in words(clerk)
    assert WHOLE not in words(clerk)


@pytest.mark.parametrize("name", ["李静", "陈志远"])
def test_who_handles_asks_for_it_and_the_next_one_gets_it_masked(clerk: Clerk, name: str) -> None:
    sit(clerk, name)
    next(made for made in numbers(clerk) if made.number.text() == MASKED).reveal.click()
    assert WHOLE in words(clerk)
    sit(clerk, "吴磊")
    assert WHOLE not in words(clerk)


def edit_zhang(clerk: Clerk) -> Any:
    row = next(row for row in clerk.context.read(contacts, FIRST) if row.name == "张伟")
    clerk.page._parts.edit_contact(row)
    return clerk.dialog()


def test_who_enters_changes_a_contact_without_seeing_the_number(clerk: Clerk) -> None:
    sit(clerk, "周敏")
    form = edit_zhang(clerk)
    assert clerk.typed("mobile") == MASKED
    form.form.fields["post"].editor.setText("董事长")
    form._submit()
    clerk.settle()
    assert clerk.no_dialog()
    row = next(row for row in clerk.context.read(contacts, FIRST) if row.name == "张伟")
    assert (row.post, row.mobile) == ("董事长", WHOLE)
    form = edit_zhang(clerk)
    form.form.fields["mobile"].editor.setText("137****0000")
    form._submit()
    assert "完整" in form.form.fields["mobile"].error
    form.form.fields["mobile"].editor.setText("13700001111")
    form._submit()
    clerk.settle()
    row = next(row for row in clerk.context.read(contacts, FIRST) if row.name == "张伟")
    assert row.mobile == "13700001111"


def test_who_handles_changes_it_as_it_is(clerk: Clerk) -> None:
    sit(clerk, "陈志远")
    form = edit_zhang(clerk)
    assert clerk.typed("mobile") == WHOLE
    form.reject()


def test_a_paper_offers_whole_numbers_to_those_who_handle(clerk: Clerk) -> None:
    for name, may in (("周敏", False), ("陈志远", True)):
        sit(clerk, name)
        clerk.page.print_page()
        clerk.settle()
        dialog = open_dialog(PaperPreview)
        assert dialog.whole_numbers.isEnabled() is may
        assert ("办理" in dialog.whole_numbers.toolTip()) is not may
        clerk.press(Qt.Key.Key_Escape)
