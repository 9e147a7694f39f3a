"""Another official unlocks: nothing the former one left open acts under the former name, and nothing typed is lost."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settings_tab, settle
from tests.ui.locked import active_desk, choose, cover_of, seen, unlock_as, window_of
from tests.ui.protecting import OTHERS, PASSWORD, answer
from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.i18n import _
from zhenyu_desk.services.drafts import waiting_drafts
from zhenyu_desk.services.enterprises import update_enterprise
from zhenyu_desk.services.history import history_of
from zhenyu_desk.store.queries.register import contacts
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.enterprise_form import EnterpriseDialog
from zhenyu_desk.ui.dialogs.erase_contact import EraseContactDialog
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.dialogs.history import HistoryDialog
from zhenyu_desk.ui.dialogs.messages import warn
from zhenyu_desk.ui.dialogs.new_password import NewPasswordDialog
from zhenyu_desk.ui.dialogs.official_form import OfficialForm
from zhenyu_desk.ui.main_window import MainWindow
from zhenyu_desk.ui.widgets.selecting import choose_row


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with active_desk(tmp_path / "ledger", qapp, qtbot) as started:
        yield started


@pytest.fixture
def window(desk: Desk) -> MainWindow:
    return window_of(desk)


def on_firm(window: MainWindow, desk: Desk, qtbot: QtBot) -> Any:
    window.open_page("enterprises")
    settle(qtbot, desk)
    page: Any = window.page
    choose_row(page.register.table, 0)
    settle(qtbot, desk)
    return page


def open_firm_form(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    on_firm(window, desk, qtbot).edit_firm()


def open_contact_form(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    on_firm(window, desk, qtbot)._parts.edit_contact(None)


def open_erasing(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = on_firm(window, desk, qtbot)
    page._parts.erase(first_contact(window, page))


def first_contact(window: MainWindow, page: Any) -> Any:
    return window.context.read(contacts, page.shown_firm().id)[0]


def open_history(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    on_firm(window, desk, qtbot)._history.trigger()
    settle(qtbot, desk)
    open_dialog(HistoryDialog).view.unmask()


def open_difficulty_form(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.open_page("cases")
    settle(qtbot, desk)
    page: Any = window.page
    page.doing.new()


def open_pairing_form(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.open_page("pairings")
    settle(qtbot, desk)
    page: Any = window.page
    page.add_leader()


def open_password(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    tab = settings_tab(window, _("Officials and passwords"))
    settle(qtbot, desk)
    choose_row(tab.table, 2)
    tab.set_password()


def open_official(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    tab = settings_tab(window, _("Officials and passwords"))
    settle(qtbot, desk)
    choose_row(tab.table, 2)
    tab.change()


Opener = Callable[[MainWindow, Desk, QtBot], None]
KINDS: list[tuple[Opener, type[QDialog]]] = [
    (open_firm_form, EnterpriseDialog),
    (open_contact_form, FormDialog),
    (open_erasing, EraseContactDialog),
    (open_history, HistoryDialog),
    (open_difficulty_form, FormDialog),
    (open_pairing_form, FormDialog),
    (open_password, NewPasswordDialog),
    (open_official, OfficialForm),
]


@pytest.mark.parametrize(("opener", "kind"), KINDS, ids=lambda part: part.__name__)
def test_what_was_left_open_is_closed(
    window: MainWindow, desk: Desk, qtbot: QtBot, opener: Opener, kind: type[QDialog]
) -> None:
    opener(window, desk, qtbot)
    assert open_dialogs(kind)
    window.lock()
    unlock_as(qtbot, desk, "吴磊")
    assert window.context.actor == "吴磊"
    assert seen() == [window]
    assert not [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    assert "吴磊" in window.status.message.text()


def test_what_was_typed_is_a_draft_of_the_one_who_typed_it(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    open_firm_form(window, desk, qtbot)
    address: Any = open_dialog(EnterpriseDialog).form.fields["address"].editor
    address.setText("李静写了一半的地址")
    page: Any = window.page
    firm = page.shown_firm()
    window.lock()
    unlock_as(qtbot, desk, "周敏")
    assert waiting_drafts(window.context) == []
    assert all(
        "李静写了一半" not in str(row.changes) for row in history_of(window.context, Aggregate.ENTERPRISE, firm.id)
    )
    window.lock()
    cover = cover_of(window)
    qtbot.waitUntil(lambda: cover.name.findText("李静") >= 0)
    cover.name.setCurrentText("李静")
    answer(qtbot, cover, PASSWORD)
    settle(qtbot, desk)
    assert any("李静写了一半的地址" in str(row.content) for row in waiting_drafts(window.context))


def test_a_form_that_is_just_being_saved_is_saved_under_the_former_name(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    open_firm_form(window, desk, qtbot)
    form = open_dialog(EnterpriseDialog)
    address: Any = form.form.fields["address"].editor
    address.setText("李静改的地址")
    page: Any = window.page
    firm = page.shown_firm()
    form._save.click()
    window.lock()
    unlock_as(qtbot, desk, "吴磊")
    assert seen() == [window]
    row = history_of(window.context, Aggregate.ENTERPRISE, firm.id)[0]
    assert row.actor == "李静"
    assert "李静改的地址" in str(row.changes)


def test_a_form_that_could_not_be_saved_is_a_draft_of_the_one_who_typed_it(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    open_firm_form(window, desk, qtbot)
    form, former = open_dialog(EnterpriseDialog), window.context
    page: Any = window.page
    firm = page.shown_firm()
    others = EnterpriseInput(name=firm.name, address="周敏改的地址")
    update_enterprise(replace(former, actor="周敏"), firm.id, firm.version, others)
    address: Any = form.form.fields["address"].editor
    address.setText("李静改的地址")
    is_free = threading.Event()
    window.jobs.write(is_free.wait, lambda _done: None, window.warn)
    form._save.click()
    window.lock()
    answer(qtbot, choose(qtbot, window, "吴磊"), OTHERS)
    qtbot.waitUntil(lambda: window.cover is None, timeout=10_000)
    assert seen() == [window]
    is_free.set()
    settle(qtbot, desk)
    assert seen() == [window]
    assert any("李静改的地址" in str(row.content) for row in waiting_drafts(former))


def test_what_the_former_one_asked_for_opens_nothing_for_the_next(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.jobs.read(lambda: None, lambda _none: open_firm_form(window, desk, qtbot), window.warn)
    window.lock()
    qtbot.wait(200)
    unlock_as(qtbot, desk, "吴磊")
    assert seen() == [window]


def test_what_the_program_told_is_still_told(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    warn(window, "第二备份文件夹无法访问。")
    window.lock()
    unlock_as(qtbot, desk, "周敏")
    assert open_dialog(QMessageBox).text() == "第二备份文件夹无法访问。"


def test_numbers_shown_whole_are_masked_again(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    page = on_firm(window, desk, qtbot)
    page.firm.tabs.setCurrentIndex(2)
    settle(qtbot, desk)
    number = first_contact(window, page).mobile
    for shown in page.firm.people.findChildren(QPushButton):
        if shown.text() == "显示":
            shown.click()

    def numbers() -> list[str]:
        return [line.text() for line in page.firm.people.findChildren(QLabel) if line.isVisible()]

    assert number in numbers()
    window.lock()
    unlock_as(qtbot, desk, "吴磊")
    qtbot.waitUntil(lambda: number not in numbers(), timeout=5_000)
