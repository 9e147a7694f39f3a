"""字体: which file serves each role of the office's papers, and the folder of the office's own fonts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from zhenyu_desk.errors import AppError
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.services.fonts import FontInUse, font_problems, fonts_in_use
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.dialogs.frame import Frame
from zhenyu_desk.ui.models.table_model import Column, TableModel
from zhenyu_desk.ui.shell import Shell
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.fields import FormField
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.table import Table

ROLES = {
    "fangsong": N_("Body text (Fangsong)"),
    "kai": N_("Second headings (Kai)"),
    "hei": N_("First headings (Hei)"),
    "title": N_("Title (Xiaobiaosong)"),
    "digits": N_("Page numbers (Song)"),
    "rare": N_("Rare characters"),
}


class FontsDialog(Frame):
    """`changed` when another folder was chosen: papers made before may look otherwise."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(_("Fonts of papers"), parent)
        self._shell = shell
        self.resize(theme.px(720), theme.px(540))
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.folder.setPlaceholderText(_("none"))
        columns = _columns()
        self.model: TableModel[FontInUse] = TableModel(columns, key=lambda font: font.role)
        self.table = Table(self.model)
        self.table.setSortingEnabled(False)
        self.table.set_widths(columns)
        self.table.setAccessibleName(_("Fonts of papers"))
        self.told = label("", Token.SECONDARY, wrap=True)
        self._choose = button(_("Choose a folder…"), self.choose)
        self._none = button(_("No folder of our own"), lambda: self.take(None))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for each in (self._choose, self._none):
            line.addWidget(each)
        line.addStretch()
        self.body.addWidget(FormField(_("Folder of the office's own fonts, for this computer"), self.folder))
        self.body.addLayout(line)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.told)
        self.add_close_button()
        self._load()

    def choose(self) -> None:
        """Ask for the folder."""
        title = _("Folder of the office's own fonts, for this computer")
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if chosen:
            self.take(Path(chosen))

    def take(self, folder: Path | None) -> None:
        """Use the fonts of this folder first from now on."""
        self._shell.save_preferences(fonts_folder=folder)
        self._load()
        self.changed.emit()

    def _load(self) -> None:
        folder = self._shell.settings.fonts_folder
        self.folder.setText(str(folder or ""))
        self._none.setEnabled(folder is not None)
        self.told.setText(_("Looking for fonts…"))
        self._shell.jobs.read(lambda: (fonts_in_use(), font_problems()), self._show, self._say, owner=self)

    def _show(self, found: tuple[list[FontInUse], list[str]]) -> None:
        fonts, problems = found
        self.model.set_rows(fonts)
        self.told.setText(" ".join([*problems, self._words(fonts)]))
        theme.tone(self.told, Token.AMBER if problems else Token.SECONDARY)

    def _say(self, problem: AppError) -> None:
        """No font at all: the sentence stands where the others do."""
        self.told.setText(problem.sentence)
        theme.tone(self.told, Token.RED)

    def _words(self, fonts: list[FontInUse]) -> str:
        folder = self._shell.settings.fonts_folder
        if folder is not None and folder.is_dir() and not any(folder in font.file.parents for font in fonts):
            return _("No font in this folder serves a paper: it needs the official ones as .ttf files.")
        if all(font.is_official for font in fonts):
            return _("All papers are printed with official fonts.")
        return _(
            "Roles served by the program's own fonts look a little otherwise. Put the official fonts "
            "(.ttf) into a folder and choose it here, or install them on this computer."
        )


def _columns() -> list[Column[FontInUse]]:
    return [
        Column(_("Used for"), lambda font: _(ROLES[font.role]), 190),
        Column(_("Font file"), lambda font: font.file.name, 260, stretch=True, tip=lambda font: str(font.file)),
        Column(_("Origin"), _origin, 140, tone=lambda font: None if font.is_official else Token.SECONDARY),
    ]


def _origin(font: FontInUse) -> str:
    return _("official") if font.is_official else _("of the program")
