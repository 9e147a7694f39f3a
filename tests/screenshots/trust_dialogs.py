"""Pictures of what guards the ledger: passwords, the recovery code, encrypting, the locked window, officials."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from tests.screenshots.camera import Camera
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.domain.terms import Role
from zhenyu_desk.services import access
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.ui.dialogs.decrypt import DecryptDialog
from zhenyu_desk.ui.dialogs.encrypt import EncryptDialog
from zhenyu_desk.ui.dialogs.encrypted import EncryptedDialog
from zhenyu_desk.ui.dialogs.new_password import NewPasswordDialog
from zhenyu_desk.ui.dialogs.recovery import Found, RecoveryDialog
from zhenyu_desk.ui.dialogs.unlock import LockedDialog, UnlockDialog
from zhenyu_desk.ui.dialogs.working import WorkingDialog

NAMES = ("李静", "周敏", "吴磊")
ROLES = (Role.MANAGING, Role.ENTRY, Role.READING)
_PASSWORD = "correct horse"


def take_trust_dialogs(camera: Camera) -> None:
    """Each in the state in which most is seen of it."""
    window = camera.window
    folder, context, town = window.context.ledger.folder, window.context, "周市镇"
    for name, role in zip(NAMES, ROLES, strict=True):
        save_official(context, OfficialInput(name=name, role=role))
    window.refresh_all()
    window.open_page("settings")
    page: Any = window.page
    page.tabs.setCurrentIndex(page.tabs.count() - 2)
    camera.settle()
    camera.take("settings-officials")
    page.parts[-2].table.selectRow(1)
    camera.act("dialog-official-change", "F2")
    camera.dialog("dialog-official-choose", window.menus._change_official)
    unlock = UnlockDialog(folder, NAMES, "周敏", title="打开台账", heading=f"“{town}”中的台账已加密", parent=window)
    camera.dialog("dialog-unlock", unlock.open, type_large)
    camera.dialog("dialog-locked", LockedDialog(folder, "李静", town).show)
    recovery = RecoveryDialog(window.jobs, folder, NAMES, "李静", window)
    camera.dialog("dialog-recovery-code", recovery.open)
    recovery = RecoveryDialog(window.jobs, folder, NAMES, "李静", window)
    camera.dialog("dialog-recovery", recovery.open, lambda _dialog: recovery._take(Found(b"secret", list(NAMES))))
    for asks_old in (True, False):
        dialog = NewPasswordDialog(window.jobs, "李静", lambda *_given: None, asks_old=asks_old, parent=window)
        name = "dialog-password-own" if asks_old else "dialog-password-other"
        camera.dialog(name, dialog.open, partial(save_nothing, dialog))
    for step in range(3):
        wizard = EncryptDialog("李静", lambda *_given: None, window, "开始加密")
        camera.dialog(f"dialog-encrypt-{step + 1}", wizard.open, partial(go_to, wizard, step))
    camera.dialog("dialog-decrypt", DecryptDialog(window.jobs, folder, "李静", window).open)
    backups = folder / "backups"
    plain = {backups: [backups / "ledger-1.db", backups / "ledger-2.db"]}
    camera.dialog("dialog-encrypted", EncryptedDialog(window, plain, window).open)
    working = WorkingDialog("正在加密台账…", "请勿关机。万一断电，台账仍保持原样，不会损坏。", window)
    camera.dialog("dialog-working", working.open)


def type_large(dialog: QDialog) -> None:
    """As with Caps Lock on."""
    assert isinstance(dialog, UnlockDialog)
    dialog.password.caps_lock_seen.emit(True)
    dialog.password.setText("ABC")


def save_nothing(dialog: NewPasswordDialog, _shown: QDialog) -> None:
    """So that it says what is wrong."""
    dialog.save()


def go_to(dialog: EncryptDialog, step: int, _shown: QDialog) -> None:
    """The password, the code, or the code typed back."""
    if step:
        dialog.twice.first.setText(_PASSWORD)
        dialog.twice.second.setText(_PASSWORD)
        dialog.go_on()
        assert access.secret_of(dialog.code.text())
    if step > 1:
        dialog.go_on()
        dialog.typed.setText("0000-0000")
        dialog.go_on()
    dialog.setFocus(Qt.FocusReason.OtherFocusReason)
