"""What this computer remembers: who works at it, language, size of the text, folders, reminders."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit

from zhenyu_desk.i18n import LANGUAGES, _
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.preferences import LANGUAGE_NAMES, TEXT_SIZES
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.fields import Form


@runtime_checkable
class Preferring(Protocol):
    """The window, which is made anew for another language or text size."""

    def prefer(self, **values: object) -> None:
        """Keep another language or text size, after asking what would be lost by it."""


class ThisComputerTab(Tab):
    """Language and text size take effect at once."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.form = Form()
        self.official = QLineEdit()
        self.official.editingFinished.connect(self._take_official)
        self.language = Combo()
        for language in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[language], language)
        self.text_scale = Combo()
        for size in TEXT_SIZES:
            self.text_scale.addItem(f"{size} %", size)
        self.folders = {name: _folder_field() for name in ("backup_second_folder", "scan_folder")}
        self.reminders = QCheckBox(_("Tell in the tray what became due, once each"))
        card = Card()
        card.setMaximumWidth(theme.px(640))
        card.body.addWidget(
            self.form.add(
                "official",
                _("Your name"),
                self.official,
                required=True,
                hint=_("Visits and steps are recorded under your name."),
            )
        )
        card.body.addWidget(self.form.add("language", _("Language"), self.language))
        card.body.addWidget(self.form.add("text_scale", _("Text size"), self.text_scale))
        backup, scans = _("Folder for a second backup"), _("Folder of the scanner")
        for name, text in (("backup_second_folder", backup), ("scan_folder", scans)):
            card.body.addWidget(self.form.add(name, text, self.folders[name]))
            card.body.addLayout(self._folder_buttons(name, text))
        card.body.addWidget(self.form.add("reminders", _("Reminders"), self.reminders))
        self.add_scrolled(card)
        self.reminders.toggled.connect(lambda wanted: self.shell.save_preferences(reminders=wanted))
        self.language.activated.connect(lambda _place: self._prefer(language=self.language.currentData()))
        self.text_scale.activated.connect(lambda _place: self._prefer(text_scale=self.text_scale.currentData()))

    def refresh(self) -> None:
        settings = self.shell.settings
        self.official.setText(self.shell.context.actor)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.text_scale.setCurrentIndex(self.text_scale.findData(settings.text_scale))
        self.reminders.setChecked(settings.reminders)
        for name, field in self.folders.items():
            field.setText(str(getattr(settings, name) or ""))

    def _take_official(self) -> None:
        name = self.official.text().strip()
        self.form.clear_errors()
        if not name:
            self.form.show_error("official", _("Please type your name."))
        elif name != self.shell.context.actor:
            self.shell.change_official(name)
            self.shell.tell(_("Steps are now recorded under {name}.").format(name=name))

    def _prefer(self, **values: object) -> None:
        window = self.window()
        assert isinstance(window, Preferring)
        window.prefer(**values)

    def _folder_buttons(self, name: str, text: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        choose = button(_("Choose…"), lambda: self._choose_folder(name, text))
        choose.setAccessibleName(_("Choose: {field}").format(field=text))
        none = button(_("No folder"), lambda: self._take_folder(name, None))
        none.setAccessibleName(_("No folder: {field}").format(field=text))
        line.addWidget(choose)
        line.addWidget(none)
        line.addStretch()
        return line

    def _choose_folder(self, name: str, text: str) -> None:
        chosen = QFileDialog.getExistingDirectory(self, text, self.folders[name].text())
        if chosen:
            self._take_folder(name, Path(chosen))

    def _take_folder(self, name: str, folder: Path | None) -> None:
        self.shell.save_preferences(**{name: folder})
        self.folders[name].setText(str(folder or ""))


def _folder_field() -> QLineEdit:
    field = QLineEdit()
    field.setReadOnly(True)
    field.setPlaceholderText(_("none"))
    return field
