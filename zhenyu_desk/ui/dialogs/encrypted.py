"""Tells after a ledger was encrypted that older backups can still be read by everybody, and deletes them on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zhenyu_desk.i18n import _, ngettext
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.labels import label

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext

Plain = Mapping[Path, Sequence[Path]]


class EncryptedDialog(Frame):
    """`plain` are the backups that can be read without a password, by folder."""

    def __init__(self, shell: Shell, plain: Plain, parent: QWidget) -> None:
        super().__init__(_("The ledger is encrypted"), parent)
        self.setMinimumWidth(theme.px(520))
        self._shell = shell
        self._plain = plain
        self.told = label("", Token.SECONDARY, wrap=True)
        self.body.addWidget(label(_("The ledger is encrypted now."), role=FontRole.HEADING))
        count = sum(map(len, plain.values()))
        words = ngettext(
            "{n} backup from before can still be read without a password:",
            "{n} backups from before can still be read without a password:",
            count,
        ).format(n=count)
        self.body.addWidget(label(words, Token.AMBER, wrap=True))
        for folder, files in plain.items():
            line = _("{folder}: {count}").format(folder=folder, count=len(files))
            self.body.addWidget(label(line, wrap=True))
        advice = _(
            "They can be deleted here: an encrypted backup is made first. Copies elsewhere, such as on USB sticks, "
            "have to be deleted by hand; a disk may keep traces of deleted files for a while."
        )
        self.body.addWidget(label(advice, Token.SECONDARY, wrap=True))
        self.body.addWidget(self.told)
        self.drop = button(_("Back up encrypted and delete these"), self.delete, "danger")
        self.buttons.insertWidget(0, self.drop)
        self.add_close_button()

    def delete(self) -> None:
        """Make an encrypted backup in each folder and delete those that everybody can read."""
        from zhenyu_desk.services.access import drop_plain_backups

        context, folders = self._shell.context, list(self._plain)
        self.drop.setEnabled(False)
        self.told.setText(_("Backing up…"))
        self._shell.jobs.write(
            lambda: sum(drop_plain_backups(context, folder) for folder in folders),
            lambda count: self.told.setText(
                ngettext("{n} backup was deleted.", "{n} backups were deleted.", count).format(n=count)
            ),
            self._failed,
            owner=self,
        )

    def _failed(self, problem: Exception) -> None:
        self.told.setText(str(problem))
        self.drop.setEnabled(True)


def plain_backups_of(context: AppContext, second: Path | None) -> dict[Path, list[Path]]:
    """The folders for backups in which some can be read without a password, with these."""
    from zhenyu_desk.services.access import plain_backups

    folders = [context.ledger.folder / "backups"] + ([second] if second is not None else [])
    found = {folder: plain_backups(folder) for folder in folders if folder.is_dir()}
    return {folder: files for folder, files in found.items() if files}
