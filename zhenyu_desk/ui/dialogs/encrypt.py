"""Leads to an encrypted ledger: the password, the recovery code on paper, and the code typed back from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.dialogs.new_password import TwicePassword
from zhenyu_desk.ui.ledger_wishes import Conversion
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.recovery_code_edit import RecoveryCodeEdit

if TYPE_CHECKING:
    from zhenyu_desk.services.access import Protection

_PASSWORD, _CODE, _BACK = range(3)
_WIDTH = 640  # the code stands in one line
PrintSheet = Callable[[str, QWidget], None]


class EncryptDialog(Frame):
    """`conversion` is what to do, while `accepted` is told; nothing was changed by then.

    `print_sheet(code, parent)` prints the code of `protection`, which is made anew where none is given.
    """

    def __init__(
        self,
        official: str,
        print_sheet: PrintSheet,
        parent: QWidget,
        finish: str,
        protection: Protection | None = None,
    ) -> None:
        super().__init__(_("Encrypt the ledger"), parent)
        self.setMinimumWidth(theme.px(_WIDTH))
        self.conversion = Conversion()
        self._official = official
        self._print_sheet = print_sheet
        self._finish = finish
        self._protection = protection
        self._password = ""
        self.form = Form()
        self.twice = TwicePassword(self.form)
        self.typed = RecoveryCodeEdit()
        self.code = label("", role=FontRole.FIGURE, wrap=True)
        self._step = label("", Token.SECONDARY, FontRole.SMALL)
        self._steps = QStackedWidget()
        self._build()
        self._show(_PASSWORD)

    def go_on(self) -> None:
        """The next step, or what is wrong with this one."""
        self.form.clear_errors()
        try:
            if self._steps.currentIndex() == _PASSWORD:
                self._take_password()
            elif self._steps.currentIndex() == _CODE:
                self._show(_BACK)
            else:
                self._compare()
        except RuleBroken as problem:
            self.form.show_problem(problem)

    def go_back(self) -> None:
        """The step before, to look at the code again."""
        self.form.clear_errors()
        self._show(self._steps.currentIndex() - 1)

    def print_code(self) -> None:
        """Print the sheet with the code."""
        try:
            self._print_sheet(self.code.text(), self)
        except AppError as problem:
            self.form.show_problem(problem)

    def done(self, result: int) -> None:
        """Close it; nothing of what was typed stays."""
        super().done(result)
        self.twice.empty()
        self.typed.clear()
        self.code.clear()
        self._protection, self._password, self.conversion = None, "", Conversion()

    def _build(self) -> None:
        self.body.addWidget(self._step)
        self.body.addWidget(self._steps)
        self.body.addWidget(self.form.rest)
        for page in (self._password_page(), self._code_page(), self._back_page()):
            self._steps.addWidget(page)
        self._print = button(_("Print the sheet…"), self.print_code)
        self.buttons.insertWidget(0, self._print)
        self._back = button(_("Back"), self.go_back)
        self._next = primary("", self.go_on)
        for part in (button(_("Cancel"), self.reject), self._back, self._next):
            self.buttons.addWidget(part)

    def _password_page(self) -> QWidget:
        return _page(
            label(
                _(
                    "Without a password nobody can then read the ledger, its attached files and its new backups, not "
                    "even from a computer or USB stick that was stolen. {name} gets the first password; give the other "
                    "officials theirs afterwards."
                ).format(name=self._official),
                wrap=True,
            ),
            label(
                _("Whoever loses all passwords and the recovery code as well loses the ledger: nobody can open it."),
                Token.AMBER,
                wrap=True,
            ),
            self.twice,
        )

    def _code_page(self) -> QWidget:
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.code.setAccessibleName(_("Recovery code"))
        advice = _(
            "This is the recovery code. It opens the ledger when a password is forgotten. Print it and lock the sheet "
            "away; without a printer write it down by hand. It is shown here only once."
        )
        return _page(label(advice, wrap=True), self.code)

    def _back_page(self) -> QWidget:
        advice = _("Type the code from the paper, so that it is sure to be there and right. Dashes don't matter.")
        return _page(label(advice, wrap=True), self.form.add("code", _("Recovery code"), self.typed, required=True))

    def _show(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._step.setText(_("Step {number} of {count}").format(number=step + 1, count=self._steps.count()))
        self._print.setVisible(step == _CODE)
        self._back.setVisible(step == _BACK)
        self._next.setText(self._finish if step == _BACK else _("Go on"))
        (self.twice, self._next, self.typed)[step].setFocus()

    def _take_password(self) -> None:
        from zhenyu_desk.services.access import new_protection

        self._password = self.twice.read()
        self._protection = self._protection or new_protection()
        self.code.setText(self._protection.code)
        self._show(_CODE)

    def _compare(self) -> None:
        from zhenyu_desk.services.access import secret_of

        protection = self._protection
        assert protection is not None
        if secret_of(self.typed.text()) != protection.secret:
            raise RuleBroken(_("This is another code. Type the one that was just shown."), field="code")
        self.conversion = Conversion(protection.secret, self._password)
        self.accept()


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    lines = QVBoxLayout(page)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.px(12))
    for part in parts:
        lines.addWidget(part)
    lines.addStretch()
    return page
