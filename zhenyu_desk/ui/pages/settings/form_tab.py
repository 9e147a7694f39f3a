"""A tab that is a form over some of the office's settings: saved together, the others stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from zhenyu_desk.domain.changes import ChangeSet
from zhenyu_desk.domain.history import OfficePart
from zhenyu_desk.domain.inputs import validate
from zhenyu_desk.domain.office import OfficeSettings
from zhenyu_desk.errors import RuleBroken
from zhenyu_desk.i18n import _
from zhenyu_desk.services.office import save_settings
from zhenyu_desk.store.queries.office import load_settings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.leaving import hold_still
from zhenyu_desk.ui.pages.base import Page
from zhenyu_desk.ui.pages.settings.tab import Tab
from zhenyu_desk.ui.rights import guard
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.fields import Form, FormField

WIDTH = 640


class SettingsForm(Tab):
    """Subclasses make `edits`, an editor by the name of its setting; nothing is saved before the button or Ctrl+S."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.form = Form()
        self.edits = self.make_edits()
        self._saved: dict[str, object] = {}
        card = Card()
        card.setMaximumWidth(theme.px(WIDTH))
        for field in self.make_fields(self.form):
            guard(field, "save_settings")
            card.body.addWidget(field)
        card.body.addWidget(self.form.rest)
        line = QHBoxLayout()
        line.addWidget(self.history_button(OfficePart.SETTINGS, _("Settings of the office and its papers")))
        line.addStretch()
        line.addWidget(button(_("Save"), self.save, "primary", keys="Ctrl+S", verb="save_settings"))
        card.body.addLayout(line)
        self.add_scrolled(card)

    def make_edits(self) -> Mapping[str, QWidget]:
        """The editors: lines of text, lists, switches."""
        raise NotImplementedError

    def make_fields(self, form: Form) -> Sequence[FormField]:
        """Their fields, in the order shown."""
        raise NotImplementedError

    def refresh(self) -> None:
        if self._saved and self._typed() != self._saved:
            return  # what is being typed is not thrown away by a change from elsewhere
        settings = self.shell.context.read(load_settings)
        for name, edit in self.edits.items():
            _show(edit, getattr(settings, name))
        self._saved = self._typed()

    def save(self) -> None:
        if not self.isEnabled():
            return
        self.form.clear_errors()
        context = self.shell.context
        others = context.read(load_settings).model_dump()
        try:
            settings = validate(OfficeSettings, {**others, **self._typed()})
        except RuleBroken as problem:
            self.form.show_problem(problem)
            return
        self.page.perform(
            lambda: save_settings(context, settings),
            self._done,
            self.form.show_problem,
            always=hold_still(self),
        )

    def may_leave(self) -> bool:
        unsaved = bool(self._saved) and self._typed() != self._saved
        return not unsaved or self.shell.ask(
            _("The settings of the office were changed but not saved."), _("Leave without saving")
        )

    def _typed(self) -> dict[str, object]:
        return {name: _given(edit) for name, edit in self.edits.items()}

    def _done(self, _changes: ChangeSet) -> None:
        self._saved = {}
        self.refresh()
        self.shell.tell(_("The settings were saved."))


def _show(edit: QWidget, value: object) -> None:
    if isinstance(edit, QCheckBox):
        edit.setChecked(bool(value))
    elif isinstance(edit, QComboBox):
        edit.setCurrentIndex(edit.findData(value))
    elif isinstance(edit, QLineEdit):
        edit.setText(str(value))


def _given(edit: QWidget) -> object:
    if isinstance(edit, QCheckBox):
        return edit.isChecked()
    if isinstance(edit, QComboBox):
        return edit.currentData()
    assert isinstance(edit, QLineEdit)
    return edit.text().strip()
