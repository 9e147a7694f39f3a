"""What this computer remembers: who works at it, language, size of the text, folders, reminders."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit

from zhenyu_desk.i18n import LANGUAGES, _, ngettext
from zhenyu_desk.services.officials import active_names
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.change_of_official import change_official
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.preferences import LANGUAGE_NAMES, LOCK_MINUTES, TEXT_SIZES
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.fields import Form
from zhenyu_desk.ui.widgets.labels import label


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
        self.other_official = button(_("Change the official…"), lambda: change_official(self.shell, self))
        self.lock_after = Combo()
        for minutes in LOCK_MINUTES:
            self.lock_after.addItem(_lock_words(minutes), minutes)
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
        beside = QHBoxLayout()
        beside.addWidget(self.other_official)
        beside.addStretch()
        card.body.addLayout(beside)
        card.body.addWidget(
            self.form.add(
                "lock_after_minutes",
                _("Lock an encrypted ledger by itself"),
                self.lock_after,
                hint=_("When nobody has touched key or mouse for so long. By hand: Ctrl+Alt+L."),
            )
        )
        self.not_encrypted = label(
            _("This ledger is not encrypted, so there is nothing to unlock: encrypt it under Settings, Officials."),
            Token.SECONDARY,
            FontRole.SMALL,
            wrap=True,
        )
        card.body.addWidget(self.not_encrypted)
        card.body.addWidget(self.form.add("language", _("Language"), self.language))
        card.body.addWidget(self.form.add("text_scale", _("Text size"), self.text_scale))
        backup, scans = _("Folder for a second backup"), _("Folder of the scanner")
        for name, text in (("backup_second_folder", backup), ("scan_folder", scans)):
            card.body.addWidget(self.form.add(name, text, self.folders[name]))
            card.body.addLayout(self._folder_buttons(name, text))
        card.body.addWidget(self.form.add("reminders", _("Reminders"), self.reminders))
        self.add_scrolled(card)
        self.reminders.toggled.connect(lambda wanted: self.shell.save_preferences(reminders=wanted))
        self.lock_after.activated.connect(
            lambda _place: self.shell.save_preferences(lock_after_minutes=self.lock_after.currentData())
        )
        self.language.activated.connect(lambda _place: self._prefer(language=self.language.currentData()))
        self.text_scale.activated.connect(lambda _place: self._prefer(text_scale=self.text_scale.currentData()))

    def refresh(self) -> None:
        settings = self.shell.settings
        context = self.shell.context
        self.official.setText(context.actor)
        is_free = context.ledger.secret is None and not active_names(context)
        self.official.setReadOnly(not is_free)  # from a list, or by password
        self.official.style().unpolish(self.official)
        self.official.style().polish(self.official)
        self.other_official.setVisible(not is_free)
        is_encrypted = context.ledger.secret is not None
        self.lock_after.setEnabled(is_encrypted)
        self.lock_after.setToolTip("" if is_encrypted else _("Encrypt the ledger under Settings to lock it."))
        self.not_encrypted.setVisible(not is_encrypted)
        minutes = settings.lock_after_minutes
        if self.lock_after.findData(minutes) < 0:  # set in the file by hand
            self.lock_after.addItem(_lock_words(minutes), minutes)
        self.lock_after.setCurrentIndex(self.lock_after.findData(minutes))
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.text_scale.setCurrentIndex(self.text_scale.findData(settings.text_scale))
        self.reminders.setChecked(settings.reminders)
        for name, field in self.folders.items():
            field.setText(str(getattr(settings, name) or ""))

    def _take_official(self) -> None:
        if self.official.isReadOnly():
            return
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


def _lock_words(minutes: int) -> str:
    if not minutes:
        return _("never")
    return ngettext("after {n} minute", "after {n} minutes", minutes).format(n=minutes)


def _folder_field() -> QLineEdit:
    field = QLineEdit()
    field.setReadOnly(True)
    field.setPlaceholderText(_("none"))
    return field
