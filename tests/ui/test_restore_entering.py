"""Under whose name one goes on after an encrypted backup was put in place, where the ledger can't be opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settle
from tests.ui.protecting import OTHERS, PASSWORD, PROTECTION, desk_on, protected_ledger
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs import restore as restore_module
from zhenyu_desk.ui.dialogs.backup_password import BackupPasswordDialog
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.dialogs.official import OfficialDialog
from zhenyu_desk.ui.dialogs.restore import RestoreDialog
from zhenyu_desk.ui.dialogs.unlock import UnlockDialog


@pytest.fixture
def refused(tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The program on an encrypted ledger that is damaged, with a backup; it asks what to do."""
    monkeypatch.setattr(restore_module, "ask", lambda *_asked: True)
    folder = protected_ledger(tmp_path / "ledger")
    context = open_context(folder, "李静", deep=False, secret=PROTECTION.secret)
    back_up(context)
    context.close()
    (folder / "ledger.db").write_bytes(b"\0" * 40960)
    with desk_on(folder, qapp, qtbot, "吴磊") as desk:
        qtbot.waitUntil(lambda: bool(open_dialogs(UnlockDialog) or open_dialogs(FirstRunDialog)), timeout=10_000)
        for asked in open_dialogs(UnlockDialog):
            asked.password.setText(OTHERS)
            asked.try_password()
        qtbot.waitUntil(lambda: bool(open_dialogs(FirstRunDialog)), timeout=10_000)
        yield desk


def ask_for_backup(qtbot: QtBot, typed: str) -> BackupPasswordDialog:
    """Type a name, choose the backup, and be asked for its password."""
    first = open_dialog(FirstRunDialog)
    first.official_edit.setText(typed)
    first.restore()
    chosen = open_dialog(RestoreDialog)
    qtbot.waitUntil(chosen.go.isEnabled, timeout=10_000)
    chosen.restore()
    return open_dialog(BackupPasswordDialog)


def restore(qtbot: QtBot, desk: Desk, asked: BackupPasswordDialog) -> None:
    asked.try_it()
    qtbot.waitUntil(lambda: not open_dialogs(BackupPasswordDialog), timeout=10_000)
    chosen = open_dialog(RestoreDialog)
    qtbot.waitUntil(chosen.go.isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: chosen.compared.texts(of_backup=True)[0] == "周浜镇")
    chosen.restore()


def test_it_is_whose_password_opened_the_backup_whatever_name_was_typed(refused: Desk, qtbot: QtBot) -> None:
    asked = ask_for_backup(qtbot, "李静")
    asked.name.setCurrentText("吴磊")
    asked.password.setText(OTHERS)
    restore(qtbot, refused, asked)
    settle(qtbot, refused)
    assert refused.window is not None
    assert refused.window.context.actor == "吴磊"
    assert refused.window.context.role() is Role.READING


def test_another_name_put_in_while_the_password_is_tried_changes_nothing(refused: Desk, qtbot: QtBot) -> None:
    asked = ask_for_backup(qtbot, "周敏")
    asked.name.setCurrentText("周敏")
    asked.password.setText(OTHERS)
    asked.try_it()
    assert not asked.name.isEnabled()
    asked.name.setCurrentText("李静")
    qtbot.waitUntil(lambda: not open_dialogs(BackupPasswordDialog), timeout=10_000)
    chosen = open_dialog(RestoreDialog)
    qtbot.waitUntil(chosen.go.isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: chosen.compared.texts(of_backup=True)[0] == "周浜镇")
    chosen.restore()
    settle(qtbot, refused)
    assert refused.window is not None
    assert refused.window.context.actor == "周敏"


def test_by_the_code_a_name_that_is_not_listed_is_asked_for(refused: Desk, qtbot: QtBot) -> None:
    asked = ask_for_backup(qtbot, "路人")
    asked.use_code()
    assert "恢复码" in asked.advice.text()
    assert "密码" not in asked.advice.text()
    asked.code.setText(PROTECTION.code.lower())
    assert asked.code.text() == PROTECTION.code
    restore(qtbot, refused, asked)
    qtbot.waitUntil(lambda: bool(open_dialogs(OfficialDialog)), timeout=20_000)
    who = open_dialog(OfficialDialog)
    assert "路人" not in [who.choice.itemText(place) for place in range(who.choice.count())]
    who.choice.setCurrentText("李静")
    who.accept()
    settle(qtbot, refused)
    assert refused.window is not None
    assert refused.window.context.actor == "李静"


def test_the_right_password_of_a_manager_enters_the_manager(refused: Desk, qtbot: QtBot) -> None:
    asked = ask_for_backup(qtbot, "吴磊")
    asked.name.setCurrentText("李静")
    asked.password.setText(PASSWORD)
    restore(qtbot, refused, asked)
    settle(qtbot, refused)
    assert refused.window is not None
    assert refused.window.context.actor == "李静"
