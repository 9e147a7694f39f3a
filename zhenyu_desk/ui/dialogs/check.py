"""Checks the ledger from end to end and tells what was found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.ui.dialogs.messages import warn
from zhenyu_desk.ui.shell import Shell


def check_and_tell(shell: Shell, parent: QWidget) -> None:
    """Run the check in the background."""
    context, second = shell.context, shell.settings.backup_second_folder

    def tell(found: list[str]) -> None:
        if found:
            warn(parent, "\n".join(found))
        else:
            shell.tell(_("The ledger is sound: file, links, audit log and every difficulty were checked."))

    shell.tell(_("Checking the ledger…"))
    shell.jobs.read(lambda: check_ledger(context, second), tell, shell.warn, owner=parent)
