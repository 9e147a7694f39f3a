"""恢复备份 in the window: from the menu, and where the ledger can't be opened."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settle
from tests.ui.conftest import put_away
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.services import access
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.office import save_unit
from zhenyu_desk.services.restoring import backups_in
from zhenyu_desk.settings import Settings
from zhenyu_desk.store.queries.register import units
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs import restore as restore_module
from zhenyu_desk.ui.dialogs.backup_list import Wholeness
from zhenyu_desk.ui.dialogs.backup_password import BackupPasswordDialog
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.dialogs.restore import RestoreDialog
from zhenyu_desk.ui.dialogs.unlock import UnlockDialog
from zhenyu_desk.ui.main_window import MainWindow

PASSWORD = "correct horse"
Questions = list[str]


@pytest.fixture(autouse=True)
def questions(monkeypatch: pytest.MonkeyPatch) -> Questions:
    """The user says yes to everything asked."""
    asked: Questions = []

    def yes(_parent: QWidget, question: str, _word: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(restore_module, "ask", yes)
    return asked


@pytest.fixture
def unopened(qapp: QApplication) -> Iterator[Callable[[Path], Desk]]:
    """Makes a window on a ledger that can't be opened."""
    desks: list[Desk] = []

    def start(folder: Path) -> Desk:
        desk = Desk(qapp, Settings(current_official="李静"))
        desks.append(desk)
        assert desk.start(folder)
        return desk

    yield start
    for desk in desks:
        put_away(desk)


def trigger(window: MainWindow, name: str) -> None:
    next(action for action in window.menus.commands() if action.objectName() == name).trigger()


def ready(qtbot: QtBot, dialog: RestoreDialog) -> None:
    """Wait until a backup has been looked into and all were checked."""
    qtbot.waitUntil(dialog.go.isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: all(row.is_whole is not Wholeness.UNCHECKED for row in dialog.backups.listed))
    qtbot.waitUntil(lambda: dialog.compared.texts(of_backup=False)[1] != "")


def told(qtbot: QtBot) -> str:
    """What the message box says; it is closed."""
    qtbot.waitUntil(lambda: bool(open_dialogs(QMessageBox)), timeout=20_000)
    box = open_dialogs(QMessageBox)[-1]
    box.close()
    return box.text()


def test_a_backup_is_restored_from_the_menu(desk: Desk, qtbot: QtBot, questions: Questions) -> None:
    window = desk.window
    assert window is not None
    made = back_up(window.context)
    save_unit(window.context, UnitInput(name="新设办公室"))
    trigger(window, "restore_backup")
    dialog = open_dialog(RestoreDialog)
    ready(qtbot, dialog)
    assert [(row.row.file, row.is_whole) for row in dialog.backups.listed] == [(made, Wholeness.WHOLE)]
    inside, present = dialog.compared.texts(of_backup=True), dialog.compared.texts(of_backup=False)
    assert inside[0] == present[0] == "周市镇"
    assert int(inside[2]) > 100
    dialog.go.click()
    assert "备份" in questions[0]
    settle(qtbot, desk)
    words = told(qtbot)
    assert made.name in words
    assert desk.window is not None
    assert "新设办公室" not in {row.name for row in desk.window.context.read(units)}
    kept = next(row for row in backups_in([made.parent]) if row.file != made)
    assert str(kept.file) in words
    assert desk.window.context.actor == "李静"


def test_cancelling_changes_nothing(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore_module, "ask", lambda *_asked: False)
    back_up(window.context)
    trigger(window, "restore_backup")
    dialog = open_dialog(RestoreDialog)
    ready(qtbot, dialog)
    dialog.go.click()
    assert dialog.isVisible()
    dialog.reject()
    assert window.is_open
    assert len(backups_in([window.context.ledger.folder / "backups"])) == 1


