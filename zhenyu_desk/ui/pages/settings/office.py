"""Settings of the ledger: the town, who issues the report, how figures and lights count."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from zhenyu_desk.domain.changes import ChangeSet
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
from zhenyu_desk.ui.widgets.buttons import button
from zhenyu_desk.ui.widgets.cards import Card
from zhenyu_desk.ui.widgets.fields import Form


class OfficeTab(Tab):
    """A form; nothing is saved before the button or Ctrl+S."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.form = Form()
        self.edits = {name: QLineEdit() for name in ("town", "issuer", "fairly_weight", "amber_days", "stale_days")}
        self._saved: dict[str, str] = {}
        card = Card()
        card.setMaximumWidth(theme.px(640))
        add = self.form.add
        for field in (
            add("town", _("Name of the town"), self.edits["town"], required=True),
            add("issuer", _("Office that issues the report"), self.edits["issuer"]),
            add(
                "fairly_weight",
                _("What «fairly satisfied» counts in the satisfaction rate (0 to 1)"),
                self.edits["fairly_weight"],
                required=True,
            ),
            add(
                "amber_days",
                _("Amber light: so many working days left or fewer"),
                self.edits["amber_days"],
                required=True,
            ),
            add("stale_days", _("«Long not updated»: so many days without a step"), self.edits["stale_days"]),
        ):
            card.body.addWidget(field)
        card.body.addWidget(self.form.rest)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(button(_("Save"), self.save, "primary", keys="Ctrl+S"))
        card.body.addLayout(line)
        self.add_scrolled(card)

    def refresh(self) -> None:
        if self._saved and self._typed() != self._saved:
            return  # what is being typed is not thrown away by a change from elsewhere
        settings = self.shell.context.read(load_settings)
        for name, edit in self.edits.items():
            edit.setText(str(getattr(settings, name)))
        self._saved = self._typed()

    def save(self) -> None:
        if not self.isEnabled():
            return
        self.form.clear_errors()
        context = self.shell.context
        try:
            settings = validate(OfficeSettings, self._typed())
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

    def _typed(self) -> dict[str, str]:
        return {name: edit.text().strip() for name, edit in self.edits.items()}

    def _done(self, _changes: ChangeSet) -> None:
        self._saved = {}
        self.refresh()
        self.shell.tell(_("The settings were saved."))
