"""Opening an encrypted ledger: the password, waiting after wrong ones, the recovery code, and never two windows."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, open_dialogs, settings_tab, settle
from tests.ui.protecting import OTHERS, PASSWORD, PROTECTION, answer, asked, desk_on, protected_ledger, unlocked_window
from tests.ui.town import copied_town
from zhenyu_desk import paths
from zhenyu_desk import settings as settings_file
from zhenyu_desk.i18n import _
from zhenyu_desk.services import access
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.first_run import FirstRunDialog
from zhenyu_desk.ui.dialogs.new_password import NewPasswordDialog
from zhenyu_desk.ui.dialogs.official import OfficialDialog
from zhenyu_desk.ui.dialogs.recovery import RecoveryDialog

HOLDING = """
import sys
from pathlib import Path
from zhenyu_desk.store.lock import LedgerLock
lock = LedgerLock(Path(sys.argv[1]))
assert lock.take()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return protected_ledger(tmp_path / "ledger")


@pytest.fixture
def desk(ledger: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    with desk_on(ledger, qapp, qtbot) as started:
        yield started


def test_the_right_password_opens_it(desk: Desk, qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    assert [dialog.name.itemText(place) for place in range(dialog.name.count())] == ["李静", "周敏", "吴磊"]
    assert dialog.name.currentText() == "李静"
    window = unlocked_window(desk, qtbot)
    assert "周浜镇 · 李静（管理）" in window.status.who.text()
    assert window.status.protection.text() == "已加密"
    assert PROTECTION.secret.hex() not in repr(window.context)
    stored = (paths.config_dir() / "settings.json").read_text()
    assert PASSWORD not in stored


def test_another_official_opens_it_and_is_remembered(desk: Desk, qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    dialog.name.setCurrentText("周敏")
    answer(qtbot, dialog, "battery staple")
    settle(qtbot, desk)
    assert desk.window is not None
    assert desk.window.context.actor == "周敏"
    assert settings_file.load().current_official == "周敏"


def test_the_name_chosen_while_it_is_tried_is_not_the_one_that_enters(desk: Desk, qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    dialog.name.setCurrentText("周敏")
    dialog.password.setText(OTHERS)
    dialog.try_password()
    assert not dialog.name.isEnabled()
    dialog.name.setCurrentText("李静")
    settle(qtbot, desk)
    assert desk.window is not None
    assert desk.window.context.actor == "周敏"


def test_a_wrong_password_is_told_and_the_next_ones_have_to_wait(desk: Desk, qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    for _time in range(2):
        answer(qtbot, dialog, "wrong horse")
        assert "密码" in dialog.form.fields["password"].error
        assert desk.window is not None
        assert not desk.window.is_open
    answer(qtbot, dialog, "wrong horse")
    assert re.search("请等待 [12] 秒", dialog.form.fields["password"].error)
    enter = next(button for button in dialog.findChildren(QPushButton) if button.text() == "解锁")
    assert not enter.isEnabled()
    dialog.password.setText(PASSWORD)
    dialog.try_password()
    assert dialog.isVisible(), "Enter doesn't help against waiting"
    qtbot.waitUntil(enter.isEnabled, timeout=5_000)
    assert not dialog.form.fields["password"].error
    answer(qtbot, dialog, PASSWORD)
    settle(qtbot, desk)


def test_starting_again_does_not_shorten_the_wait(ledger: Path, qapp: QApplication, qtbot: QtBot) -> None:
    for _time in range(4):
        with pytest.raises(Exception, match="密码"):
            access.unlock(ledger, "李静", "wrong horse")
        if access.seconds_to_wait(ledger):
            break
    with desk_on(ledger, qapp, qtbot):
        assert "请等待" in asked(qtbot).form.fields["password"].error


def test_caps_lock_is_mentioned(desk: Desk, qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    hint = next(line for line in dialog.findChildren(QLabel) if "Caps Lock" in line.text())
    QTest.keyClicks(dialog.password, "A")
    assert hint.isVisible()
    QTest.keyClicks(dialog.password, "a")
    assert not hint.isVisible()
    QTest.keyClicks(dialog.password, "B", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible()


def test_whoever_gives_up_leaves(desk: Desk, qtbot: QtBot) -> None:
    asked(qtbot).reject()
    assert desk.window is not None
    qtbot.waitUntil(lambda: desk.window is not None and not desk.window.isVisible())


def test_a_forgotten_password_is_set_anew_by_the_code(desk: Desk, qtbot: QtBot, ledger: Path) -> None:
    dialog = asked(qtbot)
    dialog.ask_code()
    recovery = open_dialog(RecoveryDialog)
    recovery.code.setText(PROTECTION.code.replace("-", "")[:-1])
    recovery.go_on()
    qtbot.waitUntil(lambda: bool(recovery.form.fields["code"].error))
    recovery.code.setText(PROTECTION.code.lower())
    recovery.go_on()
    qtbot.waitUntil(recovery.twice.isVisible, timeout=10_000)
    recovery.name.setCurrentText("李静")
    recovery.twice.first.setText("short")
    recovery.go_on()
    assert "8" in recovery.form.fields["password"].error
    recovery.twice.first.setText("quite another one")
    recovery.twice.second.setText("quite another on")
    recovery.go_on()
    assert "不一致" in recovery.form.fields["again"].error
    recovery.twice.second.setText("quite another one")
    recovery.go_on()
    settle(qtbot, desk)
    assert desk.window is not None
    assert desk.window.context.actor == "李静"
    assert access.unlock(ledger, "李静", "quite another one") == PROTECTION.secret


def test_without_its_passwords_the_code_still_opens_it(ledger: Path, qapp: QApplication, qtbot: QtBot) -> None:
    (ledger / "keys.json").unlink()
    with desk_on(ledger, qapp, qtbot) as desk:
        dialog = asked(qtbot)
        assert any("恢复码" in line.text() for line in dialog.findChildren(QLabel))
        assert not dialog.password.isVisible()
        by_code = next(button for button in dialog.findChildren(QPushButton) if button.text() == "使用恢复码")
        assert by_code.isDefault()
        by_code.click()
        recovery = open_dialog(RecoveryDialog)
        recovery.code.setText(PROTECTION.code)
        recovery.go_on()
        qtbot.waitUntil(recovery.twice.isVisible, timeout=10_000)
        assert {recovery.name.itemText(place) for place in range(recovery.name.count())} == {"李静", "周敏", "吴磊"}
        recovery.twice.first.setText(PASSWORD)
        recovery.twice.second.setText(PASSWORD)
        recovery.go_on()
        settle(qtbot, desk)
    assert [entry["name"] for entry in json.loads((ledger / "keys.json").read_text())["officials"]] == ["李静"]


def test_the_name_chosen_while_a_password_is_set_by_the_code_is_not_the_one_that_enters(
    desk: Desk, qtbot: QtBot, ledger: Path
) -> None:
    asked(qtbot).ask_code()
    recovery = open_dialog(RecoveryDialog)
    recovery.code.setText(PROTECTION.code)
    recovery.go_on()
    qtbot.waitUntil(recovery.twice.isVisible, timeout=10_000)
    recovery.name.setCurrentText("周敏")
    recovery.twice.first.setText("quite another one")
    recovery.twice.second.setText("quite another one")
    recovery.go_on()
    assert not recovery.name.isEnabled()
    recovery.name.setCurrentText("李静")
    settle(qtbot, desk)
    assert desk.window is not None
    assert desk.window.context.actor == "周敏"
    assert access.unlock(ledger, "李静", PASSWORD) == PROTECTION.secret


def test_the_present_password_left_blank_is_no_wrong_try(desk: Desk, qtbot: QtBot, ledger: Path) -> None:
    window = unlocked_window(desk, qtbot)
    settings_tab(window, _("Officials and passwords")).change_own_password()
    dialog = open_dialog(NewPasswordDialog)
    for _time in range(4):
        dialog.save()
        settle(qtbot, desk)
        assert dialog.form.fields["old"].error == "请输入现在的密码。"
        assert not dialog.form.fields["password"].error
    assert access.seconds_to_wait(ledger) == 0


def test_a_second_window_is_refused_and_may_try_again(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    town = copied_town(tmp_path / "ledger", lived_in=False)
    town.context.close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(town.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    holder.stdout.readline()
    with desk_on(town.folder, qapp, qtbot) as desk:
        qtbot.waitUntil(lambda: bool(open_dialogs(FirstRunDialog)), timeout=15_000)
        refused = open_dialog(FirstRunDialog)
        assert any("打开" in line.text() and str(town.folder) in line.text() for line in refused.findChildren(QLabel))
        holder.stdin.close()
        holder.wait(10)
        holder.stdout.close()
        again = next(button for button in refused.findChildren(QPushButton) if button.text() == "重试")
        again.click()
        settle(qtbot, desk)
        assert desk.window is not None
        assert "周浜镇" in desk.window.status.who.text()


def test_another_ledger_asks_for_its_password(tmp_path: Path, qapp: QApplication, qtbot: QtBot, ledger: Path) -> None:
    plain = copied_town(tmp_path / "plain", lived_in=False)
    plain.context.close()
    with desk_on(plain.folder, qapp, qtbot) as desk:
        settle(qtbot, desk)
        assert desk.window is not None
        assert desk.window.status.protection.text() == "未加密"
        desk.change_ledger(ledger)
        asked(qtbot).reject()
        assert desk.window.context.ledger.folder == plain.folder
        desk.change_ledger(ledger)
        answer(qtbot, asked(qtbot), PASSWORD)
        qtbot.waitUntil(lambda: desk.window is not None and desk.window.is_open and
                        desk.window.context.ledger.folder == ledger, timeout=10_000)  # fmt: skip
        settle(qtbot, desk)
        assert desk.window.status.protection.text() == "已加密"


def test_changing_the_official_asks_for_the_password(desk: Desk, qtbot: QtBot) -> None:
    window = unlocked_window(desk, qtbot)
    window.menus._change_official()
    dialog = asked(qtbot)
    dialog.name.setCurrentText("周敏")
    answer(qtbot, dialog, PASSWORD)
    assert dialog.form.fields["password"].error
    assert window.context.actor == "李静"
    answer(qtbot, dialog, "battery staple")
    settle(qtbot, desk)
    assert window.context.actor == "周敏"
    assert "周敏（录入）" in window.status.who.text()


def test_nobody_is_at_work_who_is_not_listed(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    ledger = protected_ledger(tmp_path / "ledger")
    access.unprotect(ledger, PROTECTION.secret, "李静")
    with desk_on(ledger, qapp, qtbot, official="王五") as desk:
        qtbot.waitUntil(lambda: bool(open_dialogs(OfficialDialog)), timeout=10_000)
        dialog = open_dialog(OfficialDialog)
        assert [dialog.choice.itemText(place) for place in range(dialog.choice.count())] == ["李静", "周敏", "吴磊"]
        dialog.choice.setCurrentText("周敏")
        dialog._take()
        settle(qtbot, desk)
        assert desk.window is not None
        assert desk.window.context.actor == "周敏"
