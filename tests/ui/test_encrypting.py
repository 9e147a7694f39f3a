"""Encrypting a ledger by the wizard and back again; a new ledger that is encrypted from the start; the printed code."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from tests.secrets import holding
from tests.ui.acting import open_dialog, open_dialogs, settle
from tests.ui.protecting import PASSWORD, asked, desk_on
from tests.ui.town import FIRMS, copied_town
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services import access
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.recovery_sheet import recovery_sheet
from zhenyu_desk.store.queries.register import enterprise_page
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.changeover import Changeover
from zhenyu_desk.ui.dialogs.decrypt import DecryptDialog
from zhenyu_desk.ui.dialogs.encrypt import EncryptDialog
from zhenyu_desk.ui.dialogs.encrypted import EncryptedDialog
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.dialogs.recovery import Found
from zhenyu_desk.ui.entrance import Entrance
from zhenyu_desk.ui.ledger_wishes import Conversion
from zhenyu_desk.ui.pages.settings import protection

FIRM = FIRMS[0][0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    town = copied_town(tmp_path / "ledger", lived_in=False)
    back_up(town.context)
    town.context.close()
    return town.folder


@pytest.fixture
def desk(folder: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with desk_on(folder, qapp, qtbot) as started:
        settle(qtbot, started)
        yield started


def officials_tab(desk: Desk, qtbot: QtBot) -> Any:
    assert desk.window is not None
    desk.window.open_page("settings")
    page: Any = desk.window.page
    tab = page.parts[-2]
    page.tabs.setCurrentWidget(tab)
    settle(qtbot, desk)
    return tab


def through_the_wizard(dialog: EncryptDialog) -> str:
    """Password, code, code typed back; the code is returned."""
    dialog.twice.first.setText(PASSWORD)
    dialog.twice.second.setText(PASSWORD)
    dialog.go_on()
    code = dialog.code.text()
    dialog.go_on()
    dialog.typed.setText(code.replace("-", " ").lower())
    dialog.go_on()
    return code


def is_encrypted(desk: Desk) -> bool:
    return desk.window is not None and desk.window.is_open and desk.window.context.ledger.secret is not None


def test_a_ledger_is_encrypted_and_made_plain_again(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    assert desk.window is not None
    assert "未加密" in desk.window.status.protection.text()
    tab = officials_tab(desk, qtbot)
    tab.protection.encrypt.click()
    code = through_the_wizard(open_dialog(EncryptDialog))
    qtbot.waitUntil(lambda: is_encrypted(desk), timeout=20_000)
    settle(qtbot, desk)
    assert access.unlock_with_code(folder, code) == access.unlock(folder, "李静", PASSWORD)
    assert FIRM in {row.name for row in desk.window.context.read(enterprise_page, date(2026, 11, 20))}
    assert "已加密" in desk.window.status.protection.text()
    qtbot.waitUntil(lambda: bool(open_dialogs(EncryptedDialog)), timeout=10_000)
    after = open_dialog(EncryptedDialog)
    assert any(str(folder / "backups") in line.text() for line in after.findChildren(QLabel))
    assert holding(folder / "backups", FIRM)
    after.delete()
    qtbot.waitUntil(lambda: "已删除" in after.told.text(), timeout=10_000)
    assert not holding(folder, FIRM)
    after.accept()

    tab = officials_tab(desk, qtbot)
    tab.protection.decrypt.click()
    back = open_dialog(DecryptDialog)
    back.password.setText("wrong horse")
    back.try_password()
    qtbot.waitUntil(lambda: bool(back.form.fields["password"].error), timeout=10_000)
    assert is_encrypted(desk)
    back.password.setText(PASSWORD)
    back.try_password()
    qtbot.waitUntil(lambda: desk.window is not None and desk.window.is_open and not is_encrypted(desk), timeout=20_000)
    settle(qtbot, desk)
    assert not access.is_protected(folder)
    assert "未加密" in desk.window.status.protection.text()


def test_the_first_password_is_forgotten_once_the_ledger_is_encrypted(desk: Desk, qtbot: QtBot) -> None:
    tab = officials_tab(desk, qtbot)
    tab.protection.encrypt.click()
    through_the_wizard(open_dialog(EncryptDialog))
    qtbot.waitUntil(lambda: is_encrypted(desk), timeout=20_000)
    settle(qtbot, desk)
    assert desk.window is not None
    window = desk.window
    qtbot.waitUntil(lambda: not window.findChildren(Changeover) and not window.findChildren(Entrance))
    gc.collect()
    assert [thing for thing in gc.get_objects() if isinstance(thing, Conversion) and thing.password] == []


def test_a_save_that_fails_while_the_wizard_is_open_is_told(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    window = desk.window
    assert window is not None
    tab = officials_tab(desk, qtbot)
    tab.protection.encrypt.click()
    going, refused = Event(), EnvironmentProblem("磁盘已满。")

    def fail() -> None:
        going.wait(10)
        raise refused

    window.jobs.write(fail, lambda _done: None, lambda _problem: None)
    through_the_wizard(open_dialog(EncryptDialog))
    going.set()
    qtbot.waitUntil(lambda: bool(open_dialogs(QMessageBox)), timeout=10_000)
    box = open_dialog(QMessageBox)
    assert "未改动" in box.text()
    box.close()
    assert window.is_open
    assert not access.is_protected(folder)


def test_nothing_is_changed_before_the_code_was_typed_back(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    tab = officials_tab(desk, qtbot)
    tab.protection.encrypt.click()
    dialog = open_dialog(EncryptDialog)
    dialog.go_on()
    assert "8" in dialog.form.fields["password"].error
    dialog.twice.first.setText(PASSWORD)
    dialog.twice.second.setText(PASSWORD + "!")
    dialog.go_on()
    assert dialog.form.fields["again"].error
    dialog.twice.second.setText(PASSWORD)
    dialog.go_on()
    code = dialog.code.text()
    dialog.go_on()
    dialog.typed.setText(access.new_protection().code)
    dialog.go_on()
    assert "不一致" in dialog.form.fields["code"].error
    dialog.go_back()
    assert dialog.code.text() == code, "the code stays the same"
    dialog.go_on()
    dialog.reject()
    settle(qtbot, desk)
    assert not access.is_protected(folder)
    assert dialog.code.text() == ""


def test_a_conversion_that_is_refused_leaves_the_ledger_open_as_it_was(
    desk: Desk, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise EnvironmentProblem("磁盘已满。")

    monkeypatch.setattr(access, "protect", full)
    tab = officials_tab(desk, qtbot)
    tab.protection.encrypt.click()
    former = desk.window
    through_the_wizard(open_dialog(EncryptDialog))
    qtbot.waitUntil(lambda: desk.window is not former and desk.window is not None and desk.window.is_open)
    settle(qtbot, desk)
    assert not is_encrypted(desk)
    boxes = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not desk.window]
    assert [box.property("text") for box in boxes] == ["磁盘已满。"]


def test_the_sheet_has_the_code_in_groups_and_is_never_on_the_disk(
    desk: Desk, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[object, ...]] = []
    monkeypatch.setattr(protection, "print_recovery_sheet", lambda *given: printed.append(given))
    tab = officials_tab(desk, qtbot)
    tab.protection.encrypt.click()
    dialog = open_dialog(EncryptDialog)
    dialog.twice.first.setText(PASSWORD)
    dialog.twice.second.setText(PASSWORD)
    dialog.go_on()
    dialog.print_code()
    town, official, _day, code, parent = printed[0]
    assert (town, official, parent) == ("周浜镇", "李静", dialog)
    sheet = recovery_sheet("周浜镇", "李静", date(2026, 11, 24), str(code))
    pages = pypdfium2.PdfDocument(sheet)
    assert len(pages) == 1
    words = pages[0].get_textpage().get_text_range()
    assert all(group in words for group in str(code).split("-"))
    assert "2026年11月24日" in words.replace(" ", "")
    assert not holding(folder, str(code))


def test_a_new_ledger_can_be_encrypted_from_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FirstRunDialog(tmp_path / "new", "李静")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.encrypt.setChecked(True)
    dialog.make_ledger()
    assert dialog.form.fields["town"].error
    dialog.town.setText("周浜镇")
    dialog.make_ledger()
    wizard = open_dialog(EncryptDialog)
    assert not (tmp_path / "new").exists()
    through_the_wizard(wizard)
    assert access.is_protected(dialog.folder)
    assert access.names(dialog.folder) == ["李静"]
    assert not dialog.isVisible()


def test_after_the_first_start_the_password_is_asked_for(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    made = access.new_protection()
    from zhenyu_desk.bootstrap import create_context

    keys = access.keys_of_one(made.secret, "李静", PASSWORD)
    create_context(tmp_path / "new", "周浜镇", "李静", made.secret, keys).close()
    with desk_on(tmp_path / "new", qapp, qtbot):
        assert asked(qtbot).name.currentText() == "李静"


def test_no_secret_stands_in_a_repr() -> None:
    made = access.new_protection()
    for thing in (made, Conversion(made.secret, PASSWORD), Found(made.secret, [])):
        assert repr(made.secret)[2:-1] not in repr(thing)
        assert made.code not in repr(thing)
        assert PASSWORD not in repr(thing)
