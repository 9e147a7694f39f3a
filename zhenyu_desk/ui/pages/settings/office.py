"""Settings of the ledger: the town, and how figures and lights count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit

from zhenyu_desk.i18n import _
from zhenyu_desk.ui.pages.settings.form_tab import SettingsForm
from zhenyu_desk.ui.widgets.fields import Form, FormField


class OfficeTab(SettingsForm):
    """Four lines of text."""

    def make_edits(self) -> Mapping[str, QLineEdit]:
        return {name: QLineEdit() for name in ("town", "fairly_weight", "amber_days", "stale_days")}

    def make_fields(self, form: Form) -> Sequence[FormField]:
        edits = self.edits
        return (
            form.add("town", _("Name of the town"), edits["town"], required=True),
            form.add(
                "fairly_weight",
                _("What «fairly satisfied» counts in the satisfaction rate (0 to 1)"),
                edits["fairly_weight"],
                required=True,
            ),
            form.add(
                "amber_days",
                _("Amber light: so many working days left or fewer"),
                edits["amber_days"],
                required=True,
            ),
            form.add("stale_days", _("«Long not updated»: so many days without a step"), edits["stale_days"]),
        )
