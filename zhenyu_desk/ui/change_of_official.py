"""Another official sits down at the computer: chosen from those listed, by password where the ledger is encrypted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from zhenyu_desk.i18n import _
from zhenyu_desk.services.officials import active_names
from zhenyu_desk.ui.dialogs.official import OfficialDialog
from zhenyu_desk.ui.dialogs.unlock import UnlockDialog
from zhenyu_desk.ui.door import look_at_door
from zhenyu_desk.ui.shell import Shell


def change_official(shell: Shell, parent: QWidget) -> None:
    """Ask who works here now; all further steps are recorded under that name."""
    context = shell.context
    if context.ledger.secret is None:
        plain = OfficialDialog(context.actor, parent, active_names(context))
        plain.accepted.connect(lambda: _take(shell, plain.name))
        plain.open_once()
        return
    door = look_at_door(context.ledger.folder)
    dialog = UnlockDialog(
        context.ledger.folder,
        door.names,
        context.actor,
        title=_("Who works here?"),
        heading=_("Change the official"),
        parent=parent,
        may_use_code=False,
        problem=door.problem,
    )
    dialog.accepted.connect(lambda: _take(shell, dialog.official))
    dialog.open_once()


def _take(shell: Shell, name: str) -> None:
    if name != shell.context.actor:
        shell.change_official(name)
        shell.tell(_("Steps are now recorded under {name}.").format(name=name))
