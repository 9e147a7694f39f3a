"""What this program is and where its files lie."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

import zhenyu_desk
from zhenyu_desk import crash
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.labels import label


class AboutDialog(Frame):
    """Name, version, licence, and the file to send when something went wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About"), parent)
        self.setMinimumWidth(theme.px(480))
        self.body.addWidget(label(_("Town enterprise service ledger"), role=FontRole.HEADING))
        lines = (
            _("Version {version}").format(version=zhenyu_desk.__version__),
            _("Works without a network; all data stays on this computer."),
            _("Licence: Apache-2.0. Qt is used under the LGPL; fonts under the OFL and the GPL with font exception."),
            _("Log file: {file}").format(file=crash.log_file()),
        )
        for line in lines:
            self.body.addWidget(label(line, Token.SECONDARY, wrap=True))
        self.add_close_button()
