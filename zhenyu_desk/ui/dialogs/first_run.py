"""The first thing a new user sees: make a ledger for the town, or open one that exists."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button, primary
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label


class FirstRunDialog(Frame):
    """`folder` is the ledger to open once the dialog is accepted, `official` who works in it.

    `problem` is why the ledger that was to be opened can't be.
    """

    def __init__(self, folder: Path, official: str, problem: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Please note") if problem else _("Welcome"), parent)
        self.folder = folder
        self.setMinimumWidth(theme.px(560))
        self.town = QLineEdit()
        self.town.setPlaceholderText(_("e.g. Zhoushi Town"))
        self.official_edit = QLineEdit(official)
        self.place = QLineEdit(str(folder))
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
        from zhenyu_desk.bootstrap import create_context

        try:
            folder = _read_folder(self.place.text().strip())
            create_context(folder, self.town.text(), self.official).close()
        except AppError as problem:
            self.form.show_problem(problem)
            return
        self.folder = folder
        self.accept()

    def open_existing(self, folder: Path) -> None:
        """Take a ledger that exists; a folder without one is refused in words."""
        from zhenyu_desk.bootstrap import open_context

        if not self.official:
            self.form.show_error("official", _("Please type your name."))
            return
        try:
            open_context(folder, self.official, deep=False).close()
        except AppError as problem:
            self.form.show_problem(problem)
            return
        self.folder = folder
        self.accept()

    def _build(self, problem: str) -> None:
        self.body.addWidget(label(_("Town enterprise service ledger"), role=FontRole.HEADING))
        advice = _("There is no ledger on this computer yet. Make one for your town, or open one that exists.")
        if problem:
            self.body.addWidget(label(problem, Token.RED, wrap=True))
            advice = _("Open another ledger, or make a new one in another folder.")
        self.body.addWidget(label(advice, Token.SECONDARY, wrap=True))
        self.body.addWidget(self.form.add("town", _("Name of the town"), self.town, required=True))
        self.body.addWidget(self.form.add("official", _("Your name"), self.official_edit, required=True))
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.place, 1)
        line.addWidget(button(_("Choose…"), self._choose_place))
        place.setFocusProxy(self.place)
        self.body.addWidget(self.form.add("folder", _("Folder of the ledger"), place))
        self.body.addWidget(self.form.rest)
        self.buttons.insertWidget(0, button(_("Open an existing ledger…"), self._choose_existing))
        self.buttons.addWidget(button(_("Quit"), self.reject))
        self.buttons.addWidget(primary(_("Make the ledger"), self.make_ledger))

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the ledger"), self.place.text())
        if chosen:
            self.place.setText(chosen)

    def _choose_existing(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Open an existing ledger"), self.place.text())
        if chosen:
            self.open_existing(Path(chosen))


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
