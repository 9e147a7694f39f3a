"""The first thing a new user sees: make a ledger for the town, or open one that exists."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.jobs.jobs import Jobs
from zhenyu_desk.ui.ledger_wishes import Conversion, Restoration
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, link
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.growing_area import GrowingArea
from zhenyu_desk.ui.widgets.labels import label

if TYPE_CHECKING:
    from zhenyu_desk.services.access import Protection

_AGAIN = 2  # neither accepted nor rejected
_AROUND = 240  # heading, advice, a problem, buttons


class FirstRunDialog(Frame):
    """`folder` is the ledger to open once the dialog is accepted, `official` who works in it.

    `problem` is why the ledger that was to be opened can't be: then a backup is what is wanted first. `restoration`,
    if there is one, is the backup that is to take the place of what lies in `folder`; `second` is the second folder
    for backups.
    """

    again = Signal()
    """The ledger that could not be opened is to be tried again; the dialog is gone."""

    def __init__(
        self,
        folder: Path,
        official: str,
        problem: str = "",
        parent: QWidget | None = None,
        second: Path | None = None,
    ) -> None:
        super().__init__(_("Please note") if problem else _("Welcome"), parent)
        self.folder = folder
        self.restoration: Restoration | None = None
        self._second = second
        self._jobs = Jobs(self)
        self._is_opening = False
        self._protection: Protection | None = None
        self.setMinimumWidth(theme.px(560))
        self.town = QLineEdit()
        self.town.setPlaceholderText(_("e.g. Zhoushi Town"))
        self.official_edit = QLineEdit(official)
        self.place = QLineEdit(str(folder))
        self.encrypt = QCheckBox(_("Protect it by passwords (encrypted)"))
        self.form = Form()
        self._build(problem)

    @property
    def official(self) -> str:
        """The official's name."""
        return self.official_edit.text().strip()

    def make_ledger(self) -> None:
        """Make the ledger; problems are shown beside the field they concern."""
        if not self.official:
            self.form.show_error("official", _("Please type your name."))
            return
        if self.encrypt.isChecked():
            self._ask_for_password()
        else:
            self.make(Conversion())

    def make(self, wanted: Conversion) -> None:
        """Make the ledger, with a first password if one is given."""
        from zhenyu_desk.bootstrap import create_context
        from zhenyu_desk.services.access import keys_of_one

        try:
            folder = _read_folder(self.place.text().strip())
            keys = keys_of_one(wanted.secret, self.official, wanted.password) if wanted.secret else None
            create_context(folder, self.town.text(), self.official, wanted.secret, keys).close()
        except AppError as problem:
            self.form.show_problem(problem)
            return
        self.folder = folder
        self.accept()

    def open_existing(self, folder: Path) -> None:
        """Take a ledger that exists; a folder without one, or with one that can't be opened, is refused in words."""
        if not self.official:
            self.form.show_error("official", _("Please type your name."))
            return
        self.form.clear_errors()
        self._wait(True)
        self._jobs.read(
            partial(_try_to_open, folder, self.official),
            lambda _done: self._take_existing(folder),
            self.form.show_problem,
            always=partial(self._wait, False),
            owner=self,
        )

    def restore(self) -> None:
        """Let a backup be chosen for the folder named, whatever lies there now."""
        from zhenyu_desk.ui.dialogs.restore import RestoreDialog

        if not self.official:
            self.form.show_error("official", _("Please type your name."))
            return
        try:
            folder = _read_folder(self.place.text().strip())
        except RuleBroken as problem:
            self.form.show_problem(problem)
            return
        dialog = RestoreDialog(folder, self._second, self.official, None, self)
        dialog.accepted.connect(lambda: self._take_backup(folder, dialog.restoration))
        dialog.open_once()

    def unfold(self) -> None:
        """Ask for what a new ledger needs, where a backup was offered first."""
        self._fold(False)
        self._put_first(self._make, self._restore)
        self.town.setFocus()

    def reject(self) -> None:
        """Quit; not while a ledger is tried."""
        if not self._is_opening:
            super().reject()

    def done(self, result: int) -> None:
        """Close it; the code of a ledger that was not made is forgotten."""
        self._protection = None
        self._jobs.close()
        super().done(result)

    def _take_existing(self, folder: Path) -> None:
        self.folder = folder
        self.accept()

    def _take_backup(self, folder: Path, restoration: Restoration | None) -> None:
        self.folder, self.restoration = folder, restoration
        self.accept()

    def _wait(self, is_opening: bool) -> None:
        """A ledger is opened for a trial, which takes long where it has to be checked from end to end."""
        self._is_opening = is_opening
        self._opening.setVisible(is_opening)
        self._inside.setDisabled(is_opening)
        for place in range(self.buttons.count()):
            part = self.buttons.itemAt(place).widget()
            if part is not None:
                part.setDisabled(is_opening)

    def _build(self, problem: str) -> None:
        self.body.addWidget(label(_("Town enterprise service ledger"), role=FontRole.HEADING))
        advice = _("There is no ledger on this computer yet. Make one for your town, or open one that exists.")
        if problem:
            self.body.addWidget(label(problem, Token.RED, wrap=True))
            advice = _("Restore a backup, open another ledger, or make a new one in another folder.")
        self.body.addWidget(label(advice, Token.SECONDARY, wrap=True))
        self._inside = QWidget()
        fields = _column(self._inside)
        town, others = self.form.add("town", _("Name of the town"), self.town, required=True), self._other_fields()
        self._new = (town, others)
        self._unfold = link(_("Make a new ledger instead"), self.unfold)
        fields.addWidget(town)
        fields.addWidget(self.form.add("official", _("Your name"), self.official_edit, required=True))
        fields.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        fields.addWidget(others)
        self.body.addWidget(GrowingArea(self._inside, _AROUND), 1)
        self._opening = label(_("Opening the ledger…"), Token.SECONDARY)
        self._opening.hide()
        self.body.addWidget(self._opening)
        self.body.addWidget(self.form.rest)
        self._build_buttons(is_refusal=bool(problem))

    def _other_fields(self) -> QWidget:
        fields = QWidget()
        column = _column(fields)
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.place, 1)
        line.addWidget(button(_("Choose…"), self._choose_place))
        place.setFocusProxy(self.place)
        column.addWidget(self.form.add("folder", _("Folder of the ledger"), place))
        hint = _("For computers and USB sticks that others can get at; the recovery code is printed.")
        column.addWidget(self.form.add("encrypt", _("Protection"), self.encrypt, hint=hint))
        return fields

    def _build_buttons(self, *, is_refusal: bool) -> None:
        self.existing = button(_("Open an existing ledger…"), self._choose_existing)
        self._make = button(_("Make the ledger"), self.make_ledger)
        self._restore = button(_("Restore a backup…"), self.restore)
        left, right = [self._restore, self.existing], [button(_("Quit"), self.reject), self._make]
        if is_refusal:
            left = [self.existing, button(_("Try again"), self._try_again)]
            right.append(self._restore)
        for place, part in enumerate(left):
            self.buttons.insertWidget(place, part)
        for part in right:
            self.buttons.addWidget(part)
        self._fold(is_refusal)
        if is_refusal:
            self._put_first(self._restore, self._make)
            (self._restore if self.official else self.official_edit).setFocus()
        else:
            self._put_first(self._make, self._restore)
            self.town.setFocus()

    def _fold(self, is_folded: bool) -> None:
        """Hide what only a new ledger needs."""
        self._unfold.setVisible(is_folded)
        for part in (*self._new, self._make):
            part.setVisible(not is_folded)

    def _put_first(self, first: QPushButton, other: QPushButton) -> None:
        """The blue button, which Enter presses."""
        for part, kind in ((other, ""), (first, "primary")):
            part.setProperty("kind", kind)
            part.setDefault(part is first)
            part.style().unpolish(part)
            part.style().polish(part)

    def _ask_for_password(self) -> None:
        """First what would refuse the ledger, then the password and the recovery code; nothing is made before.

        The code stays the same when it has to be tried again: it may be printed already.
        """
        from zhenyu_desk.bootstrap import local_today
        from zhenyu_desk.services.access import new_protection
        from zhenyu_desk.services.founding import try_place
        from zhenyu_desk.ui.dialogs.encrypt import EncryptDialog
        from zhenyu_desk.ui.recovery_print import print_recovery_sheet

        try:
            if not self.town.text().strip():
                raise RuleBroken(_("Give the name of the town."), field="town")
            try_place(_read_folder(self.place.text().strip()))
        except AppError as problem:
            self.form.show_problem(problem)
            return
        self._protection = self._protection or new_protection()
        town, official = self.town.text().strip(), self.official
        sheet = partial(print_recovery_sheet, town, official, local_today())
        dialog = EncryptDialog(official, sheet, self, _("Make the ledger"), self._protection)
        dialog.accepted.connect(lambda: self.make(dialog.conversion))
        dialog.open_once()

    def _try_again(self) -> None:
        self.done(_AGAIN)
        self.again.emit()

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the ledger"), self.place.text())
        if chosen:
            self.place.setText(chosen)

    def _choose_existing(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Open an existing ledger"), self.place.text())
        if chosen:
            self.open_existing(Path(chosen))


def _column(inside: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return column


def _try_to_open(folder: Path, official: str) -> None:
    """AppError if there is no ledger that can be opened; one that is encrypted asks for its password later."""
    from zhenyu_desk.bootstrap import open_context
    from zhenyu_desk.services.access import is_protected

    if not is_protected(folder):
        open_context(folder, official, deep=False).close()


def _read_folder(typed: str) -> Path:
    """The folder typed, ~ for the user's own; RuleBroken where it is not clear which folder is meant."""
    if not typed:
        raise RuleBroken(_("Choose the folder of the ledger."), field="folder")
    try:
        folder = Path(typed).expanduser()
    except RuntimeError:  # ~ and a name nobody has here
        folder = Path(typed)
    if not folder.is_absolute():
        raise RuleBroken(_("Give the whole path of the folder, or use «Choose…»."), field="folder")
    return folder
