"""Add a firm to the register or change one; the credit code is judged while it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.inputs import EnterpriseInput, YearlyFigures, validate
from zhenyu_desk.domain.rows import EnterpriseDetail
from zhenyu_desk.domain.terms import EnterpriseState, LandTenure, Ownership
from zhenyu_desk.i18n import NO_VALUE, _
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.ui.dialogs.firm_texts import label_text, read_labels, split_names
from zhenyu_desk.ui.dialogs.form_dialog import FormDialog
from zhenyu_desk.ui.theme import FontRole
from zhenyu_desk.ui.tokens import Token
from zhenyu_desk.ui.widgets.chips import ChipGroup
from zhenyu_desk.ui.widgets.date_edit import DateEdit
from zhenyu_desk.ui.widgets.labels import label
from zhenyu_desk.ui.widgets.text_area import TextArea
from zhenyu_desk.ui.widgets.value_combo import ValueCombo


class EnterpriseDialog(FormDialog):
    """Hands on an EnterpriseInput. `fact` names the field to begin with, such as one that is not filled in yet."""

    verb = "update_enterprise"

    def __init__(
        self, context: AppContext, known: EnterpriseDetail | None, fact: str = "", parent: QWidget | None = None
    ) -> None:
        title = _("New enterprise") if known is None else _("Change the firm's facts")
        super().__init__(title, "", _("Save"), parent)
        self._known = known
        self._make_fields(context)
        self._lay_out()
        if known is not None:
            self._fill(known)
        self.judge_code()
        self.finish_layout()
        first = self.form.fields.get(fact)
        (first.editor if first is not None else self._name).setFocus()

    def read(self) -> EnterpriseInput:
        """The firm as typed; RuleBroken with the field that is wrong."""
        values: dict[str, Any] = {
            "name": self._name.text(),
            "credit_code": self._code.text().strip() or None,
            "code_reason": self._reason.text(),
            "registration_no": self._registration.text(),
            "short_name": self._short.text(),
            "former_names": split_names(self._former.text()),
            "area": self._area.text(),
            "address": self._address.text(),
            "industry": self._industry.text(),
            "chain": self._chain.text(),
            "labels": read_labels(self._labels.text()),
            "ownership": self._ownership.value(),
            "state": self._state.value(),
            "employees": self._employees.text().strip() or None,
            "founded": self.day("founded"),
            "products": self._products.text(),
            "land_tenure": self._tenure.value(),
            "land_mu": self._mu.text().strip() or None,
            "lease_end": self.day("lease_end"),
            "remark": self._remark.text(),
            "yearly": self._yearly(),
        }
        return validate(EnterpriseInput, values)

    def judge_code(self) -> None:
        """Say what is wrong with the code as it stands; offer a reason only where it may be kept."""
        typed = self._code.text()
        verdict = credit_code.examine(typed)
        is_short = len(verdict.code) < credit_code.LENGTH and self._code.hasFocus()
        words = "" if is_short else " ".join((*verdict.errors, *verdict.warnings))
        self._verdict.setText(words)
        self._verdict.setVisible(bool(words))
        self._reason_field.setVisible(verdict.only_check_digit)

    def _make_fields(self, context: AppContext) -> None:
        self._name, self._short, self._former = QLineEdit(), QLineEdit(), QLineEdit()
        self._former.setPlaceholderText(_("Several separated by 、"))
        self._code = QLineEdit()
        self._code.textEdited.connect(self.judge_code)
        self._code.editingFinished.connect(self.judge_code)
        self._verdict = label("", Token.AMBER, FontRole.SMALL, wrap=True)
        self._reason = QLineEdit()
        self._registration = QLineEdit()
        self._area, self._address = QLineEdit(), QLineEdit()
        self._industry, self._chain = QLineEdit(), QLineEdit()
        self._labels = QLineEdit()
        self._labels.setPlaceholderText("规上 2026、高企、专精特新")
        owners: list[tuple[Ownership | None, str]] = [(None, NO_VALUE), *((o, o.label) for o in Ownership)]
        self._ownership = ValueCombo(owners)
        self._state = ValueCombo([(state, state.label) for state in EnterpriseState])
        self._employees = QLineEdit()
        self._founded = DateEdit(context.today)
        self._products, self._remark = TextArea(1), TextArea(1)
        self._tenure = ChipGroup([(tenure, tenure.label) for tenure in LandTenure], optional=True)
        self._mu = QLineEdit()
        self._lease_end = DateEdit(context.today)

    def _lay_out(self) -> None:
        add = self.form.add
        self.add("name", _("Name"), self._name, required=True)
        self.add_row(
            add("credit_code", _("Credit code"), self._code),
            add("registration_no", _("Registration number"), self._registration),
        )
        self.body.addWidget(self._verdict)
        self._reason_field = self.add("code_reason", _("Reason to keep this code all the same"), self._reason)
        self.add_row(
            add("short_name", _("Short name"), self._short),
            add("former_names", _("Former names"), self._former),
        )
        self.add_row(
            add("area", _("Village, community or park"), self._area),
            add("address", _("Address"), self._address),
        )
        self.add_row(add("industry", _("Industry"), self._industry), add("chain", _("Industrial chain"), self._chain))
        self.add("labels", _("Labels"), self._labels)
        self.add_row(
            add("ownership", _("Ownership"), self._ownership),
            add("state", _("State"), self._state),
            add("employees", _("Employees"), self._employees),
            add("founded", _("Founded"), self._founded),
        )
        self.add("products", _("Main products"), self._products)
        self.add_row(
            add("land_tenure", _("Land"), self._tenure),
            add("land_mu", _("Land (mu)"), self._mu),
            add("lease_end", _("Lease end"), self._lease_end),
        )
        self.add("remark", _("Remark"), self._remark)

    def _fill(self, known: EnterpriseDetail) -> None:
        for editor, text in (
            (self._name, known.name),
            (self._short, known.short_name),
            (self._former, "、".join(known.former_names)),
            (self._code, known.credit_code),
            (self._reason, known.code_reason),
            (self._registration, known.registration_no),
            (self._area, known.area),
            (self._address, known.address),
            (self._industry, known.industry),
            (self._chain, known.chain),
            (self._labels, label_text(known.labels)),
            (self._employees, "" if known.employees is None else str(known.employees)),
            (self._mu, "" if known.land_mu is None else f"{known.land_mu.normalize():f}"),
        ):
            editor.setText(text)
        self._ownership.set_value(known.ownership)
        self._state.set_value(known.state)
        self._founded.set_day(known.founded)
        self._products.set_text(known.products)
        self._tenure.set_value(known.land_tenure)
        self._lease_end.set_day(known.lease_end)
        self._remark.set_text(known.remark)

    def _yearly(self) -> tuple[YearlyFigures, ...]:
        """The yearly figures are not typed here; they stay."""
        known = self._known.yearly if self._known else ()
        return tuple(
            YearlyFigures(
                year=row.year,
                output=row.output,
                tax=row.tax,
                power=row.power,
                research=row.research,
                source=row.source,
            )
            for row in known
        )
