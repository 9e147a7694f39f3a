"""Restoring a backup from the window whose ledger is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenyu_desk.ui.dialogs.restore import RestoreDialog

if TYPE_CHECKING:
    from zhenyu_desk.ui.main_window import MainWindow


def open_restore(window: MainWindow) -> None:
    """Let the user choose a backup for the ledger that is open."""
    ledger, second = window.context.ledger, window.settings.backup_second_folder
    dialog = RestoreDialog(ledger.folder, second, window.context.actor, ledger.secret, window)

    def go_on() -> None:
        if dialog.restoration is not None:
            window.restore(dialog.restoration)

    dialog.accepted.connect(go_on)
    dialog.open_once()
