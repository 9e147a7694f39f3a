"""应急副本: everything the ledger holds as text, for the day when no program opens it any more."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.dialogs.messages import ask, inform

if TYPE_CHECKING:
    from zhenyu_desk.services.rescue import RescueSummary
    from zhenyu_desk.ui.main_window import MainWindow


def export_rescue(window: MainWindow) -> None:
    """Ask for the folder and write a rescue copy into a new one there, in the background."""
    from zhenyu_desk.services.rescue import write_rescue

    question = _(
        "Write everything in the ledger as plain text, with all attached files? Names and telephone numbers in it are "
        "neither masked nor encrypted: keep it as safe as the ledger itself."
    )
    if not ask(window, question, _("Choose the folder…")):
        return
    chosen = QFileDialog.getExistingDirectory(window, _("Folder for the rescue export"))
    if not chosen:
        return
    context = window.context
    folder = Path(chosen) / _("ledger rescue {at}").format(at=f"{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    window.tell(_("Writing the rescue export…"))
    window.jobs.read(
        partial(write_rescue, context, folder), partial(_tell, window), window.warn,
        owner=window, is_long=True, is_awaited=True,
    )  # fmt: skip


def _tell(window: MainWindow, summary: RescueSummary) -> None:
    words = _("{rows} records and {files} attached files were written to:\n{folder}")
    lines = [words.format(rows=summary.rows, files=summary.attachments, folder=summary.file.parent)]
    if summary.lacking:
        lines.append(_("{n} attached files were lost before and are not in it.").format(n=summary.lacking))
    window.tell(_("The rescue export is written."))
    inform(window, "\n\n".join(lines))
