"""What this program is, where its files lie, and what bears witness to the state of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

import zhenyu_desk
from zhenyu_desk import crash
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import rule
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.panels import text_label

if TYPE_CHECKING:
    from zhenyu_desk.services.context import AppContext
    from zhenyu_desk.ui.shell import Shell

_GROUP, _IN_LINE = 4, 8


@dataclass(frozen=True, slots=True)
class AboutLedger:
    """What is told of the open ledger."""

    folder: Path
    schema: int
    is_encrypted: bool
    anchor: str
    backed_up: datetime | None


class AboutDialog(Frame):
    """Name, version, licence, the file to send when something went wrong, and the open ledger."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("About"), parent)
        self.setMinimumWidth(theme.px(560))
        self.body.addWidget(label(_("Town enterprise service ledger"), role=FontRole.HEADING))
        lines = (
            _("Version {version}").format(version=zhenyu_desk.__version__),
            _("Works without a network; all data stays on this computer."),
            _("Licence: Apache-2.0. Qt is used under the LGPL; fonts under the OFL and the GPL with font exception."),
            _("Log file: {file}").format(file=crash.log_file()),
        )
        for line in lines:
            self.body.addWidget(label(line, Token.SECONDARY, wrap=True))
        self.anchor = text_label("")
        self._copy = button(_("Copy the fingerprint"), self.copy_anchor)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.px(16))
        self._facts.setVerticalSpacing(theme.px(6))
        self._facts.setColumnStretch(1, 1)
        if shell.is_open:
            self.body.addWidget(rule())
            self.body.addLayout(self._facts)
            context = shell.context
            shell.jobs.read(lambda: about_ledger(context), self.show_ledger, shell.warn, owner=self)
        self.add_close_button()

    def show_ledger(self, ledger: AboutLedger) -> None:
        """Show what is known of the open ledger."""
        self.anchor.setText(grouped(ledger.anchor))
        at = ledger.backed_up
        facts = (
            (_("Folder of the ledger"), text_label(str(ledger.folder))),
            (_("Format of the ledger"), text_label(str(ledger.schema))),
            (_("Protection"), text_label(_("Encrypted") if ledger.is_encrypted else _("Not encrypted"))),
            (
                _("Last verified backup"),
                text_label(f"{at.astimezone():%Y-%m-%d %H:%M}" if at else _("No backup yet")),
            ),
            (_("Fingerprint of the audit log"), self.anchor),
        )
        for place, (name, value) in enumerate(facts):
            self._facts.addWidget(label(name, Token.SECONDARY), place, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, place, 1)
        hint = _("Note it down: it proves later that nothing before it was changed.")
        self._facts.addWidget(label(hint, Token.SECONDARY, FontRole.SMALL, wrap=True), len(facts), 1)
        self.buttons.insertWidget(0, self._copy)
        QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        """The lines came after the dialog was shown."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def copy_anchor(self) -> None:
        """Put the fingerprint on the clipboard."""
        QGuiApplication.clipboard().setText(" ".join(self.anchor.text().split()))


def about_ledger(context: AppContext) -> AboutLedger:
    """Read what is told of a ledger."""
    from zhenyu_desk.services.backup import last_backup
    from zhenyu_desk.services.history import audit_anchor
    from zhenyu_desk.store.ledger import SCHEMA

    ledger = context.ledger
    return AboutLedger(ledger.folder, SCHEMA, ledger.secret is not None, audit_anchor(context), last_backup(context))


def grouped(anchor: str) -> str:
    """A hash in lines of groups of four, to be read aloud and compared."""
    groups = [anchor[place : place + _GROUP] for place in range(0, len(anchor), _GROUP)]
    return "\n".join(" ".join(groups[place : place + _IN_LINE]) for place in range(0, len(groups), _IN_LINE))
