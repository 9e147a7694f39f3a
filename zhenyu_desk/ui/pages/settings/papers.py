"""公文: how the monthly report is headed, addressed and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from zhenyu_desk.domain.inputs import MAX_NAME
from zhenyu_desk.domain.terms import ReportTemplate
from zhenyu_desk.i18n import _
from zhenyu_desk.ui.pages.settings.form_tab import SettingsForm
from zhenyu_desk.ui.widgets.combo import Combo
from zhenyu_desk.ui.widgets.fields import Form, FormField

_LINES = ("issuer", "bulletin_name", "red_head", "document_code", "addressee", "report_to", "send_to", "distribute_to")


class PapersTab(SettingsForm):
    """What stays empty is left out of the paper, or has the usual words."""

    def make_edits(self) -> Mapping[str, QWidget]:
        template = Combo()
        for known in ReportTemplate:
            template.addItem(known.label, known)
        ranked = QCheckBox(_("Order leaders by visit coverage instead of by rank"))
        lines = {name: QLineEdit() for name in _LINES}
        for line in lines.values():
            line.setMaxLength(MAX_NAME)
        return {"template": template, "is_ranked": ranked, **lines}

    def make_fields(self, form: Form) -> Sequence[FormField]:
        def add(name: str, text: str, hint: str = "") -> FormField:
            return form.add(name, text, self.edits[name], hint=hint)

        return (
            add("issuer", _("Signed by"), _("Empty: the town's enterprise service office.")),
            add("template", _("Usual head of the report")),
            add("bulletin_name", _("Name of the bulletin")),
            add("red_head", _("Name in the red head"), _("Empty: document of the town's government.")),
            add(
                "document_code",
                _("Document code"),
                _("{{year}} stands for the year, {{number}} for the issue number: {example}").format(
                    example="×政企服〔{year}〕{number}号"
                ),
            ),
            add("addressee", _("Addressed to")),
            add("report_to", _("Reported to"), _("These three stand at the end of a bulletin and under a red head.")),
            add("send_to", _("Sent to")),
            add("distribute_to", _("Distributed to")),
            add("is_ranked", _("Order of leaders")),
        )
