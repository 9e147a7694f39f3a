"""The first dialog: what it refuses before it asks for much, and what it offers where a ledger can't be opened."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs
from zhenyu_desk.bootstrap import create_context
from zhenyu_desk.services import access
from zhenyu_desk.ui.dialogs.encrypt import EncryptDialog
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog

PASSWORD = "correct horse"


def shown(qtbot: QtBot, folder: Path, problem: str = "") -> FirstRunDialog:
    dialog = FirstRunDialog(folder, "李静", problem)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("place", ["/proc/台账", "file/台账"])
def test_an_impossible_folder_is_told_before_a_code_is_printed(qtbot: QtBot, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    dialog = shown(qtbot, tmp_path / place)
    dialog.town.setText("周浜镇")
    dialog.encrypt.setChecked(True)
    dialog.make_ledger()
    assert open_dialogs(EncryptDialog) == []
    assert "无法" in dialog.form.rest.text()


def test_trying_the_folder_leaves_nothing_there(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path / "镇" / "台账")
    dialog.town.setText("周浜镇")
    dialog.encrypt.setChecked(True)
    dialog.make_ledger()
    open_dialog(EncryptDialog).reject()
    assert list(tmp_path.iterdir()) == []


def test_a_code_that_was_printed_stays_the_same_at_the_next_try(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path / "new")
    dialog.town.setText("周浜镇")
    dialog.encrypt.setChecked(True)
    codes = []
    for _try in range(2):
        dialog.make_ledger()
        wizard = open_dialogs(EncryptDialog)[-1]
        wizard.twice.first.setText(PASSWORD)
        wizard.twice.second.setText(PASSWORD)
        wizard.go_on()
        codes.append(wizard.code.text())
        if len(codes) == 1:
            wizard.reject()
    wizard.go_on()
    wizard.typed.setText(codes[0])
    wizard.go_on()
    assert codes[0] == codes[1]
    assert access.unlock_with_code(dialog.folder, codes[0])


def test_after_a_refusal_a_backup_is_offered_first(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path / "ledger", "台账已损坏。")
    assert [part.text() for part in dialog.findChildren(type(dialog.existing)) if part.isDefault()] == ["恢复备份…"]
    assert not dialog.town.isVisible()
    assert not dialog.place.isVisible()
    assert "新建台账" not in [part.text() for part in dialog.findChildren(type(dialog.existing)) if part.isVisible()]
    dialog.unfold()
    dialog.place.setText(str(tmp_path / "new"))
    dialog.town.setText("周浜镇")
    assert dialog.town.isVisible()
    dialog.make_ledger()
    assert dialog.folder == tmp_path / "new"
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_an_existing_ledger_is_tried_without_stopping_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    create_context(tmp_path / "ledger", "周浜镇", "李静").close()
    dialog = shown(qtbot, tmp_path / "new")
    dialog.open_existing(tmp_path / "ledger")
    assert not dialog.existing.isEnabled(), "it waits"
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    assert dialog.folder == tmp_path / "ledger"
    assert dialog.result() == QDialog.DialogCode.Accepted
