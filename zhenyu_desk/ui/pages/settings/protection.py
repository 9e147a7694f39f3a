"""Whether the ledger is encrypted, with the ways to encrypt it, to make it plain, and to change one's password."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from zhenyu_desk.i18n import _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.decrypt import DecryptDialog
from zhenyu_desk.ui.dialogs.encrypt import EncryptDialog
from zhenyu_desk.ui.ledger_wishes import Conversion
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.recovery_print import print_recovery_sheet
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.labels import heading, label


class ProtectionCard(Card):
    """Says how things stand; the window does the conversion, as the ledger is closed for it."""

    def __init__(self, page: Page, change_own_password: Callable[[], None]) -> None:
        super().__init__()
        self._page = page
        self.title = heading("")
        self.words = label("", Token.SECONDARY, wrap=True)
        self.encrypt = button(_("Encrypt the ledger…"), self.ask_to_encrypt, verb="protect")
        self.decrypt = button(_("Stop encrypting…"), self.ask_to_decrypt, "danger", verb="protect")
        self.own = button(_("Change my password…"), change_own_password, verb="own_password")
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for part in (self.encrypt, self.own, self.decrypt):
            line.addWidget(part)
        line.addStretch()
        self.body.addWidget(self.title)
        self.body.addWidget(self.words)
        self.body.addLayout(line)

    def show_ledger(self, context: AppContext, *, has_own: bool) -> None:
        """Say whether this ledger is encrypted."""
        is_encrypted = context.ledger.secret is not None
        self.title.setText(_("The ledger is encrypted") if is_encrypted else _("The ledger is not encrypted"))
        self.words.setText(
            _("Nobody reads its files, attachments and backups without a password or the recovery code.")
            if is_encrypted
            else _("Everybody who gets at its files can read them: firms, telephone numbers, attached papers.")
        )
        self.encrypt.setVisible(not is_encrypted)
        self.decrypt.setVisible(is_encrypted)
        self.own.setVisible(is_encrypted)
        self.own.setText(_("Change my password…") if has_own else _("Set my password…"))

    def ask_to_encrypt(self) -> None:
        """Password and recovery code first; then the ledger is closed, encrypted and opened again."""
        shell = self._page.shell
        context = shell.context
        town = context.read(load_settings).town
        sheet = partial(print_recovery_sheet, town, context.actor, context.today())
        dialog = EncryptDialog(context.actor, sheet, self, _("Encrypt now"))
        dialog.accepted.connect(lambda: shell.convert(dialog.conversion))
        dialog.open_once()

    def ask_to_decrypt(self) -> None:
        """The password first; then the ledger is closed, decrypted and opened again."""
        shell = self._page.shell
        context = shell.context
        dialog = DecryptDialog(shell.jobs, context.ledger.folder, context.actor, self)
        dialog.accepted.connect(lambda: shell.convert(Conversion()))
        dialog.open_once()