def test_a_damaged_backup_is_marked_and_cannot_be_chosen(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    assert window is not None
    whole = back_up(window.context)
    damaged = back_up(window.context)
    with damaged.open("r+b") as file:
        file.seek(200_000)
        file.write(b"damage" * 50)
    trigger(window, "restore_backup")
    dialog = open_dialog(RestoreDialog)
    qtbot.waitUntil(
        lambda: bool(dialog.backups.listed) and dialog.backups.listed[0].is_whole is Wholeness.DAMAGED, timeout=10_000
    )
    qtbot.waitUntil(lambda: dialog.compared.texts(of_backup=False)[1] != "")
    qtbot.wait(300)
    assert dialog.backups.current_row().row.file == damaged
    assert not dialog.go.isEnabled()
    assert dialog.compared.texts(of_backup=True)[1] == "—", "nothing is said to be inside"
    assert any("已损坏" in line.text() for line in dialog.compared.findChildren(QLabel) if line.isVisible())
    dialog.restore()
    assert dialog.isVisible()
    dialog.backups.choose(whole)
    ready(qtbot, dialog)
    assert not any("已损坏" in line.text() for line in dialog.compared.findChildren(QLabel) if line.isVisible())
    dialog.reject()


def test_a_damaged_ledger_is_replaced_where_it_is_told_of(
    ledger: Path, qtbot: QtBot, unopened: Callable[[Path], Desk]
) -> None:
    made = make_backup(ledger)
    (ledger / "ledger.db").write_bytes(b"not a database" * 1000)
    desk = unopened(ledger)
    qtbot.waitUntil(lambda: bool(open_dialogs(FirstRunDialog)))
    open_dialog(FirstRunDialog).restore()
    dialog = open_dialog(RestoreDialog)
    ready(qtbot, dialog)
    assert dialog.compared.texts(of_backup=False)[1] == "—"
    dialog.go.click()
    settle(qtbot, desk)
    assert "kept-" in told(qtbot)
    assert desk.window is not None
    assert "周市镇 · 李静" in desk.window.status.who.text()
    assert made.exists()


@pytest.mark.parametrize("kind", ["missing", "empty"])
def test_where_the_ledger_is_gone_a_backup_makes_it_again(
    kind: str, ledger: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(ledger)
    (ledger / "ledger.db").unlink()
    if kind == "empty":
        (ledger / "ledger.db").touch()
    desk = Desk(qapp, Settings(current_official="李静"))

    def restore(dialog: FirstRunDialog) -> int:
        dialog.restore()
        chosen = open_dialog(RestoreDialog)
        ready(qtbot, chosen)
        chosen.go.click()
        return dialog.result()

    monkeypatch.setattr(FirstRunDialog, "exec", restore)
    assert desk.start(ledger)
    if kind == "empty":
        qtbot.waitUntil(lambda: bool(open_dialogs(FirstRunDialog)))
        restore(open_dialog(FirstRunDialog))
    settle(qtbot, desk)
    told(qtbot)
    assert desk.window is not None
    assert "周市镇 · 李静" in desk.window.status.who.text()
    put_away(desk)


def test_an_encrypted_backup_asks_for_its_password(ledger: Path, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick"
    shutil.copytree(ledger, elsewhere / "ledger", ignore=shutil.ignore_patterns("lock", "holder.json"))
    made = make_encrypted_backup(elsewhere / "ledger")
    assert desk.window is not None
    trigger(desk.window, "restore_backup")
    dialog = open_dialog(RestoreDialog)
    dialog.add_file(made)
    ready(qtbot, dialog)
    assert "已加密" in dialog.compared.texts(of_backup=True)
    dialog.go.click()
    asked = open_dialog(BackupPasswordDialog)
    asked.password.setText("wrong one")
    asked.try_it()
    qtbot.waitUntil(lambda: bool(asked.form.fields["password"].error), timeout=10_000)
    asked.password.setText(PASSWORD)
    qtbot.waitUntil(asked._enter.isEnabled)
    asked.try_it()
    qtbot.waitUntil(lambda: not open_dialogs(BackupPasswordDialog), timeout=10_000)
    ready(qtbot, dialog)
    assert dialog.compared.texts(of_backup=True)[0] == "周市镇"
    dialog.go.click()
    settle(qtbot, desk)
    told(qtbot)
    assert desk.window.context.ledger.secret is not None
    qtbot.waitUntil(lambda: desk.window is not None and desk.window.status.protection.text() == "已加密")


def test_over_an_encrypted_ledger_its_own_password_is_asked_for(ledger: Path, qtbot: QtBot) -> None:
    made = make_backup(ledger)
    access.protect(ledger, access.new_protection().secret, "李静", PASSWORD)
    dialog = RestoreDialog(ledger, None, "李静", None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.add_file(made)
    ready(qtbot, dialog)
    dialog.backups.choose(made)
    ready(qtbot, dialog)
    dialog.restore()
    asked = open_dialog(UnlockDialog)
    asked.password.setText(PASSWORD)
    asked.try_password()
    qtbot.waitUntil(lambda: dialog.restoration is not None, timeout=10_000)
    assert dialog.restoration is not None
    assert (dialog.restoration.file, dialog.restoration.secret) == (made, None)
    assert dialog.restoration.present_secret is not None


def make_backup(folder: Path) -> Path:
    from zhenyu_desk.bootstrap import open_context

    context = open_context(folder, "李静", deep=False)
    try:
        return back_up(context)
    finally:
        context.close()


def make_encrypted_backup(folder: Path) -> Path:
    from zhenyu_desk.bootstrap import open_context

    secret = access.new_protection().secret
    access.protect(folder, secret, "李静", PASSWORD)
    context = open_context(folder, "李静", deep=False, secret=secret)
    try:
        return back_up(context)
    finally:
        context.close()
