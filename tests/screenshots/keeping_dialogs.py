"""Pictures of what keeps the ledger: backups, histories, erasing, conflicts."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from tests.screenshots.camera import Camera
from zhenyu_desk.domain.inputs import ContactInput
from zhenyu_desk.services.backup import BackupKind, back_up
from zhenyu_desk.services.conflicts import LastChange, SaidLine
from zhenyu_desk.services.enterprises import save_contact
from zhenyu_desk.store.queries.register import contacts
from zhenyu_desk.store.queries.visits import visit_page
from zhenyu_desk.ui.dialogs.backup_list import Wholeness
from zhenyu_desk.ui.dialogs.backup_password import BackupPasswordDialog
from zhenyu_desk.ui.dialogs.conflict import ConflictDialog
from zhenyu_desk.ui.dialogs.erase_contact import EraseContactDialog
from zhenyu_desk.ui.dialogs.messages import inform, warn_with
from zhenyu_desk.ui.dialogs.restore import RestoreDialog
from zhenyu_desk.ui.dialogs.still_named import StillNamedDialog
from zhenyu_desk.ui.restoring import open_restore


def take_keeping_dialogs(camera: Camera) -> None:
    """Those of 企业档案 first, then those of the menu 文件."""
    window = camera.window
    context = window.context
    window.open_page("enterprises")
    page: Any = window.page
    page.register.table.setFocus()
    camera.press(Qt.Key.Key_Home)
    write_down_more(camera)
    camera.act("dialog-history", "Ctrl+H")
    page.firm.tabs.setCurrentIndex(page.firm.tabs.count() - 1)
    camera.take("page-firm-changes")
    page.firm.tabs.setCurrentIndex(0)
    contact = context.read(contacts)[0]
    camera.dialog("dialog-erase", EraseContactDialog(contact, window).open)
    numbers = [row.number for row in context.read(visit_page, limit=3)]
    camera.dialog(
        "dialog-still-named", StillNamedDialog(window, [*numbers, "ZF2024-0001"], ["企业备注"], window).open_once
    )
    camera.dialog("dialog-conflict", conflict(camera).open_once)
    made = back_up(context)
    back_up(context, kind=BackupKind.DAILY)
    camera.dialog("dialog-restore", partial(open_restore, window), at_rest)
    camera.dialog("dialog-backup-password", BackupPasswordDialog(window.jobs, made, "李静", window).open_once)
    camera.dialog("message-restored", partial(inform, window, f"台账已恢复为备份 {made.name} 的内容。"))
    camera.dialog("message-damaged", partial(warn_with, window, "台账文件已损坏。", "恢复备份…", camera.settle))


def write_down_more(camera: Camera) -> None:
    """A contact of the firm shown gets another number, so that its history has something to show."""
    page: Any = camera.window.page
    context, firm = camera.window.context, page.shown_firm()
    row = context.read(contacts, firm.id)[0]
    given = ContactInput(enterprise_id=firm.id, name=row.name, post="办公室主任", mobile="13900001234", is_primary=True)
    page.perform(partial(save_contact, context, given, row.id, row.version))
    camera.settle()


def conflict(camera: Camera) -> ConflictDialog:
    """Two fields that both changed, one of them a long text."""
    long = "前三季度产值 1.86 亿元，新能源壳体订单饱和，年底前计划新增 2 条压铸线。"
    change = camera.window.context.today()
    lines = [
        SaidLine("address", "地址", "周市镇青阳支路 15 号", "周市镇青阳支路 18 号", "周市镇青阳北路 15 号"),
        SaidLine("business", "经营情况", "", long, long.replace("2 条", "3 条") + "招工困难已缓解。"),
    ]
    at = datetime(change.year, change.month, change.day, 2, 15, tzinfo=UTC)
    return ConflictDialog(lines, LastChange("王芳", at), camera.window)


def at_rest(dialog: QDialog) -> None:
    """Once the backups were looked into and checked."""
    assert isinstance(dialog, RestoreDialog)
    for _time in range(500):
        if dialog.go.isEnabled() and all(row.is_whole is Wholeness.WHOLE for row in dialog.backups.listed):
            return
        QTest.qWait(10)
