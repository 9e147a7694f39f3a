"""An encrypted copy of the small invented town, and the window that asks for its password."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.acting import PATIENCE_MS, delete_now, open_dialog, open_dialogs, settle
from tests.ui.conftest import put_away
from tests.ui.town import copied_town
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services import access
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.settings import Settings
from zhenyu_desk.store import keyring
from zhenyu_desk.ui.app import Desk
from zhenyu_desk.ui.dialogs.unlock import UnlockDialog
from zhenyu_desk.ui.main_window import MainWindow

PASSWORD = "correct horse"
OTHERS = "battery staple"
PROTECTION = access.new_protection()
ROLES = (("李静", Role.MANAGING), ("周敏", Role.ENTRY), ("吴磊", Role.READING))


def protected_ledger(folder: Path) -> Path:
    """An encrypted ledger of its own; 李静 manages it, 周敏 has a password too, 吴磊 may only read."""
    shutil.copytree(_template(), folder)
    return folder


@cache
def _template() -> Path:
    home = tempfile.TemporaryDirectory(prefix="zhenyu-protected-")
    atexit.register(home.cleanup)
    folder = Path(home.name) / "ledger"
    context = copied_town(folder, lived_in=True).context
    for name, role in ROLES:
        save_official(context, OfficialInput(name=name, role=role))
    context.close()
    access.protect(folder, PROTECTION.secret, "李静", PASSWORD)
    for name in ("周敏", "吴磊"):
        keyring.set_password(folder, PROTECTION.secret, name, OTHERS)
    return folder


@contextmanager
def desk_on(folder: Path, qapp: QApplication, qtbot: QtBot, official: str = "李静") -> Iterator[Desk]:
    """The program started on a ledger, which may not be open yet."""
    desk = Desk(qapp, Settings(current_official=official))
    assert desk.start(folder)
    yield desk
    for widget in QApplication.topLevelWidgets():
        widget.hide()
    put_away(desk)
    if desk.window is not None:
        desk.window.jobs.close()
        delete_now(desk.window)


def asked(qtbot: QtBot) -> UnlockDialog:
    """The dialog that asks for the password, once it is there."""
    qtbot.waitUntil(lambda: bool(open_dialogs(UnlockDialog)), timeout=10_000)
    return open_dialog(UnlockDialog)


def answer(qtbot: QtBot, dialog: UnlockDialog, password: str) -> None:
    """Type a password and wait for what becomes of it."""
    dialog.password.setText(password)
    dialog.try_password()

    def is_answered() -> bool:
        return not isValid(dialog) or not dialog.isVisible() or bool(dialog.form.fields["password"].error)

    qtbot.waitUntil(is_answered, timeout=PATIENCE_MS)


def unlocked_window(desk: Desk, qtbot: QtBot, password: str = PASSWORD) -> MainWindow:
    """Give the password and wait for the filled window."""
    answer(qtbot, asked(qtbot), password)
    settle(qtbot, desk)
    assert desk.window is not None
    return desk.window
